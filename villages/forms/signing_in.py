"""What a resident types to sign in: her phone, the six digits, and once that she is 14 or older."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from weishishi.kernel.phones import MobilePhone


class PhoneForm(forms.Form):
    phone = MobilePhone(
        label=lazy("手机号"),
        max_length=40,
        help_text=lazy("11 位数字，例如 13800001234。"),
        error_messages={"required": lazy("请填手机号。")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["phone"].widget.attrs |= {"class": "short", "autocomplete": "tel"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=lazy("短信验证码"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}
        ),
        help_text=lazy("短信里的 6 位数字，5 分钟内有效。"),
        error_messages={
            "required": lazy("请填短信里的 6 位数字。"),
            "max_length": lazy("验证码是 6 位数字，请照短信再填一次。"),
            "null_characters_not_allowed": lazy("验证码是 6 位数字，请照短信再填一次。"),
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def clean_code(self):
        """A slip of the finger is no try: only six digits are compared."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        digits = re.sub(r"[\s\-—]", "", typed)
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise forms.ValidationError(_("验证码是 6 位数字，请照短信再填一次。"))
        return digits


class AgeForm(forms.Form):
    of_age = forms.BooleanField(
        label=lazy("本人已满 14 周岁"),
        error_messages={
            "required": lazy("未满 14 周岁不能开账号，请让父母来提；已满 14 周岁请打勾。")
        },
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
