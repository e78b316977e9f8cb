"""A visit of the district to a village, with one thing found."""

from datetime import timedelta
from uuid import uuid4

from projects.actions import guidance
from projects.actions.guidance import Guided
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor


def told(**more):
    today = clock.today()
    return Guided(
        **{
            "on": today, "way": "site", "where": "党群服务中心", "what": "看台账，教填申报表。",
            "form_token": uuid4(), "issues": (("公示没有拍照", "补拍张贴照片", today + timedelta(7)),),
            **more,
        }
    )  # fmt: skip


def guided(village, post, **more):
    return guidance.write(village, by=Actor.at(post), guided=told(**more))
