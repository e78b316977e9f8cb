"""A payment: the village asks, somebody else decides, the ledger moves.

The town's finance office pays for the village (村账镇代理). Fiscal money is drawn with the payment
(国库集中支付); what sponsors and residents give has to have arrived first.
"""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import accounts
from funding.actions.ledger import Posting, post
from funding.actions.receipts import receive
from funding.arithmetic import largest_remainder
from funding.models import AccountKind, Budget, EntryKind, PayKind, PaymentRequest
from funding.models.ledger import PAYMENT_REQUEST
from funding.queries.balances import standings
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

State = PaymentRequest.State
LAST = (PayKind.FINAL, PayKind.RETENTION)


@dataclass(frozen=True)
class Payment:
    """What is asked for; `fen` whole fen, `evidence` the SHA-256 of the invoice's file."""

    key: UUID
    pay_kind: str
    fen: int
    purpose: str
    payee: str
    document_no: str
    evidence: str
    payee_is_firm: bool = True
    payer: str = ""


@atomic
def request(budget, payment, *, by, on):
    """Ask for a payment. The same key again gives the first request; `Refused` above what is left."""
    if found := PaymentRequest.objects.filter(key=payment.key).first():
        if (found.budget_id, found.amount_fen, found.payee) != (
            budget.pk, payment.fen, payment.payee,
        ):  # fmt: skip
            raise Refused(_("这个请求编号已经用过，内容不一样；请刷新页面，重新填写。"))
        return found
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    if by.person is None:
        raise Refused(_("付款申请要由有账号的经办人提出。"))
    _may_be_asked(budget, payment)
    row = PaymentRequest(
        key=payment.key, budget=budget, pay_kind=payment.pay_kind, amount_fen=payment.fen,
        purpose=payment.purpose, payer=payment.payer or payer_of(budget), payee=payment.payee,
        payee_is_firm=payment.payee_is_firm, document_no=payment.document_no,
        evidence=payment.evidence, recorder=by.person, recorder_name=by.name, requested_on=on,
        recorded_at=clock.now(),
    )  # fmt: skip
    row.clean_fields(exclude=["budget", "recorder", "evidence"])
    with in_words(PaymentRequest):
        row.save()
    return row


def payer_of(budget):
    """村账镇代理: the town's finance office pays for the village."""
    return _("{town}财政所").format(town=budget.village.town.name)


def _may_be_asked(budget, payment):
    if payment.fen <= 0:
        raise Refused(_("付款金额要大于 0 元。"))
    if payment.pay_kind in LAST and budget.accepted_on is None:
        raise Refused(_("还没有验收合格，不能付尾款和质保金；可以付预付款、进度款。"))
    waiting = budget.requests.filter(state=State.WAITING, pay_kind__in=_same(payment.pay_kind))
    asked = sum(waiting.values_list("amount_fen", flat=True))
    left = sum(_payable(one, payment.pay_kind) for one in _cash_lines(budget)) - asked
    if payment.fen > left:
        raise Refused(
            _("最多还能付 {left} 元（已确定的减去已付的和正在申请的），写的是 {fen} 元。").format(
                left=yuan(max(left, 0)), fen=yuan(payment.fen)
            )
        )


def _same(pay_kind):
    """Requests that draw on the same money."""
    if pay_kind == PayKind.RETENTION:
        return [PayKind.RETENTION]
    return [kind for kind in PayKind if kind != PayKind.RETENTION]


def _payable(standing, pay_kind):
    return standing.retained if pay_kind == PayKind.RETENTION else standing.open


def _cash_lines(budget):
    return [one for one in standings(budget) if not one.line.is_in_kind]


@atomic
def approve(row, *, by, on, answer="", parts=None):
    """Pay it: from every line its part, or as `parts` ({line: whole fen}) says. Returns the entry.

    `Refused` for who asked, for what was decided before, and where the money is not there."""
    budget = Budget.objects.select_for_update(no_key=True).get(pk=row.budget_id)
    row = _decidable(row, by)
    if row.state == State.PAID:
        return row.entry
    parts = parts or _shared_out(row)
    if sum(parts.values()) != row.amount_fen:
        raise Refused(_("各项来源加起来要等于付款金额 {} 元。").format(yuan(row.amount_fen)))
    there = {one.line: one for one in _cash_lines(budget)}
    taken = AccountKind.RETAINED if row.pay_kind == PayKind.RETENTION else AccountKind.COMMITTED
    legs = Counter()
    for line, fen in parts.items():
        _is_there(there.get(line), line, fen, row.pay_kind)
        if line.is_fiscal and (short := fen - there[line].cash) > 0:
            receive(
                budget, line, fen=short, key=uuid5(row.key, f"draw:{line}"), by=by, on=on,
                reference=_reference(row), note=_("国库集中支付，随支付拨付"),
            )  # fmt: skip
        legs[accounts.of_budget(taken, budget, line)] -= fen
        legs[accounts.of_budget(AccountKind.SPENT, budget, line)] += fen
        legs[accounts.of_budget(AccountKind.CASH, budget, line)] -= fen
        legs[accounts.world()] += fen
    posting = Posting(
        EntryKind.PAY, row.key, legs, row.amount_fen, on, _reference(row), budget=budget,
        note=row.purpose,
        more={
            "recorder": row.recorder, "approver": by.person, "approver_name": by.name,
            "pay_kind": row.pay_kind, "payer": row.payer, "payee": row.payee,
            "payee_is_firm": row.payee_is_firm, "document_no": row.document_no,
            "evidence": row.evidence,
        },
    )  # fmt: skip
    row.entry = post(posting, by=by, what=["pay", row.pk])
    _decide(row, State.PAID, by, answer)
    return row.entry


@atomic
def refuse(row, *, by, answer):
    """Send it back with the reason, which the village reads."""
    row = _decidable(row, by)
    if row.state == State.PAID:
        raise Refused(_("这一笔已经支付，不能退回；写错了请登记更正。"))
    if len(answer.strip()) < 4:
        raise Refused(_("请写明退回的理由，至少 4 个字，村里会看到。"))
    _decide(row, State.REFUSED, by, answer)
    return row


@atomic
def withdraw(row, *, by):
    """Who asked takes it back while it waits."""
    row = PaymentRequest.objects.select_for_update(no_key=True).get(pk=row.pk)
    if row.state != State.WAITING:
        raise Refused(_("这一笔已经办过了，不能撤回。"))
    _decide(row, State.WITHDRAWN, by, "")
    return row


def _decidable(row, by):
    row = PaymentRequest.objects.select_for_update(no_key=True, of=("self",)).get(pk=row.pk)
    if by.person is None or by.person.pk == row.recorder_id:
        raise Refused(_("经办和审核要是两个不同的人，请换一位同事审核。"))
    if row.state in (State.REFUSED, State.WITHDRAWN):
        raise Refused(_("这一笔已经{}，不能再付。").format(row.get_state_display()))
    return row


def _decide(row, state, by, answer):
    row.state, row.decided_by, row.decided_name = state, by.person, by.name
    row.decided_at, row.answer = clock.now(), answer.strip()
    row.clean_fields(exclude=["budget", "recorder", "decided_by", "entry"])
    with in_words(PaymentRequest):
        row.save()


def _shared_out(row):
    """In proportion to what each line still has to pay; what a sponsor has not brought yet is taken
    from the fiscal lines, as far as they reach."""
    lines = [one for one in _cash_lines(row.budget) if _payable(one, row.pay_kind)]
    open_fen = [_payable(one, row.pay_kind) for one in lines]
    if sum(open_fen) < row.amount_fen:
        raise Refused(_("最多还能付 {} 元。").format(yuan(sum(open_fen))))
    fair = largest_remainder(row.amount_fen, open_fen)
    parts = {
        one.line: part if one.line.is_fiscal else min(part, one.cash)
        for one, part in zip(lines, fair, strict=True)
    }
    short = row.amount_fen - sum(parts.values())
    for one in sorted(lines, key=lambda one: not one.line.is_fiscal):
        room = _payable(one, row.pay_kind) - parts[one.line]
        if not one.line.is_fiscal:
            room = min(room, one.cash - parts[one.line])
        more = min(short, room)
        parts[one.line] += more
        short -= more
    if short:
        raise Refused(
            _("到账的钱不够，还差 {} 元；请先登记赞助、自筹资金到账。").format(yuan(short))
        )
    return {line: fen for line, fen in parts.items() if fen}


def _is_there(standing, line, fen, pay_kind):
    left = _payable(standing, pay_kind) if standing else 0
    if fen < 0 or fen > left:
        raise Refused(_("{source}最多还能付 {left} 元。").format(source=line.name, left=yuan(left)))
    if not line.is_fiscal and fen > standing.cash:
        raise Refused(
            _("{source}到账未用的只有 {cash} 元，请先登记到账。").format(
                source=line.name, cash=yuan(standing.cash)
            )
        )


def _reference(row):
    return f"{PAYMENT_REQUEST}{row.pk}"


@atomic
def refund(budget, line, *, fen, key, by, on, reference, payee, why):
    """A payee gives back so many fen of what was paid from a line; never more than was paid."""
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    paid = next((one.paid for one in standings(budget) if one.line == line), 0)
    if not 0 < fen <= paid:
        raise Refused(
            _("{source}一共付了 {paid} 元，退回要大于 0 元、不超过它。").format(
                source=line.name, paid=yuan(paid)
            )
        )
    legs = {
        accounts.of_budget(AccountKind.SPENT, budget, line): -fen,
        accounts.of_budget(AccountKind.COMMITTED, budget, line): fen,
        accounts.world(): -fen,
        accounts.of_budget(AccountKind.CASH, budget, line): fen,
    }
    posting = Posting(
        EntryKind.REFUND, key, legs, fen, on, reference, budget=budget, note=why,
        more={"payer": payee},
    )  # fmt: skip
    return post(posting, by=by, what=["refund", budget.pk, line.source, line.giver_id or 0, fen])
