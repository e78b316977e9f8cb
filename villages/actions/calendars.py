"""A year's holidays and make-up days are loaded: from the library, or as somebody typed them."""

import csv
from datetime import date

from django.db import DEFAULT_DB_ALIAS
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages import calendar
from villages.models import CalendarDay
from weishishi.kernel.verdict import Refused

WORKS = {"上班": True, "放假": False}


def read_lines(lines):
    """{day: (works, name)} of lines such as 2027-02-06,放假,春节; Refused names the wrong one."""
    days = {}
    for number, row in enumerate(csv.reader(lines), start=1):
        if not row:
            continue
        try:
            day, word, *name = (cell.strip() for cell in row)
            days[date.fromisoformat(day)] = WORKS[word], "".join(name)[:80]
        except (ValueError, KeyError):
            raise Refused(
                _("第 {number} 行看不懂，请写成“2027-02-06,放假,春节”或“2027-02-14,上班”。").format(
                    number=number
                )
            ) from None
    return days


def load_year(year, days=None, *, using=DEFAULT_DB_ALIAS):
    """Put that year's calendar in place of what was there; returns how many days it has.

    `days` {date: (works, name)}; without them the library is asked. `Refused` for a year it does
    not know, and for days of another year.
    """
    days = calendar.announced(year) if days is None else days
    if not days:
        raise Refused(
            _(
                "{year}年的放假安排还查不到：等国务院办公厅公布以后，更新 holidays 库，或用文件载入。"
            ).format(year=year)
        )
    if strangers := [day for day in days if day.year != year]:
        stranger = f"{min(strangers):%Y-%m-%d}"
        raise Refused(_("{day} 不是{year}年的日子。").format(day=stranger, year=year))
    rows = [
        CalendarDay(day=day, is_working=works, name=name) for day, (works, name) in days.items()
    ]
    with atomic(using=using):
        CalendarDay.objects.using(using).filter(day__year=year).delete()
        CalendarDay.objects.using(using).bulk_create(rows)
        calendar.KEPT.changed(using)
    return len(rows)


def load_known(*, using=DEFAULT_DB_ALIAS):
    """Load every year the library knows and nobody has loaded; returns the years."""
    days = CalendarDay.objects.using(using).dates("day", "year")
    there, found, year = {day.year for day in days}, [], calendar.FIRST_YEAR
    while calendar.announced(year):
        if year not in there:
            load_year(year, using=using)
            found.append(year)
        year += 1
    return found
