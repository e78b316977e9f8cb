"""结算: what was really due. The saving goes back, the 质保金 is kept back, the books are closed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import accounts
from funding.actions.commitments import release
from funding.actions.ledger import Posting, post
from funding.arithmetic import largest_remainder, portion, split
from funding.lines import Line
from funding.models import AccountKind, Budget, EntryKind, Form, PaymentRequest, Settlement
from funding.queries.balances import standings
from funding.queries.books import open_books
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan


@dataclass(frozen=True)
class Settled:
    """Whole fen; `retained_basis_points` of the settled amount are kept until `release_on`."""

    key: UUID
    contract_no: str
    contract_fen: int
    claimed_fen: int
    settled_fen: int
    retained_basis_points: int = 0
    release_on: date | None = None
    evidence: str = ""


def accept(budget, *, on):
    """The work was accepted that day: from now on the last payment may be made."""
    Budget.objects.filter(pk=budget.pk).update(accepted_on=on)


@atomic
def settle(budget, settled, *, by, on, reference, will_be_accepted=True):
    """Write the settlement down, give the saving back and keep the 质保金 back.

    `Refused` before the acceptance, above what was confirmed, below what was paid, a second time,
    and while a payment waits. What was given up is never accepted: it is settled at what was paid.
    """
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    lines = [one for one in standings(budget) if not one.line.is_in_kind]
    retained = portion(settled.settled_fen, settled.retained_basis_points)
    _may_settle(budget, settled, lines, will_be_accepted)
    row = Settlement(
        budget=budget, contract_no=settled.contract_no, contract_fen=settled.contract_fen,
        claimed_fen=settled.claimed_fen, settled_fen=settled.settled_fen,
        retained_basis_points=settled.retained_basis_points, retained_fen=retained,
        release_on=settled.release_on if retained else None, settled_on=on,
        recorded_at=clock.now(), actor_name=by.name, evidence=settled.evidence,
    )  # fmt: skip
    row.clean_fields(exclude=["budget"])
    with in_words(Settlement):
        row.save(force_insert=True)
    due = _due(budget, lines, settled.settled_fen)
    keep = {line: fen - _paid(lines, line) for line, fen in due.items()}
    release(budget, key=uuid5(settled.key, "saving"), by=by, on=on, reference=reference, keep=keep)
    if retained:
        _hold(budget, keep, retained, uuid5(settled.key, "hold"), by, on, reference)
    return row


def _may_settle(budget, settled, lines, will_be_accepted):
    if budget.accepted_on is None and will_be_accepted:
        raise Refused(_("还没有验收合格，不能结算。"))
    if hasattr(budget, "settlement"):
        raise Refused(_("这个项目已经结算过了，请刷新页面。"))
    if budget.requests.filter(state=PaymentRequest.State.WAITING).exists():
        raise Refused(_("还有付款申请没有办完，请先办完或撤回再结算。"))
    most, paid = sum(one.promised for one in lines), sum(one.paid for one in lines)
    if settled.settled_fen > most:
        raise Refused(
            _("审定价 {settled} 元超过已确定的 {most} 元；超出的请先办变更。").format(
                settled=yuan(settled.settled_fen), most=yuan(most)
            )
        )
    if settled.settled_fen < paid:
        raise Refused(
            _("已经付了 {paid} 元，审定价不能更低；多付的请先让收款方退回。").format(
                paid=yuan(paid)
            )
        )


def _due(budget, lines, settled_fen):
    """{line: what it finally pays}: a per cent is of the settled amount, the remainder takes the
    rest; where the rules of the shares do not come to it, every line pays less in proportion. No
    line pays less than it has paid."""
    shares = [share for share in budget.shares.all() if share.form == Form.CASH]
    try:
        parts = split(settled_fen, [share.rule for share in shares])
        amounts = parts.amounts if parts.is_whole else None
    except ValidationError:
        amounts = None
    if amounts is None:
        amounts = largest_remainder(settled_fen, [share.amount_fen for share in shares])
    due = Counter()
    for share, fen in zip(shares, amounts, strict=True):
        due[Line.of(share)] += fen
    for one in lines:
        due[one.line] = min(max(due[one.line], one.paid), one.promised)
    return _levelled(due, lines, settled_fen)


def _levelled(due, lines, settled_fen):
    """After the bounds: what is over or missing goes to the lines that have room, in their order."""
    over = sum(due.values()) - settled_fen
    for one in lines:
        room = due[one.line] - one.paid if over > 0 else one.promised - due[one.line]
        move = min(abs(over), room)
        due[one.line] -= move if over > 0 else -move
        over -= move if over > 0 else -move
    return due


def _paid(lines, line):
    return next((one.paid for one in lines if one.line == line), 0)


def _hold(budget, keep, retained, key, by, on, reference):
    rows = [(line, fen) for line, fen in keep.items() if fen > 0]
    if sum(fen for _line, fen in rows) < retained:
        raise Refused(_("没有付的钱少于质保金，请先核对已付的款。"))
    parts = largest_remainder(retained, [fen for _line, fen in rows])
    legs = Counter()
    for (line, _fen), part in zip(rows, parts, strict=True):
        legs[accounts.of_budget(AccountKind.COMMITTED, budget, line)] -= part
        legs[accounts.of_budget(AccountKind.RETAINED, budget, line)] += part
    posting = Posting(EntryKind.HOLD, key, legs, retained, on, reference, budget=budget)
    post(posting, by=by, what=["hold", budget.pk, retained])


@atomic
def close(budget, *, on):
    """Nothing is open any more. `Refused` with everything that is."""
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    if reasons := open_books(budget):
        raise Refused(*reasons)
    budget.closed_on = on
    budget.save(update_fields=["closed_on"])
    return budget
