"""What the village writes while it is being built: one column, one thumb, nothing asked twice."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.progress import MOST_PHOTOS, Report, named, plain, scene_of
from projects.forms.awards import day
from projects.forms.desk import places_of
from projects.forms.fields import Words
from projects.forms.photos import PhotosField
from projects.forms.screening import LateFields
from projects.forms.steps import PublicWords
from projects.models import Compliance, Party
from projects.queries.tasks import who_may_do_it
from villages.models import Organisation, Place, Post


def quantity(label, **options):
    return forms.DecimalField(
        label=label, max_digits=10, decimal_places=2, min_value=0,
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages={
            "invalid": lazy("数量只写数字，例如 28。"), "min_value": lazy("实际数量不能是负数。"),
        },
        **options,
    )  # fmt: skip


def scene_field():
    """Where the photos of a report or an acceptance are taken."""
    return PublicWords(
        label=lazy("在哪里拍的"), most=60, required=False,
        help_text=lazy("写到自然村、小区或路段，不写门牌；照片放行以后，和照片一起公开。"),
    )  # fmt: skip


class ProgressForm(LateFields):
    """A report from the spot. Of each item as it stands; what is left alone stays."""

    per_cent = forms.IntegerField(
        label=lazy("做到百分之几"), min_value=0, max_value=100,
        widget=forms.NumberInput({"inputmode": "numeric", "min": 0, "max": 100, "step": 5}),
        error_messages={
            "required": lazy("请写做到百分之几，0 到 100。"),
            "min_value": lazy("形象进度在 0 到 100 之间。"),
            "max_value": lazy("形象进度在 0 到 100 之间。"), "invalid": lazy("只写数字，例如 60。"),
        },
    )  # fmt: skip
    done = PublicWords(
        label=lazy("完成了什么"), most=300, rows=3, required_words=lazy("请写一句完成了什么。"),
        help_text=lazy("会公开：不写姓名、电话、门牌。"),
    )  # fmt: skip
    photos = PhotosField(
        label=lazy("现场照片"), required=False,
        help_text=lazy("点这里直接拍，最多 3 张；照片里的定位会自动清除。"),
    )  # fmt: skip
    scene = scene_field()
    problem = PublicWords(label=lazy("有什么问题"), most=300, required=False)
    next = PublicWords(label=lazy("下一步"), most=300, required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scene"].initial = scene_of(project)
        self.items = list(project.work_items.select_related("place__parent"))
        for item in self.items:
            self.fields[f"item_{item.pk}"] = quantity(
                _("{item}（计划 {planned} {unit}）").format(
                    item=named(item), planned=plain(item.quantity), unit=item.unit
                ),
                required=False, initial=None if item.actual is None else plain(item.actual),
            )  # fmt: skip

    @property
    def counted(self):
        return [self[f"item_{item.pk}"] for item in self.items]

    def clean_photos(self):
        files = self.cleaned_data["photos"]
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("进度照片最多 {} 张，请留下最要紧的。").format(MOST_PHOTOS)
            )
        return files

    def report(self):
        told = self.cleaned_data
        actuals = {
            item.pk: told[f"item_{item.pk}"]
            for item in self.items
            if told[f"item_{item.pk}"] is not None
        }
        names = ("per_cent", "done", "problem", "next", "photos", "scene")
        return Report(actuals=actuals, **{name: told[name] for name in names})


class PartyForm(forms.Form):
    role = forms.ChoiceField(label=lazy("角色"), choices=Party.Role.choices)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=lazy("登记的组织"), required=False,
        empty_label=lazy("没有登记，写在下面"),
    )  # fmt: skip
    office = PublicWords(
        label=lazy("没有登记的单位"), most=60, required=False,
        help_text=lazy("写单位，例如“镇卫生院”；不写个人姓名，会公开。"),
    )  # fmt: skip
    does = PublicWords(label=lazy("做什么"), most=100, required=False)

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.for_village(project.village)

    def clean(self):
        data = super().clean()
        if bool(data.get("organisation")) == bool(data.get("office")):
            self.add_error("office", _("请选一个登记的组织，或者写一个单位，二选一。"))
        return data


class _PostField(forms.ModelChoiceField):
    def label_from_instance(self, post):
        return f"{post.office} {post.person}"


class TaskForm(forms.Form):
    what = Words(label=lazy("做什么"), most=100, required_words=lazy("请写要做什么。"))
    post = _PostField(
        Post.objects.none(), label=lazy("谁做"), required=False,
        empty_label=lazy("别的人，写在下面"),
        help_text=lazy("会出现在她的“我的待办”里；她离任，随移交给接任的人。"),
    )  # fmt: skip
    who = Words(
        label=lazy("没有任职的人"), most=60, required=False, help_text=lazy("只给工作人员看。")
    )
    with_whom = Words(label=lazy("和谁一起"), most=60, required=False)
    due_on = day(lazy("哪天以前"))

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = who_may_do_it(project)

    def clean(self):
        data = super().clean()
        if "who" in data and bool(data.get("post")) == bool(data["who"]):
            self.add_error("who", _("请选一个任职的人，或者写一个别的人，二选一。"))
        return data


class MilestoneForm(forms.Form):
    what = PublicWords(
        label=lazy("做到哪一步"), most=60, required_words=lazy("请写做到哪一步，例如“灯杆立好”。"),
        help_text=lazy("会公开。"),
    )  # fmt: skip
    due_on = day(lazy("计划哪天"))

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)


class TalkForm(LateFields):
    place = forms.ModelChoiceField(
        Place.objects.none(), label=lazy("地点"), required=False, empty_label=lazy("全村")
    )
    point = Words(
        label=lazy("哪一处"), most=80, required_words=lazy("请写是哪一处。"),
        help_text=lazy("例如：榕树旁第 3 盏。只给工作人员看。"),
    )  # fmt: skip
    households = forms.IntegerField(
        label=lazy("和几户商量"), min_value=1, max_value=2000,
        error_messages={
            "required": lazy("请写和几户商量过。"), "min_value": lazy("至少和 1 户商量过才算。"),
            "invalid": lazy("户数只写数字。"),
        },
    )  # fmt: skip
    agreed = PublicWords(
        label=lazy("商定了什么"), most=200, required_words=lazy("请写商定了什么。")
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_of(project.village_id)


class AssetForm(LateFields):
    what = PublicWords(
        label=lazy("用什么"), most=80, required_words=lazy("请写用的是什么。"),
        help_text=lazy("例如：党群服务中心旁的闲置用房。会公开。"),
    )  # fmt: skip
    owner = PublicWords(label=lazy("归谁所有"), most=60, required_words=lazy("请写归谁所有。"))
    basis = PublicWords(
        label=lazy("凭什么用"), most=120, required_words=lazy("请写凭什么用，例如“村集体无偿提供，会议同意”。")
    )  # fmt: skip

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)


class ComplianceForm(LateFields):
    line = forms.ChoiceField(
        label=lazy("查哪一条"), choices=Compliance.Line.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选查的是哪一条。")},
    )  # fmt: skip
    holds = forms.ChoiceField(
        label=lazy("做到了没有"), choices=[("yes", lazy("做到了")), ("no", lazy("还没有"))],
        widget=forms.RadioSelect, error_messages={"required": lazy("请选做到了没有。")},
    )  # fmt: skip
    words = PublicWords(
        label=lazy("说明"), most=120, required=False, help_text=lazy("没有做到的要写。")
    )

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)

    def clean_holds(self):
        return self.cleaned_data["holds"] == "yes"
