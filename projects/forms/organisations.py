"""What an organisation writes: a proposal, an answer, how far its works are. One thumb, nothing twice."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.choices import MicroType
from projects.forms.agreements import AgreementField
from projects.forms.fields import Words
from projects.forms.works import ProgressForm
from projects.models.projects import TITLE_LENGTH
from villages.models import Village

MOST_WORDS = 800


class ApplicationForm(forms.Form):
    """申报. `form_token` is the identity of this filled-in form: sent twice it is one project."""

    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    village = forms.ModelChoiceField(
        Village.objects.none(), label=lazy("为哪个村（社区）"), empty_label=lazy("请选择"),
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), lazy("请从列表里选一个村（社区）。")
        ),
    )  # fmt: skip
    title = Words(
        label=lazy("项目名称"), most=TITLE_LENGTH, required_words=lazy("请写项目名称。"),
        help_text=lazy("例如：独居长者上门理发。"),
    )  # fmt: skip
    micro_type = forms.ChoiceField(
        label=lazy("类型"), choices=[(one.value, one.label) for one in reversed(MicroType)],
        widget=forms.RadioSelect, error_messages={"required": lazy("请选一类。")},
    )  # fmt: skip
    need = Words(
        label=lazy("做什么，为谁做，怎么做"), least=10, most=MOST_WORDS, rows=6,
        required_words=lazy("请写做什么、为谁做、怎么做，至少 10 个字。"),
        help_text=lazy("10 到 800 个字。不写服务对象的姓名、电话、住址。"),
    )  # fmt: skip
    agree = AgreementField()

    def __init__(self, *args, villages, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["village"].queryset = villages
        self.fields["village"].label_from_instance = lambda one: f"{one.town.name} · {one.name}"


class AnswerForm(forms.Form):
    """What the village asked for when it sent the proposal back."""

    text = Words(
        label=lazy("补充的情况"), least=5, most=500, rows=5,
        required_words=lazy("请写补充的情况。"),
        help_text=lazy("写在原来的话下面，一起交给村里。"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class OwnReportForm(ProgressForm):
    """A report of today; what was some days ago the village writes down."""

    at = late_reason = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["done"].help_text = lazy("会公开：不写服务对象的姓名、电话、住址。")
        self.fields["photos"].help_text = lazy(
            "最多 3 张，村里看过才公开；照片里的定位会自动清除。"
        )
