"""What somebody types who wants to come: her phone first, then how to call her; later 报名号 and phone."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.sign_ups import Coming
from projects.forms.agreements import AgreementField, ToldField
from projects.forms.fields import MobilePhone, Words
from projects.forms.filters import PlacesForm
from projects.forms.wishes import FindClaimForm
from weishishi.kernel.numbers import read_sign_up_number


class ActivityFilterForm(PlacesForm):
    """Where somebody looks for something to go to."""


class _Agreed(AgreementField):
    sentence = lazy(
        '我看过<a href="{}" target="_blank">《个人信息保护告知书》</a>，同意这样使用我填的内容；'
        "我已满 14 周岁（未满 14 周岁，请家长来报）。"
    )


class _Told(ToldField):
    """Said aloud to who stands at the window."""

    sentence = lazy(
        '只记称呼和手机号，签到和通知变动用，活动过后 90 天抹去（<a href="{}" target="_blank">告知书</a>）；'
        "报名人已满 14 周岁，或者由家长来报。"
    )
    missing = lazy("请先把告知书的要点讲给报名人听，报名人同意后打勾。")

    def said(self, words):
        return {"label": lazy("已口头告知报名人，报名人同意"), "help_text": words}


class SignUpForm(forms.Form):
    """Phone, name, one tick."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    phone = MobilePhone(
        label=lazy("手机号"),
        help_text=lazy("加密保存，只用来告诉您活动改期、取消；活动过后 90 天抹去。"),
        error_messages={"required": lazy("请填手机号，活动有变动好告诉您。")},
    )
    name = Words(
        label=lazy("怎么称呼您"), most=20, required_words=lazy("请写怎么称呼您，签到用。"),
        help_text=lazy("例如：陈姨。不公开，只印在签到表上。"),
    )  # fmt: skip
    agree = _Agreed()

    def __init__(self, *args, person=None, **options):
        """Whoever is signed in finds her own name and phone filled in."""
        mine = {"name": person.display_name[:20], "phone": person.phone} if person else {}
        super().__init__(*args, label_suffix="", initial={"form_token": uuid4()} | mine, **options)

    def coming(self):
        told = self.cleaned_data
        return Coming(told["form_token"], told["name"], told["phone"], told["agree"])


class DeskSignUpForm(forms.Form):
    """The same at the window: without a phone where she has none, told aloud what is kept."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)
    name = Words(label=lazy("怎么称呼"), most=20, required_words=lazy("请写怎么称呼，签到用。"))
    phone = MobilePhone(label=lazy("手机号"), required=False, help_text=lazy("没有手机的不填。"))
    told = _Told()

    def __init__(self, *args, **options):
        super().__init__(*args, initial={"form_token": uuid4()}, **options)

    def coming(self):
        told = self.cleaned_data
        return Coming(told["form_token"], told["name"], told["phone"] or "", told["told"])


class FindSignUpForm(FindClaimForm):
    number = forms.CharField(
        label=lazy("报名号"), max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        help_text=lazy("13 位数字，报名时给您的。"),
        error_messages={"required": lazy("请填报名号。")},
    )  # fmt: skip

    def clean_number(self):
        return read_sign_up_number(self.cleaned_data["number"])
