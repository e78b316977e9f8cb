"""Whom an organisation sends, and until when she may sign in for it."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput


class AccountForm(forms.Form):
    username = Words(
        label=lazy("用户名"), most=60, required_words=lazy("请写用户名。"),
        help_text=lazy("只用字母、数字和 @ . + - _，例如 qingxi-shegong。"),
    )  # fmt: skip
    display_name = Words(
        label=lazy("谁来用"), most=40, required_words=lazy("请写谁来用。"),
        help_text=lazy("只给工作人员看。"),
    )  # fmt: skip
    until = forms.DateField(
        label=lazy("到哪一天停用"), widget=DayInput(),
        help_text=lazy("从这一天起不能登录；最长两年，到期可以再开通。"),
        error_messages={
            "required": lazy("请选停用日期。"), "invalid": lazy("日期请写成 2021-06-11。"),
        },
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        a_year = clock.today() + timedelta(days=365)
        super().__init__(*args, label_suffix="", initial={"until": a_year}, **kwargs)
