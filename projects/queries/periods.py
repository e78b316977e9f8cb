"""Which months does a figure count? Since the start, a year, a quarter or a month, as an address
writes it: 2021, 2021-Q2, 2021-05."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

_KEY = re.compile(r"(20[0-9]{2})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True)
class Period:
    """Whole months; `first` and `last` are dates, both inclusive, None when there is no bound."""

    key: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, key):
        """The period an address names; ValueError for anything else. Empty is since the start."""
        if not key:
            return ALWAYS
        found = _KEY.fullmatch(key)
        if not found:
            raise ValueError(key)
        year, quarter, month = (int(part) if part else None for part in found.groups())
        if quarter:
            return cls(key, date(year, 3 * quarter - 2, 1), _end(year, 3 * quarter))
        if month:
            return cls(key, date(year, month, 1), _end(year, month))
        return cls(key, date(year, 1, 1), date(year, 12, 31))

    @property
    def words(self):
        if not self.key:
            return _("开始以来")
        year = self.first.year
        if "Q" in self.key:
            return _("{year}年第{quarter}季度").format(year=year, quarter=self.key[-1])
        if "-" in self.key:
            return _("{year}年{month}月").format(year=year, month=self.first.month)
        return _("{year}年").format(year=year)

    def days(self, field):
        """As a filter on a date in column `field`."""
        return Q(**{f"{field}__gte": self.first, f"{field}__lte": self.last}) if self.key else Q()

    def moments(self, field):
        """As a filter on a moment in column `field`: days begin and end at midnight in Zhuhai."""
        if not self.key:
            return Q()
        after = self.last + timedelta(days=1)
        return Q(**{f"{field}__gte": _midnight(self.first), f"{field}__lt": _midnight(after)})


ALWAYS = Period()


def offered(begins, today):
    """[(group of words, periods)] to choose from, the newest first: every year since `begins`, the
    quarters and months of the last twelve months; both are dates."""
    months = [month for month in _months_before(today, 12) if month >= begins.replace(day=1)]
    quarters = dict.fromkeys(f"{month.year}-Q{(month.month + 2) // 3}" for month in months)
    keys = {
        _("年"): [str(year) for year in range(today.year, begins.year - 1, -1)],
        _("季度"): list(quarters),
        _("月"): [f"{month:%Y-%m}" for month in months],
    }
    return [(group, [Period.read(key) for key in some]) for group, some in keys.items()]


def _months_before(today, number):
    month = today.replace(day=1)
    for _again in range(number):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def _end(year, month):
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _midnight(day):
    return make_aware(datetime.combine(day, time.min))
