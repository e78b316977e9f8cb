"""What a visitor asks of the wall, and what somebody types who claims a wish or looks for her claim."""

import re
import unicodedata
from datetime import timedelta
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.wish_claims import Promise
from projects.forms.fields import MobilePhone, Words
from projects.forms.filters import ChoiceField, PlacesForm
from projects.queries.wishes import PUBLIC_STATES, Asked
from projects.wishes import terms
from projects.wishes.states import Claimer, Whose
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput
from weishishi.kernel.numbers import read_claim_number

_ALL = [("", lazy("全部"))]
_STATES = [(one.value, one.public_name) for one in PUBLIC_STATES]


class WishFilterForm(PlacesForm):
    whose = ChoiceField(label=lazy("对象"), choices=[*_ALL, *Whose.choices], required=False)
    state = ChoiceField(label=lazy("状态"), choices=_ALL + _STATES, required=False)

    def asked(self):
        """What was understood."""
        return Asked(**self._at_work())


class _Terms(forms.CheckboxInput):
    """Sends the version of the terms that was on the page."""

    def __init__(self):
        super().__init__(check_test=lambda value: value == terms.VERSION)

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")

    def format_value(self, value):
        return terms.VERSION


def day_field(label, **options):
    return forms.DateField(
        label=label, widget=DayInput(),
        error_messages={
            "required": lazy("请选日期。"), "invalid": lazy("日期请写成 2021-06-11。"),
        },
        **options,
    )  # fmt: skip


class PromiseDay(forms.Form):
    """By when it will be there."""

    promised_on = day_field(lazy("承诺哪天以前送到"))

    def clean_promised_on(self):
        day, today = self.cleaned_data["promised_on"], clock.today()
        if not today <= day <= today + timedelta(days=settings.WISH_LONGEST_DAYS):
            raise forms.ValidationError(
                _("送达日期要在今天以后、{} 天以内，请改一改。").format(settings.WISH_LONGEST_DAYS)
            )
        return day


class ClaimForm(PromiseDay):
    """认领书 on the screen."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=lazy("您是"), choices=Claimer.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选您是企业、单位还是个人。")},
    )  # fmt: skip
    name = Words(
        label=lazy("名称或姓名"), least=2, most=40,
        required_words=lazy("请写单位名称，个人写姓名。"),
        help_text=lazy("不公开，只给办这件事的工作人员看。"),
    )  # fmt: skip
    phone = MobilePhone(
        label=lazy("手机号"),
        help_text=lazy("加密保存，只用来联系您送达；查认领也用它的后四位。"),
        error_messages={"required": lazy("请填手机号，方便村（社区）联系您。")},
    )
    may_be_named = forms.BooleanField(
        label=lazy("送达以后，可以在心愿墙上写出名称感谢（可以不勾）"), required=False
    )
    is_no_relative = forms.BooleanField(
        label=lazy("我声明：我（或我单位的负责人）不是受助人的亲属，没有别的利害关系"),
        error_messages={"required": lazy("请声明不是受助人的亲属；是亲属的，请直接帮助。")},
    )
    agree = forms.CharField(
        label=lazy("我看过上面的认领承诺，愿意照办"), widget=_Terms,
        error_messages={"required": lazy("请看一看认领承诺，愿意照办就打个勾。")},
    )  # fmt: skip
    field_order = (
        "form_token", "kind", "name", "phone", "promised_on", "may_be_named", "is_no_relative",
        "agree",
    )  # fmt: skip

    def __init__(self, *args, person=None, **options):
        """Whoever is signed in finds her own name and phone filled in."""
        mine = {"name": person.display_name, "phone": person.phone} if person else {}
        initial = {"form_token": uuid4()} | mine | (options.pop("initial", None) or {})
        super().__init__(*args, label_suffix="", initial=initial, **options)

    def clean_agree(self):
        if self.cleaned_data["agree"] != terms.VERSION:
            raise forms.ValidationError(
                _("认领承诺刚刚更新了，请再看一遍，同意就重新打勾；您填的都还在。")
            )
        return terms.VERSION

    def promise(self):
        told = self.cleaned_data
        names = ("form_token", "kind", "name", "phone", "promised_on", "is_no_relative")
        return Promise(
            terms_version=told["agree"], may_be_named=told["may_be_named"],
            **{name: told[name] for name in names},
        )  # fmt: skip


class FindClaimForm(forms.Form):
    number = forms.CharField(
        label=lazy("认领号"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=lazy("12 位数字，认领时给您的。"),
        error_messages={"required": lazy("请填认领号。")},
    )  # fmt: skip
    digits = forms.CharField(
        label=lazy("手机号后四位"), max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}
        ),
        error_messages={"required": lazy("请填手机号后四位。")},
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def clean_number(self):
        return read_claim_number(self.cleaned_data["number"])

    def clean_digits(self):
        typed = re.sub(r"\s", "", unicodedata.normalize("NFKC", self.cleaned_data["digits"]))
        if not re.fullmatch(r"[0-9]{4}", typed):
            raise forms.ValidationError(_("手机号后四位是 4 位数字。"))
        return typed
