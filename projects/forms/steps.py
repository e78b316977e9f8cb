"""What the desk asks when a step is taken: which one, why, and the one fact that comes with it."""

import re
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.fields import Words, moment
from projects.lifecycle import ProjectLife
from projects.models.projects import TEXT_LENGTH, TITLE_LENGTH

NOTE_LENGTH = 1000
# Common phrases, to be edited after picking; the proposer reads them word for word.
# Offered where one of the steps named first is at hand.
PHRASES = (
    (
        frozenset({"send_back", "decline", "refer", "merge", "hand_back", "refuse"}),
        _("退回、不予受理"),
        (
            _("位置写得不够清楚，请补充具体位置或现场照片。"),
            _("与正在办理的项目重复，请关注已公开的同类项目。"),
            _("不属于民生微实事范围，建议向有关部门反映。"),
            _("涉及的场地有权属争议，需要先协商清楚再办理。"),
            _("所需资金超过微实事上限，建议另行申报。"),
        ),
    ),
    (
        frozenset({"screen", "deliberate", "post_notice", "report", "confirm"}),
        _("同意、通过"),
        (
            _("情况属实，同意上报。"),
            _("经村民代表会议表决通过，现予公示。"),
            _("现场已经核实，情况属实，同意办理。"),
        ),
    ),
    (
        frozenset({"suspend"}),
        _("暂停"),
        (_("因天气原因暂停施工，天气好转后恢复。"),),
    ),
    (
        frozenset({"rectify", "reopen"}),
        _("整改"),
        (_("验收时发现质量问题，要求施工方限期整改。"),),
    ),
)


def phrase_choices(own=(), verbs=()):
    """The choices, a group for each step at hand: the town's own, then those everybody may use; what
    belongs to no step at hand is not offered."""
    groups, at_hand = {}, frozenset(verbs)
    for phrase in own:
        if phrase.verdict in at_hand:
            words = (phrase.words, phrase.words)
            groups.setdefault(str(phrase.get_verdict_display()), []).append(words)
    for steps, title, some in PHRASES:
        if steps & at_hand:
            words = [(str(one), str(one)) for one in some]
            groups.setdefault(str(title), []).extend(words)
    return [("", _("常用理由（选了可再改）")), *groups.items()]


class AnyStep(forms.ChoiceField):
    """Offers the steps at hand, and lets the step itself refuse any other with its own words; of the
    phrases, one that was offered before somebody else took a step."""

    def valid_value(self, value):
        return True


class PickedPhrase:
    """For a form with `phrase` and `note`: without JavaScript a picked phrase stands in front of what
    was typed, and nothing of either is lost; with it, the phrase is in the note already."""

    def clean(self):
        data = super().clean()
        note, phrase = data.get("note") or "", data.get("phrase") or ""
        whole = note if phrase in note else f"{phrase}{note}"
        if len(whole) > self.fields["note"].most:
            raise forms.ValidationError(_("加上常用语太长了，请把写的缩短一些。"))
        data["note"] = without_numbers(whole)
        return data


class StepForm(PickedPhrase, forms.Form):
    """The decision panel. Whether the step is allowed is asked by the step itself, not here."""

    seen_state = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    verb = AnyStep(
        label=_("怎么办"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请先选怎么办。")},
    )
    answer = forms.CharField(
        label=_("转给哪个单位，或并入哪一件"),
        help_text=_("只在转办、合并时填写：单位名称，或另一件的查询号。"),
        max_length=60,
        required=False,
    )
    phrase = AnyStep(label=_("常用理由"), required=False)
    note = Words(label=_("理由、说明"), most=NOTE_LENGTH, rows=4, required=False)
    at = moment(_("什么时候发生的"), required=False)
    late_reason = forms.CharField(label=_("为什么补录"), max_length=200, required=False)

    def __init__(self, *args, steps=(), may_record_late=False, phrases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phrase"].choices = phrase_choices(phrases, [step.verb for step in steps])
        self.fields["verb"].choices = [(step.verb, step.button) for step in steps]
        self.asks_answer = any(step in (ProjectLife.merge, ProjectLife.refer) for step in steps)
        if not self.asks_answer:
            del self.fields["answer"]
        if not may_record_late:
            del self.fields["at"], self.fields["late_reason"]

    @property
    def offers_phrases(self):
        """Whether there is one for a step at hand, beside the empty choice."""
        return len(self.fields["phrase"].choices) > 1

    def deed(self):
        """The keyword arguments of projects.actions.steps.take and of the preview."""
        keep = ("note", "answer", "at", "late_reason", "seen_state")
        return {name: self.cleaned_data[name] for name in keep if self.cleaned_data.get(name)}


class PublicForm(forms.Form):
    """What the public will read: no neighbour's name, no illness, no house number."""

    title = Words(label=_("公开的名称"), most=TITLE_LENGTH)
    text = Words(
        label=_("公开的说明"),
        most=TEXT_LENGTH,
        rows=6,
        help_text=_("不写邻居和困难家庭的姓名、病情、门牌号。"),
    )

    def clean_title(self):
        return without_numbers(self.cleaned_data["title"])

    def clean_text(self):
        return without_numbers(self.cleaned_data["text"])


# A mobile number or an identity number among other signs, also with spaces or hyphens in it.
_PRIVATE = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[1-9][0-9]{16}[0-9Xx])(?![0-9])")
# A landline with its area code.
_LANDLINE = re.compile(r"(?<![0-9])0[1-9][0-9]{8,10}(?![0-9])")


def without_numbers(words):
    """Words for everybody; refused with a private number in them, in whatever digits."""
    if _PRIVATE.search(_joined(words)):
        raise forms.ValidationError(_("这里有手机号或身份证号，会公开，请先删掉。"))
    return words


def without_contacts(words):
    """Words for everybody about the works: no landline either, whoever asks calls the hotline."""
    joined = _joined(words)
    if _PRIVATE.search(joined) or _LANDLINE.search(joined):
        raise forms.ValidationError(
            _("这里有电话或身份证号，会公开。请删掉号码再保存；居民要问，公开页上有热线。")
        )
    return words


def _joined(words):
    """Digits as one types them, without what stands between them."""
    return re.sub(r"(?<=[0-9])[()\s\-—]+(?=[0-9])", "", normalize("NFKC", words))


class PublicWords(Words):
    """Free text about the works that everybody reads."""

    def clean(self, value):
        return without_contacts(super().clean(value))
