"""What of a month is matched, explained, still open; and what do both sides come to?"""

from calendar import monthrange
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Sum

from funding.models import BankRow, Entry, EntryKind, Leg

# What the treasury draws with a payment never passes the town's account.
DRAWN = "国库集中支付"


@dataclass(frozen=True)
class Month:
    """Whole fen. `difference` is what neither match nor explanation accounts for: nought when both
    sides are done."""

    rows: list
    alone: list  # entries of the ledger without a line of the bank: (entry, fen, words)
    bank: int
    ledger: int
    matched: int
    explained_rows: int
    explained_entries: int

    @property
    def open_rows(self):
        return [row for row in self.rows if row.entry_id is None and not row.explanation]

    @property
    def open_entries(self):
        return [one for one in self.alone if not one[2]]

    @property
    def difference(self):
        return self.bank - self.ledger - self.explained_rows + self.explained_entries

    @property
    def is_done(self):
        return not self.open_rows and not self.open_entries


def entries_of(town, month):
    """[(entry, signed fen)] of a month that pass the bank: receipts, payments, refunds, returns and
    their corrections; what came in is positive."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    cash = (
        Leg.objects.filter(entry=OuterRef("pk"), account__kind="cash")
        .order_by()
        .values("entry")
        .annotate(fen=Sum("fen"))
        .values("fen")
    )
    rows = (
        Entry.objects.filter(
            Exists(Leg.objects.filter(entry=OuterRef("pk"), account__kind="cash")),
            budget__village__town=town, happened_on__range=(month, last), in_kind=False,
        )
        .exclude(kind=EntryKind.RECEIVE, note__startswith=DRAWN)
        .annotate(fen=cash)
        .select_related("budget__village")
        .order_by("happened_on", "pk")
    )  # fmt: skip
    return [(entry, int(entry.fen)) for entry in rows]


def of_statement(statement):
    """In four queries whatever the number of lines."""
    rows = list(BankRow.objects.filter(statement=statement).select_related("entry"))
    entries = entries_of(statement.town, statement.month)
    words = dict(statement.notes.values_list("entry", "words"))
    taken = {row.entry_id for row in rows}
    alone = [
        (entry, fen, words.get(entry.pk, "")) for entry, fen in entries if entry.pk not in taken
    ]
    inside = {entry.pk for entry, _fen in entries}
    return Month(
        rows=rows, alone=alone, bank=sum(row.fen for row in rows),
        ledger=sum(fen for _entry, fen in entries)
        + sum(row.fen for row in rows if row.entry_id and row.entry_id not in inside),
        matched=sum(row.fen for row in rows if row.entry_id),
        explained_rows=sum(row.fen for row in rows if row.explanation),
        explained_entries=sum(fen for _entry, fen, said in alone if said),
    )  # fmt: skip
