"""What a visitor asks of the library, and what the district writes about an entry."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.choices import MicroType, ProjectClass
from projects.forms.fields import Words
from projects.forms.filters import ChoiceField
from projects.models import LibraryDecision, Project
from projects.models.library import CONDITIONS_LENGTH, TITLE_LENGTH, WHAT_LENGTH
from projects.queries.library import Asked

_ALL = [("", lazy("全部"))]
MOST_BASIS = 10
Did = LibraryDecision.Kind


class LibraryFilterForm(forms.Form):
    text = forms.CharField(label=lazy("找什么"), max_length=40, required=False)
    project_class = ChoiceField(
        label=lazy("类别"), choices=[*_ALL, *ProjectClass.choices], required=False
    )
    micro_type = ChoiceField(
        label=lazy("微类型"), choices=[*_ALL, *MicroType.choices], required=False
    )

    def at_work(self):
        """What was understood; what makes no sense asks for everything."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def asked(self):
        return Asked(**self.at_work())


class NumbersField(Words):
    """查询号 one by one, as they are printed; cleaned to the projects in that order."""

    def clean(self, value):
        digits = [
            "".join(part.split())
            for part in super().clean(value).replace("，", ",").replace("、", ",")
            .replace("\n", ",").split(",") if part.strip()
        ]  # fmt: skip
        if len(digits) > MOST_BASIS:
            raise forms.ValidationError(_("最多写 {} 件。").format(MOST_BASIS))
        rows = {one.query_no: one for one in Project.objects.filter(query_no__in=digits)}
        if strange := [one for one in digits if one not in rows]:
            raise forms.ValidationError(_("没有这个查询号：{}。").format("、".join(strange)))
        return tuple(dict.fromkeys(rows[one] for one in digits))


class EntryForm(forms.Form):
    """A new entry of the library."""

    projects = NumbersField(
        label=lazy("依据哪些项目（查询号）"), most=200, rows=2,
        required_words=lazy("请写查询号。"),
        help_text=lazy("已经办完、评议过的项目；几件用逗号隔开。金额和实施单位从这些项目里来。"),
    )  # fmt: skip
    title = Words(label=lazy("名称"), most=TITLE_LENGTH, required_words=lazy("请写名称。"))
    project_class = forms.ChoiceField(label=lazy("类别"), choices=ProjectClass.choices)
    micro_type = forms.ChoiceField(label=lazy("微类型"), choices=MicroType.choices)
    what = Words(
        label=lazy("做什么"), least=10, most=WHAT_LENGTH, rows=4,
        required_words=lazy("请写做什么，至少 10 个字。"), help_text=lazy("会公开。"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=lazy("一般要几天"), min_value=1, max_value=730,
        error_messages={"required": lazy("请写一般要几天。"), "invalid": lazy("天数只写数字。")},
    )  # fmt: skip
    conditions = Words(
        label=lazy("要什么条件"), most=CONDITIONS_LENGTH, rows=2,
        required_words=lazy("请写要什么条件；没有就写“没有”。"),
        help_text=lazy("例如：有一间 60 平方米的房间。会公开。"),
    )  # fmt: skip
    reason = Words(
        label=lazy("为什么入库"),
        least=10,
        most=200,
        required_words=lazy("请写明理由，至少 10 个字。"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class ReviewForm(forms.Form):
    """Keep it for the year, take it out, or in again."""

    kind = forms.ChoiceField(label=lazy("决定"), widget=forms.RadioSelect,
        error_messages={"required": lazy("请选留库还是出库。")})  # fmt: skip
    reason = Words(
        label=lazy("理由"), least=10, most=200, required_words=lazy("请写明理由，至少 10 个字。"),
        help_text=lazy("会公开。"),
    )  # fmt: skip

    def __init__(self, *args, stands, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        kinds = (Did.KEPT, Did.OUT) if stands else (Did.IN,)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]


class CopyForm(forms.Form):
    """Which project of another village."""

    number = forms.CharField(
        label=lazy("查询号"), max_length=14, error_messages={"required": lazy("请写查询号。")},
        help_text=lazy("在公开页上看得到，十位数字。"),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_number(self):
        digits = "".join(self.cleaned_data["number"].split())
        found = Project.objects.filter(query_no=digits).first() if digits.isdecimal() else None
        if found is None:
            raise forms.ValidationError(_("没有这个查询号，请核对十位数字。"))
        self.project = found
        return digits
