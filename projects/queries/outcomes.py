"""What comes of a meeting as it stands, and what is missing before it can be closed?

Pure arithmetic over rows at hand: the preview, the deed and the guard say the same.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from funding.models import Form, Share
from projects.models import AgendaItem, FourStep
from villages.deliberation import MeetingKind
from weishishi.kernel.dates import written

Result = AgendaItem.Result
BEFORE_THE_DECISION = (FourStep.Step.BRANCH, FourStep.Step.COMMITTEES, FourStep.Step.MEMBERS)


@dataclass(frozen=True)
class Outcome:
    """What an item comes to, how many had to agree, and the sentence that shows the sum."""

    result: str
    needed: int
    sentence: str


def quorum_sentence(meeting):
    """应到 45 人，实到 29 人…; empty when enough came."""
    rule = meeting.rules
    needed = rule.needed_present(meeting.due, meeting.basis)
    if meeting.present < needed:
        return _(
            "应到 {due} 人，实到 {present} 人，不够法定人数，至少要 {needed} 人到会才能表决。"
        ).format(due=meeting.due, present=meeting.present, needed=needed)
    if rule.by_area and not rule.area_is_quorate(meeting.area_due or 0, meeting.area_present or 0):
        return _(
            "到会业主的面积是 {present} 平方米，总面积 {due} 平方米，不到规定的份额，不能表决。"
        ).format(due=meeting.area_due or 0, present=meeting.area_present or 0)
    return ""


def outcome_of(item, meeting):
    """The result of one item by its votes, whole numbers; None before they are counted."""
    if item.result == Result.POSTPONED or item.votes_for is None:
        return None
    rule = meeting.rules
    needed = rule.needed_for(item.voters, meeting.due)
    passed = item.votes_for >= needed
    sentence = _(
        "参加表决 {voters} 人，赞成 {votes_for} 票、反对 {against} 票、弃权 {abstain} 票；至少要 {needed} 票赞成。"
    ).format(
        voters=item.voters, votes_for=item.votes_for, against=item.votes_against,
        abstain=item.votes_abstain, needed=needed,
    )  # fmt: skip
    if item.excluded:
        sentence += _("有利害关系的 {excluded} 人回避。").format(excluded=item.excluded)
    if rule.by_area:
        enough = rule.area_passes(item.area_for or 0, meeting.area_present, meeting.area_due)
        passed = passed and enough
        sentence += (
            _("赞成的面积也够。") if enough else _("赞成的业主面积不够，面积和人数要都达到。")
        )
    return Outcome(Result.PASSED if passed else Result.NOT_PASSED, needed, sentence)


def settle(item, meeting, fen):
    """Write the machine's result into the item, without saving it; `fen` is its cash by budget."""
    item.decided_fen = fen.get(item.project.budget_id)
    outcome = outcome_of(item, meeting)
    if outcome is None:
        item.needed_for, item.result = None, Result.POSTPONED
    else:
        item.needed_for, item.result = outcome.needed, outcome.result


def cash_by_budget(items):
    """{budget: whole fen} of what these items are about, in one query."""
    budgets = [item.project.budget_id for item in items if item.project.budget_id]
    fen = dict.fromkeys(budgets, 0)
    shares = Share.objects.filter(budget__in=budgets, form=Form.CASH) if budgets else ()
    for share in shares:
        fen[share.budget_id] += share.amount_fen
    return fen


def against_closing(meeting, items, steps=None):
    """Every reason why it cannot be closed yet; `steps` are the FourStep rows of a 四议两公开."""
    reasons = [sentence] if (sentence := quorum_sentence(meeting)) else []
    uncounted = [
        str(item.order)
        for item in items
        if item.votes_for is None and item.result != Result.POSTPONED
    ]
    if uncounted:
        reasons.append(
            _("第 {numbers} 项还没有填票数；这次不表决的，请选“缓议”。").format(
                numbers="、".join(uncounted)
            )
        )
    if meeting.kind == MeetingKind.FOUR_TWO:
        reasons += _discussions_missing(meeting, steps)
    return reasons


def _discussions_missing(meeting, steps):
    held = {one.step: one.held_on for one in steps}
    missing = [str(one.label) for one in BEFORE_THE_DECISION if one not in held]
    if missing:
        return [_("四议两公开还差：{steps}。").format(steps="、".join(missing))]
    days = [*(held[one] for one in BEFORE_THE_DECISION), meeting.day]
    if days != sorted(days):
        return [
            _("四议要按先后进行，最后一议是 {day} 的这次会议，请核对日期。").format(
                day=written(meeting.day)
            )
        ]
    return []
