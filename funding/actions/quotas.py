"""The year's quota of a town and of a village: set by decision, never exceeded by what is confirmed.

Quota flows like money: 上级 → 镇 → 村（社区） → 项目. Where none was set, the book's figure holds from the
first project on (`book_fen`, from villages/rulebook); where the book has none, there is no limit.
"""

from uuid import NAMESPACE_URL, uuid5

from django.db.models import Sum
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import accounts
from funding.actions.ledger import Posting, asked_before, locked, post
from funding.models import Account, AccountKind, EntryKind, Leg
from funding.queries.books import committed_in
from villages.models import Town, Village
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan


@atomic
def allot_to_town(town, year, *, fen, key, by, on, reference):
    """So many fen more (negative: fewer) for a town in a year. `Refused` where less would be left
    than was given on to its villages."""
    what = ["town", town.pk, year, fen, reference]
    if found := asked_before(key, EntryKind.ALLOT, what):
        return found
    Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    is_new = accounts.opened(AccountKind.TOWN_QUOTA, town.pk, year) is None
    own = accounts.town_quota(town, year)
    entry = _allot(accounts.appropriation(), own, fen, key, by, on, reference, what, _("镇"))
    given_on = _allotted_in(town, year) if is_new else 0
    if given_on:
        _take_in(own, given_on, entry, by, on)
    return entry


@atomic
def allot_to_village(village, year, *, fen, key, by, on, reference):
    """So many fen more (negative: fewer) for a village in a year, out of its town's where that has
    one. `Refused` where the town has less left, or the village has confirmed more."""
    what = ["village", village.pk, year, fen, reference]
    if found := asked_before(key, EntryKind.ALLOT, what):
        return found
    _lock_place(village)
    is_new = accounts.opened(AccountKind.VILLAGE_QUOTA, village.pk, year) is None
    own = accounts.village_quota(village, year)
    above = accounts.opened(AccountKind.TOWN_QUOTA, village.town_id, year)
    entry = _allot(
        above or accounts.appropriation(), own, fen, key, by, on, reference, what, _("村（社区）")
    )
    committed = committed_in(village, year) if is_new else 0
    if committed:
        _take_in(own, committed, entry, by, on)
    return entry


def drawn_on(village, year, *, book_fen, on):
    """The account that fiscal money of that village and year is confirmed from, locked by nobody
    yet: its quota, opened by the book's figure where it has none, or what is without limit."""
    own = accounts.opened(AccountKind.VILLAGE_QUOTA, village.pk, year)
    if own is None and book_fen is not None:
        _lock_place(village)
        key = uuid5(NAMESPACE_URL, f"weishishi-quota:{village.pk}:{year}")
        allot_to_village(
            village, year, fen=book_fen, key=key, by=Actor.system(_("规则书")), on=on,
            reference=f"annual_quota {year}",
        )  # fmt: skip
        own = accounts.village_quota(village, year)
    return own or accounts.appropriation()


def _allot(above, own, fen, key, by, on, reference, what, whose):
    if not fen:
        raise Refused(_("额度的增减要大于 0 元。"))
    if not reference.strip():
        raise Refused(_("请写明下达额度的文号。"))
    now = locked([above, own])
    giving = now[above.pk if fen > 0 else own.pk]
    bottomless = giving.kind == AccountKind.APPROPRIATION
    if not bottomless and giving.balance_fen < abs(fen):
        raise Refused(
            _("{whose}额度只剩 {left} 元，不够 {asked} 元，请先调整。").format(
                whose=_("镇里的") if fen > 0 else whose, left=yuan(giving.balance_fen),
                asked=yuan(abs(fen)),
            )
        )  # fmt: skip
    posting = Posting(
        EntryKind.ALLOT, key, {above: -fen, own: fen}, abs(fen), on, reference.strip()
    )
    return post(posting, by=by, what=what)


def _take_in(own, fen, entry, by, on):
    """What was given on or confirmed before there was a quota counts in it, too."""
    left = locked([own])[own.pk].balance_fen
    if left < fen:
        raise Refused(_("已经确定或下达了 {used} 元，额度不能低于它。").format(used=yuan(fen)))
    key = uuid5(NAMESPACE_URL, f"weishishi-take-in:{entry.key}")
    legs = {own: -fen, accounts.appropriation(): fen}
    posting = Posting(EntryKind.TAKE_IN, key, legs, fen, on, entry.reference)
    post(posting, by=by, what=[own.code, fen])


def _lock_place(village):
    """One after the other: two first projects of a village would each open its quota."""
    Village.objects.select_for_update(no_key=True).get(pk=village.pk)


def _allotted_in(town, year):
    own = Account.objects.filter(kind=AccountKind.VILLAGE_QUOTA, village__town=town, year=year)
    return _sum(Leg.objects.filter(account__in=own, entry__kind=EntryKind.ALLOT))


def _sum(legs):
    return int(legs.aggregate(fen=Sum("fen", default=0))["fen"])
