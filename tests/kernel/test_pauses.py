"""A limit that stands still for a while ends where somebody who counts day by day says it ends."""

import random
from datetime import date, timedelta

import pytest

from weishishi.kernel import workdays
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import Calendar, add_with_pauses

pytestmark = pytest.mark.django_db  # the calendar is a table
A_DAY = timedelta(days=1)
# 2021: New Year's Day is a Friday; Spring Festival 11 to 17 February, made up on Sunday 7 and Saturday
# 20 February; Labour Day 1 to 5 May, made up on Sunday 25 April and Saturday 8 May.


@pytest.mark.parametrize(
    ("day", "limit", "pauses", "due", "stood_still"),
    [
        # No pause; a weekend and the make-up Sunday before the holiday.
        (date(2021, 4, 23), 2, [], date(2021, 4, 26), 0),
        # Paused on Tuesday, on again on Thursday: Wednesday and Thursday do not count.
        (date(2021, 3, 1), 5, [(date(2021, 3, 2), date(2021, 3, 4))], date(2021, 3, 10), 2),
        # Two pauses.
        (
            date(2021, 3, 1), 5,
            [(date(2021, 3, 2), date(2021, 3, 4)), (date(2021, 3, 5), date(2021, 3, 8))],
            date(2021, 3, 11), 3,
        ),
        # Over the year's end: 31 December, 4 and 5 January are lost.
        (date(2020, 12, 28), 3, [(date(2020, 12, 30), date(2021, 1, 5))], date(2021, 1, 6), 3),
        # It begins on a holiday (12 February) and ends on the make-up Saturday, which is lost.
        (date(2021, 2, 9), 5, [(date(2021, 2, 12), date(2021, 2, 20))], date(2021, 2, 25), 3),
        # Within the holiday only: nothing is lost.
        (date(2021, 2, 9), 5, [(date(2021, 2, 12), date(2021, 2, 14))], date(2021, 2, 22), 0),
        # Paused and on again on one day: no pause.
        (date(2021, 3, 1), 5, [(date(2021, 3, 2), date(2021, 3, 2))], date(2021, 3, 8), 0),
        # Paused on its last day: at least one working day is left afterwards, also after a weekend.
        (date(2021, 3, 1), 4, [(date(2021, 3, 5), date(2021, 3, 9))], date(2021, 3, 10), 2),
        (date(2021, 3, 1), 4, [(date(2021, 3, 5), date(2021, 3, 7))], date(2021, 3, 8), 0),
        # Paused when it was over: over it stays.
        (date(2021, 3, 1), 4, [(date(2021, 3, 8), date(2021, 3, 31))], date(2021, 3, 5), 0),
    ],
)  # fmt: skip
def test_what_stands_still_does_not_count(day, limit, pauses, due, stood_still):
    assert add_with_pauses(day, limit, pauses) == (due, stood_still)


def test_over_the_end_of_the_known_calendar_nothing_is_guessed():
    with pytest.raises(Refused):
        add_with_pauses(date(2026, 12, 1), 5, [(date(2026, 12, 4), date(2027, 1, 8))])


def naive(is_working, day, limit, pauses):
    """Day by day: what is counted, what was lost, and one day more for who was in time."""
    pauses = [(first, last) for first, last in pauses if last > first]
    counted = lost = 0
    at = day
    while True:
        at += A_DAY
        paused = any(first < at <= last for first, last in pauses)
        if is_working(at):
            lost += paused
            counted += not paused
        if counted == limit and not paused and is_working(at):
            behind = [last for first, last in pauses if first == at]
            if not behind:
                return at, lost
            counted -= 1  # paused on its last day


@pytest.mark.parametrize("seed", range(300))
def test_random_calendars_and_pauses_agree_with_counting_day_by_day(seed, monkeypatch):
    chance = random.Random(seed)
    days = {date(year, 1, 1): False for year in range(2029, 2035)}
    for _some in range(chance.randrange(0, 260)):
        odd = date(2030, 1, 1) + chance.randrange(0, 1200) * A_DAY
        days[odd] = chance.random() < 0.4
    known = Calendar(days)
    monkeypatch.setattr(workdays, "_ask", [lambda: known])
    day = date(2030, 1, 1) + chance.randrange(0, 700) * A_DAY
    pauses, at = [], day
    for _one in range(chance.randrange(0, 4)):
        first = at + chance.randrange(0, 12) * A_DAY
        at = first + chance.randrange(0, 25) * A_DAY
        pauses.append((first, at))
    limit = chance.randrange(1, 40)
    due, lost = naive(known.is_working, day, limit, pauses)
    assert add_with_pauses(day, limit, pauses) == (due, lost)
