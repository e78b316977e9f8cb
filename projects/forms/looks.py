"""还好用吗: one question, and what is wrong in her own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import Words
from projects.models.looked_at import LOOK_WORDS

FINE, WRONG = "fine", "wrong"


class StillGoodForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("还好用吗？"), choices=[(FINE, _("好用")), (WRONG, _("有问题"))],
        widget=forms.RadioSelect, error_messages={"required": _("请选好用，还是有问题。")},
    )  # fmt: skip
    words = Words(
        label=_("有问题的，说说哪里不好用（可以不写）"), most=LOOK_WORDS, rows=3, required=False,
        help_text=_("只给村里修的人看；不要写姓名、电话。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)

    def said(self):
        told = self.cleaned_data
        return {"is_fine": told["answer"] == FINE, "words": told["words"]}
