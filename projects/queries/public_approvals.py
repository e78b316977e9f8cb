"""Who agreed to a project, when, by which rule; and what was done first and is still owed: for all."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate, localtime

from projects.approving import AGREE, chain_for
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
    """The agreements of the last round, in one query; `entries` is its journal."""
    turn = sum(entry.target == State.TOWN_REVIEW for entry in entries)
    rows = Approval.objects.filter(project=row.pk, round=turn, verdict=AGREE)
    rows = list(rows.only("role", "at"))
    if not rows or State(row.state) not in _SHOWN:
        return Approved()
    chain = chain_for(row, localdate(rows[-1].at))
    filing = getattr(row, "filing", None)
    return Approved(
        [_line(one) for one in rows], chain.words, chain.basis_words,
        filing.number if filing else "", written(filing.filed_on) if filing else "", chain.on,
    )  # fmt: skip


def _line(row):
    at = localtime(row.at)
    return Line(str(Role(row.role).label), written(at), at.isoformat(timespec="minutes"))


def urgent(row):
    """None where nothing was done first; its debts in one query otherwise."""
    removal = getattr(row, "urgent", None)
    if removal is None:
        return None
    owed = of_project(row, clock.today())
    ended = row.status.is_final and State(row.state) not in CONFIRMED
    return Urgent(removed_words(row, removal, owed, ended=ended), [] if ended else owed)
