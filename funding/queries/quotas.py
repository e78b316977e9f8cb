"""How much may each village and town confirm in a year, and how much of it is gone?"""

from dataclasses import dataclass

from django.db.models import Sum

from funding.models import FISCAL, Account, AccountKind, EntryKind, Leg
from funding.queries.books import DRAWN


@dataclass(frozen=True)
class Quota:
    """Whole fen of a place and a year. `allotted` None: there is no limit. `is_the_books`: nobody set
    one, the book's figure holds from the first project on."""

    place: object
    allotted: int | None
    committed: int
    spent: int
    is_the_books: bool = False

    @property
    def left(self):
        return None if self.allotted is None else self.allotted - self.committed


def of_villages(villages, year, book_fens=None):
    """[Quota] of these villages, in three queries; `book_fens` is {village pk: the book's figure or
    None}, which holds where no quota was set."""
    places = list(villages)
    allotted = _allotted("village", places, year)
    committed, spent = _used(places, year)
    return [
        Quota(
            one, allotted.get(one.pk, (book_fens or {}).get(one.pk)), committed.get(one.pk, 0),
            spent.get(one.pk, 0),
            is_the_books=one.pk not in allotted and (book_fens or {}).get(one.pk) is not None,
        )
        for one in places
    ]  # fmt: skip


def of_towns(towns, year, villages):
    """[Quota] of these towns; `villages` are the quotas of all of theirs."""
    places = list(towns)
    allotted = _allotted("town", places, year)
    return [
        Quota(
            one, allotted.get(one.pk),
            sum(row.committed for row in villages if row.place.town_id == one.pk),
            sum(row.spent for row in villages if row.place.town_id == one.pk),
        )
        for one in places
    ]  # fmt: skip


def given_on(town, rows):
    """What a town allotted to its villages, whole fen."""
    return sum(
        row.allotted or 0 for row in rows
        if row.place.town_id == town.pk and not row.is_the_books
    )  # fmt: skip


def _allotted(level, places, year):
    """{place: what was allotted to it}; who has no account has no quota."""
    kind = AccountKind.VILLAGE_QUOTA if level == "village" else AccountKind.TOWN_QUOTA
    own = {f"account__{level}__in": places, "account__kind": kind, "account__year": year}
    # What it allotted on stands on its account, too, as an outgoing leg of an entry to the other.
    rows = Leg.objects.filter(entry__kind__in=[EntryKind.ALLOT, EntryKind.CORRECT], **own)
    if level == "town":
        rows = rows.exclude(entry__legs__account__kind=AccountKind.VILLAGE_QUOTA)
    found = rows.order_by().values_list(f"account__{level}").annotate(Sum("fen"))
    return {pk: int(fen) for pk, fen in found}


def _used(villages, year):
    rows = (
        Account.objects.filter(
            budget__village__in=villages, budget__year=year, source__in=FISCAL, kind__in=DRAWN
        )
        .order_by()
        .values_list("budget__village", "kind")
        .annotate(Sum("balance_fen"))
    )
    committed, spent = {}, {}
    for village, kind, fen in rows:
        committed[village] = committed.get(village, 0) + int(fen)
        if kind == AccountKind.SPENT:
            spent[village] = int(fen)
    return committed, spent
