"""What staff write of a finished matter: few words, two photos, a figure with its source, a quote with
consent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import Words
from projects.forms.steps import without_numbers
from projects.models import Photo
from projects.models.stories import NAME_LENGTH, QUOTE_LENGTH, WORDS_LENGTH
from projects.queries.stories import choices_of
from weishishi.kernel.date_inputs import DayInput

_BEFORE, _AFTER = (Photo.Phase.BEFORE, Photo.Phase.DURING), (Photo.Phase.AFTER,)


def _number(label):
    return forms.DecimalField(
        label=label, max_digits=12, decimal_places=2, required=False,
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": _("只写数字，例如 12。")},
    )  # fmt: skip


class StoryForm(forms.Form):
    words = Words(
        label=_("故事"), least=20, most=WORDS_LENGTH, rows=6,
        help_text=_("原来怎样，后来怎样，谁一起办的。不写居民全名、病情、门牌号。"),
        required_words=_("请写故事。"),
    )  # fmt: skip
    before = forms.TypedChoiceField(
        label=_("之前的照片"), coerce=int, empty_value=None, required=False
    )
    after = forms.TypedChoiceField(
        label=_("之后的照片"), coerce=int, empty_value=None, required=False
    )
    figure = Words(
        label=_("一个说得清的数字"), most=40, required=False,
        help_text=_("例如：附近的盗窃警情、夜里摔倒的人数。没有就都不填。"),
    )  # fmt: skip
    figure_unit = Words(label=_("单位"), most=10, required=False)
    figure_before = _number(_("之前"))
    figure_after = _number(_("之后"))
    figure_source = Words(
        label=_("数字从哪里来"), most=120, required=False,
        help_text=_("例如：镇派出所 2021 年 1 月和 5 月的统计。"),
    )  # fmt: skip
    quote = Words(label=_("居民的一句话"), most=QUOTE_LENGTH, rows=2, required=False)
    quote_name = Words(
        label=_("怎么称呼"), most=NAME_LENGTH, required=False,
        help_text=_("只写称呼，例如“阿珍”“陈伯”，不写全名。"),
    )  # fmt: skip
    consent_on = forms.DateField(label=_("哪天同意公开的"), required=False, widget=DayInput())
    consent = Words(
        label=_("怎么同意的"),
        most=80,
        required=False,
        help_text=_("例如：当面看过这句话，同意公开。"),
    )

    def __init__(self, *args, project, **options):
        super().__init__(*args, **options)
        for name, phases in (("before", _BEFORE), ("after", _AFTER)):
            self.fields[name].choices = [("", _("不放照片")), *choices_of(project, phases)]

    def clean_words(self):
        return without_numbers(self.cleaned_data["words"])

    def clean_quote(self):
        return without_numbers(self.cleaned_data["quote"])

    def told(self):
        told = dict(self.cleaned_data)
        for name in ("before", "after"):
            told[name] = told[name] and Photo.objects.get(pk=told[name])
        return told


def as_typed(story):
    """What the form begins with."""
    if story is None:
        return {}
    told = {name: getattr(story, name) for name in StoryForm.base_fields}
    return told | {"before": story.before_id, "after": story.after_id}
