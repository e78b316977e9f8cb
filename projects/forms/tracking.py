"""What somebody types to see her own matter again, to add to it, or to take it back."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words
from weishishi.kernel.numbers import read_query_number


class TrackForm(forms.Form):
    number = forms.CharField(
        label=lazy("查询号"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=lazy("10 位数字，在回执上，例如 2021 00031 6。"),
        error_messages={
            "required": lazy("请填查询号，在回执上。"),
            "max_length": lazy("查询号是 10 位数字，请照回执再填一次。"),
            "null_characters_not_allowed": lazy("查询号是 10 位数字，请照回执再填一次。"),
        },
    )
    proof = forms.CharField(
        label=lazy("手机号后四位，或回执上的六位查询码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        ),
        help_text=lazy("提的时候留了手机的填后四位；没留手机的填六位查询码。"),
        error_messages={
            "required": lazy("请填手机号后四位，或回执上的六位查询码。"),
            "max_length": lazy("手机号后四位是 4 位数字，查询码是 6 位数字。"),
            "null_characters_not_allowed": lazy("手机号后四位是 4 位数字，查询码是 6 位数字。"),
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def clean_number(self):
        return read_query_number(self.cleaned_data["number"])

    def clean_proof(self):
        typed = unicodedata.normalize("NFKC", self.cleaned_data["proof"])
        digits = re.sub(r"[\s\-—]", "", typed)
        if not re.fullmatch(r"[0-9]{4}|[0-9]{6}", digits):
            raise forms.ValidationError(_("手机号后四位是 4 位数字，查询码是 6 位数字。"))
        return digits


class SupplementForm(forms.Form):
    text = Words(
        label=lazy("补充的情况"),
        least=5,
        most=500,
        rows=5,
        help_text=lazy("您原来写的会保留，补充的接在后面。"),
        required_words=lazy("请写一写要补充的情况。"),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
