"""What of the demo's money waits for somebody on its last day: quotas, payments, a change, a month."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from funding.actions import payments, quotas, reconciliation
from funding.actions.payments import Payment
from funding.invariants import audit
from funding.models import BankStatement, PayKind
from funding.queries.balances import standings
from funding.queries.books import committed_in
from funding.queries.reconciliation import OPEN, entries_of
from projects.actions import changes
from projects.actions.changes import Wanted
from projects.choices import ProjectClass
from projects.demo.books import evidence, invoice_no
from projects.models import Project
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.yuan import yuan

YEAR, MAY = 2021, date(2021, 5, 1)
SPARE, STEP = 10_000_000, 1_000_000  # fen: what a village has left, and how quotas are rounded
WAITING, LEAST = 3, 1_500_000


def leave(staff, villages, town_code):
    """Everything of one town; and the audit of all."""
    here = [village for village in villages.values() if village.town.code == town_code]
    _allot(here, Actor.at(staff.town[town_code]))
    running = [
        project
        for project in Project.objects.filter(village__in=here, state=State.IN_PROGRESS)
        .select_related("budget__village__town", "village__town").order_by("pk")
        if project.budget_id and not project.budget.requests.filter(state="waiting").exists()
    ]  # fmt: skip
    large = [one for one in running if _open(one) >= LEAST]
    for project in large[:WAITING]:
        _ask(project, Actor.at(staff.liaison[project.village.code]))
    works = [one for one in large[WAITING:] if one.project_class == ProjectClass.WORKS]
    for project in works[:1]:
        wanted = Wanted("连日下雨，工期顺延，内容和金额不变。", days=66)
        changes.ask(project, wanted, by=Actor.at(staff.committee[project.village.code]))
    _reconcile(here[0].town, Actor.at(staff.finance[town_code]))
    audit()


def _allot(villages, by):
    for village in villages:
        used = committed_in(village, YEAR)
        quotas.allot_to_village(
            village, YEAR, fen=-(-(used + SPARE) // STEP) * STEP, by=by, on=clock.today(),
            key=uuid5(NAMESPACE_URL, f"weishishi-demo-quota:{village.code}"),
            reference="演示文号〔2021〕1号",
        )  # fmt: skip


def _open(project):
    return sum(one.open for one in standings(project.budget) if not one.line.is_in_kind)


def _ask(project, by):
    fen = _open(project) // 2 // 100 * 100
    payments.request(
        project.budget,
        Payment(
            key=uuid5(NAMESPACE_URL, f"weishishi-demo-open:{project.query_no}"),
            pay_kind=PayKind.STAGE, fen=fen, purpose="项目款", payee=project.implementer,
            document_no=invoice_no(project, PayKind.STAGE),
            evidence=evidence(project.query_no, "进度款发票"),
        ),
        by=by, on=clock.today(),
    )  # fmt: skip


def _reconcile(town, by):
    """May, as the bank would have written it: all but the last payment, and a fee of its own."""
    entries = entries_of(BankStatement(town=town, month=MAY))
    lines = [
        f"{entry.happened_on},{_yuan(fen)},{_yuan(-fen)},{entry.payee or entry.payer}"
        for entry, fen in entries[:-1]
    ]
    text = "\n".join(["交易日期,收入,支出,对方户名", *lines, "2021-05-31,,12.50,手续费"])
    statement = reconciliation.take_in(
        town, MAY, name="演示：2021年5月流水.csv", data=text.encode(), by=by
    )
    rows = statement.rows.filter(OPEN).values_list("at", flat=True)
    words = "银行手续费，由镇里承担"
    reconciliation.explain(statement, rows=list(rows), words=words, by=by)


def _yuan(fen):
    return yuan(fen).replace(",", "") if fen > 0 else ""
