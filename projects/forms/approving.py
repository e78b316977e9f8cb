"""What an approver is asked: agree or return, in which words, and whether on the spot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.approving import AGREE, RETURN
from projects.forms.fields import Words, moment
from projects.forms.steps import PickedPhrase
from projects.models.approvals import OPINION_LENGTH, InterestedParty
from weishishi.kernel.date_inputs import DayInput

VERDICTS = ((AGREE, _("同意")), (RETURN, _("退回村里补充")))


def offered(phrases):
    """The town's phrases as the choices of one list, agreements apart from returns."""
    groups = {label: [] for _verdict, label in VERDICTS}
    labels = dict(VERDICTS)
    for phrase in phrases:
        groups[labels[phrase.verdict]].append((phrase.words, phrase.words))
    listed = [(str(label), some) for label, some in groups.items() if some]
    return [("", _("常用意见（选了可再改）")), *listed]


class OpinionForm(PickedPhrase, forms.Form):
    """One opinion. Whether she may give it is asked by the deed itself, not here; where agreeing is
    not possible yet, only the return is offered."""

    seen_state = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("您的意见"), choices=VERDICTS, widget=forms.RadioSelect, initial=AGREE,
        error_messages={"required": _("请先选同意还是退回。")},
    )  # fmt: skip
    phrase = forms.ChoiceField(label=_("常用意见"), required=False)
    note = Words(
        label=_("意见"), most=OPINION_LENGTH, rows=3, required=False,
        help_text=_("不写就是“同意。”；退回要写理由，至少 10 个字。"),
    )  # fmt: skip
    ceiling_reason = Words(
        label=_("为什么超过上限"), most=300, rows=2, required=False,
        help_text=_("金额超过这一类的一般上限，要写明理由，至少 10 个字。"),
    )  # fmt: skip
    on_site = forms.BooleanField(label=_("我在现场"), required=False)
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    at = moment(_("什么时候审批的"), required=False)
    late_reason = forms.CharField(label=_("为什么补录"), max_length=200, required=False)

    def __init__(
        self, *args, phrases=(), asks_reason=False, may_record_late=False, may_agree=True, **kwargs
    ):
        super().__init__(*args, **kwargs)
        if not may_agree:
            self.fields["verdict"].choices = [one for one in VERDICTS if one[0] == RETURN]
            phrases = [one for one in phrases if one.verdict == RETURN]
            self.fields["note"].required = True
            self.fields["note"].help_text = _("退回要写理由，至少 10 个字。")
        self.fields["phrase"].choices = offered(phrases)
        if not asks_reason:
            del self.fields["ceiling_reason"]
        if not may_record_late:
            del self.fields["at"], self.fields["late_reason"]

    def told(self):
        """The keyword arguments of projects.actions.approvals.Opinion."""
        data = self.cleaned_data
        place = (data.get("latitude"), data.get("longitude"))
        return {
            "words": data["note"],
            "verdict": data["verdict"],
            "ceiling_reason": data.get("ceiling_reason", ""),
            "on_site": data["on_site"],
            "place": None if None in place else place,
            "at": data.get("at"),
            "late_reason": data.get("late_reason", ""),
        }


class BatchForm(PickedPhrase, forms.Form):
    """The same agreement for many."""

    phrase = forms.ChoiceField(label=_("常用意见"), required=False)
    note = Words(
        label=_("同一条意见"), most=OPINION_LENGTH, rows=3, required=False,
        help_text=_("只能一起同意；要退回的请逐件写理由。不写就是“同意。”"),
    )  # fmt: skip

    def __init__(self, *args, phrases=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phrase"].choices = offered(one for one in phrases if one.verdict == AGREE)


class FilingForm(forms.Form):
    """备案: number and date."""

    number = Words(label=_("备案号"), most=40, required_words=_("请写备案号。"))
    filed_on = forms.DateField(
        label=_("备案日期"),
        widget=DayInput(),
        error_messages={
            "required": _("请写备案日期。"),
            "invalid": _("日期写成 2021-06-01 这样。"),
        },
    )


class InterestForm(forms.Form):
    """Who has an interest in it, of those who could have a part in approving or accepting."""

    person = forms.ChoiceField(label=_("谁"), error_messages={"required": _("请选是谁。")})
    kind = forms.ChoiceField(label=_("什么关系"), choices=InterestedParty.Kind.choices)

    def __init__(self, *args, people=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("请选")), *people]


class EndForm(forms.Form):
    """An interest that was declared by mistake, or is over."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    end_reason = Words(label=_("为什么取消"), most=200, required_words=_("取消申报要写明原因。"))
