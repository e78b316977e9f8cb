"""What may the public read of objections, and of the answers?

Columns are named: never an objection's own words, never a name, a phone or who wrote it down.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.db.models.functions import JSONObject
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.models import Objection
from weishishi.kernel.numbers import spaced

# What is told of each, and where it stands.
_TOLD = {
    "number": "number", "received_at": "received_at", "due_on": "due_on", "answer": "answer",
    "answered_at": "answered_at", "is_upheld": "is_upheld", "words": "released_words",
    "about": "item__name", "notice": "item__notice", "withdrawn_at": "item__withdrawn_at",
    "query_no": "item__project__query_no",
}  # fmt: skip


@dataclass(frozen=True)
class Answered:
    """One objection as everybody may see it."""

    number: str
    spaced: str
    about: str
    query_no: str
    notice: int
    received_on: date
    due_on: date | None
    summary: str
    answer: str
    answered_on: date | None
    verdict: str
    is_down: bool


def answer_of(number):
    """The objection with that 意见号 as everybody may see it, or None."""
    found = said_to(Q(number=number))
    return found[0] if found else None


def said_to(condition):
    """The objections of that condition as they came, in one query."""
    return [answered(one["told"]) for one in _told(condition)]


def told_objections(project):
    """For `annotate`: those to that project, in whichever notice, as they came, for `answered`."""
    return ArraySubquery(_told(Q(item__project=project)))


def _told(condition):
    rows = Objection.objects.filter(condition).order_by("received_at", "pk")
    return rows.values(told=JSONObject(**_TOLD))


def answered(told):
    """One of `told_objections` as everybody may see it."""
    verdict = ""
    if told["answered_at"]:
        verdict = _("意见成立，已采纳") if told["is_upheld"] else _("已说明情况")
    return Answered(
        number=told["number"], spaced=spaced(told["number"]), about=told["about"],
        query_no=told["query_no"], notice=told["notice"], received_on=_day(told["received_at"]),
        due_on=told["due_on"] and date.fromisoformat(told["due_on"]), summary=told["words"],
        answer=told["answer"], answered_on=_day(told["answered_at"]), verdict=verdict,
        is_down=bool(told["withdrawn_at"]),
    )  # fmt: skip


def _day(moment):
    return localdate(datetime.fromisoformat(moment)) if moment else None
