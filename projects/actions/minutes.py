"""Minutes are written in versions; the earlier ones stay as they were."""

from django.conf import settings
from django.db.models import Max
from django.utils.translation import override

from projects.models import Minutes
from weishishi.kernel import clock


def write(meeting, items, *, by, record="", resolution="", arrangement="", reason=""):
    """One version more with all numbers as they stand now."""
    last = meeting.minutes.aggregate(last=Max("version"))["last"] or 0
    return Minutes.objects.create(
        meeting=meeting, version=last + 1, record=record.strip(), resolution=resolution.strip(),
        arrangement=arrangement.strip(), reason=reason, numbers=numbers(meeting, items),
        actor_name=by.name, post=by.post, recorded_at=clock.now(),
    )  # fmt: skip


def numbers(meeting, items):
    """What a version keeps of the sums: attendance, and each item with its votes and result."""
    return {
        "status": meeting.status, "due": meeting.due, "present": meeting.present,
        "on_leave": meeting.on_leave, "observers": meeting.observers,
        "area_due": _text(meeting.area_due), "area_present": _text(meeting.area_present),
        "items": [
            {
                "project": item.project_id, "title": _public_title(item.project), "for": item.votes_for,
                "against": item.votes_against, "abstain": item.votes_abstain,
                "excluded": item.excluded, "voters": item.voters, "needed": item.needed_for,
                "area_for": _text(item.area_for), "result": item.result,
                "fen": item.decided_fen,
            }
            for item in items
        ],
    }  # fmt: skip


def _public_title(project):
    """What is kept for good says what everybody may read, not the proposer's own words."""
    with override(settings.LANGUAGE_CODE):
        return str(project.shown_title)


def _text(area):
    return None if area is None else str(area)
