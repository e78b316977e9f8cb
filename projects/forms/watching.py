"""What who watches types: a finding and what became of it, a draw, an inspection, advice."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.findings import LEAST, USUAL_DAYS
from projects.actions.samples import Asked
from projects.forms.fields import Words
from projects.forms.steps import without_numbers
from projects.forms.wishes import day_field
from projects.models.findings import BASIS_LENGTH, MOST_DAYS, TEXT_LENGTH, Owes
from projects.models.inspections import MOST_DRAWN, SEEN_LENGTH
from projects.states import State
from villages.models import Town
from villages.scopes import villages_of
from weishishi.kernel import clock

MOST_SAMPLES = 20  # to choose from, the newest
FOR_STAFF = lazy("只给工作人员看；不写居民的姓名、电话。")


class Told(forms.Form):
    """Every form here: no colon after a label, and no private number in what is written."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})

    def clean(self):
        told = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, Words) and told.get(name):
                try:
                    without_numbers(told[name])
                except forms.ValidationError as refused:
                    self.add_error(name, refused)
        return told


class Once(Told):
    """Sent twice, it is one."""

    form_token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, initial=None, **options):
        super().__init__(*args, initial={"form_token": uuid4(), **(initial or {})}, **options)


def days_field():
    return forms.IntegerField(
        label=lazy("几个工作日内答复"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS,
        error_messages={"required": lazy("请写几个工作日内答复。")},
    )  # fmt: skip


def number_field(**options):
    return forms.CharField(
        label=lazy("查询号"), max_length=14, help_text=lazy("十位数字，可以带空格。"), **options
    )


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, village):
        return f"{village.town.name} · {village.name}"


def _places(post):
    return villages_of(post).filter(valid_to__isnull=True).select_related("town")


class FindingForm(Once):
    number = number_field(required=False)
    village = PlaceChoice(
        None, label=lazy("不是某一件的，选村（社区）"), required=False, empty_label=lazy("没有")
    )
    text = Words(
        label=lazy("发现的问题"), least=LEAST, most=TEXT_LENGTH, rows=4,
        required_words=lazy("请写发现的问题。"), help_text=FOR_STAFF,
    )  # fmt: skip
    basis = Words(
        label=lazy("依据（法律、文件和条款）"), least=LEAST, most=BASIS_LENGTH,
        required_words=lazy("请写依据。"),
    )  # fmt: skip
    owed_by = forms.ChoiceField(
        label=lazy("请哪里整改答复"), choices=Owes.choices, widget=forms.RadioSelect,
        initial=Owes.VILLAGE, error_messages={"required": lazy("请选请哪里整改答复。")},
    )  # fmt: skip
    within = days_field()

    def __init__(self, *args, post, **options):
        super().__init__(*args, **options)
        self.fields["village"].queryset = _places(post)

    def clean(self):
        told = super().clean()
        if bool(told.get("number")) == bool(told.get("village")) and not self.errors:
            self.add_error("number", lazy("查询号和村（社区）写一个，不两个都写。"))
        return told


class WordsForm(Told):
    """A step of a finding, or an answer to advice."""

    text = Words(
        label=lazy("内容"), least=LEAST, most=TEXT_LENGTH, rows=3,
        required_words=lazy("请写明内容。"), help_text=FOR_STAFF,
    )  # fmt: skip

    def __init__(self, *args, label="", **options):
        super().__init__(*args, **options)
        if label:
            self.fields["text"].label = label


class JudgeForm(WordsForm):
    """Well or not well: `within` counts only where it is sent back."""

    verdict = forms.ChoiceField(
        label=lazy("复核"), widget=forms.RadioSelect,
        choices=[("close", lazy("整改好了，销号")), ("return", lazy("没有整改好，退回"))],
        error_messages={"required": lazy("请选复核的结论。")},
    )  # fmt: skip
    within = days_field()
    field_order = ("verdict", "text", "within")

    def __init__(self, *args, **options):
        super().__init__(*args, label=lazy("复核情况或者退回的理由"), **options)
        self.fields["within"].label = lazy("退回的，几个工作日内再答复")
        self.fields["within"].required = False

    def clean(self):
        told = super().clean()
        is_missing = told.get("within") is None and "within" not in self.errors
        if told.get("verdict") == "return" and is_missing:
            self.add_error("within", lazy("请写几个工作日内答复。"))
        return told


class SampleForm(Once):
    town = forms.ModelChoiceField(None, label=lazy("镇"), required=False, empty_label=lazy("全部"))
    village = PlaceChoice(None, label=lazy("村（社区）"), required=False, empty_label=lazy("全部"))
    states = forms.MultipleChoiceField(
        label=lazy("环节（一个都不选是全部）"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.label) for one in State if one != State.DRAFT],
    )  # fmt: skip
    since = day_field(lazy("从哪天起提出的"), required=False)
    until = day_field(lazy("到哪天为止提出的"), required=False)
    n = forms.IntegerField(
        label=lazy("抽几件"), min_value=1, max_value=MOST_DRAWN, initial=5,
        error_messages={"required": lazy("请写抽几件。")},
    )  # fmt: skip
    seed = forms.RegexField(
        r"^\s*[0-9a-fA-F]{16,64}\s*$", label=lazy("种子"), required=False, max_length=70,
        help_text=lazy("空着由系统抽。自己填的写 16 到 64 位十六进制（0-9、a-f）。"),
        error_messages={"invalid": lazy("种子是 16 到 64 位十六进制（0-9、a-f）。")},
    )  # fmt: skip
    seed_from = Words(
        label=lazy("种子从哪里来"), most=120, required=False,
        help_text=lazy("例如：某年某月某日公开摇号的结果，在哪里看得到。"),
    )  # fmt: skip

    def __init__(self, *args, post, **options):
        super().__init__(*args, **options)
        self.fields["village"].queryset = places = _places(post)
        towns = Town.objects.filter(pk__in=places.order_by().values("town"))
        self.fields["town"].queryset = towns.order_by("code")
        self.fields["town"].label_from_instance = lambda one: one.name

    def clean(self):
        told = super().clean()
        if told.get("since") and told.get("until") and told["until"] < told["since"]:
            self.add_error("until", lazy("结束的日期不能早于开始的日期。"))
        if told.get("seed") and not told.get("seed_from"):
            self.add_error("seed_from", lazy("请写明种子从哪里来，例如哪一期公开摇号。"))
        return told

    def asked(self):
        return Asked(**self.cleaned_data)


class InspectionForm(Once):
    on = day_field(lazy("日期"))
    offices = Words(
        label=lazy("参加的单位"), least=2, most=200, rows=2, help_text=lazy("写单位，不写个人姓名。"),
        required_words=lazy("请写参加的单位。"),
    )  # fmt: skip
    about = Words(
        label=lazy("检查什么"), least=2, most=200, rows=2, required_words=lazy("请写检查什么。")
    )
    sample = forms.ModelChoiceField(
        None, label=lazy("按哪一次随机抽查"), required=False, empty_label=lazy("没有")
    )
    numbers = Words(label=lazy("另外的项目（查询号，一行一个）"), most=800, rows=4, required=False)

    def __init__(self, *args, samples, initial=None, **options):
        super().__init__(*args, initial={"on": clock.today(), **(initial or {})}, **options)
        self.fields["sample"].queryset = samples
        offered = list(samples.order_by("-pk")[:MOST_SAMPLES])
        asked = str(self.data.get("sample") or self.initial.get("sample") or "")
        if asked.isdecimal() and asked not in {str(one.pk) for one in offered}:
            offered += samples.filter(pk=asked)  # an older one, by its own page
        self.fields["sample"].choices = [
            ("", lazy("没有")),
            *((one.pk, str(one)) for one in offered),
        ]

    def clean_numbers(self):
        found = ["".join(line.split()) for line in self.cleaned_data["numbers"].splitlines()]
        found = [one for one in found if one]
        if any(not (one.isascii() and one.isdigit() and len(one) == 10) for one in found):
            raise forms.ValidationError(lazy("查询号是十位数字，一行写一个。"))
        return found

    def clean(self):
        numbers = self.cleaned_data.pop("numbers", None)
        told = super().clean()
        if numbers is not None:
            told["numbers"] = numbers
            if not numbers and not told.get("sample") and not self.errors:
                self.add_error("sample", lazy("请选一次随机抽查，或者写查询号。"))
        return told


class SeenForm(Told):
    text = Words(
        label=lazy("现场情况"), least=LEAST, most=SEEN_LENGTH, rows=3, help_text=FOR_STAFF,
        required_words=lazy("请写现场情况。"),
    )  # fmt: skip


class AdviceForm(Once):
    number = number_field(error_messages={"required": lazy("请写查询号。")})
    text = Words(
        label=lazy("建议"), least=LEAST, most=TEXT_LENGTH, rows=4,
        required_words=lazy("请写建议。"), help_text=FOR_STAFF,
    )  # fmt: skip
    asks = forms.BooleanField(label=lazy("请村（社区）答复"), required=False)


class LookForm(Told):
    rule = forms.SlugField(max_length=16, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=60, widget=forms.HiddenInput)
    why = Words(
        label=lazy("看过以后怎么说"), least=5, most=200, required_words=lazy("请写看过以后怎么说。")
    )


class PackageForm(Told):
    town = forms.ModelChoiceField(
        None, label=lazy("镇"), empty_label=lazy("请选"), error_messages={"required": lazy("请选镇。")}
    )  # fmt: skip
    year = forms.IntegerField(
        label=lazy("年度"), min_value=2015, max_value=2100,
        error_messages={"required": lazy("请写年度。")},
    )  # fmt: skip

    def __init__(self, *args, towns, **options):
        super().__init__(*args, **options)
        self.fields["town"].queryset = towns
        self.fields["town"].label_from_instance = lambda one: one.name
