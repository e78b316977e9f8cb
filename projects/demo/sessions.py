"""When were the invented services given? Agreed on the day they begin; held on days between the start and
what ended or stopped them, as many as the list of work says."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from django.utils.timezone import localdate

from projects.actions import services, turnout
from projects.actions.services import Agreed, Occasion
from projects.actions.turnout import Came
from projects.choices import ProjectClass
from projects.demo.days import LAST, is_ordinary_weekend, is_working_day
from projects.demo.declared import days_of

BY_HEADS = "人次"  # the unit of what is not counted by occasions
HOURS_AT_ONCE = 2  # 课时 of one occasion
WEEKEND, MOST_A_DAY = "周末", 8
# When it is given, where its title says the time of the day.
HOURS = {
    "晚间": (time(19), time(20, 30)), "午间": (time(12), time(13, 30)), WEEKEND: (time(9), time(11)),
}  # fmt: skip
SIGNED = "按纸质签到表登记。"
HALL, AT_HOME = "党群服务中心", "长者家中"
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Habit:
    """How one kind of service is given: to whom, where, from when until when, to how many at once."""

    eligibility: str
    starts: time
    ends: time
    at_once: int = 20
    venue: str = HALL
    at_weekends: bool = False


HABITS = {
    "haircut": Habit("本村（社区）的长者", time(9), time(11)),
    "lecture": Habit("本村（社区）居民，愿意听就能来", time(19, 30), time(21), 40),
    "class": Habit("本村（社区）居民", time(9), time(10, 30)),
    "kids": Habit("双职工家庭的小学生", time(16, 30), time(18)),
    "visit": Habit("独居、高龄长者", time(9), time(11, 30), venue=AT_HOME),
    "repair": Habit("本村（社区）居民", time(9), time(11, 30), 60, "党群服务中心门前"),
    "clinic": Habit("本村（社区）居民，长者优先", time(15), time(16, 30), 40),
    "disabled": Habit("持证的残障人士", time(9), time(11)),
    "family": Habit("有孩子的家庭", time(9, 30), time(11), 30, at_weekends=True),
    "elders": Habit("60 岁以上的长者", time(9), time(11, 30), 80),
    "women": Habit("想学一门手艺的妇女", time(9), time(11)),
    "workers": Habit("外来务工人员和家属", time(19, 30), time(21), 30),
}  # fmt: skip


@dataclass(frozen=True)
class Session:
    day: date
    person_times: int


def begin(project, plan, at, by):
    """What was agreed, on the day on which it begins."""
    if plan.kind not in HABITS:
        return
    habit, planned = HABITS[plan.kind], sessions_of(plan)
    _name, quantity, unit, _place = plan.work[0]
    by_heads = unit == BY_HEADS
    at_once = f"，每次 {HOURS_AT_ONCE} 课时" if unit == "课时" else ""
    agreed = Agreed(
        eligibility=habit.eligibility, begins_on=localdate(at),
        ends_on=max(_last_day(plan), planned[-1].day),
        frequency="按约定的时间" if by_heads else f"一共 {quantity} {unit}{at_once}",
        venue=habit.venue, person_times=sum(one.person_times for one in planned),
        activities=None if by_heads else len(planned),
    )  # fmt: skip
    services.plan(project, agreed, by=by, at=at)


def hold_until(project, plan, day, by):
    """Write down what was given before that day and is not written down yet, month by month."""
    if plan.kind not in HABITS:
        return
    written = sum(project.attendances.values_list("sessions", flat=True))
    due = [one for one in sessions_of(plan) if one.day < day][written:]
    for _month, some in groupby(due, key=lambda one: one.day.month):
        some = list(some)
        _hold(project, plan, some, written, by)
        written += len(some)


def _hold(project, plan, some, before, by):
    habit, on = HABITS[plan.kind], some[-1].day
    starts, ends = HOURS.get(plan.title[:2], (habit.starts, habit.ends))
    occasion = Occasion(
        _title(plan, some, before + 1), on, starts, ends, habit.venue,
        takes_sign_up=False,
    )  # fmt: skip
    activity = services.announce(project, occasion, by=by, at=_begun_at(plan))
    came = Came(
        way="head_count", others=sum(one.person_times for one in some), sessions=len(some),
        words=SIGNED,
    )  # fmt: skip
    turnout.hold(activity, came, by=by)


def _title(plan, some, first):
    """From which day to which, and which of all sessions."""
    begun, on = some[0].day, some[-1].day
    days = "" if begun == on else f"{begun:%-m月%-d日}至{on:%-m月%-d日}"
    last = first + len(some) - 1
    if plan.work[0][2] == BY_HEADS:
        return f"{days or f'{on:%-m月%-d日}'}的服务"
    number = f"第 {first} 场" if first == last else f"第 {first}—{last} 场"
    return f"{days}，{number}" if days else number


def sessions_of(plan):
    """Every session that was agreed, in its order."""
    _name, quantity, unit, _place = plan.work[0]
    days = _days_for(plan)
    if unit == BY_HEADS:
        return _shared(quantity, days[:quantity])
    number = -(-quantity // HOURS_AT_ONCE) if unit == "课时" else quantity
    at_once = min(HABITS[plan.kind].at_once, *(count or 1000 for _group, count in plan.groups))
    return [
        Session(days[(2 * one + 1) * len(days) // (2 * number)], at_once) for one in range(number)
    ]


def _shared(quantity, days):
    done = [quantity * number // len(days) for number in range(len(days) + 1)]
    return [
        Session(day, there - before)
        for day, before, there in zip(days, done, done[1:], strict=False)
    ]


def _days_for(plan):
    """Those on which it may be given: working days, or weekends where there are enough of them."""
    first = localdate(_begun_at(plan)) + A_DAY
    stopped = _stops(plan)
    between = [first + n * A_DAY for n in range((_last_day(plan) - first).days + 1)]
    between = [day for day in between if not any(since <= day < until for since, until in stopped)]
    at_weekends = HABITS[plan.kind].at_weekends or plan.title.startswith(WEEKEND)
    off = [day for day in between if is_ordinary_weekend(day)] if at_weekends else []
    if off and len(off) * MOST_A_DAY >= plan.work[0][1]:
        return off
    return [day for day in between if is_working_day(day)]


def _last_day(plan):
    """The day before the first inspection; of what goes on, the end of the contract."""
    inspected = _at(plan, "inspect")
    if inspected:
        return localdate(inspected) - A_DAY
    return localdate(_begun_at(plan)) + timedelta(days=days_of(plan))


def _stops(plan):
    """[(since, until)] of the times in which it rested, or was given up."""
    found, since = [], None
    for deed in plan.deeds:
        if deed.verb in ("suspend", "terminate"):
            since = localdate(deed.at)
        elif deed.verb == "resume":
            found.append((since, localdate(deed.at)))
            since = None
    return [*found, (since, LAST + A_DAY)] if since else found


def _begun_at(plan):
    return _at(plan, "start")


def _at(plan, verb):
    return next((deed.at for deed in plan.deeds if deed.verb == verb), None)


def given_until(plan, day):
    """(how many sessions, how many person-times) of all were given before that day, of the plan."""
    some = [one for one in sessions_of(plan) if one.day < day]
    return len(some), sum(one.person_times for one in some)


def is_counted(plan):
    return plan.project_class == ProjectClass.SERVICES and plan.kind in HABITS
