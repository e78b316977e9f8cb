"""One picture of one paper, and what kind of paper it is."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import photos
from projects.models import Filed
from weishishi.kernel.verdict import Refused

CAMERA = {"accept": "image/*", "capture": "environment"}


class PictureField(forms.FileField):
    """Cleans to the file, or says what is wrong with it."""

    def __init__(self, **options):
        super().__init__(widget=forms.FileInput(CAMERA), **options)
        self.error_messages["empty"] = lazy("这张照片是空的，请重新拍。")

    def clean(self, data, initial=None):
        if file := super().clean(data, initial):
            try:
                photos.inspect([file])
            except Refused as refusal:
                raise ValidationError(refusal.reasons) from None
        return file


class FilePaperForm(forms.Form):
    """`token` is the identity of this picture: sent twice it is one."""

    token = forms.UUIDField(
        widget=forms.HiddenInput, initial=uuid4,
        error_messages={"required": lazy("请刷新页面再拍。"), "invalid": lazy("请刷新页面再拍。")},
    )  # fmt: skip
    paper = forms.ChoiceField(
        label=lazy("拍的是什么"), choices=Filed.choices, widget=forms.RadioSelect,
        initial=Filed.FORM,
        error_messages={
            "required": lazy("请选这是哪一种材料。"), "invalid_choice": lazy("请选这是哪一种材料。"),
        },
    )  # fmt: skip
    photo = PictureField(label=lazy("照片"), error_messages={"required": lazy("请先拍一张照片。")})

    def reasons(self):
        """Every error as a sentence of its own."""
        return [reason for errors in self.errors.values() for reason in errors]

    def kept(self):
        return _("已存好：{paper}。").format(paper=Filed(self.cleaned_data["paper"]).label)
