"""What the desk asks about a meeting: the call, who came, the votes, the minutes, a correction."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.meeting_pages import SHEETS
from projects.actions.meetings import Name
from projects.forms.fields import Words, moment
from projects.forms.photos import PhotosField
from projects.models import FourStep, PartyOpinion
from projects.models.meetings import TEXT
from projects.queries.outcomes import BEFORE_THE_DECISION
from projects.states import FIVE_STAGES
from villages.deliberation import Basis
from villages.models import Place
from weishishi.kernel.date_inputs import DayInput

MOST_NAMES = 1000


class RosterField(Words):
    """One name a line: 姓名，户号或代表，面积; cleaned to a list of Name."""

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_NAMES:
            raise ValidationError(_("名单最多 {} 人。").format(MOST_NAMES))
        return [self._name(line) for line in lines]

    @staticmethod
    def _name(line):
        name, *more = [part.strip() for part in line.replace("，", ",").split(",")]
        mark, area = [*more, "", ""][:2]
        if len(name) > 40 or len(mark) > 40:
            raise ValidationError(_("“{}”太长了，请每行只写一个人。").format(line[:20]))
        try:
            return Name(name, mark, Decimal(area).quantize(Decimal("0.01")) if area else None)
        except InvalidOperation:
            raise ValidationError(
                _("“{}”的面积要写数字，例如 陈一,3栋201,86.5。").format(name)
            ) from None


def as_lines(roster):
    """The roster as it is typed."""
    rows = [[one.name, one.mark, f"{one.area:f}" if one.area else ""] for one in roster]
    return "\n".join("，".join(row).rstrip("，") for row in rows)


class CallForm(forms.Form):
    """Calls a meeting; whether it may be called is asked by the deed."""

    kind = forms.ChoiceField(label=lazy("开什么会"))
    begins_at = moment(lazy("什么时候开"))
    venue = Words(label=lazy("在哪里开"), most=60)
    projects = forms.ModelMultipleChoiceField(
        None, label=lazy("议题"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": lazy("请至少选一个议题。")},
    )  # fmt: skip
    roster = RosterField(
        label=lazy("应到名单"), most=MOST_NAMES * 60, rows=12,
        help_text=lazy(
            "每行一个人，例如“陈一，12号户”；业主再写面积：“陈一，3栋201，86.5”。只给工作人员看。"
        ),
    )  # fmt: skip
    basis = forms.ChoiceField(
        label=lazy("名单按人还是按户"), choices=Basis.choices, initial=Basis.PEOPLE
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=lazy("哪个小组、小区"), required=False,
        empty_label=lazy("全村（社区）"),
    )  # fmt: skip
    convener = Words(label=lazy("召集人"), most=40, required=False)
    chair = Words(label=lazy("主持人"), most=40, required=False)
    recorder = Words(label=lazy("记录人"), most=40, required=False)
    called_at = moment(lazy("什么时候通知的"), required=False, help_text=lazy("不填就是现在。"))
    late_reason = Words(label=lazy("为什么补录"), most=200, required=False)

    def __init__(self, *args, kinds, projects, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        self.fields["projects"].queryset = projects
        self.fields["place"].queryset = places


class AttendanceForm(forms.Form):
    """A tick for who came, a reason for who asked for leave; whoever has neither was absent."""

    begins_at = moment(lazy("实际开始时间"))
    observers = forms.IntegerField(
        label=lazy("列席人数"), min_value=0, max_value=500, required=False,
        error_messages={"invalid": lazy("人数只写数字。")},
    )  # fmt: skip
    observer_names = Words(label=lazy("列席人员"), most=400, required=False)

    def __init__(self, *args, roster, **kwargs):
        super().__init__(*args, **kwargs)
        self.roster = roster
        for one in roster:
            self.fields[f"present-{one.pk}"] = forms.BooleanField(
                label=one.name, required=False, initial=one.attendance == "present"
            )
            self.fields[f"leave-{one.pk}"] = Words(
                label=_("{name}的请假原因").format(name=one.name), most=60, required=False,
                initial=one.reason,
            )  # fmt: skip

    def rows(self):
        """(name, tick, reason) as bound fields."""
        return [(one, self[f"present-{one.pk}"], self[f"leave-{one.pk}"]) for one in self.roster]

    def came(self):
        """The facts of projects.actions.meetings.Came."""
        told = self.cleaned_data
        return {
            "present": frozenset(one.pk for one in self.roster if told[f"present-{one.pk}"]),
            "leave": {
                one.pk: told[f"leave-{one.pk}"] for one in self.roster if told[f"leave-{one.pk}"]
            },
            "observers": told["observers"] or 0,
            "observer_names": told["observer_names"],
        }


class MinutesForm(forms.Form):
    """What is written when the meeting is closed."""

    # What stood there first goes along: the hour of a page opened earlier is nobody's statement.
    ends_at = moment(lazy("结束时间"), show_hidden_initial=True)
    record = Words(label=lazy("会议记录"), most=TEXT, rows=5, required=False)
    resolution = Words(label=lazy("决议"), most=TEXT, rows=3, required=False)
    arrangement = Words(label=lazy("公示安排"), most=200, required=False)
    late_reason = Words(label=lazy("为什么补录"), most=200, required=False)


class CorrectionForm(forms.Form):
    """Why the minutes are put right; the numbers come from the other forms of the page."""

    reason = Words(label=lazy("更正的原因"), most=200)
    record = Words(label=lazy("会议记录"), most=TEXT, rows=5, required=False)
    resolution = Words(label=lazy("决议"), most=TEXT, rows=3, required=False)
    arrangement = Words(label=lazy("公示安排"), most=200, required=False)


class DiscussionForm(forms.Form):
    """One of the three discussions before a 四议两公开 meeting."""

    step = forms.ChoiceField(
        label=lazy("哪一议"),
        choices=[(one.value, one.label) for one in FourStep.Step if one in BEFORE_THE_DECISION],
        initial=BEFORE_THE_DECISION[0],
    )
    held_on = forms.DateField(
        label=lazy("日期"), widget=DayInput(),
        error_messages={"invalid": lazy("日期请写成 2021-06-11。")},
    )  # fmt: skip
    words = Words(label=lazy("意见"), most=200)


class PagesForm(forms.Form):
    """Photographed sheets with names and signatures."""

    photos = PhotosField(label=lazy("照片"), help_text=lazy("一次最多 6 张，每张不超过 12 MB。"))
    sheet = forms.ChoiceField(
        label=lazy("是什么"), choices=[(one, one) for one in SHEETS], initial=SHEETS[0]
    )


class CancelForm(forms.Form):
    reason = Words(label=lazy("取消的原因"), most=200)


class OpinionForm(forms.Form):
    """What the party organisation says of a project at one stage."""

    stage = forms.ChoiceField(
        label=lazy("哪个阶段"), choices=[(one.value, one.label) for one in FIVE_STAGES]
    )
    opinion = forms.ChoiceField(label=lazy("意见"), choices=PartyOpinion.Opinion.choices)
    words = Words(label=lazy("说明"), most=200, required=False)
