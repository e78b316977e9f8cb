"""结果公示: what a finished matter came to, in the words that hang on the board. Only what everybody
may read anyway."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from projects import voting
from projects.queries.public_project import detail
from projects.states import DONE
from villages.models import ServicePoint
from weishishi.kernel import clock


@dataclass(frozen=True)
class Notice:
    """`lines` are (what, words); `phone` may be empty."""

    title: str
    opening: str
    lines: list
    phone: str
    office: str
    day: date


def of(project):
    """None while it is not done or nothing of it is public."""
    if project.status not in DONE or not project.is_released:
        return None
    told = detail(project.query_no)
    name = project.public_title
    point = ServicePoint.objects.filter(village=project.village_id).first()
    return Notice(
        title=f"关于民生微实事“{name}”实施结果的公示",
        opening=(
            f"“{name}”已经办完。现将实施结果公示如下，欢迎监督；有意见的，请向"
            f"{project.village.full_name}反映，每条意见都会答复。"
        ),
        lines=[(what, words) for what, words in _lines(project, told) if words],
        phone=point.hotline if point else "", office=project.village.full_name, day=clock.today(),
    )  # fmt: skip


def _lines(project, told):
    days = {entry.target: localdate(entry.happened_at) for entry in reversed(told.entries)}
    yield "项目", f"{project.public_title}（查询号 {told.spaced}）"
    yield "地点", f"{told.town}{told.village}{told.place}"
    yield "内容", "；".join(told.work)
    yield "受益", "、".join(told.beneficiaries)
    yield "实施单位", project.implementer or project.village.full_name
    yield "开工", _day(days.get("in_progress"))
    yield "验收合格", _day(days.get("completed"))
    yield "资金", _money(told.money)
    yield "评议", _evaluation(project)


def _money(money):
    if money is None:
        return ""
    parts = "、".join(f"{part.label} {part.amount} 元" for part in money.parts)
    settled = "".join(f"；{label} {amount} 元" for label, amount in (
        money.settlement.prices if money.settlement else ()
    ))  # fmt: skip
    return f"共 {money.total} 元（{parts}）{settled}；已支付 {money.paid} 元"


def _evaluation(project):
    evaluation = voting.last(project)
    if evaluation is None or evaluation.closed_at is None:
        return ""
    return voting.words_of(evaluation, evaluation.said)


def _day(day):
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
