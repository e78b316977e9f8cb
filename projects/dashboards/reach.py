"""Month by month, and village by village: how far has the programme come?"""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from projects.dashboards.tiles import units
from projects.models import Tally
from projects.models.tallies import Scope


def months(where):
    """按月：当月提交多少件、办成多少件，从有记录的第一个月起。

    {month: (collected, completed)} in one query.
    """
    rows = where.tallies().filter(measure__in=("collected", "completed"))
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

    Units are those with residents that exist on `day`; two queries.
    """
    here = units(day).filter(where.units()).order_by()
    seats = here.aggregate(units=Count("pk"), with_point=Count("service_point"))
    this_year = Q(measure="deliberated", month__year=day.year)
    reached = Tally.objects.filter(
        scope=Scope.VILLAGE, place__in=here.values("pk"), measure__in=("collected", "deliberated")
    ).aggregate(
        with_project=Count("place", distinct=True, filter=Q(measure="collected")),
        deliberated=Count("place", distinct=True, filter=this_year),
    )
    return Coverage(**seats, **reached)
