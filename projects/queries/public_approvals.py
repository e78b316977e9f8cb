"""Who agreed to a project, when, by which rule; and what was done first and is still owed: for all."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime

from projects.approving import AGREE, chain_for, rounds_in
from projects.models import Approval
from projects.queries.owed import CONFIRMED, of_project, removed_words
from projects.states import State
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.dates import written

# Read along with the row, so that they cost no question.
COLUMNS = ("filing__number", "filing__filed_on", "urgent__done_at")
_SHOWN = CONFIRMED | {State.TOWN_REVIEW}


@dataclass(frozen=True)
class Line:
    """An office as the rule names it, never a name."""

    office: str
    day: str
    iso: str


@dataclass(frozen=True)
class Approved:
    lines: list[Line] = field(default_factory=list)
    rule: str = ""
    basis: str = ""
    filed: str = ""
    filed_on: str = ""
    on: date | None = None  # the day whose rules it went by


@dataclass(frozen=True)
class Urgent:
    """The hazard that was removed first, in plain words, and what is owed: what, who, until, lamp."""

    words: str
    owed: list


def approved(row, entries):
    """The agreements of the last round; `entries` is its journal. No query of its own."""
    turn = rounds_in(entries)
    rows = [
        (Role(one["role"]), localtime(parse_datetime(one["at"])))
        for one in row.told_approvals
        if one["round"] == turn
    ]
    if not rows or State(row.state) not in _SHOWN:
        return Approved()
    chain = chain_for(row, rows[-1][1].date())
    filing = getattr(row, "filing", None)
    return Approved(
        [_line(*one) for one in rows], chain.words, chain.basis_words,
        filing.number if filing else "", written(filing.filed_on) if filing else "", chain.on,
    )  # fmt: skip


def told_approvals():
    """For `annotate` on projects: every agreement, in the order of the chain."""
    rows = Approval.objects.filter(project=OuterRef("pk"), verdict=AGREE)
    told = JSONObject(role="role", at="at", round="round")
    return ArraySubquery(rows.order_by("round", "order", "pk").values(told=told))


def _line(role, at):
    return Line(str(role.label), written(at), at.isoformat(timespec="minutes"))


def urgent(row):
    """None where nothing was done first; its debts in one query otherwise."""
    removal = getattr(row, "urgent", None)
    if removal is None:
        return None
    owed = of_project(row, clock.today())
    ended = row.status.is_final and State(row.state) not in CONFIRMED
    return Urgent(removed_words(row, removal, owed, ended=ended), [] if ended else owed)
