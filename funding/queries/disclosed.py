"""What everybody may read of the ledger: the one door by which an entry becomes public.

Who pays among the residents, a giver who did not agree to be named, a payee who is a person, the
numbers of papers and their fingerprints never leave the database here. (村组法 30, PIPL 6 and 25)
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncQuarter
from django.utils.translation import gettext as _

from funding.models import AccountKind, Entry, EntryKind, Giver, Leg, PayKind
from weishishi.kernel.kept_query import KeptQuery, Param

# In which account one sees what an entry of a kind did; a correction is looked at as what it corrects.
_SEEN_IN = {
    AccountKind.CASH: (EntryKind.RECEIVE, EntryKind.GIVE_BACK),
    AccountKind.SPENT: (EntryKind.PAY, EntryKind.REFUND, EntryKind.RECEIVE_IN_KIND),
    AccountKind.RETAINED: (EntryKind.HOLD,),
    AccountKind.COMMITTED: (EntryKind.RELEASE,),
}
INCOME = (EntryKind.RECEIVE, EntryKind.GIVE_BACK)
PAYMENTS = (EntryKind.PAY, EntryKind.REFUND)
GIFTS = (EntryKind.RECEIVE_IN_KIND,)
SAID_OF_A_QUARTER = (*INCOME, *PAYMENTS, *GIFTS, EntryKind.CORRECT)


@dataclass(frozen=True)
class Origin:
    """Whose money: a source and, where there is one, the giver as the public reads her."""

    source: str
    giver: str = ""
    in_kind: bool = False


@dataclass(frozen=True)
class Move:
    """One entry as everybody may read it; `fen` is negative where it takes money back.

    `payee` is a firm's name, empty for a person; `corrected` is the date of the entry it takes back,
    `is_void` says that a later one took this back.
    """

    pk: int
    budget: int
    kind: str
    on: date
    what: str
    pay_kind: str
    payee: str
    corrected: date | None
    is_void: bool
    parts: tuple[tuple[Origin, int], ...]

    @property
    def fen(self):
        return sum(fen for _origin, fen in self.parts)

    @property
    def is_payment(self):
        return self.kind in PAYMENTS

    @property
    def name(self):
        """款项 or what it is: 预付款, 收款方退回, 更正."""
        if self.corrected:
            return str(EntryKind.CORRECT.label)
        return str(PayKind(self.pay_kind).label if self.pay_kind else EntryKind(self.kind).label)

    @property
    def payee_words(self):
        """A firm by its name, a person as 个人; nothing where nobody was paid."""
        if self.kind != EntryKind.PAY:
            return ""
        return self.payee or _("个人")


def moves_of(budget):
    """[Move] of one budget, the oldest first; one query."""
    return _told(_legs_of(budget=budget))


@KeptQuery
def _legs_of():
    return _legs(Leg.objects.filter(entry__budget=Param("budget", BigIntegerField())))


def _entries_in(village, first, last, kinds):
    """Of these kinds and what corrects them, in a village between two dates, both inclusive."""
    said = Q(kind__in=kinds) | Q(kind=EntryKind.CORRECT, corrects__kind__in=kinds)
    rows = Entry.objects.filter(said, budget__village=village, happened_on__range=(first, last))
    return rows.order_by("happened_on", "pk")


def moves_in(village, first, last, kinds, most=None):
    """[Move] of these kinds and of what corrects them, the oldest first, at most so many; one query."""
    entries = _entries_in(village, first, last, kinds).values("pk")
    legs = Leg.objects.filter(entry__in=entries[:most] if most else entries.order_by())
    return _told(_legs(legs))


def income_in(village, first, last):
    """[(Origin, kind, is a correction, fen)] of what came in and went back in a village, summed up; one
    query however much that was."""
    entries = _entries_in(village, first, last, INCOME).order_by()
    rows = _seen(Leg.objects.filter(entry__in=entries.values("pk"))).order_by()
    corrects = Q(entry__kind=EntryKind.CORRECT)
    sums = rows.annotate(corrects=ExpressionWrapper(corrects, BooleanField())).values_list(
        "account__source", "shown", "account__in_kind", "base", "corrects"
    )
    return [
        (Origin(source, said(giver), in_kind), base, corrects, int(fen))
        for source, giver, in_kind, base, corrects, fen in sums.annotate(sum_fen=Sum("fen"))
    ]


def spent_in(village, first, last):
    """(fen paid, number of payments, fen of gifts in kind, number of gifts), corrections taken off and
    counted as lines; one query."""
    entries = _entries_in(village, first, last, (*PAYMENTS, *GIFTS)).order_by()
    rows = _seen(Leg.objects.filter(entry__in=entries.values("pk"))).order_by()
    told = {}
    for name, kinds in (("paid", PAYMENTS), ("given", GIFTS)):
        told[f"{name}_fen"] = Sum("fen", filter=Q(base__in=kinds), default=0)
        told[f"{name}_lines"] = Count("entry", filter=Q(base__in=kinds), distinct=True)
    found = rows.aggregate(**told)
    names = ("paid_fen", "paid_lines", "given_fen", "given_lines")
    return tuple(int(found[name]) for name in names)


def quarters_of(village):
    """The first days of the quarters in which money moved in a village, the newest first; one query."""
    rows = Entry.objects.filter(budget__village=village, kind__in=SAID_OF_A_QUARTER).order_by()
    found = rows.values_list(TruncQuarter("happened_on")).distinct()
    return sorted((quarter for (quarter,) in found), reverse=True)


def cash_before(village, day):
    """Whole fen that were there and unused when that day began; one query."""
    rows = Leg.objects.filter(
        account__kind=AccountKind.CASH, account__budget__village=village, entry__happened_on__lt=day
    )
    return int(rows.aggregate(fen=Sum("fen", default=0))["fen"])


def shown_giver():
    """For a query that reaches `giver`: the name the public reads, '' for who did not agree."""
    return _shown("giver")


def _shown(path):
    named = ~Q(**{f"{path}__kind": Giver.Kind.PERSON}) | Q(**{f"{path}__shows_name": True})
    there = Q(**{f"{path}__isnull": False})
    return Case(
        When(there & named, then=F(f"{path}__name")),
        When(there, then=Value(ANONYMOUS)),
        default=Value(""),
    )


ANONYMOUS = "·"  # no name is one character of this kind


def said(giver):
    """The giver of a query in words."""
    return str(_("爱心人士")) if giver == ANONYMOUS else giver


def _seen(legs):
    """The legs by which one sees what an entry did, with `base`, what kind that is, and `shown`."""
    seen = Q()
    for account, kinds in _SEEN_IN.items():
        seen |= Q(account__kind=account, base__in=kinds)
    rows = legs.annotate(
        base=Coalesce("entry__corrects__kind", "entry__kind"), shown=_shown("account__giver")
    )
    return rows.filter(seen)


def _legs(legs):
    firm = When(entry__payee_is_firm=True, then=F("entry__payee"))
    old_firm = When(entry__corrects__payee_is_firm=True, then=F("entry__corrects__payee"))
    rows = _seen(legs).annotate(
        pay_kind=Coalesce("entry__corrects__pay_kind", "entry__pay_kind"),
        firm=Case(firm, old_firm, default=Value("")),
    )
    return rows.order_by("entry__happened_on", "entry", "pk").values_list(
        "entry", "entry__budget", "base", "entry__happened_on", "entry__note", "pay_kind", "firm",
        "entry__corrects__happened_on", "entry__corrected_by", "account__source", "shown",
        "account__in_kind", "fen",
    )  # fmt: skip


def _told(legs):
    """[Move] of rows of `_legs`."""
    moves, parts = {}, {}
    for leg in legs:
        pk, budget, kind, day, note, pay_kind, firm, corrected, void, *part = leg
        source, giver, in_kind, fen = part
        moves[pk] = (pk, budget, kind, day, note, pay_kind, firm, corrected, void is not None)
        parts.setdefault(pk, []).append((Origin(source, said(giver), in_kind), fen))
    return [Move(*facts, tuple(parts[pk])) for pk, facts in moves.items()]
