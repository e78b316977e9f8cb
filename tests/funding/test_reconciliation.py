"""A bank's statement as banks write it, matched to the ledger, explained, closed by a second person."""

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from funding import statements
from funding.actions import reconciliation
from funding.matching import match
from funding.models import BankRow, BankStatement
from funding.queries.reconciliation import of_statement
from tests.factories.desk import sign_in, text_of
from tests.factories.money import pay, receive_all, somebody
from tests.funding.test_ledger import told
from weishishi.kernel import clock

DAY = date(2026, 5, 6)
BANK = "/admin/funding/budget/bank/"


def rows(data, name="5月.csv"):
    return [(row.day, row.fen) for row in statements.read(name, data)]


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────
TWO = '交易日期,收入,支出,对方户名,摘要\n2026-05-06,"1,000.50",,某公司,货款\n2026/5/7,,200,张三,退款\n'
HEADED = f"账号：123\n户名：青溪镇财政所\n{TWO}合计,1000.50,200,,\n"


@pytest.mark.parametrize("text", [TWO, HEADED])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_two_columns_in_the_encodings_of_banks(text, encoding):
    assert rows(text.encode(encoding)) == [(DAY, 100_050), (date(2026, 5, 7), -20_000)]


@pytest.mark.parametrize(
    ("line", "fen"),
    [
        ("20260506,-200.00", -20_000), ("2026年5月6日,１２０", 12_000), ("2026.05.06,+3", 300),
        ("2026-05-06 10:20:30,0.01", 1),
    ],
)  # fmt: skip
def test_one_signed_column(line, fen):
    assert rows(f"交易日期,金额\n{line}\n".encode()) == [(DAY, fen)]


@pytest.mark.parametrize(
    ("line", "fen"),
    [("2026-05-06,5,借", -500), ("2026-05-06,5,贷", 500), ("2026-05-06,-5,支", -500)],
)
def test_a_column_that_says_which_side(line, fen):
    assert rows(f"交易日期,金额,借贷标志\n{line}\n".encode()) == [(DAY, fen)]


def test_a_negative_spending_is_money_that_came_back():
    assert rows("交易日期,收入,支出\n2026-05-06,,-40\n".encode()) == [(DAY, 4_000)]


def workbook(*lines):
    book, stream = openpyxl.Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_with_dates_and_numbers():
    data = workbook(["交易日期", "贷方发生额", "借方发生额"], [datetime(2026, 5, 6, 9), 12.3, None])
    assert rows(data) == [(DAY, 1_230)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"a,b\n1,2\n", "没有找到列名"),
        ("交易日期,金额\n昨天,5\n".encode(), "第 2 行的日期“昨天”读不出来"),
        ("交易日期,金额\n2026-05-06,很多\n".encode(), "第 2 行的金额读不出来"),
        ("交易日期,金额\n".encode(), "没有一行收支"),
        ("交易日期,金额(万元)\n2026-05-06,1\n".encode(), "单位是万元"),
        ("交易日期,金额\n,5\n".encode(), "第 2 行有金额没有日期"),
        ("交易日期,金额\n2026-05-06,\n".encode(), "第 2 行有日期没有金额"),
        ("交易日期,收入,支出\n2026-05-06,5,5\n".encode(), "第 2 行又收又支"),
        (b"PK\x03\x04broken", "打不开"),
        (b"x" * (statements.MOST_BYTES + 1), "最多 5 MB"),
        (b"\xff\xfe\xff\xff\x81", "编码读不出来"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(data, sentence):
    assert sentence in told(statements.read, "x.csv", data)[0]


def test_too_many_lines_are_refused():
    text = "交易日期,金额\n" + "2026-05-06,1\n" * (statements.MOST_ROWS + 30)
    assert "最多 5,000 行" in told(statements.read, "x.csv", text.encode())[0]


# ── Matching ─────────────────────────────────────────────────────────────────────────────────────
def later(days):
    return DAY + timedelta(days=days)


def test_the_nearest_day_first_and_each_once():
    bank = [("a", DAY, 100), ("b", later(1), 100), ("c", DAY, -100)]
    ledger = [(1, later(1), 100), (2, later(3), 100), (3, later(9), -100)]
    assert match(bank, ledger) == {"b": 1, "a": 2}


@pytest.mark.parametrize(("days", "is_matched"), [(5, True), (6, False), (-5, True), (-6, False)])
def test_five_days_apart_match_and_six_do_not(days, is_matched):
    assert bool(match([("a", DAY, 1)], [(1, later(days), 1)])) is is_matched


# ── At the office ────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def paid(confirmed):
    receive_all(confirmed)
    pay(confirmed, 100_000)
    return confirmed


def sent(town, *lines, by=None):
    month = clock.today().replace(day=1)
    text = "交易日期,收入,支出,对方户名\n" + "\n".join(lines)
    return reconciliation.take_in(
        town, month, name="本月.csv", data=text.encode(), by=by or somebody("财政")
    )


def today(line):
    return f"{clock.today()},{line}"


@pytest.mark.django_db
def test_what_the_machine_knows_is_matched_and_the_rest_explained_to_the_fen(paid, town):
    statement = sent(town, today("4000,,居民"), today(",1000,青溪建设"), today(",3.50,手续费"))
    found = of_statement(statement)
    assert (found.matched, len(found.open_rows), found.open_entries) == (300_000, 1, [])
    assert (found.bank, found.ledger, found.difference) == (299_650, 300_000, -350)
    other = somebody("复核")
    assert told(reconciliation.close, statement, by=other) == [
        "还有 1 行流水、0 笔账没有配上也没有说明。"
    ]
    reconciliation.explain_row(found.open_rows[0], "银行手续费，由镇里承担", by=other)
    assert (of_statement(statement).difference, of_statement(statement).is_done) == (0, True)
    reconciliation.close(statement, by=other)
    assert told(reconciliation.unpair, BankRow.objects.first(), by=other) == [
        "这个月已经复核关账，不能再改。"
    ]


@pytest.mark.django_db
def test_who_sent_it_does_not_close_it(town):
    me = somebody("财政")
    statement = sent(town, today("1,,利息"), by=me)
    reconciliation.explain_row(statement.rows.get(), "活期利息", by=me)
    assert told(reconciliation.close, statement, by=me) == [
        "上传和复核要是两个不同的人，请换一位同事复核。"
    ]


@pytest.mark.django_db
def test_what_only_the_ledger_has_is_explained_too(paid, town):
    statement = sent(town, today("4000,,居民"))
    entry, fen, _words = of_statement(statement).open_entries[0]
    assert fen == -100_000
    assert told(reconciliation.explain_entry, statement, entry, "不", by=None) == [
        "请写明原因，至少 4 个字。"
    ]
    reconciliation.explain_entry(statement, entry, "月底付出，下月入账", by=None)
    assert (of_statement(statement).difference, of_statement(statement).is_done) == (0, True)


@pytest.mark.django_db
def test_a_pair_by_hand_has_the_same_sum_and_each_entry_once(paid, town):
    statement = sent(town, today(",1000,甲"), today(",1000,乙"), today(",999,丙"))
    first, second, third = statement.rows.order_by("at")
    entry = first.entry
    assert told(reconciliation.pair, second, entry, by=None) == [
        "这笔账已经和另一行流水配上了，请先取消那一笔。"
    ]
    assert told(reconciliation.pair, third, entry, by=None) == [
        "两边的金额、方向不一样，不能配成一笔。"
    ]
    reconciliation.unpair(first, by=None)
    reconciliation.pair(second, entry, by=None)
    assert BankRow.objects.get(entry=entry) == second


@pytest.mark.django_db
def test_the_same_file_and_the_same_month_come_once(town):
    sent(town, today("1,,利息"))
    with pytest.raises(ValidationError, match=r"已经传过|已经有一份"):
        sent(town, today("1,,利息"))
    month = clock.today().replace(day=1)
    wrong = told(
        reconciliation.take_in, town, month, name="x", by=somebody("财政"),
        data=b"\xe4\xba\xa4\xe6\x98\x93\xe6\x97\xa5\xe6\x9c\x9f,\xe9\x87\x91\xe9\xa2\x9d\n2020-01-01,5\n",
    )  # fmt: skip
    assert "不是这个月" in wrong[0]


@pytest.mark.django_db
def test_names_of_a_statement_are_sealed_in_the_database(town):
    sent(town, today("1,,张三丰"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT who FROM funding_bankrow")
        assert "张三丰" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_the_office_sends_looks_explains_and_the_auditor_reads(
    paid, town, town_finance, auditor, secretary, town_officer
):
    desk = sign_in(town_finance)
    file = SimpleUploadedFile(
        "5.csv", f"交易日期,收入,支出\n{clock.today()},,1000\n{clock.today()},,3.5\n".encode()
    )
    answer = desk.post(BANK, {"month": f"{clock.today():%Y-%m}", "file": file})
    assert answer.status_code == 302
    page = text_of(desk.get(answer.url))
    for words in ("还有 1 行流水、1 笔账要配或说明", "已配上", "没有配上"):
        assert words in page
    row = BankRow.objects.get(entry=None)
    refused = desk.post(answer.url, {"row": row.pk, "words": "费"})
    assert (refused.status_code, "至少 4 个字" in text_of(refused)) == (409, True)
    assert desk.post(answer.url, {"row": row.pk, "words": "银行手续费"}).status_code == 302
    assert "银行手续费" in text_of(sign_in(auditor).get(answer.url))
    assert sign_in(auditor).post(answer.url, {"close": 1}).status_code == 403
    for actor in (secretary, town_officer):
        assert sign_in(actor).get(BANK).status_code == 403
        assert sign_in(actor).get(answer.url).status_code == 403
    wrong = desk.post(BANK, {"month": "五月"})
    assert (wrong.status_code, "请选银行导出的流水文件" in text_of(wrong)) == (400, True)
    assert BankStatement.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [1, 3])
def test_a_month_asks_a_constant_number_of_questions(
    paid, town, town_finance, django_assert_num_queries, lines
):
    statement = sent(town, *(today(f",{number},某人") for number in range(1, lines + 1)))
    desk = sign_in(town_finance)
    desk.get(f"{BANK}{statement.pk}/")
    with django_assert_num_queries(7):
        desk.get(f"{BANK}{statement.pk}/")
