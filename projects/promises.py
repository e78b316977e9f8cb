"""By which day is a state to be left, by which book, and how many days did its clock stand still?

Everything here follows from the journal, the book, the calendar and what was agreed: nothing is read
from the clocks that are kept (projects/models/clocks.py), so that those can be held against it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.timezone import localdate

from projects.states import State
from villages.rulebook import rules_for, turning_days
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_with_pauses


class Why(TextChoices):
    """Why a clock stands still."""

    SUSPENDED = "suspended", "暂停实施"
    RESIDENT = "resident", "等提出人补充情况"
    NOTICE = "notice", "公示期"


# Between these two the clock of the first state stands still; it goes on when the matter comes back.
PAUSES = {
    (State.IN_PROGRESS, State.SUSPENDED): Why.SUSPENDED,
    (State.SUBMITTED, State.RETURNED): Why.RESIDENT,
}
PAUSED = dict(PAUSES.keys())  # {what waits: where it waits}
WAITS_IN = frozenset(PAUSED.values())
BY_ACCEPTANCE, BY_CHANGE = "验收时定的整改期限", "变更后的工期"


@dataclass(frozen=True)
class Promise:
    """`due_on` is None where the calendar is not announced; `limit` where a day was set instead."""

    due_on: date | None
    limit: int | None
    basis: str
    stood_still: int = 0


def promised(village, state, day, *, until, hazard=False, pauses=(), agreed=()):
    """What stands on the day `until` for a state entered on `day`; None without a limit.

    `pauses` are (paused on, went on on), `agreed` (day, working days) of changes the town let happen.
    A book that changes meanwhile is counted from the same first day, but nobody is late by it on the
    day it begins: she has that day, or the first working day after. What was late stays late.
    """
    limit, basis = _limit(village, state, day, hazard)
    if limit is None:
        return None
    floor = None
    for turn, agreed_days in _turns(village, state, day, until, hazard, agreed):
        new = (agreed_days, BY_CHANGE) if agreed_days else _limit(village, state, turn, hazard)
        if new[0] in (None, limit):
            continue
        due = _day(day, limit, pauses)[0]
        if not agreed_days and due and due < turn:
            continue
        (limit, basis), floor = new, None if agreed_days else turn - timedelta(days=1)
    due, stood_still = _day(day, limit, pauses)
    if due and floor:
        least = _day(floor, 1, pauses)[0]
        due = least and max(due, least)
    return Promise(due, limit, basis, stood_still)


def _turns(village, state, day, until, hazard, agreed):
    """(day, agreed working days or None), in order: the book's, until something else was agreed."""
    codes = [f"limits.{state}", *([f"hazard_limits.{state}"] if hazard else [])]
    first = min((on for on, _days in agreed), default=None)
    book = [
        (turn, None)
        for turn in turning_days(village, codes)
        if day < turn <= until and (first is None or turn <= first)
    ]
    return sorted([*book, *(one for one in agreed if day <= one[0] <= until)], key=_in_order)


def _in_order(turn):
    return turn[0], turn[1] is not None


def _limit(village, state, day, hazard):
    book = rules_for(village, on=day)
    name = "hazard_limits" if hazard and book.hazard_limits else "limits"
    return book.limit_of(state, hazard=hazard), book.basis(f"{name}.{state}")


def _day(day, limit, pauses):
    """A day nobody knows is not promised."""
    try:
        return add_with_pauses(day, limit, pauses)
    except Refused:
        return None, 0


def notice_pause(project, day, last_day):
    """The pause while the notice hangs, where the book of that day does not count those days."""
    if rules_for(project.village, on=day).notice_takes_from_limit:
        return []
    return [(day, last_day)]


def agreed_changes(project, since):
    """(day, working days) of the changes of the period the town let happen since that moment."""
    return [
        (localdate(one.decided_at), one.new["days"])
        for one in sorted(project.changes.all(), key=lambda one: one.pk)
        if one.state == "approved" and one.decided_at >= since
        and one.new["days"] and one.new["days"] != one.old["days"]
    ]  # fmt: skip


def of_stay(project, state, since, *, pauses=(), until):
    """What is promised for a stay of this project in a state since that moment; `pauses` as above."""
    day = localdate(since)
    if state == State.RECTIFYING and (deadline := _to_be_put_right_by(project, since)):
        return Promise(deadline, None, BY_ACCEPTANCE)
    agreed = agreed_changes(project, since) if state == State.IN_PROGRESS else ()
    return promised(
        project.village, state, day, until=until, hazard=project.is_hazard, pauses=pauses,
        agreed=agreed,
    )  # fmt: skip


def _to_be_put_right_by(project, since):
    """The day the acceptance set, when it was the acceptance that found something wrong."""
    seen = [one for one in project.acceptances.all() if one.at <= since]
    return max(seen, key=lambda one: one.pk).deadline if seen else None
