"""Correcting one's own name and phone, and the last question before all of it is forgotten."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import MobilePhone, Words


class NameForm(forms.Form):
    name = Words(
        label=_("怎么称呼您"), most=20, required=False, help_text=_("可以空着，空着就是不留称呼。")
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
        self.fields["name"].widget.attrs["autocomplete"] = "name"


class ContactForm(NameForm):
    """Who has no account corrects the phone, too."""

    phone = MobilePhone(
        label=_("手机号"),
        help_text=_("改了以后，凭查询号和新手机号的后四位查进度。"),
        error_messages={"required": _("请填手机号；不想留了，请用下面的“删除”。")},
    )


class SureForm(forms.Form):
    """Un-ticked, because what follows cannot be undone."""

    sure = forms.BooleanField(
        label=_("我知道不能恢复，确定要删除。"),
        error_messages={"required": _("想好了，请先在框里打勾，再按按钮。")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
