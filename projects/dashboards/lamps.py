"""How many of the matters in hand are late, nearly due, in time, or suspended? As of today."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from projects.clocks import soon_until
from projects.dashboards.where import any_of, since_the_start
from projects.models import Tally
from projects.models.tallies import OPEN, STANDING

_SUMS = ("limited", "ahead", "soon", "hold", "waits")
_WAITS = Q(measure="open:returned")  # for its proposer, until her days are over


@dataclass
class Lamps:
    """Matters that have a limit, by the lamp each shows on its own page."""

    late: int = 0
    soon: int = 0
    fine: int = 0
    hold: int = 0


def lamps(wheres, today):
    """在办件的时限：已超期、快到期、按时、暂停（含等提出人补充）各多少件；没有时限的不算。

    {place: Lamps} in one query of the summary; each number is that of the list with that lamp. Late
    is what has a limit and is not due today or later: of a million matters few are, and of the
    others only the sum is read.
    """
    first = today.toordinal()
    running = ~Q(measure="open:suspended")
    soon = Q(pk__in=[])
    for state, until in soon_until(today).items():
        soon |= Q(measure=f"open:{state}", bucket__range=(first, until.toordinal()))
    rows = _rows(wheres, first).values("scope", "place")
    told = {
        (row["scope"], row["place"]): row
        for row in rows.annotate(
            limited=Sum("amount", filter=running & Q(bucket__gte=1), default=0),
            ahead=Sum("amount", filter=running & Q(bucket__gte=first), default=0),
            soon=Sum("amount", filter=soon, default=0),
            hold=Sum("amount", filter=Q(measure="open:suspended"), default=0),
            waits=Sum("amount", filter=_WAITS & Q(bucket__gte=first), default=0),
        )
    }
    return {where: _lamps(told, where.keys) for where in wheres}


def _rows(wheres, first):
    """Each place by day; where there is a total, by day only from the first day on."""
    by_day = {key for where in wheres for key in where.keys}
    whole = {since_the_start(key) for key in by_day}
    ahead = any_of(by_day - whole) & Q(month=STANDING, bucket__gte=first)
    return Tally.objects.filter(any_of(whole) | ahead, measure__in=OPEN).order_by()


def _lamps(told, keys):
    found, nothing = Lamps(), dict.fromkeys(_SUMS, 0)
    for key in keys:
        by_day, whole = told.get(key, nothing), told.get(since_the_start(key), nothing)
        ahead, soon, waits = (int(by_day[name]) for name in ("ahead", "soon", "waits"))
        found.late += int(whole["limited"]) - ahead
        found.soon += soon
        found.fine += ahead - soon - waits
        found.hold += int(whole["hold"]) + waits
    return found
