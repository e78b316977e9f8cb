"""The State Council's calendar as it was loaded, for weishishi.kernel.workdays.

The `holidays` library knows the years that have been announced; what it does not know yet is typed
in by the system administrator, or comes with a newer library. Never a guess.
"""

import holidays

from villages.kept import Kept
from villages.models import CalendarDay
from weishishi.kernel import workdays

FIRST_YEAR = 2016  # the library's make-up days are complete from here on
ASK_FROM_MONTH = 10  # the next year is announced in autumn


def _load():
    rows = CalendarDay.objects.values_list("day", "is_working")
    return workdays.Calendar(dict(rows.order_by()))


KEPT = Kept("calendar", _load)


def known_years():
    """The years whose calendar is loaded."""
    return KEPT.rows().years


def announced(year):
    """{day: (works, name)} of a year as the library knows it; empty for one it does not know.

    A year without make-up days is one nobody has announced yet.
    """
    calendar = holidays.country_holidays("CN", years=year, language="zh_CN")
    made_up = [day for day in calendar.weekend_workdays if day.year == year]
    if year < FIRST_YEAR or not made_up:
        return {}
    off = {day: (False, name) for day, name in calendar.items() if day.year == year}
    return off | dict.fromkeys(made_up, (True, ""))


def announced_calendar(year):
    """The library's year as a Calendar, without the database."""
    return workdays.Calendar({day: works for day, (works, _name) in announced(year).items()})


def missing_year(today):
    """The year whose calendar has to be loaded now: this one, or from October on the next; None."""
    wanted = [today.year] + ([today.year + 1] if today.month >= ASK_FROM_MONTH else [])
    return next((year for year in wanted if year not in known_years()), None)
