"""村务公开·资金: what money came to a village in a quarter, from whom, and what it was paid for."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from funding.lines import source_name
from funding.models import EntryKind, Source
from funding.queries import disclosed
from funding.queries.books import Quota, quota_of
from projects.choices import unreleased_title
from projects.models import Project, PublicNotice
from projects.queries.periods import Period
from projects.queries.public_shares import colour_of
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.yuan import yuan

MOST = 300  # lines of payments, and of gifts, on a page and on paper; the table has all
_KEY = re.compile(r"(20[0-9]{2})Q([1-4])", re.ASCII)


@dataclass(frozen=True)
class Quarter:
    """`key` as the address writes it: 2021Q2."""

    key: str
    first: date
    last: date
    words: str

    @classmethod
    def read(cls, key):
        """The quarter of an address; None for anything else."""
        found = _KEY.fullmatch(key)
        if not found:
            return None
        period = Period.read(f"{found[1]}-Q{found[2]}")
        return cls(key, period.first, period.last, period.words)

    @classmethod
    def of(cls, day):
        return cls.read(f"{day.year}Q{(day.month + 2) // 3}")


@dataclass(frozen=True)
class Income:
    """What one giver, or one fiscal source, brought in; `is_back` where it went back or was corrected."""

    colour: str
    source: str
    giver: str
    mark: str
    fen: int

    @property
    def amount(self):
        return yuan(self.fen)


@dataclass(frozen=True)
class Spent:
    """One payment, refund, correction, or one gift in kind that was taken over."""

    day: str
    on: date
    number: str
    title: str
    name: str
    what: str
    who: str
    fen: int
    mark: str

    @property
    def amount(self):
        return yuan(self.fen)


@dataclass(frozen=True)
class Books:
    """Everything on the page of one quarter; amounts in whole fen."""

    quarter: Quarter
    quarters: list[Quarter]
    opening_fen: int
    income: list[Income]
    payments: list[Spent]
    gifts: list[Spent]
    paid_fen: int
    paid_lines: int
    gifts_fen: int
    gifts_lines: int
    quota: Quota

    @property
    def income_fen(self):
        return sum(one.fen for one in self.income)

    @property
    def closing_fen(self):
        """What is there and unused when the quarter ends: opening and income less payments."""
        return self.opening_fen + self.income_fen - self.paid_fen

    @property
    def hidden(self):
        """Lines that only the table has."""
        return self.paid_lines + self.gifts_lines - len(self.payments) - len(self.gifts)

    @property
    def is_empty(self):
        return not (self.income or self.payments or self.gifts)

    @property
    def is_running(self):
        return self.quarter.last >= clock.today()


def books(village, quarter=None, most=None):
    """The books of a village in a quarter, the newest with something in it where none is named; at most
    so many lines where `most` is given, sums of everything, a constant number of queries."""
    some = [Quarter.of(day) for day in disclosed.quarters_of(village)]
    now = Quarter.of(clock.today())
    quarter = quarter or (some[0] if some else now)
    offered = {one.key: one for one in [now, *some, quarter]}
    span = (village, quarter.first, quarter.last)
    payments = disclosed.moves_in(*span, disclosed.PAYMENTS, most)
    gifts = disclosed.moves_in(*span, disclosed.GIFTS, most)
    paid_fen, paid_lines, gifts_fen, gifts_lines = disclosed.spent_in(*span)
    names = _names({move.budget for move in (*payments, *gifts)})
    year, people = quarter.first.year, village.people_word
    day = min(quarter.last, clock.today())
    return Books(
        quarter=quarter,
        quarters=[offered[key] for key in sorted(offered, reverse=True)],
        opening_fen=disclosed.cash_before(village, quarter.first),
        income=_income(disclosed.income_in(*span), people),
        payments=[_spent(move, names, move.payee_words) for move in payments],
        gifts=[_spent(move, names, _givers(move, people)) for move in gifts],
        paid_fen=paid_fen, paid_lines=paid_lines, gifts_fen=gifts_fen, gifts_lines=gifts_lines,
        quota=quota_of(
            village, year, book_fen=rules_for(village, on=day).annual_quota_fen
        ),
    )  # fmt: skip


def _names(budgets):
    """{budget: (查询号, what the public calls it)}; one query."""
    rows = Project.objects.filter(budget__in=budgets, released_at__isnull=False)
    found = rows.values_list("budget", "query_no", "public_title", "micro_type")
    return {pk: (number, title or unreleased_title(kind)) for pk, number, title, kind in found}


def _income(parts, people):
    sums = Counter()
    for origin, kind, corrects, fen in parts:
        mark = "correct" if corrects else "" if kind == EntryKind.RECEIVE else "back"
        sums[origin.source, origin.giver, mark] += fen
    order = list(Source.values)
    return [
        Income(colour_of(source), source_name(source, people), giver, _MARKS[mark](), fen)
        for (source, giver, mark), fen in sorted(
            sums.items(), key=lambda item: (order.index(item[0][0]), item[0][2], item[0][1])
        )
    ]


_MARKS = {"": str, "back": lambda: _("退还出资方"), "correct": lambda: _("更正")}


def _spent(move, names, who):
    number, title = names.get(move.budget, ("", str(unreleased_title(""))))
    mark = "correct" if move.corrected else "refund" if move.kind == EntryKind.REFUND else ""
    return Spent(
        written(move.on, year=False), move.on, number, str(title), move.name, move.what, who,
        move.fen, "void" if move.is_void else mark,
    )  # fmt: skip


def _givers(move, people):
    names = (origin.giver or source_name(origin.source, people) for origin, _fen in move.parts)
    return _("、").join(dict.fromkeys(names))


def whom_to_tell(village):
    """[(who, phone)]: who answers for the books, as the newest notice of the village names them; the
    phone is empty where none is known. One query."""
    row = PublicNotice.objects.filter(village=village).order_by("-pk").first()
    phones = (row.supervision_phone, row.town_phone) if row else ("", "")
    return list(zip((village.supervision_name, village.town.name), phones, strict=True))
