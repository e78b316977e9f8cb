"""What banks export is read, whatever they call it; what cannot be read is refused by its row."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from funding.bank import reading, tables
from weishishi.kernel.verdict import Refused

JUNE = {"first": date(2026, 6, 1), "last": date(2026, 6, 30)}
HEAD = "交易日期,摘要,收入,支出,余额,对方户名,交易流水号\n"
BODY = '2026-06-03,赞助款,"4,000.00",,"4,000.00",青溪照明有限公司,000123\n2026/6/8,工程款,,1000.5,2999.5,青溪建设有限公司,\n'
TWO = [(date(2026, 6, 3), 400_000), (date(2026, 6, 8), -100_050)]


def read(data, name="账单.csv"):
    data = data.encode() if isinstance(data, str) else data
    return reading.statement(tables.rows_of(name, data), **JUNE)


def told(data, name="账单.csv"):
    with pytest.raises(Refused) as refused:
        read(data, name)
    return refused.value.reasons


def workbook(*rows, empty_first=False):
    book = openpyxl.Workbook()
    sheet = book.create_sheet("明细") if empty_first else book.active
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seen(lines):
    return [(line.day, line.fen) for line in lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_encoding_of_excel(encoding, ends):
    lines = read((HEAD + BODY).replace("\n", ends).encode(encoding))
    assert seen(lines) == TWO
    first = lines[0]
    assert (first.who, first.number, first.words, first.balance, first.at) == (
        "青溪照明有限公司", "000123", "赞助款", 400_000, 2,
    )  # fmt: skip
    assert "青溪照明" not in repr(first)


@pytest.mark.parametrize(
    "text",
    [
        (
            "户名：青溪镇财政所\n账号：62220000\n\n序号,记账日期,借方发生额(元),贷方发生额(元),余额\n"
            "1,20260603,0.00,4000,4000\n2,20260608,1000.50,-,2999.50\n合计,,1000.50,4000,\n"
        ),
        "交易时间\t交易金额\t借贷标志\n2026-06-03 09:12:33\t4000\t贷\n2026年6月8日\t-1000.50\t借\n",
        "日期；\n交易日期;收/支;金额（元）\n2026.6.3;收;￥4,000\n2026-06-08;支;１０００．５０\n",
        "交易日期,金额\n2026-06-03,4000\n2026-06-08,-1000.50\n",
        "交易日期,转入金额,转出金额\n2026-06-03,4000,\n2026-06-08,,1000.50\n",
    ],
)
def test_the_usual_names_signs_and_orders(text):
    assert seen(read(text)) == TWO


def test_a_negative_spending_is_money_that_came_back():
    assert seen(read("交易日期,收入,支出\n2026-06-03,,-40\n")) == [(date(2026, 6, 3), 4_000)]


def test_ten_thousands_are_not_taken_for_yuan():
    assert "单位是万元" in told("交易日期,收入(万元),支出(万元)\n2026-06-03,1,\n")[0]


def test_a_workbook_with_dates_and_numbers():
    rows = [
        ["青溪镇财政所对账单"], [], ["交易日期", "收入", "支出", "对方账号"],
        [datetime(2026, 6, 3, 9, 12), 4000.0, None, 62220000],
        [20260608, None, 1000.5, None],
    ]  # fmt: skip
    for empty_first in (False, True):
        lines = read(workbook(*rows, empty_first=empty_first), "账单.xlsx")
        assert seen(lines) == TWO
        assert lines[1].at == 5
    assert (
        read(workbook(["交易日期", "收入", "支出"], ["2026-06-03", 0.1 + 0.2, None]))[0].fen == 30
    )


def test_a_file_without_its_columns_says_which_it_wants():
    assert "没有找到表头" in told("姓名,电话\n张三,138\n")[0]
    assert "没有一笔收支" in told(HEAD)[0]
    assert "文件是空的" in told(b"")[0]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2026-06-31,x,1,,,,", "第 2 行：“2026-06-31”不是日期"),
        ("2026-05-31,x,1,,,,", "第 2 行：日期 2026-05-31 不在 2026-06-01 到 2026-06-30 之间"),
        ("2026-06-01,x,1,2,,,", "第 2 行：收入和支出要正好写一项"),
        ("2026-06-01,x,,,,,", "第 2 行：收入和支出要正好写一项"),
        ("2026-06-01,x,abc,,,,", "第 2 行：收入：“abc”不是金额"),
        ("2026-06-01,x,1.005,,,,", "第 2 行：收入：金额最多写到分"),
        ("2026-06-01,x,=1+1,,,,", "第 2 行：“收入”是公式"),
        ("2026-06-01,x,1e308,,,,", "第 2 行：收入：请不要用"),
        ("2026-06-01", "第 2 行：收入和支出要正好写一项"),
    ],
)
def test_a_bad_row_is_named(row, sentence):
    reasons = told(HEAD + row + "\n")
    assert reasons[0].startswith(sentence)
    assert "再传一次" in reasons[-1]


def test_at_most_five_rows_are_named():
    assert len(told(HEAD + "x,x,1,,,,\n" * 9)) == 6


def test_an_unknown_direction_is_named():
    assert "看不出是收入还是支出" in told("交易日期,金额,借贷\n2026-06-01,5,冲\n")[0]


def test_what_is_no_table_or_too_large_is_refused():
    assert "旧版 Excel" in told(b"\xd0\xcf\x11\xe0" + b"\0" * 99, "a.xls")[0]
    assert "读不出文字" in told(b"\x89PNG\r\n\x1a\n\x00\x00", "a.csv")[0]
    assert "打不开" in told(b"PK\x03\x04broken", "a.xlsx")[0]
    assert "超过 5 MB" in told(b"x" * (tables.MOST_BYTES + 1))[0]
    assert "超过 5,000 行" in told(HEAD + "2026-06-01,x,1,,,,\n" * 5_001)[0]
    assert len(read(HEAD + "2026-06-01,x,1,,,,\n" * 5_000)) == 5_000


def test_a_workbook_that_unfolds_without_end_is_not_unfolded():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * (61 * 1024 * 1024))
    assert "展开以后太大" in told(stream.getvalue(), "a.xlsx")[0]


def test_the_balance_tells_whether_a_row_is_missing():
    assert reading.broken_balance(read(HEAD + BODY)) is None
    turned = "\n".join(reversed(BODY.strip().split("\n"))) + "\n"
    assert reading.broken_balance(read(HEAD + turned)) is None
    gap = read(HEAD + BODY + "2026-06-09,x,1,,9,,\n")
    assert reading.broken_balance(gap) == 4
    assert reading.broken_balance(read(HEAD + BODY + "2026-06-09,x,1,,,,\n")) is None
