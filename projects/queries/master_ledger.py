"""项目总台账: one line for every matter of a post's villages, month by month, as the district files it.

No name and no phone of a resident stands in it: 联系人 and 电话 are those of the village's own contact
point, and a matter without a released version bears its generic name.
"""

from collections import defaultdict

from django.db.models import Q, Sum
from django.utils.timezone import localdate

from funding.models import FISCAL, SOCIAL, Account, AccountKind, Form, Settlement, Share
from projects.choices import Channel, MicroType, ProjectClass
from projects.models import (
    AgendaItem,
    Beneficiaries,
    Evaluation,
    JournalEntry,
    NoticeItem,
    WorkItem,
)
from projects.queries import joint
from projects.queries.public import listed, title_of
from projects.queries.reach import projects_of
from projects.satisfaction import rate
from projects.states import State
from weishishi.kernel.yuan import wan

COLUMNS = (
    "序号", "镇", "村（社区）", "项目编号", "项目名称", "类别", "微类型", "内容", "征集渠道",
    "征集日期", "受理日期", "会议日期", "公示日期", "确定日期", "预算（万元）", "财政（万元）",
    "社会（万元）", "实施单位", "开工日期", "完成日期", "结算（万元）", "支付（万元）", "受益人数",
    "满意度", "状态", "备注", "联系人", "电话",
)  # fmt: skip
AT_ONCE = 500
_DATES = {
    State.ACCEPTED: "受理日期", State.ON_NOTICE: "公示日期", State.CONFIRMED: "确定日期",
    State.IN_PROGRESS: "开工日期", State.COMPLETED: "完成日期",
}  # fmt: skip


def rows_of(post, period):
    """The matters of the post's villages submitted in the period, oldest first."""
    rows = projects_of(post).filter(period.moments("submitted_at"), submitted_at__isnull=False)
    return rows.order_by("submitted_at", "pk")


def lines(rows):
    """One {column: text} for each matter: a constant number of queries for every five hundred."""
    return (line for _query_no, line in numbered(rows))


def numbered(rows):
    """The same, each line with the 查询号 of its matter."""
    keys, number = list(rows.values_list("pk", flat=True)), 0
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        found = listed(rows.model.objects.filter(pk__in=some)).select_related(
            "village__town", "village__service_point"
        )
        found = {one.pk: one for one in found.defer(None)}
        told = _Told(some, [one.budget_id for one in found.values() if one.budget_id])
        for pk in some:
            number += 1
            yield found[pk].query_no, _line(number, found[pk], told)


class _Told:
    """What lies in other tables, for the same matters: one question each."""

    def __init__(self, projects, budgets):
        self.dates, self.met = defaultdict(dict), {}
        steps = JournalEntry.objects.filter(
            project__in=projects, first_time=True, target__in=_DATES
        )
        for pk, target, moment in steps.values_list("project", "target", "happened_at"):
            self.dates[pk][_DATES[State(target)]] = f"{localdate(moment):%Y-%m-%d}"
        met = AgendaItem.objects.filter(project__in=projects, meeting__status="closed")
        for pk, moment in met.order_by("meeting__begins_at").values_list(
            "project", "meeting__begins_at"
        ):
            self.met[pk] = f"{localdate(moment):%Y-%m-%d}"
        hung = NoticeItem.objects.filter(project__in=projects, withdrawn_at__isnull=True)
        for pk, moment in hung.order_by("pk").values_list("project", "notice__posted_at"):
            self.dates[pk]["公示日期"] = f"{localdate(moment):%Y-%m-%d}"
        self.work, self.people, self.content = defaultdict(list), defaultdict(int), {}
        for pk, *item in WorkItem.objects.filter(project__in=projects).values_list(
            "project", "name", "quantity", "unit"
        ):
            name, quantity, unit = item
            self.work[pk].append(f"{name} {quantity.normalize():f} {unit}")
        for pk, people in Beneficiaries.objects.filter(project__in=projects).values_list(
            "project", "number"
        ):
            self.people[pk] += people or 0
        closed = Evaluation.objects.filter(project__in=projects, closed_at__isnull=False)
        for one in closed.order_by("round"):
            self.content[one.project_id] = f"{rate(one.said)}%" if one.said.is_shown else "不足5份"
        self.money = _money(budgets)


def _money(budgets):
    """{budget: {column: fen}}"""
    cash = Q(form=Form.CASH)
    rows = Share.objects.filter(budget__in=budgets).order_by().values("budget")
    found = defaultdict(dict)
    for row in rows.annotate(
        all=Sum("amount_fen", filter=cash, default=0),
        fiscal=Sum("amount_fen", filter=cash & Q(source__in=FISCAL), default=0),
        social=Sum("amount_fen", filter=cash & Q(source__in=SOCIAL), default=0),
    ):
        found[row["budget"]] |= {
            "预算（万元）": row["all"], "财政（万元）": row["fiscal"], "社会（万元）": row["social"],
        }  # fmt: skip
    spent = Account.objects.filter(
        budget__in=budgets, kind=AccountKind.SPENT, in_kind=False, balance_fen__gt=0
    ).order_by()
    for pk, fen in spent.values_list("budget").annotate(Sum("balance_fen")):
        found[pk]["支付（万元）"] = fen
    for pk, fen in Settlement.objects.filter(budget__in=budgets).values_list(
        "budget", "settled_fen"
    ):
        found[pk]["结算（万元）"] = fen
    return found


def _line(number, row, told):
    point = getattr(row.village, "service_point", None)
    texts = {
        "序号": str(number), "镇": row.village.town.name, "村（社区）": row.village.name,
        "项目编号": row.acceptance_no or row.query_no, "项目名称": str(title_of(row)),
        "类别": str(ProjectClass(row.project_class).label) if row.project_class else "",
        "微类型": str(MicroType(row.micro_type).label) if row.micro_type else "",
        "内容": "；".join(told.work[row.pk]) if row.released_at else "",
        "征集渠道": str(Channel(row.channel).label),
        "征集日期": f"{localdate(row.submitted_at):%Y-%m-%d}", "会议日期": told.met.get(row.pk, ""),
        "实施单位": row.implementer, "受益人数": str(told.people[row.pk] or ""),
        "满意度": told.content.get(row.pk, ""), "状态": str(row.get_state_display()),
        "备注": joint.words(row.told_joint), "联系人": point.name if point else "",
        "电话": point.hotline if point else "",
        **told.dates[row.pk],
        **{name: wan(int(fen)) for name, fen in told.money[row.budget_id].items()},
    }  # fmt: skip
    return {name: texts.get(name, "") for name in COLUMNS}
