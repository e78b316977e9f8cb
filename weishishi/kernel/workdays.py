"""Which days count as working days in China, with the make-up days of the State Council's calendar."""

from datetime import timedelta
from functools import cache, lru_cache

import holidays
from django.utils.translation import gettext as _

from weishishi.kernel.verdict import Refused

FIRST_YEAR, LAST_YEAR = 2016, 2026  # the years whose calendar the State Council has announced


@cache
def _calendar(year):
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            _("{year}年的放假安排还没有载入，工作日算不出来，请系统管理员先更新日历。").format(
                year=year
            )
        )
    return holidays.country_holidays("CN", years=year)


@cache
def is_working_day(day):
    """Whether offices are open on that date; `Refused` for a year without a calendar."""
    return _calendar(day.year).is_working_day(day)


@cache
def add_working_days(day, count):
    """The last day of a limit of `count` (at least 1) working days: the day after `day` is the first."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


@lru_cache(maxsize=4096)  # a list asks for the same few pairs of days again and again
def working_days_between(start, end):
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
