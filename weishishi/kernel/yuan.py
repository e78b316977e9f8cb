"""Money as the field writes it. Stored as whole fen; Decimal yuan at the edges; 万元 exactly."""

import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEN = 100
WAN_FEN = 1_000_000
MOST_YUAN = Decimal(100_000_000)


def to_fen(text):
    """Whole fen from what somebody typed in yuan; full-width digits and thousands commas are fine.

    Raises ValidationError for anything that is not an amount from 0 to 100,000,000 yuan with at
    most two decimals.
    """
    plain = unicodedata.normalize("NFKC", str(text)).strip().replace(",", "").removesuffix("元")
    try:
        yuan = Decimal(plain)
    except InvalidOperation:
        raise ValidationError(
            _("“{}”不是金额，请只写数字，单位是元，例如 2000。").format(text)
        ) from None
    if not yuan.is_finite() or not 0 <= yuan <= MOST_YUAN:
        raise ValidationError(_("金额要在 0 元到 1 亿元之间。"))
    fen = yuan * FEN
    if fen != int(fen):
        raise ValidationError(_("金额最多写到分，也就是两位小数。"))
    return int(fen)


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
