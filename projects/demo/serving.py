"""Which services run in the demo? The course of songs, the meals brought home, and one that takes
sign-ups. Whom they serve is invented; of the newspaper are the places and what is offered."""

from datetime import date, time, timedelta
from itertools import count, islice
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from projects.actions import served, services, sign_ups, turnout
from projects.actions.served import Who
from projects.actions.services import Agreed, Occasion
from projects.actions.sign_ups import Coming
from projects.actions.turnout import Came
from projects.choices import Group
from projects.demo import sessions
from projects.demo.days import LAST, is_ordinary_weekend, is_working_day
from projects.demo.sessions import HABITS
from projects.lifecycle import ProjectLife
from projects.models import Activity
from projects.states import State
from villages import notices
from weishishi.kernel.actor import Actor
from weishishi.kernel.workdays import working_days_between

# Of which kinds the next times are announced: the kind, the day of the week, how many places.
SATURDAY, WEEKEND = 5, (5, 6)
COMING = (("family", SATURDAY, 20), ("lecture", 2, 40), ("clinic", 3, None), ("women", 1, 20))
TIMES = 3
GOING_ON = ("in_progress", "suspended")
SONGS, MEALS = "article-songs", "article-meals"
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
LESSONS = (
    "没有共产党就没有新中国", "南泥湾", "歌唱祖国", "我的祖国", "十送红军", "映山红",
    "唱支山歌给党听", "党啊，亲爱的妈妈", "保卫黄河", "春天的故事", "走进新时代", "结业合唱",
)  # fmt: skip
# 报道：数十名党员和居民。各场人数是假定。
SINGERS = (46, 38, 35, 41, 33, 30, 36, 34, 39, 32, 37, 48)
ELDERS = 32
AGREED = {
    SONGS: Agreed(
        eligibility="本社区党员、居民，爱唱就能来", begins_on=date(2021, 4, 6),
        ends_on=date(2021, 5, 20), frequency="每周二、周五晚上，一共 12 场",
        venue="草堂湾社区党群服务中心", activities=12, person_times=360,
    ),
    MEALS: Agreed(
        eligibility="因身体、路途等原因不便到社区长者饭堂就餐的长者", begins_on=date(2021, 4, 1),
        ends_on=date(2021, 12, 31), frequency="每个工作日中午", venue="送餐上门",
        activities=180, person_times=180 * ELDERS,
    ),
}  # fmt: skip


def before(step, project, plan, deed, by):
    """What was given by then is written down: all of it when it asks for its acceptance."""
    if (
        step not in (ProjectLife.inspect, ProjectLife.terminate)
        or not project.service_plans.exists()
    ):
        return
    if plan.key == SONGS:
        for one, came in zip(_waiting(project), SINGERS, strict=True):
            _hold(one, came, by, volunteers=3, hours=2)
    sessions.hold_until(project, plan, localdate(deed.at), by)


def after(step, project, plan, at, by):
    """On the day on which it begins: what was agreed, and what is announced for the time to come."""
    if step is not ProjectLife.start or project.service_plans.exists():
        return
    sessions.begin(project, plan, at, by)
    if plan.key not in AGREED:
        return
    services.plan(project, AGREED[plan.key], by=by, at=at)
    if plan.key == SONGS:
        for number, (on, song) in enumerate(zip(_tuesdays_and_fridays(), LESSONS, strict=False)):
            occasion = Occasion(
                f"第 {number + 1} 课《{song}》", on, time(19, 30), time(21), AGREED[SONGS].venue
            )
            services.announce(project, occasion, by=by, at=at)
    elif plan.key == MEALS:
        _bring_meals(project, at, by)


def _tuesdays_and_fridays():
    day = AGREED[SONGS].begins_on
    while day <= AGREED[SONGS].ends_on:
        if day.weekday() in (1, 4) and is_working_day(day):
            yield day
        day += A_DAY


def _bring_meals(project, at, by):
    """Written down week by week, each Friday, for as many working days as the week had."""
    for number in range(ELDERS):
        served.enrol(project, _elder(number), by=by, at=at)
    last, friday = AGREED[MEALS].begins_on - A_DAY, date(2021, 4, 2)
    while friday <= LAST:
        days = working_days_between(last, friday)
        occasion = Occasion(
            f"{friday:%-m月%-d日}这一周送餐", friday, time(11), time(12, 30), "送餐上门",
            takes_sign_up=False,
        )  # fmt: skip
        _hold(services.announce(project, occasion, by=by, at=at), days * ELDERS, by, sessions=days)
        last, friday = friday, friday + A_WEEK


def _elder(number):
    return Who(
        form_token=uuid5(NAMESPACE_URL, f"weishishi-demo:meals:{number}"), kind=Group.ELDERLY,
        name=f"长者{number + 1}（演示）", phone=f"1990001{7000 + number}",
        since=AGREED[MEALS].begins_on, is_eligible=True, is_agreed=True,
    )  # fmt: skip


def leave_open(plans, projects, office_of, today):
    """What goes on is written down up to yesterday. Of some kinds the next three times are announced,
    where one that is not late runs; for the first of them three have signed up."""
    running = [plan for plan in plans if plan.outcome in GOING_ON and plan.kind in HABITS]
    for plan in running:
        sessions.hold_until(projects[plan.key], plan, today, Actor.importer(office_of(plan)))
    first = None
    for kind, weekday, capacity in COMING:
        plan = next(
            (
                one for one in running
                if one.kind == kind and one.released_at and _has_time(projects[one.key], one, today)
            ),
            None,
        )  # fmt: skip
        if plan is None:
            continue
        by, project = Actor.importer(office_of(plan)), projects[plan.key]
        activity = _announce_the_next(project, plan, weekday, capacity, by, today)
        first = first or (activity, by)
    if first:
        _let_three_sign_up(*first)


def _has_time(project, plan, today):
    """It is running, its limit is not over, and three times are left."""
    left = len(sessions.sessions_of(plan)) - sessions.given_until(plan, today)[0]
    return project.state == State.IN_PROGRESS and today <= project.due_on and left >= TIMES


def _announce_the_next(project, plan, weekday, capacity, by, today):
    """Three times, once a week on that day of the week; the first of them."""
    habit, done = HABITS[plan.kind], sessions.given_until(plan, today)[0]
    found = []
    for number, on in enumerate(islice(_ordinary(weekday, today), TIMES), start=done + 1):
        occasion = Occasion(
            f"第 {number} 场", on, habit.starts, habit.ends, habit.venue, capacity=capacity
        )
        found.append(services.announce(project, occasion, by=by))
    return found[0]


def _ordinary(weekday, today):
    """The next days of that weekday that belong to no holiday."""
    is_ordinary = is_ordinary_weekend if weekday in WEEKEND else is_working_day
    return (
        day
        for day in (today + number * A_DAY for number in count(1))
        if day.weekday() == weekday and is_ordinary(day)
    )


def _let_three_sign_up(activity, by):
    for number in range(3):
        said = Coming(
            uuid5(NAMESPACE_URL, f"weishishi-demo:coming:{number}"), f"居民{number + 1}（演示）",
            f"1990001{8000 + number}", notices.CURRENT,
        )  # fmt: skip
        sign_ups.sign_up(activity, said, by=by)


def _waiting(project):
    return list(project.activities.filter(state=Activity.State.ANNOUNCED))


def _hold(activity, came, by, **more):
    told = Came(way="sign_in" if activity.takes_sign_up else "head_count", others=came, **more)
    turnout.hold(activity, told, by=by)
