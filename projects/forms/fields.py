"""Fields that read what residents type: full-width digits, spaces, and their own line breaks."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from weishishi.kernel.date_inputs import MomentInput
from weishishi.kernel.phones import MobilePhone

__all__ = ["MobilePhone", "Words", "moment"]

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class Words(forms.CharField):
    """Text kept as it was typed; signs nobody can see are refused, so that nothing is hidden."""

    def __init__(self, *, least=0, most, rows=0, required_words="", **options):
        self.least, self.most = least, most
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        messages = {"required": required_words} if required_words else {}
        super().__init__(widget=widget, error_messages=messages, **options)
        self.validators = [_too_long(most)]
        if least:
            self.validators.insert(0, _too_short(least))

    def to_python(self, value):
        text = super().to_python(value)
        text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
        if _UNPRINTABLE.search(text):
            raise ValidationError(_("这里有看不见的特殊符号，请删掉后重新填写。"))
        return text


def moment(label, *, required_words="", **options):
    """A date and a time of day, as the browser's own picker sends them."""
    messages = {"invalid": lazy("时间写成 2021-06-01 15:30 这样，请再填一次。")}
    if required_words:
        messages["required"] = required_words
    widget = MomentInput()
    return forms.DateTimeField(label=label, widget=widget, error_messages=messages, **options)


def _too_long(most):
    return MaxLengthValidator(
        most, lazy("最多写 %(limit_value)d 个字，现在是 %(show_value)d 个字，请删短一些。")
    )


def _too_short(least):
    return MinLengthValidator(
        least, lazy("请再写详细一点，至少 %(limit_value)d 个字，现在是 %(show_value)d 个字。")
    )
