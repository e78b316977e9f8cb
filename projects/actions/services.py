"""What a service was agreed to be, which activities it announces, moves and cancels, and what is missing.

The row of the project is locked first, then the activity's: nobody signs up for what is just being
cancelled, and nobody is promised a place that is just being taken away.
"""

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import LEAST_REASON, locked, may_be_empty, write_down
from projects.choices import ProjectClass
from projects.models import Activity, ActivityChange, ServicePlan, Shortfall
from projects.queries.services import missing_of
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe_all

PLANNING = (
    State.SCREENING, State.DELIBERATING, State.ON_NOTICE, State.TOWN_REVIEW, State.CONFIRMED,
    State.IN_PROGRESS, State.SUSPENDED, State.INSPECTING, State.RECTIFYING,
)  # fmt: skip
ANNOUNCING = (State.CONFIRMED, State.IN_PROGRESS, State.RECTIFYING)
ENDING = (*ANNOUNCING, State.SUSPENDED, State.INSPECTING)


@dataclass(frozen=True)
class Agreed:
    """`activities` is None for what is not counted by occasions."""

    eligibility: str
    begins_on: date
    ends_on: date
    frequency: str
    venue: str
    person_times: int
    activities: int | None = None


@dataclass(frozen=True)
class Occasion:
    """`capacity` None: as many as want to."""

    title: str
    on: date
    starts: time
    ends: time
    venue: str
    takes_sign_up: bool = True
    capacity: int | None = None


@atomic
def plan(project, agreed, *, by, reason="", at=None, late_reason=""):
    """Write down what the service is; another plan replaces the first and says why. `Refused` where an
    activity would be left outside the period."""
    project = _service(project, by, PLANNING)
    if project.service_plans.exists() and len(reason.strip()) < LEAST_REASON:
        raise Refused(_("更正服务约定要写明原因，至少 {} 个字。").format(LEAST_REASON))
    outside = project.activities.exclude(state=Activity.State.CANCELLED).exclude(
        on__range=(agreed.begins_on, agreed.ends_on)
    )
    if one := outside.first():
        raise Refused(
            _("{day}的“{title}”不在新的服务期内，请先改期或取消，或者把服务期写宽一点。").format(
                day=written(one.on), title=one.title
            )
        )  # fmt: skip
    return write_down(
        ServicePlan, project, by, at, late_reason, reason=reason.strip(), **vars(agreed)
    )


@atomic
def announce(project, occasion, *, by, at=None):
    """Put one activity on the calendar; `Refused` outside the period of the plan. Where nothing new is
    offered any more, what took place and was forgotten may still be written down."""
    project = _service(project, by, ENDING)
    _must_fit(project, occasion.on)
    activity = Activity(
        project=project, announced_by=by.post, announced_by_name=by.name,
        announced_at=at or clock.now(), **_sound(occasion),
    )  # fmt: skip
    is_over = activity.ends_at <= clock.now()
    if not is_over and project.status not in ANNOUNCING:
        raise Refused(
            _("现在是“{}”，不能再预告活动，只能补记已经办过的。").format(
                project.get_state_display()
            )
        )
    if is_over and occasion.takes_sign_up and not by.imports:
        raise Refused(_("这个时间已经过去，不能再报名；补记以前的活动，请去掉“要报名”前面的勾。"))
    return _kept(activity)


@atomic
def move(activity, occasion, *, by, reason):
    """Another day, time, place or number of places, for everybody to read; who signed up is told.
    `Refused` for fewer places than are taken."""
    project = _service(activity.project, by, ANNOUNCING)
    activity = announced(activity)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("改活动要写明原因，至少 {} 个字。").format(LEAST_REASON))
    _must_fit(project, occasion.on)
    taken = activity.sign_ups.standing().count()
    if occasion.capacity and occasion.capacity < taken:
        raise Refused(_("已经有 {} 人报名，名额不能比这个少。").format(taken))
    if taken and not occasion.takes_sign_up:
        raise Refused(_("已经有 {} 人报名，不能改成不用报名。").format(taken))
    before = told_of(activity)
    for name, value in _sound(occasion).items():
        setattr(activity, name, value)
    if told_of(activity) == before:
        raise Refused(_("没有改动，请先改日期、时间、地点或名额。"))
    _kept(activity)
    change = write_down(
        ActivityChange, project, by, None, "", activity=activity, reason=reason.strip(),
        words=f"{before} → {told_of(activity)}",
    )  # fmt: skip
    _tell(activity, project, "activity_moved", f"moved:{change.pk}", reason.strip())
    return activity


@atomic
def cancel(activity, *, by, reason, at=None):
    """It does not take place; who signed up is told why."""
    project = _service(activity.project, by, ENDING)
    activity = announced(activity)
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("取消活动要写明原因，至少 {} 个字。").format(LEAST_REASON))
    activity.state, activity.cancel_reason = Activity.State.CANCELLED, reason.strip()
    activity.ended_at = at or clock.now()
    _kept(activity)
    _tell(activity, project, "activity_cancelled", f"cancelled:{activity.pk}", reason.strip())
    return activity


@atomic
def explain(project, *, by, words, at=None, late_reason=""):
    """Why less was given than agreed; holds for the numbers as they are now."""
    project = _service(project, by, (*PLANNING, State.RECTIFYING))
    missing = missing_of(project)
    if missing is None:
        raise Refused(_("约定的都做足了，不用说明。"))
    if len(words.strip()) < 10:
        raise Refused(_("请写明为什么没有做足、怎么补，至少 10 个字。"))
    return write_down(
        Shortfall, project, by, at, late_reason, agreed=missing.agreed, given=missing.given,
        unit=missing.unit, words=words.strip(),
    )  # fmt: skip


def announced(activity):
    """The activity's row, locked; `Refused` when it was held or cancelled."""
    activity = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    if activity.state != Activity.State.ANNOUNCED:
        raise Refused(_("这次活动{}，不能再改。").format(activity.get_state_display()))
    return activity


def told_of(activity):
    """6月11日 14:30—16:00 党群服务中心，30 人; stored and sent, so in Chinese."""
    places = f"，名额 {activity.capacity} 人" if activity.capacity else ""
    when = f"{activity.on:%-m月%-d日} {activity.starts:%H:%M}—{activity.ends:%H:%M}"
    sign_up = "" if activity.takes_sign_up else "，不用报名"
    return f"{activity.title}：{when} {activity.venue}{places}{sign_up}"


def _service(project, by, states):
    project = locked(project, by, states=states)
    if project.project_class != ProjectClass.SERVICES:
        raise Refused(_("只有服务类项目才有服务约定和活动；类别写错了，请先在“填资料”里改。"))
    return project


def _must_fit(project, on):
    agreed = project.service_plans.last()
    if agreed is None:
        raise Refused(_("请先填服务约定：给谁、从哪天到哪天、多少场。"))
    if not agreed.begins_on <= on <= agreed.ends_on:
        raise Refused(
            _("活动日期要在服务期内（{first}到{last}），请换一天；要延期，先更正服务约定。").format(
                first=written(agreed.begins_on), last=written(agreed.ends_on)
            )
        )  # fmt: skip


def _sound(occasion):
    """What is typed, cleaned; the times are held against each other before PostgreSQL does."""
    if occasion.ends <= occasion.starts:
        raise Refused(_("结束时间要晚于开始时间。"))
    facts = vars(occasion) | {"title": occasion.title.strip(), "venue": occasion.venue.strip()}
    return facts | {"capacity": occasion.capacity if occasion.takes_sign_up else None}


def _kept(row):
    try:
        row.clean_fields(exclude=may_be_empty(type(row)))
        with in_words(type(row)):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row


def _tell(activity, project, topic, key, reason):
    """Who signed up, and left a phone, gets the sentence; in the same transaction."""
    standing = activity.sign_ups.standing().exclude(phone_index="")
    owe_all(
        {
            f"activity-{key}:{pk}": ("contact", contact)
            for pk, contact in standing.values_list("pk", "contact")
        },
        topic=topic, about=project.query_no,
        facts={"told": told_of(activity), "reason": reason},
    )  # fmt: skip
