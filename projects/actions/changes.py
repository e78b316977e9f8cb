"""What was confirmed is changed in the open: a little by the town, more by the residents again."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.actions import commitments
from funding.actions.budgets import Part
from projects.actions import clocks, tallies
from projects.actions.noting import locked
from projects.actions.telling import tell_role
from projects.changing import as_it_is, as_wanted, extent, total_of, write_content, write_money
from projects.models import Change, DueChange
from projects.people import town_office, village_leaders
from projects.states import State
from villages.roles import Role
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

CHANGEABLE = (State.CONFIRMED, State.IN_PROGRESS, State.SUSPENDED)
LEAST_REASON, MOST_DAYS = 10, 400


@dataclass(frozen=True)
class Wanted:
    """What it should become: `work` as projects.actions.facts.list_work takes it, `parts` the shares,
    `days` the working days from the start of the works; None where that stays."""

    reason: str
    work: list | None = None
    parts: list[Part] | None = None
    days: int | None = None


@atomic
def ask(project, wanted, *, by):
    """Write a change down. Over the book's per cent (exclusive) it has to be talked about again:
    take the step `change` next; up to it, inclusive, the town decides."""
    row = outlined(project, wanted, by=by)
    row.clean_fields(exclude=["project", "person", "decided_by"])
    with in_words(Change):
        row.save()
    if row.state == Change.State.WAITING:
        tell_role(Role.TOWN_OFFICER, row.project, topic="office_change", key=row.pk, by=by)
    return row


@atomic
def outlined(project, wanted, *, by):
    """The change as `ask` would write it down, not written: to be read side by side first. `Refused`
    and ValidationError as there."""
    project = locked(project, by, hands=village_leaders, states=CHANGEABLE)
    if len(wanted.reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明变更的理由，至少 {} 个字。").format(LEAST_REASON))
    if wanted.days is not None and not 0 < wanted.days <= MOST_DAYS:
        raise Refused(_("工期要在 1 到 {} 个工作日之间。").format(MOST_DAYS))
    old = as_it_is(project, _days_of(project))
    new = as_wanted(old, work=wanted.work, parts=wanted.parts, days=wanted.days)
    if old == new:
        raise Refused(_("变更前后一样，没有要改的；请改金额、内容或工期。"))
    _adds_up(new)
    allowed = rules_for(project.village, on=clock.today()).change_to_notice_over
    per_mille = extent(old, new)
    big = per_mille > allowed * 10
    return Change(
        project=project, old=old, new=new, reason=wanted.reason.strip(), per_mille=per_mille,
        allowed_per_cent=allowed, actor_kind=by.kind, actor_name=by.name, person=by.person,
        at=clock.now(), state=Change.State.TO_RESIDENTS if big else Change.State.WAITING,
    )  # fmt: skip


@atomic
def agree(change, *, by, answer=""):
    """The town lets a small change happen; from now on the new numbers hold. `Refused` for who asked
    and where the quota or a pledge does not reach."""
    project, change = _decidable(change, by)
    _apply(project, change, by)
    _decide(change, Change.State.APPROVED, by, answer)
    if project.status == State.IN_PROGRESS and clocks.follow(project, DueChange.Reason.AGREED):
        project.save(update_fields=["due_on"])
    return change


@atomic
def refuse(change, *, by, answer):
    """The town does not let it; the village reads why."""
    if len(answer.strip()) < 4:
        raise Refused(_("请写明不同意的理由，至少 4 个字，村里会看到。"))
    _project, change = _decidable(change, by)
    _decide(change, Change.State.REFUSED, by, answer)
    return change


@atomic
def withdraw(change, *, by):
    """The village does not want it any more."""
    project = locked(change.project, by, hands=village_leaders)
    change = project.changes.select_for_update(no_key=True, of=("self",)).get(pk=change.pk)
    if not change.is_open:
        raise Refused(_("这份变更已经办过了。"))
    _decide(change, Change.State.WITHDRAWN, by, "")
    return change


def _decidable(change, by):
    project = locked(change.project, by, hands=town_office, states=CHANGEABLE)
    change = project.changes.select_for_update(no_key=True, of=("self",)).get(pk=change.pk)
    if change.state != Change.State.WAITING:
        raise Refused(_("这份变更现在是“{}”，不能再审批。").format(change.get_state_display()))
    if by.person is not None and by.person.pk == change.person_id:
        raise Refused(_("申请变更和同意变更要是两个不同的人，请换一位同事。"))
    if by.kind != Kind.SYSTEM and (conflict := town_office.conflicts(project, by)):
        raise Refused(*conflict)
    return project, change


def _decide(change, state, by, answer):
    change.state, change.decided_by, change.decided_name = state, by.person, by.name
    change.decided_at, change.answer = clock.now(), answer.strip()
    change.clean_fields(exclude=["project", "person", "decided_by"])
    with in_words(Change):
        change.save()


@atomic
def carry_over(project, *, by):
    """The step back to the residents is taken: from now on the new numbers are what they talk about."""
    change = project.changes.select_for_update(no_key=True, of=("self",)).filter(
        state=Change.State.TO_RESIDENTS
    ).first()  # fmt: skip
    if change is None:
        return
    write_content(project, change.new)
    with tallies.follow_the_money(project):
        write_money(project, change.new)
    _decide(change, Change.State.DECIDED_ANEW, by, "")


def _apply(project, change, by):
    """Write the new content and money of a small change, and book the difference."""
    write_content(project, change.new)
    if change.new["parts"] == change.old["parts"] or project.budget_id is None:
        return
    on = clock.today()
    with tallies.follow_the_money(project):
        commitments.reopen(project.budget)
        write_money(project, change.new)
    commitments.commit(
        project.budget, by=by, on=on, reference=f"{project.query_no}/变更{change.pk}",
        book_fen=rules_for(project.village, on=on).annual_quota_fen,
        key=uuid5(NAMESPACE_URL, f"weishishi-change:{change.pk}"),
    )  # fmt: skip


def _adds_up(new):
    """The machine says what is missing or over before the town reads it."""
    if None in (row[3] for row in new["work"]):
        raise Refused(_("请给每一项主要内容写单价。"))
    asked, given = total_of(new), sum(fen for *_what, fen in new["sources"])
    if asked != given:
        raise Refused(
            _("变更后主要内容合计 {asked} 元，资金来源合计 {given} 元，请改到一样多。").format(
                asked=yuan(asked), given=yuan(given)
            )
        )


def _days_of(project):
    last = project.changes.filter(state=Change.State.APPROVED).order_by("-pk").first()
    if last:
        return last.new["days"]
    return rules_for(project.village, on=clock.today()).limits.get("in_progress")
