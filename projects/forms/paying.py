"""What the village asks the town's finance office to pay, and the paper behind it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from funding.actions.payments import Payment
from funding.models import PayKind
from projects.forms.desk import YuanField
from projects.forms.fields import Words
from projects.forms.money import PUBLISHED, Deed


class PayForm(Deed):
    """`invoices` are those photographed before under this matter: one of them is chosen, or a file is
    sent now."""

    wants_file = True
    pay_kind = forms.ChoiceField(label=lazy("付的是什么"), choices=PayKind.choices)
    yuan = YuanField(label=lazy("金额（元）"))
    purpose = Words(
        label=lazy("用途"), most=120, help_text=PUBLISHED, required_words=lazy("请写付的是什么钱。")
    )
    payee = Words(label=lazy("收款方"), most=60, required_words=lazy("请写收款方。"))
    payee_is_firm = forms.TypedChoiceField(
        label=lazy("收款方是"), choices=[("yes", lazy("单位（公开名称）")), ("no", lazy("个人（只公开“个人”）"))],
        coerce=lambda value: value == "yes", initial="yes", widget=forms.RadioSelect,
    )  # fmt: skip
    document_no = Words(
        label=lazy("发票或合同号"), most=60, required_words=lazy("请写发票号或合同号。")
    )
    filed = forms.ChoiceField(
        label=lazy("已经拍照存进来的票据"), required=False, widget=forms.RadioSelect,
        help_text=lazy("选一张就不用再传；下面另外附了文件，以附的为准。"),
    )  # fmt: skip
    field_order = (
        "pay_kind", "yuan", "purpose", "payee", "payee_is_firm", "document_no", "filed", "evidence",
    )  # fmt: skip

    def __init__(self, *args, invoices=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.shots = {str(one.photo.pk): one.shot for one in invoices}
        if invoices:
            known = [(str(one.photo.pk), one.words) for one in invoices]
            self.fields["filed"].choices = [*known, ("", _("不用这些，在下面附文件"))]
        else:
            del self.fields["filed"]

    def pictured(self):
        """[(radio button, its picture or None)]"""
        return [(one, self.shots.get(one.data["value"])) for one in self["filed"]]

    def payment(self):
        told = self.cleaned_data
        names = ("key", "pay_kind", "purpose", "payee", "payee_is_firm", "document_no")
        return Payment(
            fen=told["yuan"], evidence=self.sha256, **{name: told[name] for name in names}
        )
