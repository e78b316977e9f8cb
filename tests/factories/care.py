"""A need written down in confidence, and its reading."""

from uuid import uuid4

from projects.actions import care
from projects.actions.care import Looked, Need
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

NAME, ADDRESS, WORDS = "欧阳婆婆", "暗巷九号二楼", "洗澡时怕滑倒"
WHY = "上门装扶手，核对住址"


def need(**more):
    return Need(
        **{
            "year": 2026, "category": "old", "kind": "safety", "name": NAME, "address": ADDRESS,
            "need": WORDS, "is_agreed": True, **more,
        }
    )  # fmt: skip


def written(village, by, **more):
    return care.write(village, by=by, need=need(**more), form_token=uuid4())


def looked(**more):
    return Looked(
        **{
            "checked_on": clock.today(), "in_order": ("floor", "light"), "grade": "some",
            "advice": "卫生间装扶手", **more,
        }
    )  # fmt: skip


def in_confidence(village, clerk):
    """(a need, a reading by somebody of that village)"""
    found = written(village, clerk)
    reader = Actor.at(appoint(Role.LIAISON, village, f"reader-of-{village.pk}"))
    return found, care.read(found, by=reader, why=WHY)
