"""How much is it, and where does it come from?"""

from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery, Sum

from funding.models import FISCAL, SOCIAL, Form, Share, Source


@dataclass(frozen=True)
class Sums:
    """Whole fen. `cash` is fiscal + social + collective; in kind is never inside."""

    fiscal: int
    social: int
    collective: int
    in_kind: int

    @property
    def cash(self):
        return self.fiscal + self.social + self.collective


def sums(shares):
    """The totals of a queryset of shares, in one query."""
    cash = Q(form=Form.CASH)
    found = shares.aggregate(
        fiscal=Sum("amount_fen", filter=cash & Q(source__in=FISCAL), default=0),
        social=Sum("amount_fen", filter=cash & Q(source__in=SOCIAL), default=0),
        collective=Sum("amount_fen", filter=cash & Q(source=Source.COLLECTIVE), default=0),
        in_kind=Sum("amount_fen", filter=Q(form=Form.IN_KIND), default=0),
    )
    return Sums(**{name: int(fen) for name, fen in found.items()})


def sums_of(shares):
    """The same totals of shares that are read already."""
    found = dict.fromkeys(("fiscal", "social", "collective", "in_kind"), 0)
    for share in shares:
        found[_sum_of(share)] += share.amount_fen
    return Sums(**found)


def _sum_of(share):
    if share.form == Form.IN_KIND:
        return "in_kind"
    if share.source in FISCAL:
        return "fiscal"
    return "social" if share.source in SOCIAL else "collective"


def shares_of(budgets):
    """The shares of a queryset of budgets."""
    return Share.objects.filter(budget__in=budgets)


def cash_of(budget):
    """For a list: the cash of the budget in column `budget`, whole fen; None without any."""
    cash = Share.objects.filter(budget=OuterRef(budget), form=Form.CASH).order_by()
    return Subquery(cash.values("budget").annotate(fen=Sum("amount_fen")).values("fen"))


def sums_by_source(budget):
    """[(source, form, fen)] of one budget in the order of the sources, in one query."""
    rows = Share.objects.filter(budget=budget).order_by()
    found = rows.values_list("source", "form").annotate(Sum("amount_fen"))
    order = list(Source.values)
    return sorted(
        ((source, form, int(fen)) for source, form, fen in found),
        key=lambda row: (order.index(row[0]), row[1]),
    )
