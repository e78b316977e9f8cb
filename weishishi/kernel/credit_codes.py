"""统一社会信用代码: is this the code of an organisation, or was a sign of it mistyped? (GB 32100-2015)"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LENGTH = 18
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z, which are taken for figures


def check_sign(body):
    """The eighteenth sign of a code whose first seventeen are `body`: each sign's place in SIGNS
    times 3 to the power of its position, the sum made up to a multiple of 31."""
    total = sum(SIGNS.index(sign) * pow(3, n, 31) for n, sign in enumerate(body))
    return SIGNS[-total % 31]


def read_credit_code(text):
    """The eighteen signs of what somebody typed; spaces, hyphens, small letters and full-width signs
    are forgiven. ValidationError says what is wrong."""
    code = re.sub(r"[\s\-—]", "", unicodedata.normalize("NFKC", str(text))).upper()
    if len(code) != LENGTH:
        raise ValidationError(
            _("统一社会信用代码是 18 位，您填了 {} 位，请照证书再填一次。").format(len(code))
        )
    if wrong := sorted(set(code) - set(SIGNS)):
        raise ValidationError(
            _("统一社会信用代码里没有“{}”，请照证书再填一次（不用字母 I、O、S、V、Z）。").format(
                "、".join(wrong)
            )
        )
    if check_sign(code[:-1]) != code[-1]:
        raise ValidationError(_("统一社会信用代码里有一位写错了，请照证书逐位核对。"))
    return code
