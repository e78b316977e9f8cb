"""How is a mobile number typed, kept and shown?"""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MobilePhone(forms.CharField):
    """A mobile number of 11 digits; spaces, hyphens, +86 and full-width digits are forgiven."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def to_python(self, value):
        typed = super().to_python(value)
        number = re.sub(r"[\s\-—()]", "", unicodedata.normalize("NFKC", typed))
        number = re.sub(r"^(\+|00)86", "", number)
        if not number:
            return ""
        if not re.fullmatch(r"[0-9]+", number):
            raise ValidationError(_("手机号只写数字，例如 13800001234。"))
        if len(number) != 11:
            raise ValidationError(_("手机号要 11 位，现在是 {} 位。").format(len(number)))
        if not re.match(r"1[3-9]", number):
            raise ValidationError(_("这不像手机号，请核对后再填；座机请写在原话里。"))
        return number


# Written instead of a name, it names nobody.
_NO_NAME = re.compile(r"一[位名个](党员|居民|村民|群众|老人|家长|志愿者|党代表|人大代表|政协委员)")


def masked_name(name):
    """Enough of it to tell two people apart: 王**; 一位党员 is no name and is told as 一名党员."""
    if found := _NO_NAME.fullmatch(name or ""):
        return f"一名{found[1]}"
    return f"{name[:1]}**" if name else ""


def masked(number):
    """Enough of it for its owner to recognise: 138****1234."""
    return f"{number[:3]}****{number[-4:]}"
