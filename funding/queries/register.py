"""资金使用台账: every movement of cash of some villages in a period, with the balance after each."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from funding.models import Entry, EntryKind, Giver, Leg, Source

CHUNK = 1000
# One line for each entry that moved cash; the balance runs on from before the period. A correction
# stands in red on the side of what it takes back: a payment taken back is no income.
_MOVED = """
WITH moved AS (
    SELECT e.id, e.happened_on, sum(l.fen)::bigint AS fen,
        (sum(l.fen) > 0) = (e.corrects_id IS NULL) AS is_income
    FROM funding_budget b JOIN funding_account a ON a.budget_id = b.id AND a.kind = 'cash'
    JOIN funding_leg l ON l.account_id = a.id JOIN funding_entry e ON e.id = l.entry_id
    WHERE b.village_id = ANY(%(villages)s) AND e.happened_on <= %(last)s
    AND (%(source)s = '' OR a.source = %(source)s)
    AND (%(reference)s = '' OR b.reference = %(reference)s)
    GROUP BY e.id, e.happened_on
)"""
_LINES = f"""{_MOVED},
running AS (SELECT id, happened_on, fen, is_income,
    (sum(fen) OVER (ORDER BY happened_on, id))::bigint AS balance FROM moved)
SELECT id, fen, is_income, balance FROM running WHERE happened_on >= %(first)s
ORDER BY happened_on, id LIMIT %(most)s OFFSET %(skip)s"""
_SUMS = f"""{_MOVED}
SELECT count(*) FILTER (WHERE happened_on >= %(first)s),
    coalesce(sum(fen) FILTER (WHERE happened_on < %(first)s), 0),
    coalesce(sum(fen) FILTER (WHERE happened_on >= %(first)s AND is_income), 0),
    coalesce(-sum(fen) FILTER (WHERE happened_on >= %(first)s AND NOT is_income), 0)
FROM moved"""


@dataclass(frozen=True)
class Asked:
    """Whose ledger: village ids, from `first` to `last` (both inclusive), one source or all, one
    project by its 查询号 or all; with `hides_people` a person who gave is not named."""

    villages: tuple
    first: date
    last: date
    source: str = ""
    reference: str = ""
    hides_people: bool = False

    @property
    def values(self):
        return {
            "villages": list(self.villages), "first": self.first, "last": self.last,
            "source": self.source, "reference": self.reference,
        }  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line; whole fen. A correction stands on the side of what it takes back, negative."""

    entry: Entry
    sources: str
    income: int
    spending: int
    balance: int


@dataclass(frozen=True)
class Sums:
    """How many lines, and whole fen: before the period, in it, and after it."""

    number: int
    opening: int
    income: int
    spending: int

    @property
    def closing(self):
        return self.opening + self.income - self.spending


@dataclass
class GoodsLine:
    """What was taken over in kind, at its value."""

    entry: Entry
    fen: int
    sources: str = field(default="")


def sums(asked):
    """In one query."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, asked.values)
        return Sums(*(int(value) for value in cursor.fetchone()))


def lines(asked, *, most, skip=0):
    """So many lines in the order of the days, in three queries whatever their number."""
    return _told(asked, _found(asked, most, skip))


def every_line(asked, *, most):
    """All of them, for a file: the balances are counted once, the entries read by the thousand."""
    found = _found(asked, most, 0)
    for at in range(0, len(found), CHUNK):
        yield from _told(asked, found[at : at + CHUNK])


def _found(asked, most, skip):
    with connection.cursor() as cursor:
        cursor.execute(_LINES, asked.values | {"most": most, "skip": skip})
        return cursor.fetchall()


def _told(asked, found):
    entries = _entries([pk for pk, *_sums in found])
    sources = _sources(entries, "cash", asked, asked.source)
    return [
        Line(
            entries[pk], sources.get(pk, ""), income=fen if is_income else 0,
            spending=0 if is_income else -fen, balance=balance,
        )
        for pk, fen, is_income, balance in found
    ]  # fmt: skip


def recorder_of(entry):
    """经办: whose office asked for a payment; of another entry, who wrote it."""
    request = getattr(entry, "asked_by", None)
    return request.recorder_name if request else entry.actor_name


def goods(asked, *, most):
    """What was taken over in kind in the period, newest last; never part of the sums."""
    rows = Entry.objects.filter(
        budget__village__in=asked.villages, kind=EntryKind.RECEIVE_IN_KIND,
        happened_on__range=(asked.first, asked.last), corrected_by__isnull=True,
    )  # fmt: skip
    if asked.reference:
        rows = rows.filter(budget__reference=asked.reference)
    if asked.source:
        given = Leg.objects.filter(account__kind="spent", account__source=asked.source)
        rows = rows.filter(pk__in=given.values("entry"))
    rows = rows.select_related("budget__village", "corrects").order_by("happened_on", "pk")[:most]
    entries = {entry.pk: entry for entry in rows}
    sources = _sources(entries, "spent", asked)
    return [GoodsLine(one, one.amount_fen, sources.get(pk, "")) for pk, one in entries.items()]


def _entries(numbers):
    rows = Entry.objects.filter(pk__in=numbers)
    return rows.select_related(
        "budget__village", "budget__settlement", "asked_by", "corrects"
    ).in_bulk()


def _sources(entries, kind, asked, only=""):
    """{entry: 区级财政、企业赞助（某公司）}, of the one source that was asked for."""
    rows = Leg.objects.filter(entry__in=list(entries), account__kind=kind).order_by("pk")
    if only:
        rows = rows.filter(account__source=only)
    words = {}
    for entry, source, giver, is_what in rows.values_list(
        "entry", "account__source", "account__giver__name", "account__giver__kind"
    ):
        if asked.hides_people and is_what == Giver.Kind.PERSON:
            giver = "个人"
        label = str(Source(source).label) + (f"（{giver}）" if giver else "")
        words.setdefault(entry, {})[label] = None
    return {entry: "、".join(labels) for entry, labels in words.items()}
