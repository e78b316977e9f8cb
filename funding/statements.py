"""What does a bank's statement say? Read from CSV or a workbook as banks write them; no tables here."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from unicodedata import normalize
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import to_fen

MOST_BYTES, MOST_ROWS = 5 * 1024 * 1024, 5_000
MOST_UNPACKED = 60 * 1024 * 1024  # of a workbook: beyond it, it is a bomb
HEAD_WITHIN = 20  # the names of the columns stand in one of the first rows
NAMES = {
    "day": ("交易日期", "记账日期", "入账日期", "日期", "交易时间"),
    "income": ("收入", "收入金额", "贷方", "贷方发生额", "贷方金额", "转入金额"),
    "spending": ("支出", "支出金额", "借方", "借方发生额", "借方金额", "转出金额"),
    "signed": ("金额", "发生额", "交易金额"),
    "mark": ("借贷标志", "借贷", "借贷方向", "收支标志", "收/支"),
    "who": ("对方户名", "对方名称", "对方账户名称", "收付款人名称", "户名"),
    "words": ("摘要", "用途", "附言", "备注"),
    "number": ("流水号", "交易流水号", "凭证号", "交易序号"),
}  # fmt: skip
AMOUNTS = ("income", "spending", "signed")
_TOTALS = ("合计", "总计", "小计", "本页", "期末", "期初")


@dataclass(frozen=True)
class Row:
    """One line; `fen` whole fen, positive what came in; `at` its row in the file, from 1."""

    at: int
    day: date
    fen: int
    who: str = ""
    words: str = ""
    number: str = ""


def read(name, data):
    """The rows of a statement. `Refused` with the row and what to do where it cannot be read."""
    if len(data) > MOST_BYTES:
        raise Refused(_("文件太大，最多 5 MB；请按月导出再传。"))
    cells = _cells_of_workbook(data) if data.startswith(b"PK") else _cells_of_text(data)
    at, columns = _head(cells)
    rows = [
        row
        for number, line in enumerate(cells[at + 1 :], start=at + 2)
        if (row := _row(number, line, columns))
    ]
    if not rows:
        raise Refused(_("“{}”里没有一行收支，请确认是流水明细，不是余额表。").format(name))
    return rows


def _cells_of_text(data):
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refused(_("文件的编码读不出来，请另存为 Excel（.xlsx）或 UTF-8 的 CSV 再传。"))
    sample = text[:4096]
    delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
    return _bounded(csv.reader(StringIO(text), delimiter=delimiter))


def _cells_of_workbook(data):
    try:
        with ZipFile(BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Refused(_("文件展开后太大，请只导出这个月的流水再传。"))
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError, ParseError):
        raise Refused(_("这个 Excel 文件打不开，请在 Excel 里另存一次再传。")) from None
    try:
        return _bounded(
            ["" if cell is None else cell for cell in row]
            for row in book.active.iter_rows(values_only=True)
        )
    finally:
        book.close()


def _bounded(rows):
    found = []
    for row in rows:
        found.append(list(row))
        if len(found) > MOST_ROWS + HEAD_WITHIN:
            raise Refused(_("最多 {} 行，请按月导出再传。").format(f"{MOST_ROWS:,}"))
    return found


def _head(cells):
    """Where the names of the columns stand, and {what: number of the column}."""
    for at, line in enumerate(cells[:HEAD_WITHIN]):
        names = [_plain(cell).partition("(")[0] for cell in line]
        columns = {
            what: names.index(next(name for name in known if name in names))
            for what, known in NAMES.items()
            if set(known) & set(names)
        }
        raw = [_plain(line[columns[what]]) for what in AMOUNTS if what in columns]
        if "day" in columns and any("万" in one for one in raw):
            raise Refused(_("金额的单位是万元，请导出以元为单位的流水再传。"))
        amount = "signed" in columns or {"income", "spending"} <= columns.keys()
        if "day" in columns and amount:
            return at, columns
    raise Refused(
        _(
            "没有找到列名：要有“交易日期”，还要有“收入”和“支出”（或贷方、借方），或一列“金额”。请核对后再传。"
        )
    )


def _row(number, line, columns):
    def cell(what):
        at = columns.get(what)
        return line[at] if at is not None and at < len(line) else ""

    if not any(_plain(one) for one in line) or _plain(line[0]).startswith(_TOTALS):
        return None
    fen = _signed(number, cell, columns)
    if not _plain(cell("day")):
        if fen:
            raise Refused(_("第 {} 行有金额没有日期，请补上再传。").format(number))
        return None
    day = _day(number, cell("day"))
    if not fen:
        if not any(_plain(cell(what)) for what in AMOUNTS):
            raise Refused(
                _("第 {} 行有日期没有金额，请补上再传；公式要先变成数字。").format(number)
            )
        return None
    return Row(
        number, day, fen, _plain(cell("who"))[:60], _plain(cell("words"))[:120],
        _plain(cell("number"))[:40],
    )  # fmt: skip


def _signed(number, cell, columns):
    if "income" in columns and "spending" in columns:
        income, spending = _fen(number, cell("income")), _fen(number, cell("spending"))
        if income and spending:
            raise Refused(_("第 {} 行又收又支，请拆成两行再传。").format(number))
        return income - spending  # a negative 支出 is money that came back
    fen, mark = _fen(number, cell("signed")), _plain(cell("mark"))
    if mark.startswith(("借", "支", "D")):
        return -abs(fen)
    return abs(fen) if mark.startswith(("贷", "收", "C")) else fen


def _fen(number, value):
    text = _plain(value)
    sign = -1 if text.startswith("-") else 1
    text = text.lstrip("+-")
    if not text or text in ("0", "0.00", "—"):
        return 0
    if isinstance(value, float):
        text = f"{abs(value):.2f}"
    try:
        return sign * to_fen(text)
    except ValidationError as error:
        raise Refused(
            _("第 {row} 行的金额读不出来：{why}").format(row=number, why=error.messages[0])
        ) from None


def _day(number, value):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = (
        normalize("NFKC", str(value)).split()[0].replace("年", "-").replace("月", "-").rstrip("日")
    )
    text = text.replace("/", "-").replace(".", "-")
    for pattern in ("%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.strptime(text, pattern).date()
        except ValueError:
            continue
    raise Refused(
        _("第 {row} 行的日期“{day}”读不出来，请写成 2021-06-01 这样。").format(
            row=number, day=_plain(value)[:20]
        )
    )


def _plain(value):
    return normalize("NFKC", str(value)).strip().replace(" ", "") if value is not None else ""
