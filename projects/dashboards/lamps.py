"""How many of the matters in hand are late, nearly due, in time, or suspended? As of today."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from projects.clocks import LAMPS, soon_until
from projects.dashboards.where import tallies_of
from projects.models.tallies import OPEN


@dataclass
class Lamps:
    """Matters that have a limit, by the lamp each shows on its own page."""

    late: int = 0
    soon: int = 0
    fine: int = 0
    hold: int = 0


def lamps(wheres, today):
    """在办件的时限：已超期、快到期、按时、暂停各多少件；没有时限的不算。

    {place: Lamps} in one query of the summary; each number is that of the list with that lamp.
    """
    first = today.toordinal()
    running = ~Q(measure="open:suspended")
    soon = Q(pk__in=[])
    for state, until in soon_until(today).items():
        soon |= Q(measure=f"open:{state}", bucket__range=(first, until.toordinal()))
    rows = tallies_of(wheres).filter(measure__in=OPEN).values("scope", "place")
    told = {
        (row["scope"], row["place"]): row
        for row in rows.annotate(
            late=Sum("amount", filter=running & Q(bucket__range=(1, first - 1)), default=0),
            soon=Sum("amount", filter=soon, default=0),
            fine=Sum("amount", filter=running & Q(bucket__gte=first) & ~soon, default=0),
            hold=Sum("amount", filter=Q(measure="open:suspended"), default=0),
        )
    }
    nothing = dict.fromkeys(LAMPS, 0)
    return {
        where: Lamps(
            **{kind: sum(int(told.get(key, nothing)[kind]) for key in where.keys) for kind in LAMPS}
        )
        for where in wheres
    }
