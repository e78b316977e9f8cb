"""Numbers people read out on the phone: a year, a serial and a digit that catches a slip."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SERIAL_DIGITS, OBJECTION_DIGITS, CLAIM_DIGITS, SIGN_UP_DIGITS = 5, 6, 7, 8


def check_digit(digits):
    """ISO 7064, MOD 11,10: finds every single wrong digit and nearly every swap of two."""
    product = 10
    for digit in digits:
        product = (product + int(digit)) % 10 or 10
        product = product * 2 % 11
    return str((11 - product) % 10)


def query_number(year, serial):
    """'2021000317' of 2021 and 31: ten digits, the last one checks the others."""
    return _numbered(year, serial, SERIAL_DIGITS)


def objection_number(year, serial):
    """'20210000317' of 2021 and 31: one digit longer than a 查询号, so that neither is taken for the
    other."""
    return _numbered(year, serial, OBJECTION_DIGITS)


def claim_number(year, serial):
    """'202100000317' of 2021 and 31: the 认领号 of a wish, one digit longer still."""
    return _numbered(year, serial, CLAIM_DIGITS)


def sign_up_number(year, serial):
    """'2021000000317' of 2021 and 31: the 报名号 of an activity, thirteen digits."""
    return _numbered(year, serial, SIGN_UP_DIGITS)


def _numbered(year, serial, width):
    if not 1 <= serial < 10**width:
        raise ValueError(f"serial {serial} does not fit into {width} digits")
    digits = f"{year}{serial:0{width}}"
    return digits + check_digit(digits)


def spaced(number):
    """'2021 00031 7', as it is printed and read out."""
    return f"{number[:4]} {number[4:-1]} {number[-1:]}" if number else ""


_COUNTED = "零一二三四五六七八九十"


def counted_order(name):
    """A key that sorts names with 一 to 九十九 in them as one counts."""
    return re.sub(f"[{_COUNTED}]+", lambda found: f"{_counted(found[0]):04}", name)


def _counted(words):
    tens, ten, ones = words.rpartition("十")
    tens = _COUNTED.find(tens or "一") if ten else 0
    return 10 * tens + _COUNTED.find(ones or "零")


def read_query_number(text):
    """The ten digits of what somebody typed, spaces and full-width digits forgiven.

    Raises ValidationError that says what is wrong: too few digits, or a slip.
    """
    return _read(
        text, 10, _("查询号是 10 位数字，您填了 {} 位，请照回执再填一次。"),
        _("查询号里有一位写错了，请照回执逐位核对。"),
    )  # fmt: skip


def read_objection_number(text):
    """The eleven digits of a 意见号 somebody typed; ValidationError as for a 查询号."""
    return _read(
        text, 11, _("意见号是 11 位数字，您填了 {} 位，请再填一次。"),
        _("意见号里有一位写错了，请逐位核对。"),
    )  # fmt: skip


def read_claim_number(text):
    """The twelve digits of a 认领号 somebody typed; ValidationError as for a 查询号."""
    return _read(
        text, 12, _("认领号是 12 位数字，您填了 {} 位，请再填一次。"),
        _("认领号里有一位写错了，请逐位核对。"),
    )  # fmt: skip


def read_sign_up_number(text):
    """The thirteen digits of a 报名号 somebody typed; ValidationError as for a 查询号."""
    return _read(
        text, 13, _("报名号是 13 位数字，您填了 {} 位，请再填一次。"),
        _("报名号里有一位写错了，请逐位核对。"),
    )  # fmt: skip


def _read(text, length, wrong_length, slip):
    digits = re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", str(text)))
    if len(digits) == length and not re.fullmatch(r"[0-9]+", digits):
        raise ValidationError(_("这个号只有数字，没有字母和别的符号，请逐位核对。"))
    if not re.fullmatch(rf"[0-9]{{{length}}}", digits):
        raise ValidationError(wrong_length.format(len(digits)))
    if check_digit(digits[:-1]) != digits[-1]:
        raise ValidationError(slip)
    return digits
