"""Which rows does a list show that was opened from a number of a board, and how many are they?"""

from django.db.models import Exists, OuterRef, Sum

from projects.dashboards import spending
from projects.dashboards.tiles import COUNTERS, ever
from projects.dashboards.where import EVERYWHERE, Where
from projects.models import JournalEntry
from projects.queries.periods import ALWAYS
from projects.queries.public import WALKED
from weishishi.kernel.kept_query import KeptQuery, KeptToday


def walked(name):
    """The counter of `WALKED[name]`: its rows are the projects `Pace.number` (pace.py) counts, each once."""
    first, last = WALKED[name]
    began = JournalEntry.objects.filter(project=OuterRef("pk"), target=first, first_time=True)

    def rows(where=EVERYWHERE, period=ALWAYS):
        return ever(last, where, period).filter(Exists(began))

    return rows


DRILLED = COUNTERS | {"paid": spending.with_payments} | {name: walked(name) for name in WALKED}


def rows_behind(filters):
    """The rows of the counter a list is drilled down by; None where it is a plain list.

    A list of a period without a counter is that of what was submitted in it.
    """
    if not filters.counted and not filters.period.key:
        return None
    return DRILLED[filters.counted or "collected"](EVERYWHERE, filters.period)


def total_behind(filters):
    """How many the list shows, from the summary in one query; None where its rows have to be
    counted: for a state, a class, a lamp, words, or for two places at once."""
    asked = {name for name, value in vars(filters).items() if value and value != ALWAYS}
    places = asked & {"district", "town", "village"}
    is_elsewhere = filters.counted and filters.counted not in COUNTERS
    if len(places) > 1 or is_elsewhere or asked - places - {"counted", "period", "channel"}:
        return None
    return sum(total for _measure, total in _kept_total(filters, filters, places)())


@KeptToday
def _kept_total(filters, places):
    where = Where(**{name: getattr(filters, name) for name in places})
    rows = where.tallies(filters.period).filter(measure=filters.counted or "collected")
    if filters.channel:
        rows = rows.filter(channel=filters.channel)
    return KeptQuery(lambda: rows.values_list("measure").annotate(Sum("amount")))
