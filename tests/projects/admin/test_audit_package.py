"""The package for an audit: its tables join by 查询号, nothing typed about a person is in the ledger."""

import csv
import io
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from funding.actions import corrections, payments, receipts
from funding.actions.budgets import Part
from funding.lines import Line
from funding.models import Giver
from projects.admin import audit_ledger, audit_package
from projects.lifecycle import ProjectLife
from tests.factories.desk import sign_in
from tests.factories.money import CLERK, firm, pay, receive_all, sign_all
from tests.factories.projects import REASON, bring, furnish, propose
from tests.factories.watching import found
from tests.projects.admin.test_watching import opened
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
TYPED = "阿婆的谢礼"


def table(files, name):
    return list(csv.DictReader(io.StringIO(files[name].removeprefix("\ufeff"))))


@pytest.fixture
def donated(village, programme, clerk):
    """A matter with a person's donation, a firm's goods and the district's money, under way."""
    person, gives = firm(village, "海", Giver.Kind.PERSON), firm(village, "南海照明公司")
    parts = [
        Part("district", 3_000_000), Part("donation", 300_000, giver=person),
        Part("sponsorship", 100_000, giver=gives),
        Part("sponsorship", 50_000, "in_kind", "材料清单和报价", giver=gives),
        Part("donation", 40_000, "in_kind", "估价", giver=person),
    ]  # fmt: skip
    at = clock.now() - timedelta(days=20)
    project = furnish(propose(village, by=clerk, at=at), parts=parts)
    sign_all(project.budget, on=at.date())
    project = bring(project, "confirm")
    project.budget.refresh_from_db()
    return SimpleNamespace(project=project, budget=project.budget, person=person, gives=gives)


def receive(made, line, fen, note):
    return receipts.receive(
        made.budget, line, fen=fen, key=uuid4(), by=CLERK, on=clock.today(), reference="收据1",
        note=note,
    )  # fmt: skip


def correct(entry, why):
    return corrections.correct(entry, key=uuid4(), by=CLERK, on=clock.today(), why=why)


def goods(made, line, fen, basis):
    return receipts.receive_in_kind(
        made.budget, line, fen=fen, key=uuid4(), by=CLERK, on=clock.today(), reference="接收单1",
        basis=basis,
    )  # fmt: skip


def test_every_table_joins_by_its_number(donated, village, programme, clerk, supervisor, auditor, town):  # fmt: skip
    today = clock.today()
    year_before = clock.now().replace(year=today.year - 1)
    old = propose(village, by=clerk, at=year_before)
    moved = propose(village, by=clerk, at=year_before)
    ProjectLife.accept(moved, by=clerk, note=REASON)
    watched = propose(village, by=clerk, at=year_before)
    found(watched, supervisor)
    before = clock.now() - timedelta(days=20)
    evaluated = bring(propose(village, by=clerk, at=before), "open_evaluation")
    receive_all(donated.budget)
    pay(donated.budget, 100_000, payee="照明公司", payee_is_firm=True)
    goods(donated, Line("sponsorship", donated.gives.pk, True), 50_000, "报价单")

    files = opened(sign_in(auditor), town, today.year)
    projects = {row["查询号"] for row in table(files, "projects.csv")}
    assert {one.query_no for one in (donated.project, moved, watched, evaluated)} <= projects
    assert old.query_no not in projects
    for name in ("ledger.csv", "journal.csv", "evaluations.csv", "findings.csv"):
        rows = table(files, name)
        numbers = {row["查询号"] for row in rows} - {""}
        assert numbers and numbers <= projects, name
    assert {row["查询号"] for row in table(files, "journal.csv")} == projects
    ledger = table(files, "ledger.csv")
    paid = {donated.project.query_no, evaluated.query_no}
    assert {row["查询号"] for row in ledger} == {"", *paid}  # "" is the line of the sums
    assert [row["收入"] for row in ledger if "实物" in row["摘要"]] == ["500"]
    assert "不全" not in files["README.txt"]


def test_what_is_cut_is_said(donated, town, auditor, monkeypatch):
    monkeypatch.setattr(audit_package, "MOST", 2)
    files = opened(sign_in(auditor), town, clock.today().year)
    assert len(table(files, "journal.csv")) == 2
    assert "不全：一个表最多 2 行" in files["README.txt"]


def test_nothing_typed_about_a_person_stays(donated, town, auditor):
    person, gives = donated.person.pk, donated.gives.pk
    receive(donated, Line("donation", person), 300_000, f"{TYPED}一")
    wrong = receive(donated, Line("sponsorship", gives), 60_000, "公司转账")
    correct(wrong, "公司的登记错了")
    receive_all(donated.budget)
    told = {"payee": "王阿婆", "payee_is_firm": False}
    pay(donated.budget, 20_000, **told)
    twice = pay(donated.budget, 10_000, **told)
    pay(donated.budget, 30_000, payee="照明公司", payee_is_firm=True)
    correct(twice, f"{TYPED}二重复了")
    for payee, why in (("王阿婆", f"{TYPED}三退回"), ("照明公司", "照明公司多收退回")):
        payments.refund(
            donated.budget, Line("district"), fen=100, key=uuid4(), by=CLERK, on=clock.today(),
            reference="退款单1", payee=payee, why=why,
        )  # fmt: skip
    goods(donated, Line("donation", person, True), 40_000, f"{TYPED}四")
    goods(donated, Line("sponsorship", gives, True), 50_000, "报价单")

    text = opened(sign_in(auditor), town, clock.today().year)["ledger.csv"]
    assert TYPED not in text and "阿婆" not in text
    assert "慈善捐赠（个人）" in text and "企业赞助（南海照明公司）" in text  # not 南个人照明公司
    for kept in ("公司转账", "公司的登记错了", "照明公司多收退回", "报价单"):
        assert kept in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_ledger_asks_no_more_for_many(number, donated, village, django_assert_num_queries):
    from funding.queries.register import Asked

    for _one in range(number):
        receive(donated, Line("donation", donated.person.pk), 1_000, TYPED)
    year = clock.today().year
    asked = Asked((village.pk,), date(year, 1, 1), date(year, 12, 31))
    with django_assert_num_queries(8):
        _columns, rows = audit_ledger.table(asked, most=100)
        list(rows)
