"""验收表, filled in on the spot: what is there of each item, what is wrong, who stood there."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.acceptance import Seen
from projects.actions.progress import named, plain, scene_of
from projects.forms.awards import day
from projects.forms.desk import Rows
from projects.forms.photos import PhotosField
from projects.forms.screening import LateFields
from projects.forms.steps import PublicWords
from projects.forms.works import quantity, scene_field
from projects.models import Acceptance, AcceptanceRole, LookAgain

# What the choice does on the day; what it is called afterwards says Acceptance.conclusion.
RESULTS = [
    (Acceptance.Result.PASSED, lazy("合格")),
    (Acceptance.Result.RECTIFY, lazy("限期整改（有不合格的，整改后再验收）")),
    (Acceptance.Result.FAILED, lazy("不合格（要整改，整改后再验收）")),
]
GOOD = [("yes", lazy("质量合格")), ("no", lazy("不合格"))]


class MemberRow(forms.Form):
    role = forms.ChoiceField(label=lazy("代表"), choices=AcceptanceRole.choices)
    name = forms.CharField(label=lazy("姓名"), max_length=40)

    def has_changed(self):
        """A row is one only with a name: the role beside it is always preset."""
        return "name" in self.changed_data


MemberRows = formset_factory(MemberRow, formset=Rows, extra=4, max_num=12, validate_max=True)


class AcceptanceForm(LateFields):
    begun_on = day(lazy("开工日期"))
    done_on = day(lazy("完工日期"))
    result = forms.ChoiceField(
        label=lazy("结论"), choices=RESULTS, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选验收结论。")},
    )  # fmt: skip
    problems = PublicWords(
        label=lazy("存在问题"), most=300, rows=2, required=False,
        help_text=lazy("会公开：不写姓名、电话、门牌。"),
    )  # fmt: skip
    deadline = day(lazy("整改期限"), required=False)
    upkeep_by = PublicWords(
        label=lazy("管护单位"), most=60, required=False,
        help_text=lazy("做好以后谁来管；写单位，会公开。"),
    )  # fmt: skip
    upkeep_until = day(lazy("管护到哪天"), required=False)
    file = forms.FileField(
        label=lazy("纸上签字的扫描件"), required=False,
        help_text=lazy(
            "写了在纸上签字的人就要附。照片或 PDF，只给工作人员看。出错时要重新选文件，别的内容都还在。"
        ),
    )  # fmt: skip
    photos = PhotosField(label=lazy("验收照片"), required=False)
    scene = scene_field()

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scene"].initial = scene_of(project)
        self.items = list(project.work_items.select_related("place__parent"))
        for item in self.items:
            self.fields[f"actual_{item.pk}"] = quantity(
                _("实际数量（约定 {planned} {unit}）").format(
                    planned=plain(item.quantity), unit=item.unit
                ),
                initial=None if item.actual is None else plain(item.actual),
            )  # fmt: skip
            self.fields[f"good_{item.pk}"] = forms.ChoiceField(
                label=_("质量"), choices=GOOD, widget=forms.RadioSelect, initial="yes"
            )
            self.fields[f"words_{item.pk}"] = PublicWords(label=_("说明"), most=80, required=False)
        self.members = MemberRows(self.data or None, prefix="member")

    @property
    def lines(self):
        """(name, actual, quality, words) of each item."""
        return [
            (named(item), *(self[f"{what}_{item.pk}"] for what in ("actual", "good", "words")))
            for item in self.items
        ]

    def is_valid(self):
        return all([super().is_valid(), self.members.is_valid()])

    def clean(self):
        data = super().clean()
        passed = data.get("result") == Acceptance.Result.PASSED
        if data.get("result") and not passed:
            if not data.get("problems"):
                self.add_error("problems", _("请写明存在什么问题。"))
            if not data.get("deadline") and "deadline" not in self.errors:
                self.add_error("deadline", _("请写整改到哪天为止。"))
        begun, done = data.get("begun_on"), data.get("done_on")
        if begun and done and done < begun:
            self.add_error("done_on", _("完工日期不能早于开工日期。"))
        return data

    def seen(self):
        told = self.cleaned_data
        names = (
            "result", "begun_on", "done_on", "problems", "deadline", "upkeep_by", "upkeep_until",
            "file", "photos", "scene",
        )  # fmt: skip
        actuals = {
            item.pk: (
                told[f"actual_{item.pk}"],
                told[f"good_{item.pk}"] == "yes",
                told[f"words_{item.pk}"],
            )
            for item in self.items
        }
        members = tuple((row["role"], row["name"]) for row in self.members.filled())
        return Seen(actuals=actuals, members=members, **{name: told[name] for name in names})


class LookAgainForm(LateFields):
    months = forms.TypedChoiceField(
        label=lazy("第几个月"), coerce=int, choices=LookAgain._meta.get_field("months").choices
    )
    is_fine = forms.ChoiceField(
        label=lazy("怎么样"), choices=[("yes", lazy("完好，在用")), ("no", lazy("有问题"))],
        widget=forms.RadioSelect, error_messages={"required": lazy("请选怎么样。")},
    )  # fmt: skip
    words = PublicWords(label=lazy("看到什么"), most=200, required_words=lazy("请写看到了什么。"))

    def clean_is_fine(self):
        return self.cleaned_data["is_fine"] == "yes"
