"""Do the books of a budget balance, and what does the year's quota still hold?"""

from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from funding import accounts
from funding.lines import Line
from funding.models import FISCAL, PLEDGED, Account, AccountKind, PaymentRequest
from funding.queries.balances import standings
from weishishi.kernel.yuan import yuan

# Where fiscal money is that was confirmed: still open, kept back, or paid.
DRAWN = (AccountKind.COMMITTED, AccountKind.RETAINED, AccountKind.SPENT)


def open_books(budget):
    """Why the books of a budget do not balance yet, in sentences; an empty list when they do.

    What is kept back as 质保金 is no obstacle: its day is written down.
    """
    reasons = []
    rows = standings(budget)
    retained = any(one.retained for one in rows)
    for one in rows:
        if one.open:
            words = _("{source}还有 {fen} 元没有接收") if one.line.is_in_kind else _(
                "{source}还有 {fen} 元没有支付，也没有结算退回"
            )  # fmt: skip
            reasons.append(words.format(source=one.line.name, fen=yuan(one.open)))
        if one.cash and not retained:
            reasons.append(
                _("{source}还有 {fen} 元到账没有用，请退还出资方").format(
                    source=one.line.name, fen=yuan(one.cash)
                )
            )
    if budget.requests.filter(state=PaymentRequest.State.WAITING).exists():
        reasons.append(_("还有付款申请没有办完"))
    return reasons


def uncommitted(budget):
    """{line: what the shares say beyond what is committed (negative: less)}, whole fen."""
    more = {}
    for share in budget.shares.all():
        more[Line.of(share)] = more.get(Line.of(share), 0) + share.amount_fen
    for one in standings(budget):
        more[one.line] = more.get(one.line, 0) - one.promised
    return {line: fen for line, fen in more.items() if fen}


@dataclass(frozen=True)
class Quota:
    """Fiscal money of a village in a year, whole fen; `left` is None where there is no limit."""

    committed: int
    paid: int
    left: int | None

    @property
    def whole(self):
        return None if self.left is None else self.left + self.committed


def quota_of(village, year, *, book_fen):
    """What of the year's quota is committed, paid and left; one query. `book_fen` is the book's quota
    in whole fen, which holds where none was set; None without one."""
    own = accounts.code_of_quota(AccountKind.VILLAGE_QUOTA, village.pk, year)
    drawn = Q(budget__village=village, budget__year=year, source__in=FISCAL, kind__in=DRAWN)
    rows = Account.objects.filter(Q(code=own) | drawn)
    found = dict(rows.order_by().values_list("kind").annotate(Sum("balance_fen")))
    committed = int(sum(found.get(kind, 0) for kind in DRAWN))
    left = found.get(AccountKind.VILLAGE_QUOTA)
    if left is None and book_fen is not None:
        left = book_fen - committed
    paid = int(found.get(AccountKind.SPENT, 0))
    return Quota(committed, paid, None if left is None else int(left))


def quota_left(village, year, *, book_fen):
    """Whole fen a village may still confirm in that year; None without limit."""
    return quota_of(village, year, book_fen=book_fen).left


def committed_in(village, year):
    """What fiscal money is committed there, paid or not, whole fen."""
    return quota_of(village, year, book_fen=None).committed


def unsigned(budget, on):
    """The shares that need a signed pledge and have none for their whole amount on that date."""
    live = {
        (one.source, one.giver_id, one.form): one.amount_fen
        for one in budget.pledges.filter(withdrawn_at__isnull=True, signed_on__lte=on)
    }
    shares = budget.shares.select_related("giver").filter(source__in=PLEDGED)
    return [
        share for share in shares
        if share.amount_fen > live.get((share.source, share.giver_id, share.form), 0)
    ]  # fmt: skip


def still_to_come(budget):
    """(received, promised) of the cash that is not fiscal, whole fen."""
    rows = [one for one in standings(budget) if not one.line.is_fiscal and not one.line.is_in_kind]
    return sum(one.received for one in rows), sum(one.promised for one in rows)
