"""Money of the stories: signed, received, paid and settled by the real deeds."""

from datetime import timedelta
from uuid import uuid4

from funding.actions import commitments, payments, pledges, receipts, settlements
from funding.actions.budgets import open_budget
from funding.actions.payments import Payment
from funding.actions.pledges import Promise
from funding.actions.settlements import Settled
from funding.models import PLEDGED, Budget, Giver, Pledge
from funding.queries.balances import standings
from tests.factories.people import make_person
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.actor import Kind as ActorKind

EVIDENCE = "ab" * 32
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
OWN = {"is_voluntary": True, "payers": "1 栋\n2 栋"}  # of what residents raise themselves
CLERK = Actor.importer("历史资料导入")


def priced(work, total_fen):
    """The same lines of work, each with a price, that cost `total_fen` together: the last line takes
    what the others leave."""
    if any(len(line) > 4 and line[4] is not None for line in work):
        return work
    if total_fen < sum(line[1] for line in work):  # too little for a fen each
        return [(*work[0][:1], 1, *work[0][2:4], total_fen)]
    each, lines = total_fen // len(work), []
    for name, quantity, unit, place, *_none in work:
        price = int(each // quantity // 10_000 * 10_000 or each // quantity or 1)
        lines.append((name, quantity, unit, place, price))
    rest = total_fen - sum(round(line[1] * line[4]) for line in lines)
    return [*lines, ("安装和辅料", 1, "项", None, rest)] if rest > 0 else lines


def somebody(name):
    """An actor with an account but no post: two hands for a payment."""
    person = make_person(f"{name}-{uuid4().hex[:8]}", display_name=name)
    return Actor(ActorKind.POST, name, person=person)


def firm(village, name="青溪照明有限公司", kind=Giver.Kind.ENTERPRISE):
    return Giver.objects.get_or_create(village=village, name=name, kind=kind)[0]


def make_budget(village, *parts, year=None, total_fen=None):
    return open_budget(
        title="村口加装路灯", reference="2026000017", village=village,
        year=year or clock.today().year, parts=parts, total_fen=total_fen,
    )  # fmt: skip


def committed(budget, **more):
    return commitments.commit(
        budget,
        **{"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": "2026000017/5", **more},
    )


def sign_all(budget, on=None):
    """Every sponsor's part is pledged and signed that day."""
    on = on or clock.today()
    for share in budget.shares.filter(source__in=PLEDGED):
        if share.giver is None:
            share.giver = firm(budget.village)
            share.save(update_fields=["giver"])
        live = Pledge.objects.filter(
            budget=budget, giver=share.giver, source=share.source, form=share.form,
            withdrawn_at__isnull=True,
        )  # fmt: skip
        if not live.exists():
            promise = Promise(
                giver=share.giver, source=share.source, fen=share.amount_fen, what="出资",
                due_on=on + timedelta(days=10), signed_on=on, form=share.form,
            )  # fmt: skip
            pledges.sign(budget, promise, by=CLERK)


def receive_all(budget, on=None):
    """What sponsors and residents promised in cash is there."""
    for one in standings(budget):
        short = one.promised - one.received
        if short and not one.line.is_fiscal and not one.line.is_in_kind:
            receipts.receive(
                budget, one.line, fen=short, key=uuid4(), by=CLERK, on=on or clock.today(),
                reference="收据1",
            )  # fmt: skip


def payment(fen, pay_kind="stage", **more):
    return Payment(
        **{
            "key": uuid4(), "pay_kind": pay_kind, "fen": fen, "purpose": "工程款",
            "payee": "青溪建设有限公司", "document_no": "发票00012345", "evidence": EVIDENCE, **more,
        }
    )  # fmt: skip


def pay(budget, fen, pay_kind="stage", on=None, **more):
    """Asked for by one, decided by another; returns the entry."""
    on = on or clock.today()
    row = payments.request(budget, payment(fen, pay_kind, **more), by=somebody("经办"), on=on)
    return payments.approve(row, by=somebody("审核"), on=on)


def settled(fen, **more):
    return Settled(
        **{
            "key": uuid4(), "contract_no": "合同2026-1", "contract_fen": fen, "claimed_fen": fen,
            "settled_fen": fen, **more,
        }
    )  # fmt: skip


def balance_the_books(project, on=None):
    """Everything that was confirmed is received, settled and paid."""
    budget, on = Budget.objects.get(pk=project.budget_id), on or clock.today()
    receive_all(budget, on)
    for one in standings(budget):
        if one.line.is_in_kind and one.open:
            receipts.receive_in_kind(
                budget, one.line, fen=one.open, key=uuid4(), by=CLERK, on=on, reference="接收单1",
                basis="材料清单和报价",
            )  # fmt: skip
    cash = [one for one in standings(budget) if not one.line.is_in_kind]
    if not hasattr(budget, "settlement"):
        due = sum(one.promised for one in cash)
        settlements.settle(budget, settled(due), by=CLERK, on=on, reference="结算1")
    if left := sum(one.open for one in standings(budget) if not one.line.is_in_kind):
        pay(budget, left, "final", on)


def again(budget):
    return Budget.objects.get(pk=budget.pk)
