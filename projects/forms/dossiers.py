"""Where a paper lies that this system holds no record of, or why it is not needed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import Words
from projects.models import DossierNote


class NotesForm(forms.Form):
    """Two fields for each missing paper; those left alone stay missing."""

    def __init__(self, *args, papers=(), **options):
        super().__init__(*args, label_suffix="", **options)
        self.papers = list(papers)
        kinds = [("", _("还没有"))]
        kinds += [
            (one.value, one.label) for one in DossierNote.Kind if one != DossierNote.Kind.FILED
        ]
        for paper in self.papers:
            self.fields[f"{paper.code}-kind"] = forms.ChoiceField(
                label=paper.name, choices=kinds, required=False
            )
            self.fields[f"{paper.code}-words"] = Words(
                label=_("放在哪里，或者为什么不需要"), most=120, required=False
            )

    @property
    def rows(self):
        return [
            (paper, self[f"{paper.code}-kind"], self[f"{paper.code}-words"])
            for paper in self.papers
        ]

    def clean(self):
        told = super().clean()
        if not any(told.get(f"{paper.code}-kind") for paper in self.papers):
            raise forms.ValidationError(_("请至少说明一项。"))
        return told

    def notes(self):
        told = self.cleaned_data
        return {
            paper.code: (told[f"{paper.code}-kind"], told[f"{paper.code}-words"])
            for paper in self.papers
            if told[f"{paper.code}-kind"]
        }


class FileAwayForm(forms.Form):
    """终止的项目归档: where the file lies."""

    where = Words(
        label=_("档案放在哪里"), least=4, most=120, required_words=_("请写档案放在哪里。"),
        help_text=_("归档以后账目结清，不能再改。"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, label_suffix="", **options)
