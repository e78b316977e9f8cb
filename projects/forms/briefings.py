"""What the host of a 推介会 writes: whom it invites, and afterwards who came."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words
from projects.models import Briefing
from villages.models import Organisation, PolicyDocument
from weishishi.kernel.date_inputs import DayInput


class BriefingForm(forms.ModelForm):
    guests = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=lazy("邀请哪些组织"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("请至少选一个组织。")},
    )  # fmt: skip

    class Meta:
        model = Briefing
        fields = ("title", "held_on", "venue", "documents")
        widgets = {
            "held_on": DayInput(),
            "documents": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "title": {"required": lazy("请写名称。")},
            "held_on": {"required": lazy("请选日期。")},
            "venue": {"required": lazy("请写地点。")},
        }

    def __init__(self, *args, district, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        rows = Organisation.objects.standing().filter(district=district).select_related("village")
        self.fields["guests"].queryset = rows.defer("contact_name", "contact_phone")
        self.fields["guests"].label_from_instance = lambda one: (
            f"{one.name}（{one.get_kind_display()}）"
        )
        self.fields["documents"].queryset = PolicyDocument.objects.all()
        if self.instance.pk:
            guests = self.instance.guests.values_list("organisation", flat=True)
            self.fields["guests"].initial = list(guests)


class CameForm(forms.Form):
    """How many people of each guest; empty is nobody."""

    outcome = Words(
        label=lazy("会后情况"), most=300, rows=3, required=False,
        help_text=lazy("会公开：谈了什么、约定了什么；不写个人姓名。"),
    )  # fmt: skip

    def __init__(self, *args, guests, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.guests = guests
        for guest in guests:
            self.fields[f"came_{guest.pk}"] = forms.IntegerField(
                label=str(guest.organisation), min_value=0, max_value=99, required=False,
                widget=forms.NumberInput({"inputmode": "numeric", "min": 0, "max": 99}),
                error_messages={"invalid": lazy("人数只写数字。")},
            )  # fmt: skip
        self.order_fields([f"came_{guest.pk}" for guest in guests])

    def people(self):
        return {guest.pk: self.cleaned_data[f"came_{guest.pk}"] for guest in self.guests}
