"""Of which places does a figure speak?"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from projects.models import Tally
from projects.models.tallies import Scope


@dataclass(frozen=True)
class Where:
    """Everywhere, one district, one town, one village, or some villages; ids."""

    town: int | None = None
    village: int | None = None
    district: int | None = None
    villages: tuple = ()

    def of(self, prefix=""):
        """As a filter on rows whose village is reached by `prefix`."""
        if self.village or self.villages:
            return Q(**{f"{prefix}village__in": self.villages or (self.village,)})
        if self.town:
            return Q(**{f"{prefix}village__town": self.town})
        return Q(**{f"{prefix}village__town__district": self.district}) if self.district else Q()

    def units(self):
        """As a filter on villages."""
        if self.village or self.villages:
            return Q(pk__in=self.villages or (self.village,))
        if self.town:
            return Q(town=self.town)
        return Q(town__district=self.district) if self.district else Q()

    @property
    def keys(self):
        """(scope, place) of the figures of the summary that count here."""
        if self.village or self.villages:
            return [(Scope.VILLAGE, one) for one in self.villages or (self.village,)]
        if self.town:
            return [(Scope.TOWN, self.town)]
        return [(Scope.DISTRICT, self.district)] if self.district else [(Scope.ALL, 0)]

    def tallies(self):
        """The rows of the summary that count here."""
        return tallies_of([self])

    @property
    def query(self):
        """The filter of the public list with the same rows; None for some villages."""
        if self.villages:
            return None
        named = {"village": self.village, "town": self.town, "district": self.district}
        return dict(next(([(name, pk)] for name, pk in named.items() if pk), []))


def tallies_of(wheres):
    """The rows of the summary that count in any of these places."""
    places = defaultdict(list)
    for scope, place in (key for where in wheres for key in where.keys):
        places[scope].append(place)
    found = Q(pk__in=[])
    for scope, some in places.items():
        found |= Q(scope=scope, place__in=some)
    return Tally.objects.filter(found).order_by()


EVERYWHERE = Where()
