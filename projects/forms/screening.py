"""What the committee answers while it screens: the lists, a warning, another office's receipt."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.forms.fields import Words, moment
from projects.forms.steps import without_numbers

YES_NO = [("no", lazy("不属于")), ("yes", lazy("属于"))]


class LateFields(forms.Form):
    """When it was, for what is written down afterwards."""

    at = moment(lazy("什么时候的事"), required=False, help_text=lazy("现在的事不用填。"))
    late_reason = forms.CharField(label=lazy("为什么补录"), max_length=200, required=False)

    def when(self):
        return {name: self.cleaned_data[name] for name in ("at", "late_reason")}


class SelfCheckForm(LateFields):
    """One line of the positive list, and every line of the negative one."""

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = {line.rule.pk: line for line in lines}
        positive = [line for line in lines if not line.is_negative]
        served = next((line for line in positive if line.is_yes), None)
        self.fields["serves"] = forms.ChoiceField(
            label=_("对应正面清单的哪一项"),
            choices=[(line.rule.pk, f"{line.rule.number}. {line.rule.words}") for line in positive],
            widget=forms.RadioSelect,
            initial=served.rule.pk if served else None,
            error_messages={"required": _("请选对应的一项。")},
        )
        self.fields["why"] = self._words(served, _("为什么对应这一项"))
        for line in lines:
            if line.is_negative:
                self._ask(line)

    def _ask(self, line):
        title = f"{line.rule}：{line.rule.words}"
        answered = {True: "yes", False: "no"}[line.check.answer] if line.check else None
        self.fields[f"answer_{line.rule.pk}"] = forms.ChoiceField(
            label=title, choices=YES_NO, widget=forms.RadioSelect, initial=answered,
            error_messages={"required": _("请选属于还是不属于。")},
        )  # fmt: skip
        self.fields[f"words_{line.rule.pk}"] = self._words(line, _("为什么"))

    @staticmethod
    def _words(line, label):
        told = line.check.words if line and line.check else ""
        return Words(label=label, most=200, initial=told, required_words=_("请写一句理由。"))

    def answers(self):
        """{line: (yes or no, words)}; another positive line chosen before is taken back."""
        told, chosen = self.cleaned_data, int(self.cleaned_data["serves"])
        found = {chosen: (True, told["why"])}
        for pk, line in self.lines.items():
            if line.is_negative:
                found[pk] = (told[f"answer_{pk}"] == "yes", told[f"words_{pk}"])
            elif line.is_yes and pk != chosen:
                found[pk] = (False, _("改为对应{}。").format(self.lines[chosen].rule))
        return found


class SplitForm(LateFields):
    words = Words(
        label=lazy("为什么不是拆分"),
        most=500,
        rows=4,
        required_words=lazy("请写明为什么不是拆分。"),
        help_text=lazy("例如：地点不同、分两年立项、内容互不相干。审计会看。"),
    )


class ReferralForm(LateFields):
    receipt_no = Words(
        label=lazy("对方收件号"),
        most=40,
        required=False,
        help_text=lazy("只给提出人和工作人员看。"),
    )
    answer = Words(
        label=lazy("对方的答复"), most=500, rows=4, required=False,
        help_text=lazy("会公开：用大白话写结果，不写姓名、电话、门牌。"),
    )  # fmt: skip

    def clean_answer(self):
        return without_numbers(self.cleaned_data["answer"])

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("receipt_no") and not data.get("answer"):
            self.add_error("receipt_no", _("收件号和答复至少写一样。"))
        return data
