"""How much is it, and where does it come from?"""

from dataclasses import dataclass

from django.db.models import Q, Sum

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


def shares_of(budgets):
    """The shares of a queryset of budgets."""
    return Share.objects.filter(budget__in=budgets)
