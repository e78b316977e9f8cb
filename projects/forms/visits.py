"""What is filled in standing on the spot, with one hand: one column, photos from the camera."""

from django import forms
from django.db.models import Q
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from projects.actions.visits import Findings
from projects.forms.desk import Rows
from projects.forms.fields import Words
from projects.forms.photos import PhotosField
from projects.forms.screening import LateFields
from villages.models import Post
from villages.roles import TOWN_DESK, VILLAGE_DESK
from weishishi.kernel import clock

MOST_MEASURES = 12


class MeasureRow(forms.Form):
    name = forms.CharField(label=_("量什么"), max_length=30)
    value = forms.DecimalField(
        label=_("数值"), max_digits=10, decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={"invalid": _("只写数字，例如 1.0。")},
    )  # fmt: skip
    unit = forms.CharField(label=_("单位"), max_length=10)


MeasureRows = formset_factory(
    MeasureRow, formset=Rows, extra=3, max_num=MOST_MEASURES, validate_max=True, can_delete=True
)


class VisitForm(LateFields):
    """One visit. `reason` is asked for where a former version is corrected."""

    present = forms.MultipleChoiceField(
        label=_("谁去了"), widget=forms.CheckboxSelectMultiple, required=False
    )
    others = Words(
        label=_("还有谁"), most=200, required=False,
        help_text=_("写身份，例如“居民代表 2 人、施工队 1 人”。只给工作人员看。"),
    )  # fmt: skip
    ownership = Words(
        label=_("权属、产权"), most=300, required_words=_("请写这块地方、这样东西归谁。"),
        help_text=_("例如：小区公共部位；村集体用地。"),
    )  # fmt: skip
    pipes = Words(
        label=_("管线"), most=300, required=False, help_text=_("地下、墙上有没有水、电、气、通信。")
    )
    proposal = Words(label=_("方案建议"), most=1000, rows=3, required_words=_("请写打算怎么做。"))
    feasible = forms.ChoiceField(
        label=_("能不能做"), choices=[("yes", _("可行")), ("no", _("不可行"))],
        widget=forms.RadioSelect, error_messages={"required": _("请选可行还是不可行。")},
    )  # fmt: skip
    feasible_words = Words(
        label=_("为什么"), most=300, required_words=_("请写一句为什么可行或不可行。")
    )
    photos = PhotosField(
        label=_("现场照片"), required=False,
        help_text=_("点这里直接拍，最多 6 张；照片里的定位会自动清除。"),
    )  # fmt: skip
    latitude = forms.FloatField(label=_("纬度"), required=False)
    longitude = forms.FloatField(label=_("经度"), required=False)
    signature = Words(
        label=_("签名"), most=40, help_text=_("写记录人的姓名，代替手签；打印件上再手签。"),
        required_words=_("请签上姓名。"),
    )  # fmt: skip
    reason = Words(label=_("更正原因"), most=200, least=5, required_words=_("请写更正原因。"))

    def __init__(self, *args, village, corrects=None, **kwargs):
        initial = _as_typed(corrects) if corrects else {}
        super().__init__(*args, initial=initial, **kwargs)
        names = _names(_posts(village))
        names += [name for name in initial.get("present", ()) if name not in names]
        self.fields["present"].choices = [(name, name) for name in names]
        if corrects is None:
            del self.fields["reason"]
        rows = [
            {"name": one.name, "value": one.value, "unit": one.unit}
            for one in (corrects.measures.all() if corrects else ())
        ]
        self.measures = MeasureRows(self.data or None, initial=rows, prefix="measure")

    def is_valid(self):
        return all([super().is_valid(), self.measures.is_valid()])

    def clean(self):
        data = super().clean()
        point = data.get("latitude"), data.get("longitude")
        if (point[0] is None) != (point[1] is None):
            self.add_error("latitude", _("坐标要同时填纬度和经度，并且在中国境内。"))
        return data

    def findings(self):
        told = self.cleaned_data
        names = (
            "ownership", "proposal", "feasible_words", "signature", "others", "pipes",
            "latitude", "longitude",
        )  # fmt: skip
        return Findings(
            feasible=told["feasible"] == "yes",
            present=tuple(told["present"]),
            photos=told["photos"],
            measures=tuple(
                (row["name"], row["value"], row["unit"]) for row in self.measures.filled()
            ),
            **{name: told[name] for name in names},
        )


def _posts(village):
    """Who of the village and of its town may have gone along."""
    here = Q(village=village, role__in=VILLAGE_DESK) | Q(town=village.town_id, role__in=TOWN_DESK)
    rows = Post.objects.held_on(clock.today()).filter(here)
    return rows.select_related("person", "village", "town").order_by("-village", "role", "pk")


def _names(posts):
    """A line for each, told apart: of two who are called the same, the account is named as well."""
    lines = [f"{post.office} {post.person}" for post in posts]
    alike = {line for line in lines if lines.count(line) > 1}
    told = zip(posts, lines, strict=True)
    return [f"{line}（{post.person.username}）" if line in alike else line for post, line in told]


def _as_typed(visit):
    names = (
        "present", "others", "ownership", "pipes", "proposal", "feasible_words", "latitude",
        "longitude", "signature",
    )  # fmt: skip
    told = {name: getattr(visit, name) for name in names}
    return told | {"feasible": "yes" if visit.feasible else "no"}
