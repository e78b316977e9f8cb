"""Of which places does a figure speak?"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from projects.models import Tally
from projects.models.tallies import Scope
from projects.queries.joint import of_town, of_villages

_ALL, _TOTAL = (Scope.ALL, 0), (Scope.TOTAL, 0)


@dataclass(frozen=True)
class Where:
    """Everywhere, one district, one town, one village, or some villages; ids."""

    town: int | None = None
    village: int | None = None
    district: int | None = None
    villages: tuple = ()

    def of(self, prefix=""):
        """As a filter on rows whose project is reached by `prefix`; what several villages carry out
        together is of each of them."""
        if self.village or self.villages:
            return of_villages(self.villages or (self.village,), prefix)
        if self.town:
            return of_town(self.town, prefix)
        return Q(**{f"{prefix}village__town__district": self.district}) if self.district else Q()

    def units(self):
        """As a filter on villages."""
        found = Q(town__district=self.district) if self.district else Q()
        if self.town:
            found &= Q(town=self.town)
        if self.village or self.villages:
            found &= Q(pk__in=self.villages or (self.village,))
        return found

    @property
    def keys(self):
        """(scope, place) of the rows of the summary by month and by day that count here."""
        if self.village or self.villages:
            return [(Scope.VILLAGE, one) for one in self.villages or (self.village,)]
        if self.town:
            return [(Scope.TOWN, self.town)]
        return [(Scope.DISTRICT, self.district)] if self.district else [_ALL]

    def keys_in(self, period):
        """(scope, place) of the rows to add up for a period: since the start, everywhere has a total."""
        return self.keys if period.key else [since_the_start(key) for key in self.keys]

    def tallies(self, period):
        """The rows of the summary that count here in the period."""
        return tallies_of([self], period)

    def tallies_by_month(self):
        """The rows of the summary that count here, by month and by day."""
        return rows_of(self.keys)

    @property
    def query(self):
        """The filter of the public list with the same rows; None for some villages."""
        if self.villages:
            return None
        named = {"village": self.village, "town": self.town, "district": self.district}
        return dict(next(([(name, pk)] for name, pk in named.items() if pk), []))


def since_the_start(key):
    """Where the sums over all months and days of that (scope, place) are found in the fewest rows."""
    return _TOTAL if key == _ALL else key


def tallies_of(wheres, period):
    """The rows of the summary that count in any of these places in the period."""
    keys = [key for where in wheres for key in where.keys_in(period)]
    return rows_of(keys).filter(period.days("month"))


def rows_of(keys):
    """The rows of the summary of any of these (scope, place)."""
    return Tally.objects.filter(any_of(keys)).order_by()


def any_of(keys):
    """As a filter on rows of the summary: those of any of these (scope, place)."""
    places = defaultdict(list)
    for scope, place in keys:
        places[scope].append(place)
    found = Q(pk__in=[])
    for scope, some in places.items():
        found |= Q(scope=scope, place__in=some)
    return found


EVERYWHERE = Where()
