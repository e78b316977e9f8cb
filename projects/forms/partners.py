"""Which organisations does a program ask for?"""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.forms.filters import ChoiceField
from villages.models import Organisation


class PartnerFilterForm(forms.Form):
    kind = ChoiceField(
        label=lazy("类型"), choices=[("", lazy("全部")), *Organisation.Kind.choices], required=False
    )
