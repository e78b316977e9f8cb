"""What a committee writes down about a proposal: its facts, its work, whom it serves, its money."""

from unicodedata import normalize

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from funding.actions.budgets import Part
from funding.arithmetic import Kind
from funding.models import Form, Giver, Source
from funding.queries.shares import fingerprint
from projects.choices import Group
from projects.models import Project
from villages.models import Place, Post, Village
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput
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


DAYS = ("planned_from", "planned_until")
# What the 申报表 asks besides, behind a fold.
PLANNED = ("batch", "means", *DAYS, "safety")


class FactsForm(forms.ModelForm):
    """Only reads and validates: projects.actions.facts writes."""

    joint = forms.ModelMultipleChoiceField(
        Village.objects.none(), label=_("和哪些村（社区）共同实施"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("全区只算一件，每个村（社区）各算一件；钱记在牵头的村（社区）。"),
    )  # fmt: skip

    folded = frozenset({"latitude", "longitude", "joint", *PLANNED})

    class Meta:
        model = Project
        fields = (
            "title", "project_class", "micro_type", "hazard", "urgency", "place", "spot",
            "identity", "led_by", "implementer", "tags", "latitude", "longitude", *PLANNED,
        )  # fmt: skip
        widgets = {
            "tags": forms.CheckboxSelectMultiple,
            **{name: DayInput() for name in DAYS},
        }
        labels = {
            "project_class": _("项目类别"), "led_by": _("书记领办"), "batch": _("第几批"),
            "means": _("实施方式"), "planned_from": _("计划开工"), "planned_until": _("计划完工"),
            "safety": _("安全和管护措施"),
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        village = self.instance.village_id
        district = self.instance.village.town.district_id
        others = Village.objects.on(clock.today()).filter(town__district=district)
        self.fields["joint"].queryset = others.exclude(pk=village).select_related("town")
        self.fields["joint"].label_from_instance = lambda one: f"{one.town.name} · {one.name}"
        if self.instance.is_joint:
            self.initial["joint"] = list(self.instance.joint.values_list("village", flat=True))
        self.fields["place"].queryset = places_of(village)
        secretaries = Post.objects.held_on(clock.today()).filter(village=village)
        leaders = secretaries.filter(role=Role.SECRETARY).select_related("person", "village")
        self.fields["led_by"].queryset = leaders
        self.fields["led_by"].label_from_instance = lambda post: f"{post.person} · {post.title}"
        for field in self.fields.values():
            if type(field) is forms.ModelChoiceField:
                field.empty_label = _("没有")
        for name in ("project_class", "micro_type", "means"):
            named = [choice for choice in self.fields[name].choices if choice[0]]
            self.fields[name].choices = [("", _("还没有选")), *named]

    def clean(self):
        data = super().clean()
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error(None, _("坐标要同时填纬度和经度，并且在中国境内。"))
        if all(data.get(day) for day in DAYS) and data["planned_until"] < data["planned_from"]:
            self.add_error("planned_until", _("计划完工不能早于计划开工。"))
        return data

    @property
    def planned(self):
        """The fields behind the fold of the 申报表, and whether one of them is wrong."""
        return [self[name] for name in PLANNED]

    @property
    def is_planned_wrong(self):
        return bool(set(PLANNED) & set(self.errors)) if self.is_bound else False


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


class PerCentField(forms.CharField):
    """A per cent as people type it, 33.33 or 33.33%; cleaned to hundredths of a per cent."""

    def __init__(self, **options):
        super().__init__(max_length=12, widget=forms.TextInput({"inputmode": "decimal"}), **options)

    def to_python(self, value):
        text = normalize("NFKC", super().to_python(value)).strip().removesuffix("%").strip()
        if not text:
            return None
        whole, _dot, rest = text.partition(".")
        if not (text.replace(".", "", 1).isdecimal() and text.isascii() and len(rest) <= 2):
            raise forms.ValidationError(_("比例只写数字，最多两位小数，例如 30 或 33.33。"))
        points = int(whole or 0) * 100 + int(rest.ljust(2, "0") or 0)
        if not 0 < points <= 10_000:
            raise forms.ValidationError(_("比例要大于 0，最多 100%。"))
        return points

    def run_validators(self, value):
        """The length was that of the text; to_python has checked the rest."""


class ShareRow(forms.Form):
    """One source. The page shows of it what its kind and source ask for (static/css/admin.css)."""

    source = forms.ChoiceField(label=_("资金来源"), choices=[("", "—"), *Source.choices])
    kind = forms.ChoiceField(
        label=_("怎么算"), choices=Kind.choices, initial=Kind.FIXED, required=False
    )
    yuan = YuanField(label=_("金额（元）"), required=False)
    form = forms.ChoiceField(label=_("形式"), choices=Form.choices, initial=Form.CASH)
    note = forms.CharField(
        label=_("说明"), max_length=120, required=False, help_text=_("实物要写折价依据。")
    )
    unit_yuan = YuanField(label=_("每单位（元）"), required=False)
    units = forms.IntegerField(
        label=_("多少个单位"), required=False, min_value=1, max_value=100_000,
        error_messages={
            "invalid": _("单位数只写整数，例如 24。"), "min_value": _("单位数至少是 1。"),
            "max_value": _("单位数最多 10 万。"),
        },
    )  # fmt: skip
    unit_name = forms.CharField(label=_("单位"), max_length=10, required=False)
    per_cent = PerCentField(label=_("比例（%）"), required=False)
    cap_yuan = YuanField(label=_("最多（元）"), required=False)
    giver = forms.ModelChoiceField(
        Giver.objects.none(), label=_("出资方"), required=False, empty_label=_("还没有定"),
        help_text=_("赞助、捐赠、基金才选；名单在“资金”页登记认捐时加。"),
    )  # fmt: skip
    decision = forms.CharField(
        label=_("依据的会议决定"), max_length=80, required=False,
        help_text=_("自筹、村集体资金写哪次会议决定的。"),
    )  # fmt: skip
    is_voluntary = forms.BooleanField(label=_("自愿出资，没有摊派"), required=False)
    payers = forms.CharField(
        label=_("由哪些楼栋或户出"), required=False, max_length=4000,
        widget=forms.Textarea({"rows": 2}), help_text=_("每行一个，只给工作人员看。"),
    )  # fmt: skip
    field_order = (
        "source", "kind", "yuan", "per_cent", "unit_yuan", "units", "unit_name", "cap_yuan", "form",
        "giver", "note", "decision", "is_voluntary", "payers",
    )  # fmt: skip

    def __init__(self, *args, givers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = givers

    @property
    def asked(self):
        return [self[name] for name in self.fields if name != "DELETE"]

    def clean(self):
        data = super().clean()
        kind = data["kind"] = data.get("kind") or Kind.FIXED
        if kind == Kind.FIXED and "yuan" not in self.errors:
            if data.get("yuan") is None:
                self.add_error("yuan", _("请写金额，单位是元。"))
            elif data["yuan"] == 0:
                self.add_error("yuan", _("金额要大于 0 元。"))
        if kind == Kind.PER_UNIT and not (data.get("unit_yuan") and data.get("units")):
            self.add_error(
                "unit_yuan",
                _("按单位补贴要写每单位多少元和多少个单位，例如每栋 2000 元、24 栋。"),
            )
        if kind == Kind.PER_CENT and data.get("per_cent") is None and "per_cent" not in self.errors:
            self.add_error("per_cent", _("按比例要写百分之几，例如 30。"))
        if data.get("form") == Form.IN_KIND and not data.get("note"):
            self.add_error("note", _("实物要写明折价依据，例如“材料清单和报价”。"))
        return data


def part_of(row):
    """The cleaned row as a share to be written."""
    is_fixed = row["kind"] == Kind.FIXED
    return Part(
        row["source"], row["yuan"] if is_fixed else 0, row["form"], row["note"],
        giver=row["giver"], kind=row["kind"],
        unit_fen=row["unit_yuan"] if row["kind"] == Kind.PER_UNIT else None,
        units=row["units"] if row["kind"] == Kind.PER_UNIT else None,
        unit_name=row["unit_name"] if row["kind"] == Kind.PER_UNIT else "",
        basis_points=row["per_cent"] if row["kind"] == Kind.PER_CENT else None,
        cap_fen=None if is_fixed else row["cap_yuan"] or None,
        decision=row["decision"], is_voluntary=row["is_voluntary"], payers=row["payers"],
    )  # fmt: skip


def typed(share):
    """A share as one would type it."""

    def money(fen):
        return "" if fen is None else yuan(fen)

    return {
        "source": share.source, "kind": share.kind, "form": share.form, "note": share.note,
        "yuan": yuan(share.amount_fen), "unit_yuan": money(share.unit_fen), "units": share.units,
        "unit_name": share.unit_name, "cap_yuan": money(share.cap_fen), "giver": share.giver_id,
        "per_cent": f"{share.basis_points / 100:g}" if share.basis_points else "",
        "decision": share.decision, "is_voluntary": share.is_voluntary, "payers": share.payers,
    }  # fmt: skip


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


class MoneyForms:
    """What it costs and who pays: the listed work and the shares, filled from a project."""

    def __init__(self, project, data=None):
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
        places = {"places": places_of(project.village_id)}
        givers = {"givers": Giver.objects.filter(village=project.village_id).order_by("name")}
        shares = [typed(one) for one in project.budget.shares.all()] if project.budget_id else []
        self.work = WorkRows(data, initial=work, prefix="work", form_kwargs=places)
        self.money = ShareRows(data, initial=shares, prefix="money", form_kwargs=givers)
        self.sections = (self.work, self.money)
        # What the shares were when the page was made: changed meanwhile, nothing is overwritten.
        self.seen = data.get("seen") if data else fingerprint(project.budget)

    def look_again(self, project):
        """The shares as somebody else wrote them meanwhile, to be shown beside what was typed; from
        now on the page knows of them. Empty where nobody did."""
        now = fingerprint(project.budget)
        if self.seen in (None, now):
            return []
        self.seen = now
        return list(project.budget.shares.all())

    def is_valid(self):
        checked = [section.is_valid() for section in self.sections]  # so that every error is shown
        return all(checked)

    def parts(self):
        return [part_of(row) for row in self.money.filled()]

    def work_lines(self):
        return [
            (w["name"], w["quantity"], w["unit"], w["place"], w["price"])
            for w in self.work.filled()
        ]


class ProjectForms(MoneyForms):
    """The four sections of one page, filled from a project; nothing here writes."""

    def __init__(self, project, data=None):
        super().__init__(project, data)
        groups = [{"group": row.group, "number": row.number} for row in project.beneficiaries.all()]
        self.facts = FactsForm(data, instance=project)
        self.groups = GroupRowsForm(data, initial=groups, prefix="groups")
        self.sections = (self.facts, self.work, self.groups, self.money)

    def group_lines(self):
        return [(g["group"], g["number"]) for g in self.groups.filled()]
