"""On which days, and at what time of day, did offices work from February to 11 June 2021?"""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from villages.calendar import announced_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2021, 2, 3), date(2021, 6, 11)
# The year as it was announced, so that the plan needs no database.
is_working_day = announced_calendar(LAST.year).is_working
SHOWS = datetime(2021, 6, 11, 17, 30, tzinfo=SHANGHAI)
_ALL = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WORKING_DAYS = [day for day in _ALL if is_working_day(day)]
TODAY = len(WORKING_DAYS) - 1  # the index of 11 June
# 8:35 to 11:55 and 14:05 to 17:15, in minutes of the day.
OFFICE_MINUTES = [*range(515, 716), *range(845, 1036)]


def clock_times(rng, days):
    """Moments in office hours on these days (in order), each later than the one before."""
    times = []
    for day, same in groupby(days):
        minutes = sorted(rng.sample(OFFICE_MINUTES, len(list(same))))
        times += [moment(day, minute // 60, minute % 60) for minute in minutes]
    return times


def moment(day, hour, minute=0):
    return datetime.combine(day, time(hour, minute), SHANGHAI)


def at_home(rng, day):
    """Any time of day at which somebody takes a phone in hand; never later than the demo's day."""
    latest = 16 if day == LAST else 22
    return moment(day, rng.randint(7, latest), rng.randint(0, 59))


def is_ordinary_weekend(day):
    """A Saturday or Sunday that belongs to no holiday and is not worked on."""
    friday = day - timedelta(days=day.weekday() - 4)
    monday = friday + timedelta(days=3)
    return (
        day.weekday() in (5, 6)
        and not is_working_day(day)
        and is_working_day(friday)
        and is_working_day(monday)
    )


def days_off_before(day):
    """The days off that lie directly before that day, the nearest first."""
    off = []
    while (day := day - timedelta(days=1)) >= FIRST and not is_working_day(day):
        off.append(day)
    return off
