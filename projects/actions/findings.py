"""监督发现: found by who watches, answered by who answers for it, closed or sent back by who found it.

Nothing here takes a step of a project: who watches never moves a matter.
"""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.noting import keep
from projects.actions.telling import public_facts
from projects.models import Finding, FindingStep
from projects.models.findings import MOST_DAYS, OWING_ROLE, Owes
from projects.queries.findings import State, answers_for, standing_of, state_of, watches
from projects.states import State as Stage
from villages.offices import office_key, office_of
from villages.roles import may
from villages.scopes import reaches
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days
from weishishi.outbox.actions import owe_all

LEAST, USUAL_DAYS = 4, 10
Step = FindingStep.Kind


@atomic
def find(village, *, by, text, basis, within, owed_by, form_token, project=None, inspection=None,
         at=None, late_reason=""):  # fmt: skip
    """Write a finding down, of a matter or of the village as a whole; a form sent twice gives the first
    one again. `Refused` in other hands, outside the scope, and without words, basis or days."""
    may_find(village, by)
    if project is not None and project.state == Stage.DRAFT:
        raise Refused(_("这件事还没有提交，提交以后再登记。"))
    if found := Finding.objects.filter(form_token=form_token, by=by.post).first():
        return found
    _said(text, _("请写发现的问题，至少 {} 个字。"))
    _said(basis, _("请写依据（法律、文件和条款），至少 {} 个字。"))
    row = keep(
        Finding, by, at, late_reason, village=project.village if project else village,
        project=project, inspection=inspection, owed_by=owed_by, text=text.strip(),
        basis=basis.strip(), within=within, due_on=_due_on(within, at), form_token=form_token,
    )  # fmt: skip
    _tell_who_owes(row, "finding", row.due_on, f"finding:{row.pk}")
    return row


def may_find(village, by):
    """`Refused` unless this actor watches over that village."""
    if by.kind == Kind.SYSTEM:
        return
    if by.post is None or not may(by.post.role, "a", "projects.finding"):
        raise Refused(_("监督发现由督查、人大、政协和审计登记。"))
    if not reaches(by.post, village.pk):
        raise Refused(_("这不是您辖区里的，不能登记。"))


@atomic
def answer(finding, *, by, text, at=None, late_reason=""):
    """How it was put right. `Refused` for another office, and while nothing is owed."""
    row = _fresh(finding)
    if by.kind != Kind.SYSTEM and not (by.post and answers_for(row, by.post)):
        raise Refused(_("这一条请{office}答复。").format(office=row.get_owed_by_display()))
    if state_of(row) == State.CLOSED:
        raise Refused(_("这一条已经销号。"))
    if state_of(row) not in (State.OPEN, State.OVERDUE):
        raise Refused(_("这一条已经答复，等监督单位复核。"))
    _said(text, _("请写怎么整改的，至少 {} 个字。"))
    step = _step(row, Step.ANSWER, by, at, late_reason, text=text)
    _tell_who_found(row, f"finding_answered:{step.pk}", step)
    return step


@atomic
def send_back(finding, *, by, text, within, at=None, late_reason=""):
    """It is not put right: with the reason, and new days. `Refused` before it was answered."""
    row = _to_judge(finding, by)
    due = _due_on(within, at)
    _said(text, _("请写退回的理由，至少 {} 个字。"))
    step = _step(row, Step.RETURN, by, at, late_reason, text=text, within=within, due_on=due)
    _tell_who_owes(row, "finding_returned", due, f"finding_returned:{step.pk}", step)
    return step


@atomic
def close(finding, *, by, text, at=None, late_reason=""):
    """It is put right; the finding is closed for good. `Refused` before it was answered."""
    row = _to_judge(finding, by)
    _said(text, _("请写复核的情况，至少 {} 个字。"))
    step = _step(row, Step.CLOSE, by, at, late_reason, text=text)
    _tell_who_owes(row, "finding_closed", None, f"finding_closed:{step.pk}", step)
    return step


def _to_judge(finding, by):
    row = _fresh(finding)
    if by.kind != Kind.SYSTEM and not (by.post and watches(row, by.post)):
        raise Refused(_("由提出这一条的监督单位复核。"))
    if state_of(row) == State.CLOSED:
        raise Refused(_("这一条已经销号。"))
    if state_of(row) != State.ANSWERED:
        raise Refused(_("还没有整改答复，答复以后再复核。"))
    return row


def _fresh(finding):
    return standing_of(Finding.objects.filter(pk=finding.pk)).get()


def _step(row, kind, by, at, late_reason, **facts):
    last = row.steps.order_by("-order").first()
    if at and at < (last or row).at:
        raise Refused(_("时间不能早于上一步的时间。"))
    facts["text"] = facts["text"].strip()
    order = last.order + 1 if last else 1
    return keep(FindingStep, by, at, late_reason, finding=row, order=order, kind=kind, **facts)


def _said(text, refusal):
    if len(text.strip()) < LEAST:
        raise Refused(refusal.format(LEAST))


def _due_on(within, at):
    """The day by which it is owed, None where nobody knows it yet. `Refused` for too few or many."""
    if not 1 <= within <= MOST_DAYS:
        raise Refused(_("请给 1 到 {} 个工作日答复。").format(MOST_DAYS))
    try:
        return add_working_days(localdate(at) if at else clock.today(), within)
    except Refused:  # a day nobody knows is not promised
        return None


def _tell_who_owes(row, topic, due, key, said=None):
    office = office_key(OWING_ROLE[Owes(row.owed_by)], row.village)
    _tell(row, topic, {f"{key}:{office}": ("office", office)}, due, said)


def _tell_who_found(row, key, said):
    if row.by:
        to = office_of(row.by)
        _tell(row, "finding_answered", {f"{key}:{to[1]}": to}, None, said)


def _tell(row, topic, recipients, due, said):
    """The days and the place; the words stay at the desk. An import tells nobody anew."""
    project, last = row.project, said or row
    owe_all(
        recipients, topic=topic, about=(project and project.query_no) or "",
        facts=public_facts(project, row.village) | {
            "from": row.by_name, "answered_by": last.by_name, "due": in_chinese(due) if due else "",
        },
        happened_elsewhere_at=last.at if last.by is None else None,
    )  # fmt: skip
