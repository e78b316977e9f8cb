"""The newest projects first, a page at a time: DRF's cursor over rows whose SQL is made once a day."""

from dataclasses import dataclass, replace

from django.db.models import DateTimeField
from django.utils.dateparse import parse_datetime

from projects.api.base import Pages
from projects.dashboards import drilled
from projects.queries import public
from weishishi.kernel.kept_query import KeptQuery, KeptToday, Param

ORDER = ("-submitted_at", "-pk")
COLUMNS = (
    "query_no", "told_title", "released_at", "village_id", "village__name", "village__town_id",
    "village__town__name", "told_joint", "state", "project_class", "micro_type", "channel",
    "submitted_at", "state_since", "due_on", "cash_fen",
)  # fmt: skip


class NewestFirst(Pages):
    page_size = 50
    ordering = ORDER


def newest(filters):
    """What the paginator walks through. Words are new with every visitor, so their query is, too."""
    if not filters.text:
        return _KeptRows(filters)
    rows, _total = public.find(filters, drilled.rows_behind(filters))
    return plain(rows)


def plain(rows):
    """These rows as a record tells them, without a project, a village and a town made of each."""
    return public.listed(rows).values_list(*COLUMNS, named=True)


@dataclass(frozen=True)
class _KeptRows:
    """As much of a queryset as a cursor asks for: order, one bound of `submitted_at`, a slice."""

    filters: public.Filters
    order: tuple = ORDER
    bound: str = ""
    moment: object = None

    def order_by(self, *names):
        return replace(self, order=names)

    def filter(self, **bound):
        """Raises ValueError for a moment that is none; a cursor can be forged."""
        [(name, moment)] = bound.items()
        read = parse_datetime(moment)
        if read is None or read.tzinfo is None:
            raise ValueError(moment)
        return replace(self, bound=name, moment=read)

    def __getitem__(self, part):
        key = self.filters, self.order, self.bound, part.start, part.stop
        return _kept(key, *key)(**({"moment": self.moment} if self.bound else {}))


@KeptToday
def _kept(filters, order, bound, start, stop):
    def rows():
        found = public.matching(filters, drilled.rows_behind(filters)).order_by(*order)
        if bound:
            found = found.filter(**{bound: Param("moment", DateTimeField())})
        return plain(found)[start:stop]

    return KeptQuery(rows)
