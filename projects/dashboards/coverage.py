"""Village by village: how far does the programme reach?"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count

from projects.dashboards.tiles import counts_by_village, units
from projects.queries.coverage import COVERED, COVERED_WORDS, told
from villages.models import Village

A_PAGE = 100


def coverage(where, day):
    """覆盖：那一天存在的、有居民的村（社区）里，下面五项各有多少个。

    {"units": all, one number for each of COVERED}; one query.
    """
    counted = {key: Count("pk", filter=condition(day)) for key, condition in COVERED.items()}
    rows = units(day).filter(where.units()).order_by()
    return rows.aggregate(units=Count("pk"), **counted)


def villages_with(key, where, day):
    """Exactly the villages `coverage` counts under that key of COVERED; all for an empty key."""
    rows = units(day).filter(where.units())
    return told(rows.filter(COVERED[key](day)) if key else rows, day)


@dataclass(frozen=True)
class Line:
    """A village in the list: which of COVERED hold for it, and its counters."""

    village: Village
    has: dict
    counts: dict

    @property
    def has_all(self):
        return all(self.has.values())

    @property
    def told(self):
        """What it has, in words."""
        return [str(COVERED_WORDS[key]) for key, held in self.has.items() if held]


def page(where, key, day, number):
    """The Django page `number` of Lines, 100 on each; `key` "" lists all. Three queries, two of them
    for an empty one."""
    rows = villages_with(key, where, day).select_related("town")
    rows = rows.order_by("town__code", "code", "pk")
    found = Paginator(rows, A_PAGE).get_page(number)
    villages = list(found.object_list)
    counts = counts_by_village([one.pk for one in villages])
    found.object_list = [
        Line(one, {key: getattr(one, f"has_{key}") for key in COVERED}, counts[one.pk])
        for one in villages
    ]
    return found
