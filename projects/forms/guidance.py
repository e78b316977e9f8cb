"""下沉指导记录 as it is typed: the visit, up to three things found, and how they were put right."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.actions.guidance import LEAST, Guided
from projects.forms.fields import Words
from projects.forms.wishes import day_field
from projects.models.guidance import GuidanceWay
from villages.scopes import villages_of
from weishishi.kernel import clock

ISSUES = 3


class GuidanceForm(forms.Form):
    form_token = forms.UUIDField(widget=forms.HiddenInput)
    village = forms.ModelChoiceField(
        None, label=lazy("去了哪个村（社区）"), empty_label=lazy("请选"),
        error_messages={"required": lazy("请选村（社区）。")},
    )  # fmt: skip
    on = day_field(lazy("日期"))
    way = forms.ChoiceField(
        label=lazy("方式"), choices=GuidanceWay.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选方式。")},
    )  # fmt: skip
    where = Words(label=lazy("地点"), most=80, required_words=lazy("请写地点。"))
    with_whom = Words(label=lazy("同行人员"), most=120, required=False)
    what = Words(
        label=lazy("内容"), least=LEAST, most=500, rows=3, required_words=lazy("请写指导了什么。")
    )

    def __init__(self, *args, post, **options):
        super().__init__(*args, label_suffix="", **options)
        rows = villages_of(post).filter(valid_to__isnull=True).select_related("town")
        self.fields["village"].queryset = rows
        self.fields["village"].label_from_instance = lambda one: f"{one.town.name} · {one.name}"
        self.initial = {"form_token": uuid4(), "on": clock.today(), "way": "site", **self.initial}
        for n in range(1, ISSUES + 1):
            self.fields[f"found_{n}"] = Words(label=lazy("发现问题"), most=200, required=False)
            self.fields[f"advice_{n}"] = Words(label=lazy("建议"), most=200, required=False)
            self.fields[f"due_{n}"] = day_field(lazy("哪天以前整改好（含当天）"), required=False)

    @property
    def head(self):
        names = ("village", "on", "way", "where", "with_whom", "what")
        return [self[name] for name in names]

    @property
    def issues(self):
        return [
            [self[f"{name}_{n}"] for name in ("found", "advice", "due")]
            for n in range(1, ISSUES + 1)
        ]

    def clean(self):
        told = super().clean()
        for n in range(1, ISSUES + 1):
            if told.get(f"found_{n}") and not told.get(f"due_{n}"):
                self.add_error(f"due_{n}", lazy("请写整改期限。"))
            if told.get(f"due_{n}") and not told.get(f"found_{n}"):
                self.add_error(f"found_{n}", lazy("请写发现了什么问题。"))
        return told

    def guided(self):
        told = self.cleaned_data
        issues = tuple(
            (told[f"found_{n}"], told[f"advice_{n}"], told[f"due_{n}"])
            for n in range(1, ISSUES + 1)
            if told[f"found_{n}"]
        )
        names = ("on", "way", "where", "what", "form_token", "with_whom")
        return Guided(**{name: told[name] for name in names}, issues=issues)


class PutRightForm(forms.Form):
    result = Words(
        label=lazy("整改结果"), least=LEAST, most=200, required_words=lazy("请写怎么整改的。")
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
