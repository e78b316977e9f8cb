"""资金使用台账, 年度额度 and 资金核对: what they show, to whom, and how much they ask the database."""

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.actions import corrections, receipts, settlements
from funding.actions.budgets import Part
from funding.invariants import TWELVE, audit
from funding.lines import Line
from funding.models import AuditRun, Budget
from funding.queries import register
from funding.queries.books import quota_left
from projects.actions import publications
from projects.admin.ledger import wan_shown
from tests.factories.desk import sign_in, text_of
from tests.factories.money import (
    CLERK,
    OWN,
    again,
    committed,
    firm,
    make_budget,
    pay,
    receive_all,
    settled,
)
from tests.factories.projects import bring, furnish, propose
from tests.factories.rules import decide
from weishishi.kernel import clock
from weishishi.kernel.numbers import spaced

pytestmark = pytest.mark.django_db
LEDGER, QUOTAS, AUDIT = (f"/admin/funding/budget/{name}/" for name in ("ledger", "quotas", "audit"))


@pytest.fixture
def paid(village):
    """34,000 yuan confirmed, 4,000 of them arrived, 17,000 paid."""
    budget = committed(
        make_budget(village, Part("district", 3_000_000), Part("self_raised", 400_000, **OWN))
    )
    receive_all(budget)
    pay(budget, 1_700_000)
    return budget


# ── 台账 ─────────────────────────────────────────────────────────────────────────────────────────
def test_every_movement_of_cash_with_the_balance_after_it(paid, liaison):
    today = clock.today()
    asked = register.Asked((paid.village_id,), today.replace(month=1, day=1), today)
    assert [(row.income, row.spending, row.balance) for row in register.lines(asked, most=9)] == [
        (400_000, 0, 400_000), (1_500_000, 0, 1_900_000), (0, 1_700_000, 200_000),
    ]  # fmt: skip
    sums = register.sums(asked)
    assert (sums.number, sums.opening, sums.income, sums.spending, sums.closing) == (
        3, 0, 1_900_000, 1_700_000, 200_000,
    )  # fmt: skip
    page = text_of(sign_in(liaison).get(LEDGER))
    for words in ("19,000", "17,000", "2,000", "青溪建设有限公司", "国库集中支付", "单位：元"):
        assert words in page


def test_the_balance_runs_on_from_page_to_page(paid):
    today = clock.today()
    asked = register.Asked((paid.village_id,), today.replace(month=1, day=1), today)
    whole = register.lines(asked, most=9)
    assert [register.lines(asked, most=1, skip=at)[0] for at in range(3)] == whole


def test_what_was_before_the_period_is_carried_forward(paid):
    tomorrow = clock.today() + timedelta(days=1)
    asked = register.Asked((paid.village_id,), tomorrow, tomorrow)
    assert (register.sums(asked).opening, register.sums(asked).number) == (200_000, 0)


def test_one_source_alone_adds_up_by_itself(paid):
    today = clock.today()
    asked = register.Asked((paid.village_id,), today, today, source="self_raised")
    assert [(row.income, row.spending) for row in register.lines(asked, most=9)] == [
        (400_000, 0), (0, 200_000),
    ]  # fmt: skip


def test_a_payment_taken_back_is_less_spending_and_no_income(village, liaison):
    budget = committed(make_budget(village, Part("district", 1000)))
    entry = pay(budget, 100)
    corrections.correct(entry, key=uuid4(), by=CLERK, on=clock.today(), why="重复登记了一笔")
    today = clock.today()
    asked = register.Asked((village.pk,), today, today)
    last = register.lines(asked, most=9)[-1]
    assert (last.income, last.spending, last.balance) == (0, -100, 100)
    sums = register.sums(asked)
    assert (sums.income, sums.spending, sums.closing) == (100, 0, 100)
    page = text_of(sign_in(liaison).get(LEDGER))
    assert "-1" in page


def test_a_correction_of_a_receipt_is_less_income(village):
    budget = committed(make_budget(village, Part("self_raised", 500, **OWN)))
    receive_all(budget)
    entry = budget.entries.get(kind="receive")
    corrections.correct(entry, key=uuid4(), by=CLERK, on=clock.today(), why="收据写错了")
    today = clock.today()
    asked = register.Asked((village.pk,), today, today)
    assert [(row.income, row.spending) for row in register.lines(asked, most=9)] == [
        (500, 0), (-500, 0),
    ]  # fmt: skip
    assert (register.sums(asked).income, register.sums(asked).closing) == (0, 0)


def test_goods_stand_below_and_in_no_sum(village, liaison):
    giver = firm(village)
    budget = committed(
        make_budget(village, Part("sponsorship", 900, "in_kind", "清单", giver=giver))
    )
    receipts.receive_in_kind(
        budget, Line("sponsorship", giver.pk, True), fen=900, key=uuid4(), by=CLERK,
        on=clock.today(), reference="接收单1", basis="送货单价",
    )  # fmt: skip
    page = text_of(sign_in(liaison).get(LEDGER))
    assert "实物（不计入合计）" in page
    assert "送货单价" in page
    assert "这段时间没有收支" in page


def test_the_workbook_has_the_fields_columns_numbers_as_numbers_and_the_true_total(paid, liaison):
    answer = sign_in(liaison).get(f"{LEDGER}?as=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    heads = (
        "日期", "凭证号", "项目", "摘要", "收入来源", "收入", "收款单位", "用途", "支出", "余额", "发票号",
        "合同号", "附件（指纹）", "经办", "审核",
    )  # fmt: skip
    assert (rows[1], rows[0][9]) == (heads, "单位：元")
    last = dict(zip(heads, rows[6], strict=True))
    assert last["摘要"] == "合计（3 笔）"
    assert (last["收入"], last["支出"], last["余额"]) == (19_000, 17_000, 2_000)
    assert isinstance(rows[3][1], str)
    bills = [dict(zip(heads, row, strict=True))["发票号"] or "" for row in rows[3:6]]
    assert bills[1] == "" and all((bills[0], bills[2]))  # fiscal money that came with the payment
    line = dict(zip(heads, rows[5], strict=True))
    assert (line["收款单位"], line["用途"], line["支出"]) == ("青溪建设有限公司", "工程款", 17_000)
    assert (line["经办"], line["审核"], len(line["附件（指纹）"])) == ("经办", "审核", 64)


def test_of_several_villages_each_line_names_its_own_and_wan_is_exact_in_the_file(
    paid, neighbour, town_officer
):
    desk = sign_in(town_officer)
    text = b"".join(desk.get(f"{LEDGER}?as=csv&unit=wan").streaming_content).decode()
    assert "日期,凭证号,村（社区）,项目,摘要" in text
    assert ",石桥村," in text
    pay(paid, 1)
    text = b"".join(desk.get(f"{LEDGER}?as=csv&unit=wan").streaming_content).decode()
    assert ",0.000001," in text


def test_the_contract_stands_beside_the_invoice_once_it_is_known(paid, liaison):
    settlements.accept(paid, on=clock.today())
    settlements.settle(
        again(paid), settled(1_700_000), by=CLERK, on=clock.today(), reference="结算1"
    )
    assert "合同2026-1" in text_of(sign_in(liaison).get(LEDGER))


def test_a_payee_that_looks_like_a_formula_is_text(village, liaison):
    budget = committed(make_budget(village, Part("district", 1000)))
    pay(budget, 100, payee="=HYPERLINK(1)")
    desk = sign_in(liaison)
    sheet = openpyxl.load_workbook(BytesIO(desk.get(f"{LEDGER}?as=xlsx").content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in cells] == ["s"]
    text = b"".join(desk.get(f"{LEDGER}?as=csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in text


def test_wan_is_rounded_on_display_only(village, liaison):
    assert [wan_shown(fen) for fen in (0, 22_476_470_00, 149, 150, -2_000_000)] == [
        "0", "2,247.647", "0.0001", "0.0002", "-2",
    ]  # fmt: skip
    for _one in range(2):
        budget = committed(make_budget(village, Part("district", 1000)))
        pay(budget, 149)
    page = text_of(sign_in(liaison).get(f"{LEDGER}?unit=wan"))
    assert page.count("0.0001") >= 2
    assert "0.0003</span></td>" in page  # 2.98 yuan, not 0.0001 + 0.0001


@pytest.mark.parametrize("each", [1, 3])
def test_the_ledger_asks_a_constant_number_of_questions(
    village, liaison, django_assert_num_queries, each
):
    for _one in range(each):
        pay(committed(make_budget(village, Part("district", 1000))), 100)
    desk = sign_in(liaison)
    desk.get(LEDGER)
    with django_assert_num_queries(12):  # one of them: which matter each budget pays for
        desk.get(LEDGER)


def test_each_line_names_its_matter_as_its_reader_may_call_it(lamps, liaison, auditor):
    project = bring(furnish(lamps), "confirm")
    pay(project.budget, 100)
    publications.edit(project, by=liaison, title="村口加装路灯", text="改过，还没有发布。")
    number = spaced(project.query_no)
    for actor, title in ((liaison, project.title), (auditor, "微设施（内容整理中）")):
        desk = sign_in(actor)
        assert f"{number} {title}" in text_of(desk.get(LEDGER))
        text = b"".join(desk.get(f"{LEDGER}?as=csv").streaming_content).decode()
        assert f"{number} {title}" in text


def test_another_villages_money_is_not_there(paid, neighbour_secretary, far_secretary, auditor):
    for actor in (neighbour_secretary, far_secretary):
        page = text_of(sign_in(actor).get(f"{LEDGER}?village={paid.village_id}"))
        assert "青溪建设有限公司" not in page
    assert "青溪建设有限公司" in text_of(sign_in(auditor).get(LEDGER))


# ── 额度 ─────────────────────────────────────────────────────────────────────────────────────────
def asked(place, **changed):
    kind = "village" if hasattr(place, "town_id") else "town"
    return {
        "place": f"{kind}:{place.pk}", "key": uuid4(), "yuan": "100,000",
        "reference": "青财〔2026〕1号", **changed,
    }  # fmt: skip


def left(village):
    return quota_left(village, clock.today().year, book_fen=None)


def test_the_town_gives_its_villages_their_quota(village, programme, town_officer):
    desk = sign_in(town_officer)
    assert desk.post(QUOTAS, asked(village)).status_code == 302
    assert left(village) == 10_000_000
    page = text_of(desk.get(QUOTAS))
    assert "100,000" in page
    refused = desk.post(QUOTAS, asked(village, yuan="100,000.01", less="on"))
    assert (refused.status_code, "只剩 100,000 元" in text_of(refused)) == (409, True)
    assert 'value="100,000.01"' in text_of(refused)
    assert desk.post(QUOTAS, asked(village, yuan="-5")).status_code == 400


def test_the_district_gives_the_towns_theirs(village, town, programme, district_officer):
    desk = sign_in(district_officer)
    assert desk.post(QUOTAS, asked(town)).status_code == 302
    refused = desk.post(QUOTAS, asked(village, yuan="100,000.01"))
    assert "镇里的额度只剩 100,000 元" in text_of(refused)


def test_nobody_else_sets_a_quota(
    village, far_village, town, programme, secretary, auditor, town_finance, town_officer
):
    for actor in (secretary, auditor, town_finance):
        assert sign_in(actor).post(QUOTAS, asked(village)).status_code == 403
        assert sign_in(actor).get(QUOTAS).status_code == 200
    assert sign_in(town_officer).post(QUOTAS, asked(town)).status_code == 403
    assert sign_in(town_officer).post(QUOTAS, asked(far_village)).status_code == 403
    assert left(village) is None


def test_the_books_figure_holds_where_nobody_set_one(village, town, programme, secretary):
    decide(town, {"annual_quota_fen": 50_000_000}, date(2026, 1, 1))
    desk = sign_in(secretary)
    page = text_of(desk.get(QUOTAS))
    assert "500,000" in page
    assert "按规则" in page
    assert "500,000" in text_of(desk.get("/progress/desk/"))


def test_a_villages_own_board_shows_its_row(paid, programme, town_officer, secretary):
    sign_in(town_officer).post(QUOTAS, asked(paid.village))
    board = text_of(sign_in(secretary).get("/progress/desk/"))
    for words in ("2026年额度", "100,000", "30,000", "15,000", "70,000"):
        assert words in board


def test_committed_spent_and_left_stand_beside_the_quota(paid, programme, town_officer):
    desk = sign_in(town_officer)
    desk.post(QUOTAS, asked(paid.village))
    page = text_of(desk.get(QUOTAS))
    for words in ("100,000", "30,000", "15,000", "70,000"):
        assert words in page


# ── 核对 ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_last_answer_of_the_twelve_is_shown(supervisor, audit_admin):
    assert "还没有核对过" in text_of(sign_in(supervisor).get(AUDIT))
    audit()
    page = text_of(sign_in(audit_admin).get(AUDIT))
    assert (page.count("成立</span>"), "十二条全部成立" in page) == (12, True)
    assert "十二条全部成立" in text_of(sign_in(supervisor).get("/progress/desk/"))


def test_what_does_not_hold_or_is_old_is_red(supervisor):
    AuditRun.objects.create(ran_at=clock.now(), found={"I4": 2})
    page = text_of(sign_in(supervisor).get(AUDIT))
    assert "1 条不成立，请马上查" in page
    assert "2 行不成立" in page
    fine = {one.code: 0 for one in TWELVE}
    AuditRun.objects.create(ran_at=clock.now() - timedelta(hours=47), found=fine)
    assert "十二条全部成立" in text_of(sign_in(supervisor).get(AUDIT))
    AuditRun.objects.create(ran_at=clock.now() - timedelta(hours=47), found={"I4": 0})
    assert "有 11 条没有核对到" in text_of(sign_in(supervisor).get(AUDIT))
    AuditRun.objects.create(ran_at=clock.now() - timedelta(days=2, minutes=1), found=fine)
    assert "上次核对是 2 天前" in text_of(sign_in(supervisor).get(AUDIT))
    AuditRun.objects.create(ran_at=clock.now() - timedelta(days=4), found=fine)
    assert "上次核对是 4 天前" in text_of(sign_in(supervisor).get("/progress/desk/"))


# ── 预算 ─────────────────────────────────────────────────────────────────────────────────────────
BUDGETS = "/admin/funding/budget/"


def test_the_list_of_budgets_says_how_many_and_how_much_in_one_question(
    village, neighbour, programme, clerk, town_officer
):
    for where, fen in ((village, 3_000_000), (village, 450_050), (neighbour, 1_000_000)):
        furnish(propose(where, clerk), parts=(Part("district", fen),))
    desk = sign_in(town_officer)
    assert "共 3 条，合计现金 44,500.50 元" in text_of(desk.get(BUDGETS))
    page = text_of(desk.get(f"{BUDGETS}?village={neighbour.pk}"))
    assert "共 1 条，合计现金 10,000 元" in page
    assert "共 0 条，合计现金 0 元" in text_of(desk.get(f"{BUDGETS}?q=没有的"))
    assert desk.get(f"{BUDGETS}{Budget.objects.first().pk}/history/").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        desk.get(BUDGETS)
    assert (
        len([one for one in asked if "COUNT(" in one["sql"] and "funding_budget" in one["sql"]])
        == 1
    )
