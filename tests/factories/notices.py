"""Matters that hang on the board, and what neighbours said to them."""

from datetime import timedelta
from uuid import uuid4

from projects import board
from projects.actions import objections
from projects.actions.objections import Said
from tests.factories.meetings import decide
from tests.factories.projects import bring, furnish, propose
from villages import notices
from weishishi.kernel import clock

WORDS = "灯太亮，会照进我家卧室，请装低一些。"
ANSWER = "已和厂家商量，灯罩朝下，不照窗户，谢谢您的意见。"
BASIS = "2026年6月1日村民代表会议表决"


def ready(village, clerk, *, days_ago=9, **facts):
    """A matter with all that a notice asks for, submitted so many days ago."""
    furniture = {name: facts.pop(name) for name in ("parts", "work") if name in facts}
    at = clock.now() - timedelta(days=days_ago)
    return furnish(propose(village, by=clerk, at=at, **facts), **furniture)


def decided(village, clerk, **facts):
    """The same, talked about and decided by a meeting."""
    project = bring(ready(village, clerk, **facts), "deliberate")
    decide(project, project.state_since + timedelta(minutes=5))
    return project


def posted(village, clerk, *, days_ago=0, **facts):
    """The same, its notice posted so many days ago."""
    project = ready(village, clerk, days_ago=days_ago + 5, **facts)
    an_hour_before = clock.now() - timedelta(days=days_ago, hours=1)
    return bring(project, "post_notice", start=an_hour_before)


def said(words=WORDS, **more):
    return Said(
        **{"form_token": uuid4(), "words": words, "notice_version": notices.CURRENT, **more}
    )


def object_to(project, by, *, at=None, **more):
    return objections.receive(board.item_of(project), by=by, said=said(**more), at=at)
