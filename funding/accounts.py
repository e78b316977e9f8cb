"""Which account is meant? One function per kind; the code says it all, so nothing is made twice."""

from funding.models import Account, AccountKind, Source


def _code(kind, *parts):
    return ":".join(str(part) for part in (kind.value, *parts))


def _account(kind, *parts, **facts):
    code = _code(kind, *parts)
    return Account.objects.get_or_create(code=code, defaults={"kind": kind, **facts})[0]


def appropriation():
    return _account(AccountKind.APPROPRIATION)


def world():
    return _account(AccountKind.WORLD)


def town_quota(town, year):
    return _account(AccountKind.TOWN_QUOTA, town.pk, year, town=town, year=year)


def village_quota(village, year):
    return _account(AccountKind.VILLAGE_QUOTA, village.pk, year, village=village, year=year)


def code_of_quota(kind, place_pk, year):
    return _code(kind, place_pk, year)


def opened(kind, place_pk, year):
    """The quota account of a town or village, or None where no quota was ever set."""
    return Account.objects.filter(code=code_of_quota(kind, place_pk, year)).first()


def of_budget(kind, budget, line):
    """One of PLEDGE, COMMITTED, RETAINED, SPENT, CASH of a line (source, giver, form) of a budget."""
    source, giver, in_kind = line.source, line.giver_id, line.is_in_kind
    parts = [budget.pk, source, giver or 0] + (["in_kind"] if in_kind else [])
    return _account(
        kind, *parts, budget=budget, source=Source(source), giver_id=giver, in_kind=in_kind
    )
