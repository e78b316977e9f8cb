"""What the town's finance office sends for 对账: whose account, a month and its file."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from weishishi.kernel import clock

MOST_MONTHS = 18
ACCEPTED = ".csv,.txt,.xlsx,text/csv"


class StatementForm(forms.Form):
    """A month of one account: the whole town's, or one village's."""

    village = forms.ChoiceField(label=lazy("谁的账户"), required=False)
    month = forms.ChoiceField(
        label=lazy("月份"),
        error_messages={"required": lazy("请选月份。"), "invalid_choice": lazy("请选列出的月份。")},
    )  # fmt: skip
    has_fiscal = forms.ChoiceField(
        label=lazy("财政资金经过这个账户吗"), widget=forms.RadioSelect,
        choices=[
            ("no", lazy("不经过：国库集中支付，直接付给收款单位")),
            ("yes", lazy("经过：财政资金也从这个账户收付")),
        ],
        error_messages={"required": lazy("请选财政资金经不经过这个账户。")},
    )  # fmt: skip
    file = forms.FileField(
        label=lazy("银行流水（CSV 或 Excel）"), widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={
            "required": lazy("请选银行导出的流水文件。"), "empty": lazy("是空文件，请重新导出。"),
        },
        help_text=lazy(
            "要有交易日期，还要有收入和支出（或贷方、借方），最多 5 MB、5,000 行。文件本身不保存。"
        ),
    )  # fmt: skip

    def __init__(self, *args, town, villages, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = {str(one.pk): one for one in villages}
        whole = _("{}（各村共用）").format(town.name)
        names = [(key, one.name) for key, one in self.villages.items()]
        self.fields["village"].choices = [("", whole), *names]
        self.months = {f"{one:%Y-%m}": one for one in _months()}
        self.fields["month"].choices = [
            (key, _("{year}年{month}月").format(year=one.year, month=one.month))
            for key, one in self.months.items()
        ]
        if not self.is_bound:
            self.initial.setdefault("month", list(self.months)[1])

    def told(self):
        """As the deed asks for it."""
        told = self.cleaned_data
        return {
            "month": self.months[told["month"]], "village": self.villages.get(told["village"]),
            "has_fiscal": told["has_fiscal"] == "yes",
        }  # fmt: skip


def _months():
    """The first days of this month and those before it, the newest first."""
    month = clock.today().replace(day=1)
    for _again in range(MOST_MONTHS):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)
