"""Which services run in the demo? The course of songs, the meals brought home, and one that takes
sign-ups. Whom they serve is invented; of the newspaper are the places and what is offered."""

from datetime import date, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from projects.actions import served, services, sign_ups, turnout
from projects.actions.served import Who
from projects.actions.services import Agreed, Occasion
from projects.actions.sign_ups import Coming
from projects.actions.turnout import Came
from projects.choices import Group, ProjectClass
from projects.demo.days import LAST
from projects.lifecycle import ProjectLife
from projects.models import Activity
from villages import notices
from weishishi.kernel.actor import Actor
from weishishi.kernel.workdays import working_days_between

# In so many days from the demo's day, from when until when, how many places.
COMING = (
    (3, time(9, 30), time(11), 15), (5, time(19, 30), time(21), 30), (8, time(15), time(16, 30), None),
)  # fmt: skip
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
        eligibility="本社区党员、居民，爱唱就能来", begins_on=date(2021, 4, 9),
        ends_on=date(2021, 5, 20), frequency="每周二、周五晚上，一共 12 场",
        venue="草堂湾社区党群服务中心", activities=12, person_times=360,
    ),
    MEALS: Agreed(
        eligibility="因身体、路途等原因不便到社区长者饭堂就餐的长者", begins_on=date(2021, 4, 1),
        ends_on=date(2021, 12, 31), frequency="每个工作日中午", venue="送餐上门",
        activities=180, person_times=180 * ELDERS,
    ),
}  # fmt: skip


def before(step, project, plan, by):
    """All lessons are held when the course asks for its acceptance."""
    if step is ProjectLife.inspect and plan.key == SONGS:
        for one, came in zip(_waiting(project), SINGERS, strict=True):
            _hold(one, came, by, volunteers=3, hours=2)


def after(step, project, plan, at, by):
    """On the day on which it begins: what was agreed, and what is announced for the time to come."""
    if step is not ProjectLife.start or plan.key not in AGREED:
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
        if day.weekday() in (1, 4):
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
    """Some running services of the others take sign-ups for the next weeks: of one a few were held
    already, and three have signed up."""
    plan, *others = [
        one for one in plans
        if one.project_class == ProjectClass.SERVICES and one.outcome == "in_progress"
        and one.released_at and not one.key.startswith("article-")
    ][: 1 + len(COMING)]  # fmt: skip
    for other, times in zip(others, COMING, strict=False):
        _announce_the_next(projects[other.key], times, Actor.importer(office_of(other)), today)
    project, by = projects[plan.key], Actor.importer(office_of(plan))
    agreed = Agreed(
        eligibility="本村（社区）居民", begins_on=today - 2 * A_WEEK, ends_on=today + 6 * A_WEEK,
        frequency="每周六上午，一共 8 次", venue="党群服务中心", activities=8, person_times=160,
    )  # fmt: skip
    services.plan(project, agreed, by=by)
    saturday = today - 2 * A_WEEK + (5 - today.weekday()) % 7 * A_DAY
    for week in range(5):
        on = saturday + week * A_WEEK
        occasion = Occasion(
            f"第 {week + 1} 次", on, time(9, 30), time(11), "党群服务中心", capacity=20
        )
        one = services.announce(project, occasion, by=by)
        if on < today:
            _hold(one, 18 + week, by)
    coming = Activity.objects.filter(project=project, state=Activity.State.ANNOUNCED).first()
    for number in range(3):
        said = Coming(
            uuid5(NAMESPACE_URL, f"weishishi-demo:coming:{number}"), f"居民{number + 1}（演示）",
            f"1990001{8000 + number}", notices.CURRENT,
        )  # fmt: skip
        sign_ups.sign_up(coming, said, by=by)


def _announce_the_next(project, times, by, today):
    """Three times, once a week, beginning so many days from today."""
    days, starts, ends, capacity = times
    agreed = Agreed(
        eligibility="本村（社区）居民", begins_on=today, ends_on=today + 6 * A_WEEK,
        frequency="每周一次，一共 3 次", venue="党群服务中心", activities=3, person_times=60,
    )  # fmt: skip
    services.plan(project, agreed, by=by)
    for week in range(3):
        occasion = Occasion(
            f"第 {week + 1} 次", today + days * A_DAY + week * A_WEEK, starts, ends,
            "党群服务中心", capacity=capacity,
        )  # fmt: skip
        services.announce(project, occasion, by=by)


def _waiting(project):
    return list(project.activities.filter(state=Activity.State.ANNOUNCED))


def _hold(activity, came, by, **more):
    told = Came(way="sign_in" if activity.takes_sign_up else "head_count", others=came, **more)
    turnout.hold(activity, told, by=by)
