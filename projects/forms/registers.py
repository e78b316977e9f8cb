"""How the ledger is narrowed, and how a quota is set."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.models import Source
from projects.forms.desk import YuanField
from projects.forms.fields import Words
from projects.queries.periods import Period
from weishishi.kernel import clock

YUAN, WAN = "yuan", "wan"


class LedgerForm(forms.Form):
    """The filters of 资金使用台账; a forged value asks for everything of the year."""

    village = forms.ChoiceField(label=_("村（社区）"), required=False)
    year = forms.ChoiceField(label=_("年度"), required=False)
    quarter = forms.ChoiceField(
        label=_("季度"), required=False,
        choices=[("", _("全年")), *((str(one), _("第{}季度").format(one)) for one in range(1, 5))],
    )  # fmt: skip
    source = forms.ChoiceField(
        label=_("来源"), required=False, choices=[("", _("全部")), *Source.choices]
    )
    number = forms.CharField(label=_("查询号"), required=False, max_length=14)
    unit = forms.ChoiceField(
        label=_("单位"), required=False, choices=[(YUAN, _("元")), (WAN, _("万元"))]
    )

    def __init__(self, *args, villages, first_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.villages = {str(one.pk): one for one in villages}
        today = clock.today()
        years = [str(year) for year in range(today.year, min(first_year, today.year) - 1, -1)]
        self.fields["year"].choices = [(year, year) for year in years]
        everything = [("", _("全部"))] if len(self.villages) > 1 else []
        self.fields["village"].choices = everything + [
            (key, str(one)) for key, one in self.villages.items()
        ]

    def chosen(self, name, default=""):
        self.is_valid()
        return self.cleaned_data.get(name) or default

    @property
    def is_wan(self):
        return self.chosen("unit") == WAN

    def period(self):
        """(first, last) day, both inclusive."""
        year, quarter = self.chosen("year", str(clock.today().year)), self.chosen("quarter")
        period = Period.read(f"{year}-Q{quarter}" if quarter else year)
        return period.first, period.last


class QuotaForm(forms.Form):
    """More (or, with 减少, less) quota for one place, and the document that says so."""

    place = forms.CharField(widget=forms.HiddenInput)
    key = forms.UUIDField(widget=forms.HiddenInput)
    yuan = YuanField(label=_("金额（元）"))
    less = forms.BooleanField(label=_("减少"), required=False)
    reference = Words(label=_("文号"), most=60, required_words=_("请写明下达额度的文号。"))

    def fen(self):
        return (
            -self.cleaned_data["yuan"] if self.cleaned_data["less"] else self.cleaned_data["yuan"]
        )
