"""A town's officer, or the district's, types what was decided: one field for each rule."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from villages.actions.rules import reasons_against
from villages.models import PolicyDocument, RuleDecision
from villages.queries import documents_for
from villages.roles import Level
from villages.rulebook.asked import book_of, decisions_of
from villages.rulebook.bounds import level_of, objections
from villages.rulebook.kinds import in_words
from villages.rulebook.paths import read
from villages.rulebook.rules import chapters, rules
from weishishi.kernel import clock
from weishishi.kernel.date_inputs import DayInput

TAKE_BACK = _("收回")
UNCHANGED = _("不改")


class DecisionForm(forms.Form):
    """Only reads and validates: villages.actions.rules writes."""

    document = forms.ModelChoiceField(
        PolicyDocument.objects.none(), label=_("依据哪个文件"), empty_label=_("请选"),
        error_messages={"required": _("请选这次决定依据的文件；没有的，先在“政策文件”里登记。")},
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("从哪天起"), widget=DayInput(),
        error_messages={"required": _("请写从哪天起。"), "invalid": _("请写成 2026-07-01 这样。")},
    )  # fmt: skip
    valid_to = forms.DateField(
        label=_("到哪天"), required=False, help_text=_("含这一天；长期有效的留空。"),
        widget=DayInput(),
        error_messages={"invalid": _("请写成 2026-07-01 这样。")},
    )  # fmt: skip

    def __init__(self, data=None, *, place, initial=None):
        super().__init__(data, initial=initial)
        self.place, self.level = place, level_of(place)
        today = clock.today()
        self._book, self._standing = book_of(place, today), decisions_of(place, today)
        self.fields["document"].queryset = documents_for(place)
        if self.level == RuleDecision.Level.DISTRICT:
            self.fields["is_law"] = forms.BooleanField(
                label=_("这是法律规定的数（核实后改正），不是区里的决定"), required=False,
                help_text=_("只用来改正标着“待核实”的会议人数和提前通知的天数；谁也不能低于它。"),
            )  # fmt: skip
        self.chapters = [
            (chapter, [rule for rule in chapter.rules if _is_open(rule, self.level)])
            for chapter in chapters()
        ]
        self.chapters = [
            (chapter, open_rules) for chapter, open_rules in self.chapters if open_rules
        ]
        for _chapter, open_rules in self.chapters:
            for rule in open_rules:
                self.fields[rule.code] = self._field(rule)

    def _field(self, rule):
        told = gettext("现在：{value}（{basis}）").format(
            value=in_words(rule.kind, read(self._book, rule.code)),
            basis=self._book.basis(rule.code),
        )
        if self._is_own(rule.code):
            told += gettext("；写“{word}”就恢复上一级的规定").format(word=TAKE_BACK)
        options = {"label": rule.title, "required": False, "help_text": told}
        if choices := getattr(rule.kind, "choices", None):
            own = [(str(TAKE_BACK), TAKE_BACK)] if self._is_own(rule.code) else []
            pairs = [("", UNCHANGED), *((one, one) for one in choices), *own]
            return forms.ChoiceField(choices=pairs, **options)
        widget = forms.Textarea({"rows": rule.kind.lines}) if rule.kind.lines > 1 else None
        return forms.CharField(max_length=400, widget=widget, **options)

    def _is_own(self, code):
        return self.level in self._standing.get(code, {})

    def sections(self):
        """(chapter, its fields, whether anything is typed or wrong there)"""
        for chapter, open_rules in self.chapters:
            fields = [self[rule.code] for rule in open_rules]
            yield chapter, fields, any(field.errors or field.value() for field in fields)

    def clean(self):
        data = super().clean()
        self.values = {}
        for code, rule in rules().items():
            if text := (data.get(code) or "").strip():
                self._read(rule, text)
        if data.get("valid_from") and data.get("document"):
            self._weigh(data)
        return data

    def _read(self, rule, text):
        if text == str(TAKE_BACK):
            if not self._is_own(rule.code):
                self.add_error(rule.code, gettext("这一条没有自己的决定，不用收回。"))
            self.values[rule.code] = None
            return
        try:
            self.values[rule.code] = rule.kind.read(text)
        except ValidationError as error:
            self.add_error(rule.code, error)

    def _weigh(self, data):
        """Each objection stands at its own field; what is wrong with the whole stands on top."""
        if not any(code in self.errors for code in rules()):
            for reason in reasons_against(
                self.place, self.told_level, self.values, document=data["document"],
                valid_from=data["valid_from"], valid_to=data.get("valid_to"), on=clock.today(),
            ):  # fmt: skip
                self.add_error(None, reason)
        standing = objections(self.place, self.told_level, self.values, data["valid_from"])
        for code, reasons in standing.items():
            self.add_error(code, reasons)

    @property
    def told_level(self):
        return RuleDecision.Level.LAW if self.cleaned_data.get("is_law") else self.level


def _is_open(rule, level):
    return Level(level) in rule.levels
