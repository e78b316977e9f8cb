"""Who came? Written down from the spot: by the sign-in list or by a head count; corrected with a reason."""

from dataclasses import dataclass

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import LEAST_REASON, locked, write_down
from projects.actions.services import ENDING
from projects.models import Activity, Attendance
from projects.states import State
from villages.models import Organisation
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

CORRECTING = (*ENDING, State.COMPLETED, State.EVALUATING, State.EVALUATED)


@dataclass(frozen=True)
class Came:
    """`came` are keys of sign-ups; `others` came without one. `hours` of each volunteer, in halves."""

    way: str
    others: int = 0
    came: tuple = ()
    sessions: int = 1
    volunteers: int = 0
    hours: float = 0
    team: Organisation | None = None
    words: str = ""


@atomic
def hold(activity, told, *, by, reason="", late_reason=""):
    """Write down how many came; the first time the activity becomes held, later with a reason.

    `Refused` before it began, when it was cancelled, and for hours that are not whole halves. More
    than there were places is allowed; `is_above` says so.
    """
    project = locked(activity.project, by, states=CORRECTING)
    activity = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    _must_have_begun(activity)
    is_first = activity.state == Activity.State.ANNOUNCED
    if is_first and project.status not in ENDING:
        raise Refused(_("现在是“{}”，不能再登记新的活动。").format(project.get_state_display()))
    if not is_first and len(reason.strip()) < LEAST_REASON:
        raise Refused(_("更正到场人数要写明原因，至少 {} 个字。").format(LEAST_REASON))
    row = write_down(
        Attendance, project, by, min(activity.ends_at, clock.now()) if is_first else None,
        late_reason, activity=activity, reason="" if is_first else reason.strip(),
        **_counted(activity, told, project),
    )  # fmt: skip
    if is_first:
        activity.state, activity.ended_at = Activity.State.HELD, row.recorded_at
        activity.save(update_fields=["state", "ended_at"])
    return row


def is_above(activity, row):
    """By how many it was more than there were places; 0 where it was not."""
    return max(0, row.person_times - activity.capacity) if activity.capacity else 0


def _must_have_begun(activity):
    if activity.state == Activity.State.CANCELLED:
        raise Refused(_("这次活动取消了，不能登记到场。"))
    if clock.now() < activity.starts_at:
        raise Refused(_("活动还没有开始，开始以后再登记到场人数。"))


def _counted(activity, told, project):
    keys = sorted(set(told.came))
    if len(keys) != activity.sign_ups.standing().filter(pk__in=keys).count():
        raise Refused(_("报名名单刚才变了，请刷新页面再勾。"))
    halves = round(told.hours * 2)
    if halves != told.hours * 2:
        raise Refused(_("志愿服务时间以半小时为一档，例如 1.5。"))
    if told.team and (
        told.team.kind != Organisation.Kind.TEAM or told.team.village_id != project.village_id
    ):
        raise Refused(_("请选本村（社区）登记的公益服务队。"))
    return {
        "way": told.way, "came": keys, "others": told.others, "sessions": told.sessions,
        "person_times": len(keys) + told.others, "volunteers": told.volunteers,
        "half_hours": halves, "team": told.team, "words": told.words.strip(),
    }  # fmt: skip
