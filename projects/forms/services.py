"""What the village types about a service: the plan, an activity, who came, what is missing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.noting import LEAST_REASON
from projects.actions.services import Agreed, Occasion
from projects.actions.turnout import Came
from projects.forms.awards import day
from projects.forms.fields import Words
from projects.forms.screening import LateFields
from projects.models import Attendance
from villages.models import Organisation
from weishishi.kernel.phones import masked_name


def number(label, *, least=1, most=30_000, **options):
    return forms.IntegerField(
        label=label, min_value=least, max_value=most,
        widget=forms.NumberInput({"inputmode": "numeric", "min": least, "class": "short"}),
        error_messages={
            "invalid": lazy("只写数字，例如 30。"), "required": lazy("请写一个数字。"),
            "min_value": lazy("至少写 %(limit_value)s。"),
            "max_value": lazy("最多写 %(limit_value)s，请核对。"),
        },
        **options,
    )  # fmt: skip


def time_of_day(label, required_words):
    return forms.TimeField(
        label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": required_words, "invalid": lazy("时间写成 14:30 这样。")},
    )  # fmt: skip


def why(label):
    return Words(
        label=label, least=LEAST_REASON, most=200, required_words=lazy("请写明原因。"),
        help_text=lazy("会公开：不写姓名、电话、门牌。"),
    )  # fmt: skip


class PlanForm(LateFields):
    """服务约定; corrected with its reason."""

    eligibility = Words(
        label=lazy("谁可以参加、享受"), most=200, required_words=lazy("请写明给谁。"),
        help_text=lazy("会公开。例如：本社区年满 60 周岁、到不了长者饭堂的长者。"),
    )  # fmt: skip
    begins_on = day(lazy("服务从哪天起"))
    ends_on = day(lazy("到哪天止（含当天）"))
    frequency = Words(
        label=lazy("频次"), most=60, required_words=lazy("请写频次。"),
        help_text=lazy("例如：每周二、周五晚上；每个工作日中午；一共 12 场。"),
    )  # fmt: skip
    venue = Words(label=lazy("地点"), most=80, required_words=lazy("请写地点，上门的写“上门”。"))
    activities = number(
        lazy("约定场次"), required=False, help_text=lazy("持续进行、不按场次的，留空。")
    )
    person_times = number(lazy("约定人次"), most=1_000_000)
    reason = why(lazy("更正原因"))

    def __init__(self, *args, corrects=None, **kwargs):
        initial = {name: getattr(corrects, name) for name in PLANNED} if corrects else {}
        super().__init__(*args, initial=initial, **kwargs)
        if corrects is None:
            del self.fields["reason"]

    def clean(self):
        told = super().clean()
        first, last = told.get("begins_on"), told.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("服务结束的日期不能早于开始的日期。"))
        return told

    def agreed(self):
        return Agreed(**{name: self.cleaned_data[name] for name in PLANNED})

    def how(self):
        return self.when() | {"reason": self.cleaned_data.get("reason", "")}


PLANNED = (
    "eligibility", "begins_on", "ends_on", "frequency", "venue", "activities", "person_times",
)  # fmt: skip
OCCASION = ("title", "on", "starts", "ends", "venue", "takes_sign_up", "capacity")


class OccasionForm(forms.Form):
    """One activity; `moves` is the one that is changed, with its reason."""

    title = Words(label=lazy("活动名称"), most=60, required_words=lazy("请写活动名称。"))
    on = day(lazy("日期"))
    starts = time_of_day(lazy("开始时间"), lazy("请写几点开始。"))
    ends = time_of_day(lazy("结束时间"), lazy("请写几点结束。"))
    venue = Words(label=lazy("地点"), most=80, required_words=lazy("请写在哪里。"))
    takes_sign_up = forms.BooleanField(
        label=lazy("要报名（居民用手机号在网上报，当面报的由您登记）"), required=False, initial=True
    )
    capacity = number(lazy("名额"), required=False, help_text=lazy("不限人数的留空。"))
    reason = why(lazy("为什么改"))

    def __init__(self, *args, plan=None, moves=None, **kwargs):
        initial = {"venue": plan.venue} if plan else {}
        if moves is not None:
            initial = {name: getattr(moves, name) for name in OCCASION}
        super().__init__(*args, initial=initial, **kwargs)
        if moves is None:
            del self.fields["reason"]

    def clean(self):
        told = super().clean()
        starts, ends = told.get("starts"), told.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("结束时间要晚于开始时间。"))
        return told

    def occasion(self):
        return Occasion(**{name: self.cleaned_data[name] for name in OCCASION})


class CancelForm(forms.Form):
    reason = why(lazy("为什么取消"))


class ExplainForm(LateFields):
    words = Words(
        label=lazy("为什么没有做足、怎么补"), least=10, most=300, rows=3,
        required_words=lazy("请写明原因。"), help_text=lazy("会公开：不写姓名、电话、门牌。"),
    )  # fmt: skip


class TurnoutForm(forms.Form):
    """One number is enough; who signed up is ticked, the rest lies behind a fold."""

    came = forms.MultipleChoiceField(
        label=lazy("报了名的，来了打勾"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": lazy("报名名单刚才变了，请刷新页面再勾。")},
    )  # fmt: skip
    others = number(lazy("没报名、来了多少人"), least=0, required=False)
    way = forms.ChoiceField(
        label=lazy("怎么数的"), choices=Attendance.Way.choices, widget=forms.RadioSelect,
        error_messages={"required": lazy("请选怎么数的。")},
    )  # fmt: skip
    sessions = number(
        lazy("算几场（次）"), most=366, required=False,
        help_text=lazy("一般是 1；送餐等一周登记一次的，写这一周送了几次。"),
    )  # fmt: skip
    volunteers = number(lazy("志愿者人数"), least=0, required=False)
    hours = forms.DecimalField(
        label=lazy("每人服务几小时"), min_value=0, max_value=24, decimal_places=1, required=False,
        widget=forms.NumberInput(
            {"inputmode": "decimal", "step": "0.5", "min": 0, "max": 24, "class": "short"}
        ),
        error_messages={
            "invalid": lazy("小时数写成 1.5 这样。"), "max_value": lazy("每人最多 24 小时。"),
        },
    )  # fmt: skip
    team = forms.ModelChoiceField(
        Organisation.objects.none(), label=lazy("公益服务队"), required=False,
        empty_label=lazy("没有，或者没登记"),
    )  # fmt: skip
    words = Words(
        label=lazy("活动情况"), most=200, rows=2, required=False,
        help_text=lazy("会公开：不写姓名、电话、门牌。"),
    )  # fmt: skip
    reason = why(lazy("更正原因"))
    late_reason = forms.CharField(label=lazy("为什么补录"), max_length=200, required=False)

    def __init__(self, *args, activity, coming, corrects=None, names=False, **kwargs):
        """`coming` are the standing sign-ups with their contacts, masked without `names`; `corrects` is
        what holds now."""
        super().__init__(*args, initial=_as_counted(corrects, coming), **kwargs)
        teams = Organisation.objects.standing().filter(
            village=activity.project.village_id, kind=Organisation.Kind.TEAM
        )
        self.fields["team"].queryset = teams
        self.fields["came"].choices = [(str(one.pk), _called(one.contact, names)) for one in coming]
        if not coming:
            del self.fields["came"]
            self.fields["others"].label = _("来了多少人")
            self.fields["others"].required = True
        del self.fields["reason" if corrects is None else "late_reason"]

    @property
    def folded(self):
        return [self[name] for name in ("sessions", "volunteers", "hours", "team", "words")]

    def told(self):
        told = self.cleaned_data
        return Came(
            way=told["way"], others=told["others"] or 0, team=told["team"], words=told["words"],
            came=tuple(int(pk) for pk in told.get("came", ())), sessions=told["sessions"] or 1,
            volunteers=told["volunteers"] or 0, hours=told["hours"] or 0,
        )  # fmt: skip

    def how(self):
        return {
            name: self.cleaned_data[name]
            for name in ("reason", "late_reason")
            if name in self.fields
        }


def _called(contact, names):
    """王** 尾号2021: enough to tick her off; the whole name after 查看."""
    if names:
        return contact.name
    tail = _("尾号{}").format(contact.phone[-4:]) if contact.phone else ""
    return f"{masked_name(contact.name)} {tail}".strip()


def _as_counted(row, coming):
    if row is None:
        return {"way": "sign_in" if coming else "head_count", "sessions": 1}
    return {
        "way": row.way, "others": row.others, "came": [str(pk) for pk in row.came],
        "sessions": row.sessions, "volunteers": row.volunteers or None,
        "hours": row.half_hours / 2 or None, "team": row.team_id, "words": row.words,
    }  # fmt: skip
