"""Who carries it out, typed at the desk: whom, how, with which offers and papers, which contract."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.awards import LEAST_REASON, QUOTES, Chosen
from projects.choices import Means
from projects.forms.desk import Rows, YuanField
from projects.forms.fields import Words
from projects.forms.screening import LateFields
from villages.models import Organisation
from weishishi.kernel.date_inputs import DayInput
from weishishi.kernel.yuan import yuan


class OfferRow(forms.Form):
    name = forms.CharField(label=lazy("谁的报价"), max_length=60)
    price = YuanField(label=lazy("报价（元）"))


OfferRows = formset_factory(
    OfferRow, formset=Rows, extra=QUOTES, max_num=8, validate_max=True, can_delete=True
)


def day(label, **options):
    widget = DayInput()
    wrong = {"invalid": lazy("日期写成 2021-06-01 这样，请再填一次。")}
    return forms.DateField(label=label, widget=widget, error_messages=wrong, **options)


class AwardForm(LateFields):
    """`papers` are those of every means; the page groups them, and only those of the chosen one count."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=lazy("实施单位"), empty_label=lazy("请选"),
        help_text=lazy("列表里没有的，先在“资料 → 承办和伙伴组织”里登记。"),
        error_messages={"required": lazy("请选实施单位。")},
    )  # fmt: skip
    means = forms.ChoiceField(
        label=lazy("怎么选的"), choices=Means.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选用的是哪种方式。")},
    )  # fmt: skip
    why = Words(label=lazy("为什么选它"), most=200, required_words=lazy("请写一句为什么选它。"))
    contract_no = Words(label=lazy("合同号"), most=40, required_words=lazy("请写合同号。"))
    contract = YuanField(label=lazy("合同价（元）"))
    begins_on = day(lazy("合同开工日期"))
    ends_on = day(lazy("合同完工日期"))
    file = forms.FileField(
        label=lazy("合同或记录的扫描件"), required=False,
        help_text=lazy("照片或 PDF，只给工作人员看。出错时要重新选文件，别的内容都还在。"),
    )  # fmt: skip
    reason = Words(
        label=lazy("更正原因"), most=200, least=LEAST_REASON,
        required_words=lazy("请写更正原因。"),
    )  # fmt: skip

    def __init__(self, *args, project, papers, corrects=None, **kwargs):
        initial = _as_typed(corrects) if corrects else {}
        super().__init__(*args, initial=initial, **kwargs)
        rows = Organisation.objects.for_village(project.village)
        self.fields["organisation"].queryset = rows
        self.fields["organisation"].label_from_instance = lambda one: (
            f"{one.name}（{one.get_kind_display()}）"
        )
        for means, names in papers.items():
            self.fields[f"papers_{means}"] = forms.MultipleChoiceField(
                label=_("{}要有的材料").format(Means(means).label), required=False,
                choices=[(name, name) for name in names], widget=forms.CheckboxSelectMultiple,
                initial=corrects.papers if corrects and corrects.means == means else (),
            )  # fmt: skip
        if corrects is None:
            del self.fields["reason"]
        offers = [
            {"name": name, "price": yuan(fen)}
            for name, fen in (corrects.offers if corrects else ())
        ]
        self.offers = OfferRows(self.data or None, initial=offers, prefix="offer")

    @property
    def shelves(self):
        """The fields of papers, one of each means."""
        return [self[name] for name in self.fields if name.startswith("papers_")]

    def is_valid(self):
        return all([super().is_valid(), self.offers.is_valid()])

    def clean(self):
        data = super().clean()
        begins, ends = data.get("begins_on"), data.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("合同完工日期不能早于开工日期。"))
        return data

    def chosen(self):
        told = self.cleaned_data
        names = ("organisation", "means", "why", "contract_no", "begins_on", "ends_on", "file")
        return Chosen(
            contract_fen=told["contract"],
            offers=tuple((row["name"], row["price"]) for row in self.offers.filled()),
            papers=tuple(told[f"papers_{told['means']}"]),
            **{name: told[name] for name in names},
        )


def _as_typed(award):
    names = ("organisation", "means", "why", "contract_no", "begins_on", "ends_on")
    told = {name: getattr(award, name) for name in names}
    return told | {"contract": yuan(award.contract_fen)}
