"""What a feed and a calendar say: released matters by their last step, meetings by place and hour."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from projects.models import Meeting
from projects.queries import public
from projects.states import State
from weishishi.kernel import clock

ENTRIES = 30
A_YEAR = timedelta(days=366)
MOST_MEETINGS = 200


@dataclass(frozen=True)
class Moved:
    number: str
    title: str
    village: str
    state: str
    moment: datetime


def moved(village=None):
    """The ENTRIES released matters that moved last, of the village or the district; one query."""
    rows = public.released(public.visible())
    rows = rows.filter(village=village) if village else rows
    found = public.listed(rows).order_by("-state_since", "-pk")[:ENTRIES]
    return [
        Moved(
            row.query_no, public.title_of(row), row.village.name,
            str(State(row.state).public_name), row.state_since,
        )
        for row in found
    ]  # fmt: skip


@dataclass(frozen=True)
class Due:
    pk: int
    name: str
    venue: str
    begins_at: datetime
    ends_at: datetime | None
    recorded_at: datetime
    is_cancelled: bool


def meetings(village):
    """Those that are called and those of the last year, by name, place and hour; no person."""
    rows = Meeting.objects.filter(village=village, begins_at__gte=clock.now() - A_YEAR)
    rows = rows.select_related("place").only(
        "place__name", "year", "number", "kind", "venue", "begins_at", "ends_at", "recorded_at",
        "status",
    )  # fmt: skip
    return [
        Due(
            one.pk, one.name, one.venue, one.begins_at, one.ends_at, one.recorded_at,
            one.status == Meeting.Status.CANCELLED,
        )
        for one in rows.order_by("-begins_at")[:MOST_MEETINGS]
    ]  # fmt: skip
