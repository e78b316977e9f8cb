"""What the village types: one person of the census, why it is opened, and what a home looked like."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.care import LEAST_REASON, Looked, Need
from projects.care import Category, Grade, Mode, NeedKind, Spot
from projects.forms.fields import Words
from projects.forms.wishes import day_field
from projects.models import CampaignTag
from weishishi.kernel import clock


class _Plain(forms.Form):
    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})


class CareForm(_Plain):
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    year = forms.IntegerField(
        label=lazy("哪一年的摸查"), min_value=2000, max_value=2100,
        error_messages={"required": lazy("请写年份，例如 2021。")},
    )  # fmt: skip
    category = forms.ChoiceField(label=lazy("类别"), choices=Category.choices)
    kind = forms.ChoiceField(label=lazy("需求类型"), choices=NeedKind.choices)
    name = Words(label=lazy("姓名"), most=40, required_words=lazy("请写姓名。"))
    address = Words(label=lazy("住址"), most=120, required=False)
    need = Words(
        label=lazy("需求"), least=4, most=500, rows=3, required_words=lazy("请写需要什么帮助。"),
        help_text=lazy("姓名、住址、需求都加密保存；每次查阅都要写明原因，留下记录。"),
    )  # fmt: skip
    mode = forms.ChoiceField(label=lazy("帮扶方式"), choices=Mode.choices, required=False)
    is_agreed = forms.BooleanField(
        label=lazy("已经告诉本人（或监护人）登记什么、做什么用，本人（或监护人）单独同意"),
        error_messages={"required": lazy("要本人或监护人同意才能登记，请先征得同意。")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.initial |= {"form_token": uuid4(), "year": clock.today().year}

    def told(self):
        names = ("year", "category", "kind", "name", "address", "need", "mode", "is_agreed")
        return Need(**{name: self.cleaned_data[name] for name in names})


class WhyForm(_Plain):
    why = Words(
        label=lazy("为什么查阅"), least=LEAST_REASON, most=200,
        required_words=lazy("请写明为什么查阅。"),
        help_text=lazy("例如“上门送助餐，核对住址”。谁、什么时候、为什么，都会记下，不能改、不能删。"),
    )  # fmt: skip


class ModeForm(_Plain):
    mode = forms.ChoiceField(label=lazy("帮扶方式"), choices=Mode.choices, required=False)


class HomeForm(_Plain):
    """居家环境安全评估表."""

    checked_on = day_field(lazy("评估日期"))
    in_order = forms.MultipleChoiceField(
        label=lazy("没有问题的打勾"), choices=Spot.choices, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    grade = forms.ChoiceField(
        label=lazy("结论"), choices=Grade.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选结论。")},
    )  # fmt: skip
    advice = Words(label=lazy("改造建议"), most=300, rows=2, required=False)
    campaign = forms.ModelChoiceField(
        CampaignTag.objects.order_by("name"), label=lazy("联合项目"), required=False,
        empty_label=lazy("没有"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["checked_on"].initial = clock.today()

    def looked(self):
        told = self.cleaned_data
        return Looked(**told | {"in_order": tuple(told["in_order"])})
