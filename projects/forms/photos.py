"""Choosing photos: several at once, none is fine too."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import photos
from projects.models import Photo
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput
from weishishi.kernel.verdict import Refused

ACCEPTED = "image/*"  # and no `capture`: the phone offers camera and album


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Cleans to a tuple of files; each that is no photo is named with the reason."""

    def __init__(self, **options):
        widget = ManyFiles({"multiple": True, "accept": ACCEPTED})
        super().__init__(widget=widget, **options)

    def clean(self, data, initial=None):
        files = tuple(file for file in data or () if file)
        if self.required and not files:
            raise ValidationError(_("请先选照片。"))
        try:
            photos.inspect(files)
        except Refused as refusal:
            raise ValidationError(refusal.reasons) from None
        return files


def ask_again(form):
    """No browser sends a chosen file back to the page it came from: where a form is shown once more,
    its field says so. Returns whether photos had been chosen."""
    chosen = any(form.files.getlist("photos")) if form.files else False
    if chosen:
        form.add_error("photos", _("照片要重新选一次。"))
    return chosen


def photos_field(**options):
    """The field of the residents' forms."""
    return PhotosField(
        label=options.pop("label", lazy("现场照片（选填）")),
        help_text=lazy(
            "最多 6 张，每张不超过 12 MB。照片里的定位等信息会自动清除。"
            "页面提示要改时，浏览器会忘记选过的照片，请再选一次。"
        ),
        **options,
    )


class MorePhotosForm(forms.Form):
    """What the proposer sends later."""

    photos = photos_field(label=lazy("再传照片"), required=True)


class _About(forms.Form):
    caption = forms.CharField(
        label=lazy("图注"), max_length=80, required=False,
        help_text=lazy("居民看得到；不写姓名、门牌。"),
    )  # fmt: skip
    scene = forms.CharField(label=lazy("拍摄地点"), max_length=60, required=False)
    taken_on = forms.DateField(
        label=lazy("拍摄日期"), required=False,
        widget=DayInput(),
        error_messages={"invalid": lazy("日期请写成 2021-06-11。")},
    )  # fmt: skip

    def clean_taken_on(self):
        day = self.cleaned_data["taken_on"]
        if day and day > clock.today():
            raise ValidationError(_("拍摄日期不能在今天以后。"))
        return day


class DescribeSheetPhotoForm(_About):
    """What one photo shows, where and when it was taken, said by who took it."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["caption"].label = _("拍的是什么（选填）")
        self.fields["caption"].help_text = _("不写姓名、门牌。")
        self.fields["scene"].label = _("在哪里拍的（选填）")
        self.fields["taken_on"].label = _("哪天拍的（选填）")


class StaffPhotosForm(_About):
    """Photos uploaded at the village's desk."""

    photos = PhotosField(label=lazy("照片"), help_text=lazy("一次最多 6 张，每张不超过 12 MB。"))
    phase = forms.ChoiceField(
        label=lazy("时期"), choices=[(one.value, one.label) for one in Photo.OF_A_MATTER]
    )
    field_order = ("photos", "phase", "caption", "scene", "taken_on")


class DescribePhotoForm(_About):
    """What one photo shows, and whether everybody may see it."""

    is_public = forms.BooleanField(label=lazy("公开"), required=False)


class BoardPhotosForm(forms.Form):
    """The board on which a notice hangs, taken with a phone."""

    photos = PhotosField(
        label=lazy("照片"), help_text=lazy("张贴时和公示期满时各最多 2 张，每张不超过 12 MB。")
    )
    phase = forms.ChoiceField(
        label=lazy("什么时候拍的"),
        choices=[(one.value, one.label) for one in (Photo.Phase.BOARD_UP, Photo.Phase.BOARD_DOWN)],
    )
    taken_on = forms.DateField(
        label=lazy("拍摄日期"), required=False,
        widget=DayInput(),
        error_messages={"invalid": lazy("日期请写成 2021-06-11。")},
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=lazy("公开给居民看（没有能认出的人脸、车牌、门牌）"), required=False
    )
