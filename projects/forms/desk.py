"""What a committee writes down about a proposal: its facts, its work, whom it serves, its money."""

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from funding.actions.budgets import Part
from funding.models import Form, Source
from projects.choices import Group
from projects.models import Project
from villages.models import Place, Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.yuan import to_fen, yuan

MOST_ROWS = 30


class YuanField(forms.CharField):
    """Yuan as people type them; cleaned to whole fen."""

    default_error_messages = {"required": _("请写金额，单位是元。")}

    def __init__(self, **options):
        widget = forms.TextInput({"inputmode": "decimal"})
        super().__init__(max_length=20, widget=widget, **options)

    def to_python(self, value):
        text = super().to_python(value)
        return to_fen(text) if text else None

    def run_validators(self, value):
        """The length was that of the text; to_fen has checked the rest."""


class FactsForm(forms.ModelForm):
    """Only reads and validates: projects.actions.facts writes."""

    class Meta:
        model = Project
        fields = (
            "title", "project_class", "micro_type", "hazard", "urgency", "place", "spot",
            "identity", "led_by", "implementer", "tags", "latitude", "longitude",
        )  # fmt: skip
        widgets = {"tags": forms.CheckboxSelectMultiple}
        labels = {"project_class": _("项目类别"), "led_by": _("书记领办")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        village = self.instance.village_id
        self.fields["place"].queryset = places_of(village)
        secretaries = Post.objects.held_on(clock.today()).filter(village=village)
        leaders = secretaries.filter(role=Role.SECRETARY).select_related("person", "village")
        self.fields["led_by"].queryset = leaders
        self.fields["led_by"].label_from_instance = lambda post: f"{post.person} · {post.title}"
        for field in self.fields.values():
            if type(field) is forms.ModelChoiceField:
                field.empty_label = _("没有")
        for name in ("project_class", "micro_type"):
            named = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", _("还没有选")), *named]

    def clean(self):
        data = super().clean()
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error(None, _("坐标要同时填纬度和经度，并且在中国境内。"))
        return data


def places_of(village):
    return Place.objects.filter(village=village).select_related("parent").order_by("kind", "name")


class WorkRow(forms.Form):
    name = forms.CharField(label=_("内容"), max_length=60)
    quantity = forms.DecimalField(
        label=_("数量"), max_digits=10, decimal_places=2, min_value=0,
        error_messages={
            "invalid": _("数量只写数字，例如 30。"),
            "min_value": _("数量要大于 0。"),
            "max_decimal_places": _("数量最多两位小数。"),
        },
    )  # fmt: skip
    unit = forms.CharField(label=_("单位"), max_length=10)
    price = YuanField(label=_("单价（元）"), required=False)
    place = forms.ModelChoiceField(
        Place.objects.none(), label=_("地点"), required=False, empty_label=_("全村")
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places

    def clean_quantity(self):
        quantity = self.cleaned_data["quantity"]
        if quantity == 0:
            raise forms.ValidationError(_("数量要大于 0。"))
        return quantity


class GroupRow(forms.Form):
    group = forms.ChoiceField(label=_("受益人群"), choices=[("", "—"), *Group.choices])
    number = forms.IntegerField(
        label=_("人数"), min_value=0, max_value=1_000_000, required=False,
        error_messages={
            "min_value": _("人数不能是负数。"),
            "invalid": _("人数只写数字。"),
            "max_value": _("人数最多 100 万。"),
        },
    )  # fmt: skip


class ShareRow(forms.Form):
    source = forms.ChoiceField(label=_("资金来源"), choices=[("", "—"), *Source.choices])
    yuan = YuanField(label=_("金额（元）"))
    form = forms.ChoiceField(label=_("形式"), choices=Form.choices, initial=Form.CASH)
    note = forms.CharField(
        label=_("说明"), max_length=120, required=False, help_text=_("实物要写折价依据。")
    )

    def clean(self):
        data = super().clean()
        if data.get("yuan") == 0:
            self.add_error("yuan", _("金额要大于 0 元。"))
        if data.get("form") == Form.IN_KIND and not data.get("note"):
            self.add_error("note", _("实物要写明折价依据，例如“材料清单和报价”。"))
        return data


class Rows(forms.BaseFormSet):
    """A list written whole: an empty or ticked row is left out."""

    def filled(self):
        return [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


class GroupRows(Rows):
    def clean(self):
        groups = [row.get("group") for row in self.filled() if row.get("group")]
        if len(groups) != len(set(groups)):
            raise forms.ValidationError(_("同一受益人群只写一行。"))


def _rows(form, extra, formset=Rows):
    return formset_factory(
        form, formset=formset, extra=extra, max_num=MOST_ROWS, validate_max=True, can_delete=True
    )


WorkRows = _rows(WorkRow, 2)
GroupRowsForm = _rows(GroupRow, 1, GroupRows)
ShareRows = _rows(ShareRow, 2)


class ProjectForms:
    """The four sections of one page, filled from a project; nothing here writes."""

    def __init__(self, project, data=None):
        self.facts = FactsForm(data, instance=project)
        work = [
            {
                "name": item.name,
                "quantity": f"{item.quantity.normalize():f}",
                "unit": item.unit,
                "price": "" if item.unit_price_fen is None else yuan(item.unit_price_fen),
                "place": item.place_id,
            }
            for item in project.work_items.all()
        ]
        groups = [{"group": row.group, "number": row.number} for row in project.beneficiaries.all()]
        places = {"places": places_of(project.village_id)}
        self.work = WorkRows(data, initial=work, prefix="work", form_kwargs=places)
        self.groups = GroupRowsForm(data, initial=groups, prefix="groups")
        self.money = ShareRows(data, initial=self._shares(project), prefix="money")
        self.sections = (self.facts, self.work, self.groups, self.money)

    @staticmethod
    def _shares(project):
        if project.budget_id is None:
            return []
        return [
            {"source": s.source, "yuan": yuan(s.amount_fen), "form": s.form, "note": s.note}
            for s in project.budget.shares.all()
        ]

    def is_valid(self):
        checked = [section.is_valid() for section in self.sections]  # so that every error is shown
        return all(checked)

    def parts(self):
        return [Part(s["source"], s["yuan"], s["form"], s["note"]) for s in self.money.filled()]

    def work_lines(self):
        return [
            (w["name"], w["quantity"], w["unit"], w["place"], w["price"])
            for w in self.work.filled()
        ]

    def group_lines(self):
        return [(g["group"], g["number"]) for g in self.groups.filled()]
