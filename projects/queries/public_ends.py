"""What may the public read of a matter that went elsewhere, to another office or into another one?"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Value, When
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from projects.models import Project, ReferralNote
from projects.states import State
from weishishi.kernel.dates import written


@dataclass(frozen=True)
class Referral:
    """Whether the other office has it, and what it answered, with the days; never its number."""

    received_on: str = ""
    answer: str = ""
    answered_on: str = ""


def told_notes():
    """For `annotate` on projects: what the other office told, oldest first; no query of its own."""
    notes = ReferralNote.objects.filter(project=OuterRef("pk")).order_by("pk")
    told = JSONObject(at="at", answer="answer", received=Case(
        When(receipt_no="", then=Value(False)), default=Value(True)))  # fmt: skip
    return ArraySubquery(notes.values(told=told))


def told_merged():
    """For `annotate` on projects: what was merged into it, oldest first."""
    rows = Project.objects.filter(merged_into=OuterRef("pk"), state=State.MERGED)
    told = JSONObject(no="query_no", at="submitted_at")
    return ArraySubquery(rows.order_by("submitted_at", "pk").values(told=told))


def referral(notes):
    """The annotation of `told_notes` as a page shows it, or None."""
    if not notes:
        return None
    received = next((one for one in notes if one["received"]), None)
    answered = next((one for one in reversed(notes) if one["answer"]), None)
    return Referral(
        _day(received["at"]) if received else "",
        answered["answer"] if answered else "",
        _day(answered["at"]) if answered else "",
    )


def merged_here(rows):
    """(number, day) of each."""
    return [(one["no"], _day(one["at"])) for one in rows]


def _day(moment):
    return written(parse_datetime(moment))
