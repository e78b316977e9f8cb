"""What the village types about whom it serves: who, the rule confirmed, why the list is opened."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.served import Who
from projects.choices import Group
from projects.forms.awards import day
from projects.forms.fields import MobilePhone, Words
from weishishi.kernel import clock


class EnrolForm(forms.Form):
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=lazy("类别"), choices=Group.choices)
    name = Words(label=lazy("姓名"), most=40, required_words=lazy("请写姓名。"))
    phone = MobilePhone(
        label=lazy("手机号"), required=False,
        help_text=lazy("本人或家人的，没有不填。姓名、电话都加密保存，每次查阅都留下记录。"),
    )  # fmt: skip
    since = day(lazy("从哪天起"))
    is_eligible = forms.BooleanField(
        label=lazy("已经核对，符合服务约定的条件"),
        error_messages={"required": lazy("先核对条件，符合的才能登记。")},
    )
    is_agreed = forms.BooleanField(
        label=lazy("已经告诉本人（或监护人）登记什么、做什么用，本人（或监护人）单独同意"),
        error_messages={"required": lazy("要本人或监护人同意才能登记，请先征得同意。")},
    )

    def __init__(self, *args, eligibility="", **options):
        super().__init__(*args, **options)
        self.initial |= {"form_token": uuid4(), "since": clock.today(), "kind": Group.ELDERLY}
        self.fields["is_eligible"].help_text = eligibility

    def who(self):
        return Who(**self.cleaned_data | {"phone": self.cleaned_data["phone"] or ""})


class StopForm(forms.Form):
    until = day(lazy("到哪天止（含当天）"))
    because = Words(label=lazy("停止原因"), most=60, required_words=lazy("请写明为什么停止。"))
