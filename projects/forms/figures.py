"""Of which place, of which months? Asked of the figures of the API."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.forms.filters import MOST_ID, PeriodField
from projects.queries.coverage import COVERED_WORDS


class IdField(forms.CharField):
    """The id of a row in ASCII digits; None when nothing is asked."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= MOST_ID):
            raise forms.ValidationError(lazy("请填数字编号。"))
        return int(text)


class TownForm(forms.Form):
    town = IdField(label=lazy("镇"), max_length=16, required=False)


class VillagesAskedForm(TownForm):
    has = forms.ChoiceField(
        label=lazy("已经有的"), choices=[("", ""), *COVERED_WORDS.items()], required=False
    )


class FiguresForm(TownForm):
    village = IdField(label=lazy("村（社区）"), max_length=16, required=False)
    period = PeriodField(label=lazy("时间"), max_length=7, required=False)


class MonthForm(forms.Form):
    period = PeriodField(
        label=lazy("征集时间"), max_length=7, required=False,
        help_text=lazy("月份写 2021-05，季度写 2021-Q2，全年写 2021；空着是开始以来。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
