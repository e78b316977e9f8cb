"""The file a bank's website gives, as rows of cells: CSV in UTF-8 or GB18030, or a workbook.

Nothing of the file is kept or run: a formula stays the text it is, and what is too large is refused
before it is unpacked.
"""

import csv
import io
import warnings
import zipfile
from xml.etree.ElementTree import ParseError

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from weishishi.kernel.verdict import Refused

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
_UNPACKED = 60 * 1024 * 1024  # of a workbook; 5,000 rows need a tenth of it
_BEFORE_THE_HEAD = 40  # rows: account, period, printed on
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError,
    EOFError, NotImplementedError, TypeError, IndexError, AttributeError,
)  # fmt: skip


def rows_of(name, data):
    """[(number of the row in the file, [cells])] without empty rows. `Refused` in words that say
    what to do."""
    if not data:
        raise Refused(_("文件是空的，请重新从银行导出。"))
    if len(data) > MOST_BYTES:
        raise Refused(_("文件超过 5 MB，请按月从银行导出，一个文件一个月。"))
    if data.startswith(_OLD_EXCEL):
        raise Refused(_("这是旧版 Excel（.xls），请用 Excel 打开，另存为 .xlsx 或 CSV 再传。"))
    rows = _workbook(data) if data.startswith(b"PK") else _text(name, data)
    if not rows:
        raise Refused(_("文件里没有内容，请重新从银行导出。"))
    if len(rows) > MOST_ROWS + _BEFORE_THE_HEAD:
        raise Refused(_("超过 5,000 行，请按月从银行导出，一个文件一个月。"))
    return rows


def _text(name, data):
    text = _decoded(name, data)
    head = text[:4000]
    sign = max("\t,;", key=head.count)
    found = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=False):
            _add(found, len(found), row)
            if len(found) > MOST_ROWS * 2:
                break
    except csv.Error as error:
        raise Refused(
            _("第 {row} 行读不出来，请用 Excel 打开，另存为 .xlsx 再传。").format(
                row=len(found) + 1
            )
        ) from error
    return [row for row in found if row[1]]


def _decoded(name, data):
    if b"\x00" not in data:
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Refused(
        _("{name} 不是 CSV 或 Excel 表，读不出文字；请从银行导出 Excel（.xlsx）或 CSV。").format(
            name=name
        )
    )


def _workbook(data):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                raise Refused(_("这个 Excel 文件展开以后太大，请另存为 CSV 再传。"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and printers it does not know
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            return _sheet(book)
    except _BROKEN as error:
        raise Refused(
            _("这个 Excel 文件打不开，可能加了密码或损坏；请重新导出，或另存为 CSV 再传。")
        ) from error


def _sheet(book):
    """The first sheet that has something on it."""
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of its size is not believed
        found = []
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
            _add(found, number, row)
            if number > MOST_ROWS * 2:
                break
        if rows := [row for row in found if row[1]]:
            return rows
    return []


def _add(found, number, cells):
    """Every row keeps its number, so that a refusal names what the person sees."""
    cells = list(cells)[:MOST_COLUMNS]
    is_empty = all(cell is None or not str(cell).strip() for cell in cells)
    found.append((number + 1, [] if is_empty else cells))
