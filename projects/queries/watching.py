"""What does somebody who watches look at one by one: the late ones, the fastest and the slowest?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from projects.clocks import lamp, lit
from projects.models import JournalEntry, Project
from projects.queries.history import holder_name
from projects.states import State

PAGE = 20
RECENT = 2_000  # the fastest and slowest are looked for among so many that were finished last
ENDS = 5
FEWEST = 10  # below it nobody is called fast or slow


@dataclass(frozen=True)
class Late:
    """One matter that is overdue: whose move it is, and since how long, as its lamp says."""

    project: object
    holder: str
    words: str


@dataclass(frozen=True)
class LatePage:
    rows: list
    after: str = ""  # for the address of the next page


def late(villages, today, after=None):
    """The longest overdue first; `villages` is a queryset or a list of ids. Two queries at most.

    `after`: (due date, id) of the last one seen.
    """
    rows = Project.objects.filter(lit("late", today), village__in=villages)
    if after:
        due_on, pk = after
        rows = rows.filter(Q(due_on__gt=due_on) | Q(due_on=due_on, pk__gt=pk))
    found = list(rows.select_related("village__town").order_by("due_on", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    mark = f"{shown[-1].due_on:%Y%m%d}-{shown[-1].pk}" if len(found) > PAGE else ""
    return LatePage([_late(row, today) for row in shown], mark)


def read_mark(text):
    """(due date, id) of a page's mark; None for anything else."""
    day, _dash, pk = text.partition("-")
    if not (day.isascii() and day.isdigit() and len(day) == 8):
        return None
    if not (pk.isascii() and pk.isdigit() and len(pk) <= 18):
        return None
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), int(pk)
    except ValueError:
        return None


def _late(row, today):
    holder = holder_name(State(row.state), row.village)
    return Late(row, holder, lamp(row, today).words)


@dataclass(frozen=True)
class Finished:
    project: object
    days: int


def fastest_and_slowest(where, period):
    """([the fastest], [the slowest]) from submission to completion among the last 2,000 finished.

    `where` and `period` are conditions on journal rows. Nothing where fewer than ten are finished.
    """
    last = JournalEntry.objects.filter(
        where, period, target=State.COMPLETED, first_time=True
    ).order_by("-happened_at")  # fmt: skip
    found = sorted(
        last.values_list("project", "happened_at", "project__submitted_at")[:RECENT],
        key=lambda row: (_days(row), row[0]),
    )
    if len(found) < FEWEST:
        return [], []
    ends = [*found[:ENDS], *found[-ENDS:]]
    rows = Project.objects.select_related("village__town").in_bulk([row[0] for row in ends])
    told = [Finished(rows[row[0]], _days(row)) for row in ends]
    return told[:ENDS], told[ENDS:][::-1]


def _days(row):
    _project, finished, submitted = row
    return (localdate(finished) - localdate(submitted)).days
