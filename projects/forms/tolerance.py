"""What is typed about something that went otherwise, about the ruling, and why it is opened."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.tolerance import LEAST_REASON
from projects.forms.fields import Words
from projects.forms.wishes import day_field
from projects.models import ToleranceRuling
from weishishi.kernel import clock


class _Plain(forms.Form):
    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})


class ToleranceForm(_Plain):
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    number = Words(
        label=lazy("哪件事（查询号）"),
        most=20,
        required_words=lazy("请写查询号，例如 2021 00031 6。"),
    )
    happened_on = day_field(lazy("哪天发生"))
    deviation = Words(
        label=lazy("偏差、失误是什么"), least=LEAST_REASON, most=500, rows=3,
        required_words=lazy("请写明和规定、决定差在哪里。"),
    )  # fmt: skip
    reason = Words(
        label=lazy("为什么会这样"), least=LEAST_REASON, most=500, rows=3,
        required_words=lazy("请写明原因。"),
    )  # fmt: skip
    basis = Words(
        label=lazy("依据文件（名称、文号）"), most=120, required_words=lazy("请写依据文件的名称和文号。"),
        help_text=lazy("登记以后不能改、不能删；加密保存，每次查阅都留下记录，不会公开。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial = {
            "form_token": uuid4(), "happened_on": clock.today(), **(self.initial or {}),
        }  # fmt: skip


class TolerateForm(_Plain):
    verdict = forms.ChoiceField(
        label=lazy("意见"), choices=ToleranceRuling.Verdict.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选同意或者不同意。")},
    )  # fmt: skip
    words = Words(
        label=lazy("理由"), least=LEAST_REASON, most=300, rows=3, required_words=lazy("请写明理由。"),
        help_text=lazy("审定一次，不能再改。"),
    )  # fmt: skip


class WhyOpenForm(_Plain):
    why = Words(
        label=lazy("为什么查阅"), least=LEAST_REASON, most=200,
        required_words=lazy("请写明为什么查阅。"),
        help_text=lazy("例如“年度审计，核对变更”。谁、什么时候、为什么，都会记下，不能改、不能删。"),
    )  # fmt: skip
