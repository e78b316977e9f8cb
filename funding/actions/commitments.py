"""Confirmed money is committed, line by line; what is not needed goes back where it came from."""

from collections import Counter
from uuid import uuid5

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import accounts
from funding.actions.ledger import Posting, asked_before, locked, post
from funding.actions.quotas import drawn_on
from funding.lines import Line
from funding.models import Account, AccountKind, Budget, EntryKind
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan


@atomic
def commit(budget, *, key, by, on, reference, book_fen=None):
    """Commit what the shares say: the first time all of it, after a change the difference.

    `book_fen` is the book's quota of the village in whole fen, None without one. `Refused` where
    the year's quota does not suffice; the sentence says how much is left.
    """
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    stated = Counter()
    for share in budget.shares.all():
        stated[Line.of(share)] += share.amount_fen
    committed = _committed_from(budget)
    moves = Counter(stated)
    moves.subtract(committed)
    source = drawn_on(budget.village, budget.year, book_fen=book_fen, on=on)
    kind = EntryKind.CHANGE if any(committed.values()) else EntryKind.COMMIT
    for in_kind in (False, True):
        lines = {line: fen for line, fen in moves.items() if fen and line.is_in_kind is in_kind}
        if lines:
            _move(budget, lines, source, kind, key, by, on, reference, in_kind)
    cash = sum(fen for line, fen in stated.items() if not line.is_in_kind)
    budget.approved_fen = cash
    budget.save(update_fields=["approved_fen"])
    return budget


def _committed_from(budget):
    """{line: net of what was committed}, whole fen, paid or not."""
    kinds = [AccountKind.COMMITTED, AccountKind.RETAINED, AccountKind.SPENT]
    found = Counter()
    for account in Account.objects.filter(budget=budget, kind__in=kinds):
        found[Line.of_account(account)] += account.balance_fen
    return found


def _move(budget, lines, source, kind, key, by, on, reference, in_kind):
    what = ["commit", budget.pk, sorted((*_said(line), fen) for line, fen in lines.items())]
    key = _of(key, in_kind)
    if asked_before(key, kind, what):
        return
    legs = Counter()
    for line, fen in lines.items():
        legs[accounts.of_budget(AccountKind.COMMITTED, budget, line)] += fen
        legs[
            source if line.is_fiscal else accounts.of_budget(AccountKind.PLEDGE, budget, line)
        ] -= fen
    now = locked(legs)
    _suffices(now, legs)
    amount = max(1, sum(map(abs, lines.values())))
    post(
        Posting(kind, key, legs, amount, on, reference, budget=budget, in_kind=in_kind),
        by=by, what=what,
    )  # fmt: skip


def _suffices(now, legs):
    for account, fen in legs.items():
        left = now[account.pk].balance_fen
        if fen >= 0 or left + fen >= 0:
            continue
        if account.kind == AccountKind.VILLAGE_QUOTA:
            raise Refused(
                _("本村（社区）今年的额度还剩 {left} 元，这个项目要 {asked} 元；请先请镇里追加额度。").format(
                    left=yuan(left), asked=yuan(-fen)
                )
            )  # fmt: skip
        if account.kind == AccountKind.COMMITTED:
            raise Refused(
                _("{source}已经支付或留作质保金，最多还能减 {left} 元。").format(
                    source=Line.of_account(account).name, left=yuan(left)
                )
            )


@atomic
def reopen(budget):
    """A change goes back to the residents: the ledger stays, the figure is decided anew."""
    Budget.objects.filter(pk=budget.pk).update(approved_fen=None)


@atomic
def release(budget, *, key, by, on, reference, keep=None):
    """What is committed and not spent goes back: all of it, or all but `keep` ({line: whole fen}).

    Returns the entry of the cash, or None where nothing was left.
    """
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    keep, entries = keep or {}, {}
    for in_kind in (False, True):
        rows = list(
            Account.objects.filter(
                budget=budget, kind=AccountKind.COMMITTED, in_kind=in_kind, balance_fen__gt=0
            )
        )
        legs = Counter()
        for row in locked(rows).values() if rows else ():
            line = Line.of_account(row)
            if (fen := row.balance_fen - keep.get(line, 0)) > 0:
                legs[row] -= fen
                legs[_where_it_came_from(budget, line)] += fen
        fen = sum(fen for fen in legs.values() if fen > 0)
        if fen:
            posting = Posting(
                EntryKind.RELEASE, _of(key, in_kind), legs, fen, on, reference, budget=budget,
                in_kind=in_kind,
            )  # fmt: skip
            entries[in_kind] = post(posting, by=by, what=["release", budget.pk, fen, in_kind])
    return entries.get(False)


def _where_it_came_from(budget, line):
    if not line.is_fiscal:
        return accounts.of_budget(AccountKind.PLEDGE, budget, line)
    own = accounts.opened(AccountKind.VILLAGE_QUOTA, budget.village_id, budget.year)
    return own or accounts.appropriation()


def _of(key, in_kind):
    return uuid5(key, "in kind") if in_kind else key


def _said(line):
    return line.source, line.giver_id or 0, line.is_in_kind
