"""Which days count as working days in China, with the make-up days of the State Council's calendar.

The calendar is data; who keeps it gives it here (villages/calendar.py). A year that is not in it is
refused, never guessed.
"""

from datetime import timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from weishishi.kernel.verdict import Refused

_SATURDAY = 5
_ask = []


class Calendar:
    """`days`: {date: whether offices work} for every day that is not what its weekday says, and for
    each year at least one. Made anew when anything changes, so answers are kept by calendar."""

    def __init__(self, days):
        self.days = days
        self.years = frozenset(day.year for day in days)

    def is_working(self, day):
        if day.year not in self.years:
            raise Refused(
                _("{year}年的放假安排还没有载入，工作日算不出来，请系统管理员先更新日历。").format(
                    year=day.year
                )
            )
        return self.days.get(day, day.weekday() < _SATURDAY)


def calendar_from(provider):
    """Ask `provider()` for the Calendar, on every look: it is the one who keeps it."""
    _ask[:] = [provider]


def calendar():
    """The calendar as it stands."""
    return _ask[0]()


def is_working_day(day):
    """Whether offices are open on that date; `Refused` for a year without a calendar."""
    return calendar().is_working(day)


def add_working_days(day, count):
    """The last day of a limit of `count` (at least 1) working days: the day after `day` is the first."""
    return _added(calendar(), day, count)


def working_days_between(start, end):
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return _between(calendar(), start, end)


def add_with_pauses(day, count, pauses):
    """(the last day of a limit of `count` working days after `day`, how many working days it stood
    still). `pauses` are (the day it was paused, the day it went on), in order, one after another.

    A pause counts its days as a limit does, from the day after to the last one inclusive. Who was in
    time when it began has at least one working day afterwards; what was over by then stays over.
    """
    due, stood_still, given = add_working_days(day, count), 0, 0
    for first, last in pauses:
        if first > due or last <= first:
            continue
        stood_still += working_days_between(first, last)
        due = add_working_days(day, count + stood_still + given)
        if due <= last:  # it was paused on its last day
            given += 1
            due = add_working_days(day, count + stood_still + given)
    return due, stood_still


def last_known_day(day):
    """The last day, from that day on, up to which the calendar is known; the day itself at least."""
    known = calendar().years
    year = day.year
    while year + 1 in known:
        year += 1
    return max(day, day.replace(year=year, month=12, day=31))


@lru_cache(maxsize=4096)  # a list asks for the same few days again and again
def _added(known, day, count):
    while count > 0:
        day += timedelta(days=1)
        count -= known.is_working(day)
    return day


@lru_cache(maxsize=4096)
def _between(known, start, end):
    return sum(
        known.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)
    )
