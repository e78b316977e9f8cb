"""应急先行实施: a hazard is removed first under the town's rule; decision, notice, approval and papers
are owed from that day on. It moves no project to another state and confirms nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.models import Debt, Project, UrgentRemoval
from projects.people import town_office, village_leaders
from projects.queries.owed import may_order
from projects.states import State
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.machine import is_late
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days

NOT_YET_CONFIRMED = frozenset(
    {
        State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.SCREENING, State.DELIBERATING,
        State.NOT_PASSED, State.RESERVED, State.ON_NOTICE, State.TOWN_REVIEW,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Removal:
    """Who ordered it and when, why it could not wait, what was done, by whom, and when."""

    ordered_by: Any  # a Post
    ordered_at: datetime
    reason: str
    done_at: datetime
    done: str
    done_by: str
    late_reason: str = ""


@atomic
def record(project, removal, *, by):
    """Write down that the hazard was removed first; what is owed gets its dates, in working days
    after the day of the order, by the town's rules of that day. Raises Refused."""
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    project = rows.select_related(*Project.read_with).get(pk=project.pk)
    if reasons := why_not(project, by) or _faults(project, removal, by):
        raise Refused(*reasons)
    kept = UrgentRemoval.objects.create(
        project=project, ordered_by=removal.ordered_by, ordered_at=removal.ordered_at,
        reason=removal.reason.strip(), done_at=removal.done_at, done=removal.done.strip(),
        done_by=removal.done_by.strip(), recorded_by=by.post, recorded_at=clock.now(),
        late_reason=removal.late_reason.strip(), imported=by.imports,
    )  # fmt: skip
    day = localdate(removal.ordered_at)
    owed = rules_for(project.village, on=day).owed_within
    Debt.objects.bulk_create(
        Debt(project=project, kind=kind, within=days, due_on=add_working_days(day, days))
        for kind, days in owed.items()
    )
    return kept


def why_not(project, by):
    """Why this actor may not record one now, before she has written anything; empty: she may."""
    hands = village_leaders | town_office
    if by.kind != Kind.SYSTEM and not hands.hold(project, by):
        return [_("应急先行实施由村（社区）委员会、书记或镇里登记。")]
    if project.status not in NOT_YET_CONFIRMED:
        now = project.get_state_display()
        return [_("现在是“{}”，不用再登记先行实施。").format(now)]
    if UrgentRemoval.objects.filter(project=project).exists():
        return [_("这件事已经登记过先行实施了。")]
    if not project.is_hazard:
        return [_("这件事没有登记安全隐患，不能先行实施；确有隐患的，请先在资料里选上。")]
    return []


def _faults(project, removal, by):
    faults, now = [], clock.now()
    day = localdate(removal.ordered_at)
    if not rules_for(project.village, on=day).urgent_first:
        faults.append(_("按本镇的规则不能应急先行实施，请按程序抓紧办理。"))
    if not may_order(project, removal.ordered_by, day):
        faults.append(
            _("决定先行实施的，应当是本村（社区）的委员会、书记，或者镇、区当天在任的负责人。")
        )
    if removal.ordered_at > removal.done_at:
        faults.append(_("排除的时间不能早于决定的时间。"))
    if removal.done_at > now:
        faults.append(_("排除的时间不能晚于现在。"))
    if len(removal.reason.strip()) < 10:
        faults.append(_("请写明为什么不能等，至少 10 个字。"))
    if len(removal.done.strip()) < 4 or len(removal.done_by.strip()) < 2:
        faults.append(_("请写明做了什么、谁做的。"))
    if not faults and is_late(by, removal.done_at, now) and len(removal.late_reason.strip()) < 5:
        faults.append(_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。"))
    return faults
