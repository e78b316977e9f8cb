"""Money as the field writes it: read, shown, and spelt out. Stored as whole fen; 万元 exactly."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEN = 100
WAN_FEN = 1_000_000
MOST_FEN = 100_000_000 * FEN
LONGEST = 40  # characters; nobody needs more, and nobody waits for 10,000 digits

# Full-width forms only: NFKC would read 10² as 102.
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NARROW |= {ord("￥"): "¥", ord("￡"): "£", ord("￠"): "¢", ord("￦"): "₩"}
_NARROW |= {ord("−"): "-", ord("–"): "-", ord("—"): "-"}  # noqa: RUF001
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]")  # pasted along
_FOREIGN = re.compile(
    r"[$¢£\u20a0-\u20bf]|US|HK|EUR|GBP|JP|MOP|TWD|KRW"
    r"|[美港欧日韩台澳加]元|美金|英镑|[港澳葡台日韩加外]币|澳门[元币]",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"[+-]?(s?nan[0-9]*|inf(inity)?|∞)", re.IGNORECASE)
_EXPONENT = re.compile(r"[+-]?[0-9.,]+(e|[×x*]10\^?)[+-]?[0-9]+", re.IGNORECASE)
_AROUND = re.compile(
    r"(?P<sign>[-负])?(?:人民币|RMB|CNY)?¥?(?P<late_sign>[-负])?"
    r"(?P<number>.*?)(?P<wan>万)?(?:[元圆][整正]?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?=.*[0-9])(?P<whole>[0-9,]*)(?:\.(?P<rest>[0-9]*))?")
_THOUSANDS = re.compile(r"[0-9]*|[0-9]{1,3}(,[0-9]{3})+")


def to_fen(text):
    """Whole fen from what somebody typed: '￥2,000.50', '0.7 万元', '人民币 2 000 元'.

    Full-width forms are as good as narrow ones. Raises ValidationError that says what it is
    instead of an amount in renminbi, from 0 to 100,000,000 yuan, to the fen, with all its digits.
    """
    typed = str(text).strip()
    if len(typed) > LONGEST:
        raise ValidationError(_("金额写得太长，请只写数字，单位是元，例如 2000。"))
    plain = _INVISIBLE.sub("", typed.translate(_NARROW))
    if _FOREIGN.search(plain):
        raise ValidationError(_("这里只收人民币，请换算成人民币元再填，例如 2000。"))
    around = _AROUND.fullmatch(plain)
    amount = around["number"]
    if _NO_NUMBER.fullmatch(amount):
        raise ValidationError(_("“{}”不是具体的金额，请写一个数字，例如 2000。").format(typed))
    if _EXPONENT.fullmatch(amount):
        raise ValidationError(_("请不要用“{}”这样的简写，把数字写全，例如 200000。").format(typed))
    number = _NUMBER.fullmatch(amount)
    if not number:
        raise ValidationError(_("“{}”不是金额，请只写数字，单位是元，例如 2000。").format(typed))
    if around["sign"] or around["late_sign"]:
        raise ValidationError(_("金额不能是负数，请写 0 或更大的数。"))
    return _fen(number["whole"], number["rest"] or "", wan=around["wan"])


def _fen(whole, rest, *, wan):
    if not _THOUSANDS.fullmatch(whole):
        raise ValidationError(_("千位逗号后面要有三位数字，小数点请写“.”，例如 2,000.50。"))
    decimals = 6 if wan else 2
    if len(rest) > decimals:
        raise ValidationError(
            _("按万元写最多六位小数，也就是写到分。")
            if wan
            else _("金额最多写到分，也就是两位小数。")
        )
    fen = int(whole.replace(",", "") + rest.ljust(decimals, "0"))
    if fen > MOST_FEN:
        raise ValidationError(_("金额要在 0 元到 1 亿元之间。"))
    return fen


def times(fen, quantity):
    """Whole fen for a Decimal quantity at `fen` each: half a fen counts as one."""
    return int((fen * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def yuan(fen):
    """'42,000' or '7,000.50': yuan with thousands commas, fen only where there are any."""
    whole, rest = divmod(abs(fen), FEN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:02}" if rest else "")


def wan(fen):
    """'2,247.647': 万元, exact; at most six decimals exist and none is rounded away."""
    whole, rest = divmod(abs(fen), WAN_FEN)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest:06}".rstrip("0") if rest else "")


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def in_words(fen):
    """'壹万零伍拾元零叁分': an amount as payment and acceptance forms spell it out (人民币大写).

    As the basic rules of accounting ask: 整 after 元 and after 角 but not after 分; one 零 for the
    zeros between two digits of the yuan, also where 万 lies between them (壹拾万零柒仟元), and for
    jiao that are missing before fen, but none for zeros that end the yuan (伍拾元叁角整).
    """
    if abs(fen) >= 10_000**3 * FEN:
        raise ValueError(f"{fen} fen is more than these words count")
    whole, rest = divmod(abs(fen), FEN)
    jiao, fen_left = divmod(rest, 10)
    words = _counted(whole) + "元" if whole or not rest else ""
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif fen_left and whole:
        words += "零"
    words += _DIGITS[fen_left] + "分" if fen_left else "整"
    return ("负" if fen < 0 else "") + words


def _counted(whole):
    """壹拾万零柒仟 for 107,000: places within groups of four digits, a group named once."""
    digits = str(whole)
    words, zeros = "", False
    for place, digit in zip(reversed(range(len(digits))), digits, strict=True):
        group, within = divmod(place, 4)
        if digit != "0":
            words += ("零" if zeros else "") + _DIGITS[int(digit)] + _PLACES[within]
        zeros = digit == "0"
        if within == 0 and whole // 10**place % 10_000:
            words += _GROUPS[group]
    return words or _DIGITS[0]
