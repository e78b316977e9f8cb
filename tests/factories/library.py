"""What was done well somewhere: an entry of the library, a model project, a briefing."""

from itertools import count

from projects.actions import briefings, distinctions, library
from projects.actions.library import Dish
from projects.models import Briefing
from tests.factories.works import CLERK, organisation
from weishishi.kernel import clock

WHY = "办得好，别的村也用得上，值得推广。"
_serial = count(1)


def dish(*projects, **more):
    return Dish(
        **{
            "title": f"独居长者上门理发{next(_serial)}", "project_class": "services",
            "micro_type": "service", "what": "每月一次，由志愿者上门为行动不便的长者理发。",
            "days": 180, "conditions": "有 5 名以上志愿者。", "projects": projects, **more,
        }
    )  # fmt: skip


def in_the_library(project, by=CLERK, **more):
    """An entry that stands on this evaluated project."""
    district = project.village.town.district
    return library.take_in(dish(project, **more), by=by, reason=WHY, district=district)


def distinguish(project, until="confirmed", by=CLERK):
    for kind in ("recommended", "confirmed", "taken_back"):
        distinctions.say(project, distinctions.Did(kind), by=by, reason=WHY)
        if kind == until:
            return project
    raise AssertionError(until)


def briefing(village, by=CLERK, guests=(), **more):
    """One of today, with its guests."""
    district = village.town.district
    row = Briefing(
        **{
            "district": district, "title": f"政策推介会{next(_serial)}", "held_on": clock.today(),
            "venue": "党群服务中心", **more,
        }
    )  # fmt: skip
    return briefings.prepare(
        row, by=by, guests=list(guests) or [organisation(district, "受邀公司")]
    )
