"""每周小结: each office reads on Monday what waits for it and what is overdue; an office with nothing
to do hears nothing."""

from projects.queries.desks import LATE, OTHERS, TODAY, WEEK, desk_of
from villages.models import Post
from villages.offices import office_of
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.outbox.actions import owe
from weishishi.outbox.models import Message

TOLD = (Role.SECRETARY, Role.LIAISON, Role.TOWN_OFFICER, Role.DISTRICT_OFFICER)


def sum_up():
    """One message per office and week, however often it is asked; returns how many were written."""
    today = clock.today()
    year, week, _day = today.isocalendar()
    written = 0
    for office, post in _offices(today).items():
        key = f"weekly:{office[1]}:{year}-{week}"
        facts = _facts(desk_of(post), post, today)
        if facts and not Message.objects.filter(dedupe_key=key).exists():
            owe(recipient=office, topic="weekly", about="", facts=facts, dedupe_key=key)
            written += 1
    return written


def _offices(today):
    posts = Post.objects.held_on(today).filter(role__in=TOLD)
    posts = posts.select_related("village__town", "town", "district", "person")
    return {office_of(post): post for post in posts.order_by("-pk")}


def _facts(desk, post, today):
    numbers = {group.key: group.number for group in desk.groups}
    mine = sum(number for key, number in numbers.items() if key != OTHERS)
    if not mine:
        return None
    return {
        "title": post.office, "number": "", "day": in_chinese(today), "mine": mine,
        "late": numbers.get(LATE, 0), "week": numbers.get(TODAY, 0) + numbers.get(WEEK, 0),
    }  # fmt: skip
