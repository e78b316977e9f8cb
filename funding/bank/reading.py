"""Rows of a bank's table as lines of a statement: columns are found by their usual names."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from funding.bank.tables import MOST_ROWS
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import to_fen

# {what it is: the heads banks give it}, without blanks, brackets and units
HEADS = {
    "day": ("交易日期", "记账日期", "入账日期", "交易时间", "交易日", "记账日", "日期"),
    "income": (
        "收入", "收入金额", "贷方发生额", "贷方金额", "贷方", "转入金额", "存入金额", "存入",
    ),
    "spending": (
        "支出", "支出金额", "借方发生额", "借方金额", "借方", "转出金额", "支取金额", "支取",
    ),
    "amount": ("交易金额", "发生额", "金额"),
    "way": ("借贷标志", "借贷标记", "借贷方向", "借贷", "收支", "收支类型", "收支标志", "收/支"),
    "balance": ("余额", "账户余额", "账面余额", "本次余额", "当前余额"),
    "who": (
        "对方户名", "对方账户名称", "对方单位名称", "对方单位", "对方名称", "对方账户名", "收付款人名称",
    ),
    "serial": ("流水号", "交易流水号", "凭证号", "交易序号"),
    "words": ("摘要", "交易摘要", "用途", "附言", "备注"),
}  # fmt: skip
_IN, _OUT = ("贷", "收", "收入", "贷方", "C", "转入"), ("借", "支", "支出", "借方", "D", "转出")
_LAST = ("合计", "总计", "小计", "本页合计", "本月合计", "累计")
_UNIT = re.compile(r"[(（\[【].*?[)）\]】]|[\s:：]")
_DAY = re.compile(
    r"(20[0-9]{2})(?:[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12][0-9]|0?[1-9])日?"
    r"|(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01]))(?:[ T日].*)?",
    re.ASCII,
)
MOST_HEADS = 40


@dataclass(frozen=True)
class Row:
    """One line, `at` its number in the file; `fen` whole fen, below nothing for what left the account. Names are private."""

    at: int
    day: date
    fen: int
    balance: int | None = None
    who: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    number: str = ""


def statement(rows, *, first, last):
    """[Row] between two dates, both inclusive. `Refused` names the row and what to do."""
    columns, rest = _head(rows)
    found, wrong = [], []
    for number, cells in rest:
        told = {name: cells[at] if at < len(cells) else None for name, at in columns.items()}
        if _is_a_sum(cells):
            continue
        try:
            found.append(_line(number, told, first, last))
        except ValidationError as error:
            wrong += [
                _("第 {row} 行：{reason}").format(row=number, reason=one) for one in error.messages
            ]
            if len(wrong) >= 5:
                break
    if wrong:
        raise Refused(*wrong, _("请在文件里改好，或重新从银行导出，再传一次；现在什么也没有存。"))
    if not found:
        raise Refused(_("表头下面没有一笔收支。这个月真的没有收支，就不用对账。"))
    if len(found) > MOST_ROWS:
        raise Refused(_("超过 5,000 行，请按月从银行导出，一个文件一个月。"))
    return found


def broken_balance(lines):
    """The number of the row whose balance does not follow from the one before it, None where all do
    or not all are given. Banks write the oldest first or last."""
    if any(line.balance is None for line in lines):
        return None
    gaps = [_gap(order) for order in (lines, lines[::-1])]
    return None if None in gaps else gaps[0]


def _gap(order):
    steps = pairwise(order)
    broken = (after for before, after in steps if before.balance + after.fen != after.balance)
    return next((one.at for one in broken), None)


def _head(rows):
    """({what: its column}, the rows below): the first row that names a day and amounts."""
    for at, (_number, cells) in enumerate(rows[:MOST_HEADS]):
        columns = _columns(cells)
        has_amounts = {"income", "spending"} <= set(columns) or "amount" in columns
        if "day" in columns and has_amounts:
            _is_in_yuan(cells, columns)
            return columns, rows[at + 1 :]
    raise Refused(
        _(
            "没有找到表头。要有一行写着“交易日期”“收入”“支出”（或“借方发生额”“贷方发生额”，"
            "或带正负号的“交易金额”）；请检查导出的格式，或在文件里把列名改成这样。"
        )
    )


def _is_in_yuan(cells, columns):
    heads = [
        str(cells[columns[name]]) for name in ("income", "spending", "amount") if name in columns
    ]
    if any("万" in head for head in heads):
        raise Refused(_("金额的单位是万元，请导出以元为单位的流水再传。"))


def _columns(cells):
    """A head that is the more usual name wins over one that could also be it."""
    heads = [_UNIT.sub("", unicodedata.normalize("NFKC", str(cell or ""))) for cell in cells]
    found = {}
    for name, words in HEADS.items():
        at = next((heads.index(word) for word in words if word in heads), None)
        if at is not None:
            found[name] = at
    return found


def _is_a_sum(cells):
    told = [_plain(cell) for cell in cells if _plain(cell)]
    return bool(told) and told[0].replace(" ", "").startswith(_LAST)


def _line(number, told, first, last):
    day = _day(told["day"])
    if not first <= day <= last:
        raise ValidationError(
            _("日期 {day} 不在 {first} 到 {last} 之间，请只导出这个月的。").format(
                day=day, first=first, last=last
            )
        )
    return Row(
        number, day, _signed(told), _balance(told.get("balance")), who=_plain(told.get("who"))[:120],
        words=_plain(told.get("words"))[:200], number=_plain(told.get("serial"))[:40],
    )  # fmt: skip


def _balance(cell):
    """It only checks the file: where it is written oddly, nothing is checked."""
    try:
        return _fen(cell, "")
    except ValidationError:
        return None


def _signed(told):
    if "income" in told and "spending" in told:
        income = _fen(told["income"], _("收入")) or 0
        spending = _fen(told["spending"], _("支出")) or 0
        if bool(income) == bool(spending):
            raise ValidationError(_("收入和支出要正好写一项，另一项留空。"))
        return income - spending  # a negative 支出 is money that came back
    way, fen = _plain(told.get("way")).upper(), _fen(told["amount"], _("交易金额"))
    if not fen:
        raise ValidationError(_("没有写交易金额。"))
    if "way" not in told:
        return fen
    if way not in _IN + _OUT:
        raise ValidationError(
            _("“{}”看不出是收入还是支出，请写“收”或“支”（“贷”或“借”）。").format(way)
        )
    return abs(fen) if way in _IN else -abs(fen)


def _fen(cell, what):
    """Whole fen, below nothing for a minus; None for an empty cell or a dash."""
    text = _plain(cell).strip("'")
    if text in ("", "-", "--", "—"):
        return None
    if text.startswith("="):
        raise ValidationError(_("“{}”是公式，请复制后“选择性粘贴”为数值。").format(what))
    sign = -1 if text[0] in "-－−" else 1  # noqa: RUF001
    try:
        return sign * to_fen(text[1:] if sign < 0 else text.removeprefix("+"))
    except ValidationError as error:
        raise ValidationError(f"{what}：{error.messages[0]}") from error


def _plain(cell):
    """A cell as the text it shows; a number without the noise of its binary form."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{round(Decimal(repr(cell)), 6).normalize():f}"
    return " ".join(str(cell).split())


def _day(cell):
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", _plain(cell)))
    try:
        year, month, day, month2, day2 = found.groups()
        return date(int(year), int(month or month2), int(day or day2))
    except (AttributeError, ValueError):
        raise ValidationError(
            _("“{}”不是日期，请写成 2021-06-01。").format(_plain(cell)[:20])
        ) from None
