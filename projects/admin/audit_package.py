"""The package for 审计 and 绩效评价: one town, one year, one ZIP with its own guide to the columns.

Numbers, days, offices and public names only: no phone, no name of a resident, no word said in
confidence, no words of a finding's papers beyond what who watches wrote. Every table bears the 查询号,
and every number that stands in one of them stands in projects.csv.
"""

import json
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as lazy

from funding.models import Entry
from funding.queries import register
from projects.actions.packing import packed_openly
from projects.admin import audit_ledger
from projects.dashboards import export
from projects.models import Evaluation, Finding, JournalEntry, Project
from projects.queries import master_ledger
from projects.queries.findings import Step, dressed, standing_of
from projects.queries.periods import Period
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.record.queries import checkpoints

MOST = 100_000  # rows of a table
JOURNAL = ("查询号", "步骤", "原环节", "新环节", "发生时间", "记录时间", "办理单位", "补录", "导入")
EVALUATIONS = ("查询号", "第几轮", "开始", "结束", "满意", "基本满意", "不满意", "无效", "结果")
FINDINGS = (
    "编号", "村（社区）", "查询号", "日期", "单位", "问题", "依据", "答复期限", "现在", "答复日期",
    "答复", "销号日期",
)  # fmt: skip
LEFT_OUT = ("备注", "联系人", "电话")  # of the master ledger: free words, and whom to ring
FILES = (
    (
        "ledger.csv",
        lazy("资金使用台账：一年里的每一笔，单位元，实物列在合计下面；个人出的、付给个人的不写姓名和摘要。"),
    ),
    (
        "projects.csv",
        lazy("项目总台账：一年里提出的、办过一步的、有过一笔账的、有监督发现的每一件，单位万元。"),
    ),
    ("journal.csv", lazy("办理记录：这些项目走过的每一步，谁、什么时候；不含理由的原话。")),
    ("evaluations.csv", lazy("满意度：每一轮各档的份数。")),
    ("findings.csv", lazy("监督发现：问题、依据、期限、答复、销号。")),
    ("record.json", lazy("存证检查点：公开发布过的每一个，用来核对没有被改过。")),
    ("README.txt", lazy("说明和每一列的意思。")),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """Rows below their columns; `is_cut` when there are more than one file holds."""

    columns: tuple
    rows: list
    is_cut: bool

    @classmethod
    def of(cls, columns, rows):
        found = list(islice(rows, MOST + 1))
        return cls(tuple(columns), found[:MOST], len(found) > MOST)


def pack(town, year):
    """The bytes of the ZIP; the same facts give the same ZIP on the same day."""
    period = Period.read(str(year))
    projects = _projects_of(town, period)
    tables = {
        "ledger.csv": Table.of(*_ledger(town, period)),
        "projects.csv": Table.of(*_projects(projects.order_by("submitted_at", "pk"))),
        "journal.csv": Table.of(JOURNAL, _journal(projects)),
        "evaluations.csv": Table.of(EVALUATIONS, _evaluations(projects)),
        "findings.csv": Table.of(FINDINGS, _findings(town, period)),
    }
    files = {
        name: "".join(export.lines([one.columns, *one.rows])).encode()
        for name, one in tables.items()
    }
    files["record.json"] = json.dumps(checkpoints(), ensure_ascii=False, indent=1).encode()
    files["README.txt"] = _readme(town, year, tables).encode()
    return packed_openly(files)


def _projects_of(town, period):
    """Whatever another table of the package names: submitted, moved, booked or found in the year."""
    steps = JournalEntry.objects.filter(period.moments("happened_at"), project=OuterRef("pk"))
    booked = Entry.objects.filter(period.days("happened_on"), budget=OuterRef("budget"))
    found = Finding.objects.filter(period.moments("at"), project=OuterRef("pk"))
    in_it = period.moments("submitted_at") | Q(Exists(steps)) | Q(Exists(booked)) | Q(Exists(found))
    rows = Project.objects.filter(in_it, village__town=town, submitted_at__isnull=False)
    return rows.exclude(state=State.DRAFT)


def _ledger(town, period):
    villages = tuple(town.villages.order_by("code", "pk").values_list("pk", flat=True)) or (0,)
    return audit_ledger.table(
        register.Asked(villages, period.first, period.last), most=MOST + 1
    )  # fmt: skip


def _projects(rows):
    columns = [name for name in master_ledger.COLUMNS if name not in LEFT_OUT]
    lines = (
        [number, *(line[name] for name in columns)] for number, line in master_ledger.numbered(rows)
    )
    return [audit_ledger.NUMBER, *columns], lines


def _journal(projects):
    rows = JournalEntry.objects.filter(project__in=projects.order_by().values("pk"))
    for one in rows.select_related("project").order_by("pk").iterator(chunk_size=2000):
        yield (
            one.project.query_no, one.verb, one.get_source_display(), one.get_target_display(),
            _moment(one.happened_at), _moment(one.recorded_at), one.actor_name,
            "是" if one.late_reason else "", "是" if one.imported else "",
        )  # fmt: skip


def _evaluations(projects):
    rows = Evaluation.objects.filter(project__in=projects.order_by().values("pk"))
    for one in rows.select_related("project").order_by("project", "round")[: MOST + 1]:
        numbers = (one.satisfied, one.basic, one.dissatisfied, one.invalid)
        shown = one.said is not None and one.said.is_shown
        yield (
            one.project.query_no, one.round, localdate(one.opened_at),
            localdate(one.closed_at) if one.closed_at else "",
            *(numbers if shown else ("不足5份" if one.closed_at else "", "", "", "")),
            one.get_outcome_display(),
        )  # fmt: skip


def _findings(town, period):
    rows = standing_of(Finding.objects.filter(period.moments("at"), village__town=town))
    for one in dressed(list(rows.prefetch_related("steps").order_by("pk")[: MOST + 1])):
        said = [step for step in one.steps.all() if step.kind == Step.ANSWER]
        done = [step for step in one.steps.all() if step.kind == Step.CLOSE]
        yield (
            one.pk, one.village.name, one.project.query_no if one.project else "",
            localdate(one.at), one.by_name, one.text, one.basis, one.owed_on or "",
            one.state.label, localdate(said[-1].at) if said else "",
            said[-1].text if said else "", localdate(done[0].at) if done else "",
        )  # fmt: skip


def _moment(at):
    return f"{localtime(at):%Y-%m-%d %H:%M:%S}"


def _readme(town, year, tables):
    lines = [
        f"{town.name}民生微实事 {year}年审计和绩效评价资料包",
        f"{in_chinese(clock.today())}打包。{'演示数据。' if settings.DEMO else ''}",
        "没有电话、居民的姓名和原话；个人出的、付给个人的款项只写“个人”，不写摘要；不足5份的评议不写份数。",
        "各表用“查询号”对得起来：别的表里有的查询号，projects.csv 里都有；空着的不是某一件的。",
        "hashes.txt 是每个文件的指纹；运行 python3 verify_dossier.py 或者 sha256sum -c hashes.txt 核对。",
        "",
    ]
    for name, what in FILES:
        lines += [f"{name}  {what}"]
        if name in tables:
            one = tables[name]
            lines += [f"    列：{'、'.join(one.columns)}", f"    {len(one.rows)} 行"]
            if one.is_cut:
                lines.append(
                    f"    不全：一个表最多 {MOST:,} 行，后面的没有列出，请向系统管理员要全部。"
                )
    return "\n".join([*lines, ""])
