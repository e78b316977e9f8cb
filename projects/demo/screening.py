"""What did the committees find out before a matter was discussed? Lists, visits, sums, receipts."""

from datetime import timedelta
from zlib import crc32

from django.utils.timezone import localdate

from projects.actions import referrals, screening, visits
from projects.actions.visits import Findings
from projects.demo import on_the_spot
from projects.demo.days import SHOWS
from projects.lifecycle import ProjectLife
from projects.models.screening import Kind, ListRule

_SERVES = {
    "wish": (1, "帮有困难的邻居办一件急需的小事。"),
    "renovation": (2, "旧的、坏的地方改好，住着舒心。"),
    "facility": (3, "公共地方缺的设施，大家都用得上。"),
    "service": (7, "为居民办的服务，符合条件的都能用。"),
}
_DANGER = (4, "现场看过，有安全隐患，要消除。")
_NEGATIVE = {1: "不是物业等单位该办的，已核实。", 2: "问过镇里，没有重复的在建、拟建项目。"}
_ANSWER = "地点和内容各不相同，分别由居民提出、分别商量，不是一件事拆开办。"


def before(step, project, plan, deed, rules, by):
    """What the guards of the step ask for; a matter discussed again was checked the first time."""
    first = plan.deeds[plan.verbs.index(deed.verb)] is deed
    if step is ProjectLife.deliberate and first:
        check(project, plan, rules, by, deed.at)
    elif step is ProjectLife.post_notice:
        answer(project, by, deed.at)


def after(step, project, plan, deed, by):
    """What the committee went and saw, and what another office told it."""
    if step is ProjectLife.screen and "deliberate" in plan.verbs:
        look(project, plan, by, deed.at)
    elif step is ProjectLife.refer:
        hear_back(project, plan, by, deed.at)


def look(project, plan, by, at):
    """Somebody of the committee went there when the screening began."""
    spot = on_the_spot.spot_of(plan)
    findings = Findings(
        ownership=spot.owner, pipes=spot.pipes, proposal=plan.public[:200], feasible=True,
        feasible_words=spot.feasible, signature="村（社区）联络员",
        present=(by.name.partition("（")[0],), measures=on_the_spot.measures_of(plan),
    )  # fmt: skip
    visits.visit(project, by=by, findings=findings, at=at)


def lists(day):
    """{(kind, number): primary key} of the lines in force on that day."""
    rows = ListRule.objects.in_force(day).values_list("kind", "number", "pk")
    return {(kind, number): pk for kind, number, pk in rows}


def check(project, plan, rules, by, at):
    """Every line of the lists, answered before the matter is discussed."""
    number, words = _DANGER if plan.hazard != "none" else _SERVES[plan.micro_type]
    answers = {rules[Kind.POSITIVE, number]: (True, words)}
    answers |= {rules[Kind.NEGATIVE, line]: (False, why) for line, why in _NEGATIVE.items()}
    screening.self_check(project, by=by, answers=answers, at=at)


def answer(project, by, at):
    """Where it and others are together above the ceiling, it is written why they are not one."""
    if project.split_answers.unanswered(localdate(at)):
        screening.answer_splitting(project, by=by, words=_ANSWER, at=at)


def hear_back(project, plan, by, at):
    """The other office told its number a day later, and most of them an answer after ten."""
    chance = crc32(plan.key.encode())
    numbered, answered = at + timedelta(days=1), at + timedelta(days=10)
    if numbered <= SHOWS:
        number = f"演示{localdate(at):%Y%m%d}{chance % 1000:03}"
        referrals.note(project, by=by, receipt_no=number, at=numbered)
    if answered <= SHOWS and chance % 3:
        words = "已经派人看过，列入这个季度的维护计划。"
        referrals.note(project, by=by, answer=words, at=answered)
