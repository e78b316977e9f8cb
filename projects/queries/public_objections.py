"""What may the public read of objections, and of the answers?

Columns are named: never an objection's own words, never a name, a phone or who wrote it down.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.models import Objection
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.numbers import spaced

_SAID = (
    "number", "received_at", "due_on", "answer", "answered_at", "is_upheld", "released_words",
    "item__name", "item__notice", "item__withdrawn_at", "item__project__query_no",
)  # fmt: skip


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
    return [_answered(row) for row in _rows(condition)]


def said_of(project_pk):
    """Those to one project, in whichever notice, as they came, in one query."""
    return [_answered(row) for row in _of_project(project=project_pk)]


@KeptQuery
def _of_project():
    return _rows(Q(item__project=Param("project", BigIntegerField())))


def _rows(condition):
    rows = Objection.objects.filter(condition).select_related("item__project")
    return rows.only(*_SAID).order_by("received_at", "pk")


def _answered(row):
    verdict = ""
    if row.answered_at:
        verdict = _("意见成立，已采纳") if row.is_upheld else _("已说明情况")
    return Answered(
        number=row.number, spaced=spaced(row.number), about=row.item.name,
        query_no=row.item.project.query_no, notice=row.item.notice_id,
        received_on=localdate(row.received_at), due_on=row.due_on, summary=row.released_words,
        answer=row.answer, answered_on=row.answered_at and localdate(row.answered_at),
        verdict=verdict, is_down=bool(row.item.withdrawn_at),
    )  # fmt: skip
