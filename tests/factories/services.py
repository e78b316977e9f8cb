"""A service: the plan, activities on days to come or gone by, who signs up and who came."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.utils.timezone import localdate, localtime

from projects.actions import facts, served, services, sign_ups, turnout
from projects.actions.served import Who
from projects.actions.services import Agreed, Occasion
from projects.actions.sign_ups import Coming
from projects.actions.turnout import Came
from projects.models import Activity
from tests.factories.projects import bring, furnish, propose
from tests.factories.works import CLERK
from villages import notices
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

SONGS = [("课程", 3, "场", None)]
_serial = count(1)


def phone():
    return f"139{next(_serial):08}"


def agreed(**more):
    today = clock.today()
    return Agreed(
        **{
            "eligibility": "本社区居民", "begins_on": today - timedelta(days=40),
            "ends_on": today + timedelta(days=40), "frequency": "每周二、周五晚上",
            "venue": "党群服务中心", "activities": 3, "person_times": 90, **more,
        }
    )  # fmt: skip


def course(village, clerk, until="start", work=SONGS, **more):
    """A service project with its plan, brought so far."""
    project = propose(village, by=clerk, at=clock.now() - timedelta(days=9))
    project = furnish(project, work=work)
    facts.edit(project, by=clerk, project_class="services", micro_type="service")
    project = bring(project, until)
    services.plan(project, agreed(**more), by=clerk)
    return project


def occasion(days=3, **more):
    """In so many days, from two to half past three; negative: that many days ago."""
    at = localtime(clock.now())
    on = localdate(at) + timedelta(days=days)
    starts = at.replace(hour=14, minute=0, second=0, microsecond=0).time()
    ends = at.replace(hour=15, minute=30, second=0, microsecond=0).time()
    return Occasion(
        **{
            "title": "红歌传唱", "on": on, "starts": starts, "ends": ends,
            "venue": "党群服务中心", "takes_sign_up": days > 0, "capacity": None, **more,
        }
    )  # fmt: skip


def announce(project, days=3, by=None, **more):
    return services.announce(project, occasion(days, **more), by=by or CLERK)


def coming(**more):
    return Coming(
        **{
            "form_token": uuid4(), "name": "陈姨", "phone": phone(),
            "notice_version": notices.CURRENT, **more,
        }
    )  # fmt: skip


def sign_up(activity, by=None, **more):
    return sign_ups.sign_up(activity, coming(**more), by=by)


def past(activity, days=1):
    """The days went by; nothing else does that in a test."""
    Activity.objects.filter(pk=activity.pk).update(on=clock.today() - timedelta(days=days))
    activity.refresh_from_db()
    return activity


def came(others=30, **more):
    return Came(**{"way": "head_count", "others": others, **more})


def hold(project, days=1, others=30, by=None, **more):
    """One more activity of some days ago, with so many who came."""
    activity = announce(project, -days, by=by, title=f"第 {next(_serial)} 场")
    turnout.hold(activity, came(others, **more), by=by or CLERK)
    activity.refresh_from_db()
    return activity


def who(**more):
    return Who(
        **{
            "form_token": uuid4(), "kind": "elderly", "name": "李婆婆", "phone": phone(),
            "since": clock.today(), "is_eligible": True, "is_agreed": True, **more,
        }
    )  # fmt: skip


def read_by(project, post, why="上门送餐，核对名单"):
    """Somebody of that post opens the list of the served."""
    return served.read(project, by=Actor.at(post), why=why)


def enrol(project, by=None, **more):
    return served.enrol(project, who(**more), by=by or CLERK)
