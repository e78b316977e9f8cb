"""Where does a month stand between bank and ledger: what met, what is explained, what is open?"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from funding.bank.matching import FAR, Movement
from funding.models import FISCAL, AccountKind, BankRow, Entry, Leg

OPEN = Q(entry__isnull=True, explanation="")
EXPLAINED = Q(entry__isnull=True) & ~Q(explanation="")
MATCHED = Q(entry__isnull=False)


def last_day(month):
    """Of the month that begins on that date."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def cash_of(statement):
    """The legs that could stand on this account's statement: cash of its villages, without what the
    treasury pays out itself where that does not pass through the account."""
    place = (
        Q(account__budget__village=statement.village_id)
        if statement.village_id
        else Q(account__budget__village__town=statement.town_id)
    )
    legs = Leg.objects.filter(place, account__kind=AccountKind.CASH).order_by()
    return legs if statement.has_fiscal else legs.exclude(account__source__in=FISCAL)


def moved(statement, first, last):
    """{entry: whole fen it moved} between two dates, both inclusive; what comes to nothing is no
    movement."""
    legs = cash_of(statement).filter(entry__happened_on__range=(first, last))
    rows = legs.values_list("entry").annotate(fen=Sum("fen"))
    return {entry: int(fen) for entry, fen in rows if fen}


def to_match(statement):
    """[Movement] the machine may match: around the month, on no statement, neither taken back nor
    taking back."""
    month = statement.month
    far = timedelta(days=FAR)
    fens = moved(statement, month - far, last_day(month) + far)
    rows = Entry.objects.filter(
        pk__in=fens, bank_row__isnull=True, corrects__isnull=True, corrected_by__isnull=True
    ).order_by("happened_on", "pk")
    return [Movement(one.pk, one.happened_on, fens[one.pk], other_side(one)) for one in rows]


def fitting(statement, lines):
    """{line pk: [entries]} a person may match each of these lines with: same amount and direction,
    at most a month away, on no statement yet."""
    month, wanted = timedelta(days=31), {line.fen for line in lines}
    if not wanted:
        return {}
    fens = moved(statement, statement.month - month, last_day(statement.month) + month)
    fens = {pk: fen for pk, fen in fens.items() if fen in wanted}
    rows = Entry.objects.filter(pk__in=fens, bank_row__isnull=True).order_by("happened_on", "pk")
    entries = list(rows.select_related("budget__village"))
    return {
        line.pk: [one for one in entries if fens[one.pk] == line.fen][:30] for line in lines
    }  # fmt: skip


def other_side(entry):
    """Whom the money came from or went to, as the ledger names them; the bank should, too."""
    return entry.payee if entry.kind == "pay" else entry.payer


def entries_of(statement):
    """[(entry, whole fen)] of the month that pass this account, in the order of the days."""
    fens = moved(statement, statement.month, last_day(statement.month))
    rows = Entry.objects.filter(pk__in=fens).order_by("happened_on", "pk")
    return [(one, fens[one.pk]) for one in rows]


@dataclass(frozen=True)
class Booked:
    """An entry of the month and why it is, or is not, on the statement; whole fen."""

    entry: Entry
    fen: int
    here: BankRow | None  # the line of this statement
    elsewhere: BankRow | None  # the line of another month's
    words: str  # the explanation, written or plain from the ledger

    @property
    def spent(self):
        return max(-self.fen, 0)

    @property
    def is_open(self):
        return self.here is None and not self.words and self.elsewhere is None


def booked(statement):
    """[Booked] of the month, in the order of the days; three queries."""
    fens = moved(statement, statement.month, last_day(statement.month))
    notes = dict(statement.notes.values_list("entry", "words"))
    rows = Entry.objects.filter(pk__in=fens).select_related(
        "budget__village", "bank_row__statement", "corrected_by"
    )
    return [
        _booked(statement, one, fens[one.pk], notes) for one in rows.order_by("happened_on", "pk")
    ]


def _booked(statement, entry, fen, notes):
    line = getattr(entry, "bank_row", None)
    is_here = line is not None and line.statement_id == statement.pk
    return Booked(
        entry, fen, line if is_here else None, None if is_here else line,
        notes.get(entry.pk, "") or _plain(entry),
    )  # fmt: skip


def _plain(entry):
    """A mistake and what took it back are no movements of the bank."""
    if entry.corrects_id:
        return _("更正凭证 {}，没有真的收付").format(entry.corrects_id)
    if hasattr(entry, "corrected_by"):
        return _("记错了，已由凭证 {} 更正").format(entry.corrected_by.pk)
    return ""


@dataclass(frozen=True)
class Sides:
    """Whole fen in, whole fen out (not below nothing), and how many."""

    income: int
    spending: int
    number: int

    @property
    def net(self):
        return self.income - self.spending

    def __sub__(self, other):
        return Sides(
            self.income - other.income, self.spending - other.spending, self.number - other.number
        )

    def __add__(self, other):
        return Sides(
            self.income + other.income, self.spending + other.spending, self.number + other.number
        )


def sides(fens):
    fens = list(fens)
    return Sides(
        sum(fen for fen in fens if fen > 0), -sum(fen for fen in fens if fen < 0), len(fens)
    )


@dataclass(frozen=True)
class Month:
    """Statement and ledger of the month; `bank_only` and `ledger_only` explain their difference.

    `open_rows` and `open_entries` say how many are neither matched nor explained.
    """

    entries: list  # [Booked]
    bank: Sides
    ledger: Sides
    bank_only: Sides  # lines with an explanation, and those that met another month's entry
    ledger_only: Sides
    matched: int
    open_rows: int
    open_entries: int

    @property
    def difference(self):
        return self.bank - self.ledger

    @property
    def explained(self):
        return self.bank_only - self.ledger_only

    @property
    def unexplained(self):
        """Nothing, once every line and every entry is matched or explained."""
        return self.difference - self.explained

    @property
    def is_done(self):
        return not self.open_rows and not self.open_entries


def of_statement(statement):
    """In five queries whatever the number of lines."""
    entries = booked(statement)
    rows = list(statement.rows.order_by().values_list("fen", "entry", "explanation"))
    own = {one.entry.pk for one in entries}
    bank_only = [
        fen for fen, entry, words in rows
        if (entry is None and words) or (entry is not None and entry not in own)
    ]  # fmt: skip
    return Month(
        entries=entries,
        bank=sides(fen for fen, *_rest in rows),
        ledger=sides(one.fen for one in entries),
        bank_only=sides(bank_only),
        ledger_only=sides(one.fen for one in entries if one.here is None and not one.is_open),
        matched=sum(1 for _fen, entry, _words in rows if entry in own),
        open_rows=sum(1 for _fen, entry, words in rows if entry is None and not words),
        open_entries=sum(1 for one in entries if one.is_open),
    )


def with_counts(statements):
    """For a list: how many lines each has, and how many of them are open."""
    return statements.annotate(
        number=Count("rows"),
        waiting=Count("rows", filter=Q(rows__entry__isnull=True, rows__explanation="")),
    )
