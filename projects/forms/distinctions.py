"""One word about a model project, with its reason."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words


class WordForm(forms.Form):
    kind = forms.ChoiceField(
        label=lazy("决定"),
        widget=forms.RadioSelect,
        error_messages={"required": lazy("请选一项。")},
    )
    reason = Words(
        label=lazy("理由"), least=10, most=200, required_words=lazy("请写明理由，至少 10 个字。")
    )

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value
