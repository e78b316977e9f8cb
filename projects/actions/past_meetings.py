"""A meeting that was held elsewhere is brought in whole, from its minutes on paper."""

from dataclasses import dataclass

from django.db.transaction import atomic

from projects.actions import minutes
from projects.actions.meetings import draft
from projects.models import AgendaItem, Meeting
from projects.queries import calling, outcomes
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


@dataclass(frozen=True)
class Decided:
    """One item as the paper has it: whole votes; `excluded` kept away because of an interest."""

    project: object
    agree: int
    against: int = 0
    abstain: int = 0
    excluded: int = 0
    area_for: object = None
    discussion: str = ""


@atomic
def record(
    village, *, by, kind, called_at, begins_at, ends_at, venue, due, present, decided, on_leave=0,
    observers=0, area_due=None, area_present=None, resolution="", **facts,
):  # fmt: skip
    """Bring in a closed meeting with its results, for imports: the same rules refuse it, and the
    machine computes the results anew. Six queries however many items."""
    if not by.imports:
        raise TypeError("people call a meeting and count its votes; only an import brings it whole")
    meeting = draft(
        village, by=by, kind=kind, called_at=called_at, begins_at=begins_at, due=due, venue=venue,
        area_due=area_due, **facts,
    )  # fmt: skip
    meeting.present, meeting.on_leave, meeting.observers = present, on_leave, observers
    meeting.area_present = area_present if meeting.rules.by_area else None
    meeting.ends_at, meeting.status = ends_at, Meeting.Status.CLOSED
    items = [_item(meeting, order, one, present) for order, one in enumerate(decided, start=1)]
    reasons = calling.against(meeting, by, [one.project for one in decided])
    reasons += outcomes.against_closing(meeting, items, steps=())
    if reasons:
        raise Refused(*reasons)
    fen = outcomes.cash_by_budget(items)
    with in_words(Meeting):
        meeting.save()
    for item in items:
        outcomes.settle(item, meeting, fen)
    with in_words(AgendaItem):
        AgendaItem.objects.bulk_create(items)
    minutes.write(meeting, items, by=by, resolution=resolution)
    return meeting


def _item(meeting, order, one, present):
    return AgendaItem(
        meeting=meeting, project=one.project, order=order, excluded=one.excluded,
        voters=present - one.excluded, votes_for=one.agree, votes_against=one.against,
        votes_abstain=one.abstain, area_for=one.area_for,
        discussion=one.discussion,
    )  # fmt: skip
