"""Which matters can be posted, which objections wait for an answer, and in whose hands are they?"""

from django.db.models import Q

from projects.models import NoticeItem, Objection, Project
from projects.states import OPEN_TO_OBJECTIONS, State
from villages.scopes import villages_of
from weishishi.kernel import clock
from weishishi.kernel.numbers import spaced

MOST = 20  # on 我的待办; the rest is behind its link
MOST_TO_POST = 60


def to_post(post):
    """The matters of her village that were talked about and may hang out next; one query."""
    rows = Project.objects.filter(village=post.village_id, state=State.DELIBERATING)
    return rows.select_related("village__town").order_by("due_on", "pk")[:MOST_TO_POST]


def open_items(post):
    """The lines of notices to which somebody can still object, of the villages of this post."""
    rows = NoticeItem.objects.filter(
        withdrawn_at__isnull=True, project__state__in=OPEN_TO_OBJECTIONS,
        notice__village__in=villages_of(post).order_by().values("pk"),
    )  # fmt: skip
    return rows.select_related("notice__village", "project").order_by("-pk")


def is_open():
    """The condition: not answered yet."""
    return Q(answered_at__isnull=True)


def waiting_for(notice):
    """(pk, 意见号) of what was said to this notice and has no answer yet; one query."""
    rows = Objection.objects.filter(is_open(), item__notice=notice).order_by("due_on", "pk")
    return [(pk, spaced(number)) for pk, number in rows.values_list("pk", "number")]


def waiting(post):
    """For 我的待办: those without an answer in the villages of this post."""
    reached = villages_of(post).order_by().values("pk")
    return [(Objection.objects.filter(is_open(), item__notice__village__in=reached), _first)]


def _first(rows):
    """What is due first on top, each with `is_late`; one more than the page shows, one query."""
    found = list(
        rows.select_related("item__notice__village__town", "item__project")
        .defer("words")
        .order_by("due_on", "pk")[: MOST + 1]
    )
    for one in found:
        one.is_late = bool(one.due_on and one.due_on < clock.today())
    return found
