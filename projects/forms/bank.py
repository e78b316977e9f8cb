"""What the town's finance office sends for 对账: a month and its file."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from weishishi.kernel import clock


class StatementForm(forms.Form):
    month = forms.CharField(
        label=_("月份"), widget=forms.TextInput({"type": "month"}), max_length=7,
        error_messages={"required": _("请选月份。")},
    )  # fmt: skip
    file = forms.FileField(
        label=_("银行流水（CSV 或 Excel）"),
        help_text=_("要有交易日期，还要有收入和支出（或贷方、借方），最多 5 MB、5,000 行。"),
        error_messages={"required": _("请选银行导出的流水文件。"), "empty": _("是空文件，请重新导出。")},
    )  # fmt: skip

    def clean_month(self):
        text = self.cleaned_data["month"]
        try:
            first = date.fromisoformat(f"{text}-01")
        except ValueError:
            raise forms.ValidationError(_("月份写成 2021-05 这样。")) from None
        if first > clock.today():
            raise forms.ValidationError(_("这个月还没有到。"))
        return first
