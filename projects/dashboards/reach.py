"""Month by month, and village by village: how far has the programme come?"""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum

from projects.dashboards.tiles import units
from projects.models import Tally
from projects.models.tallies import Scope


def months(where):
    """按月：当月提交多少件、办成多少件，从有记录的第一个月起。

    {month: (collected, completed)} in one query.
    """
    rows = where.tallies_by_month().filter(measure__in=("collected", "completed"))
    found = {}
    for month, measure, number in rows.values_list("month", "measure").annotate(Sum("amount")):
        found.setdefault(month, {})[measure] = int(number)
    return {
        month: (found[month].get("collected", 0), found[month].get("completed", 0))
        for month in sorted(found)
    }


@dataclass(frozen=True)
class Coverage:
    units: int
    with_point: int
    with_project: int
    deliberated: int


def coverage(where, day):
    """覆盖：村（社区）总数，有联络点的、有过微实事的、今年有事情提交大家商量过的各多少个。

    Units are those with residents that exist on `day`; one query.
    """
    own = Tally.objects.filter(scope=Scope.VILLAGE, place=OuterRef("pk"))
    this_year = own.filter(measure="deliberated", month__year=day.year)
    found = units(day).filter(where.units()).order_by().aggregate(
        units=Count("pk"),
        with_point=Count("service_point"),
        with_project=Count("pk", filter=Exists(own.filter(measure="collected"))),
        deliberated=Count("pk", filter=Exists(this_year)),
    )  # fmt: skip
    return Coverage(**found)
