"""Where does each line of a budget stand: promised, received, paid, kept back, left?"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from funding.lines import Line
from funding.models import Account, AccountKind, Leg

_OF_A_LINE = (
    AccountKind.COMMITTED, AccountKind.RETAINED, AccountKind.SPENT, AccountKind.CASH,
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Whole fen of one line. `open` may still be paid; `cash` is there and unused."""

    line: Line
    open: int = 0
    retained: int = 0
    paid: int = 0
    cash: int = 0

    @property
    def promised(self):
        """Committed and not given back, paid or not."""
        return self.open + self.retained + self.paid

    @property
    def received(self):
        """What came in and was not given back; goods count when they were taken over."""
        return self.paid if self.line.is_in_kind else self.paid + self.cash


def standings(budget):
    """[Standing] of a budget in the order of its sources, in one query."""
    return of_budgets([budget.pk]).get(budget.pk, [])


def of_budgets(budgets):
    """{budget pk: [Standing]}, in one query."""
    rows = Account.objects.filter(budget__in=budgets, kind__in=_OF_A_LINE)
    found = {}
    for row in rows:
        found.setdefault(row.budget_id, []).append(row)
    return {pk: _standings(accounts) for pk, accounts in found.items()}


def told_standings(budget):
    """For `annotate` on rows with a budget in column `budget`; `standings_told` reads it."""
    rows = Account.objects.filter(budget=OuterRef(budget), kind__in=_OF_A_LINE)
    columns = ("kind", "source", "giver_id", "in_kind", "balance_fen")
    told = JSONObject(**{name: name for name in columns})
    return ArraySubquery(rows.order_by("pk").values(told=told))


def standings_told(told):
    """The same as `standings`, of the annotation; no query."""
    return _standings([Account(**one) for one in told])


def _standings(accounts):
    lines = {}
    for one in accounts:
        lines.setdefault(Line.of_account(one), {})[one.kind] = one.balance_fen
    return [
        Standing(
            line, kinds.get(AccountKind.COMMITTED, 0), kinds.get(AccountKind.RETAINED, 0),
            kinds.get(AccountKind.SPENT, 0), kinds.get(AccountKind.CASH, 0),
        )
        for line, kinds in sorted(lines.items(), key=lambda item: item[0].order)
    ]  # fmt: skip


def standing(budget, line):
    """Of one line."""
    return next((one for one in standings(budget) if one.line == line), Standing(line))


def promised_of(budget, line):
    return standing(budget, line).promised


def received_of(budget, line):
    return standing(budget, line).received


def paid_of(budget):
    """Whole fen of cash that left for payees, net of what they gave back."""
    return sum(one.paid for one in standings(budget) if not one.line.is_in_kind)


def paid_by(budget, days):
    """Whole fen of cash that had left for payees by the end of each of these days; one query. None
    as budget paid nothing."""
    legs = Leg.objects.filter(
        account__budget=budget, account__kind=AccountKind.SPENT, account__in_kind=False
    )
    moved = list(legs.values_list("entry__happened_on", "fen")) if budget else []
    return [int(sum(fen for on, fen in moved if on <= day)) for day in days]


def entries_of(budget):
    """The entries of a budget as they happened, oldest first."""
    return budget.entries.order_by("happened_on", "pk")
