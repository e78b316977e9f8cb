"""Money arrives, goods are taken over; what is not needed is given back."""

from collections import Counter

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding import accounts
from funding.actions.ledger import Posting, asked_before, locked, post
from funding.models import AccountKind, Budget, EntryKind, Giver
from funding.queries.balances import promised_of, received_of
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan


@atomic
def receive(budget, line, *, fen, key, by, on, reference, note="", evidence=""):
    """So many fen of cash are there from one line. `Refused` above what it was committed for."""
    what = ["receive", budget.pk, line.source, line.giver_id or 0, fen, reference]
    if found := asked_before(key, EntryKind.RECEIVE, what):
        return found
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    _is_promised(budget, line, fen)
    legs = {accounts.world(): -fen, accounts.of_budget(AccountKind.CASH, budget, line): fen}
    posting = Posting(
        EntryKind.RECEIVE, key, legs, fen, on, reference, budget=budget, note=note,
        more={"evidence": evidence, "payer": _from(line)},
    )  # fmt: skip
    return post(posting, by=by, what=what)


@atomic
def receive_in_kind(
    budget, line, *, fen, key, by, on, reference, basis, evidence="", goods="", donation_no=""
):
    """Goods worth so many fen are taken over; `basis` says how they were valued, `goods` of what size
    and how many they are (实物接收单)."""
    what = ["in kind", budget.pk, line.source, line.giver_id or 0, fen, reference, basis]
    what += [goods, donation_no] if goods or donation_no else []
    if found := asked_before(key, EntryKind.RECEIVE_IN_KIND, what):
        return found
    if not basis.strip():
        raise Refused(_("实物要写明折价依据，例如“材料清单和报价”。"))
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    _is_promised(budget, line, fen)
    legs = {
        accounts.of_budget(AccountKind.COMMITTED, budget, line): -fen,
        accounts.of_budget(AccountKind.SPENT, budget, line): fen,
    }
    posting = Posting(
        EntryKind.RECEIVE_IN_KIND, key, legs, fen, on, reference, budget=budget, in_kind=True,
        note=basis.strip(),
        more={
            "evidence": evidence, "payer": _from(line), "goods": goods.strip(),
            "donation_no": donation_no.strip(),
        },
    )  # fmt: skip
    return post(posting, by=by, what=what)


@atomic
def give_back(budget, *, key, by, on, reference):
    """What is there and not needed goes back to who gave it; None where nothing is left."""
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    rows = list(budget.accounts.filter(kind=AccountKind.CASH, balance_fen__gt=0))
    legs = Counter()
    for row in locked(rows).values() if rows else ():
        legs[row] -= row.balance_fen
        legs[accounts.world()] += row.balance_fen
    if not legs:
        return None
    fen = sum(fen for fen in legs.values() if fen > 0)
    posting = Posting(EntryKind.GIVE_BACK, key, legs, fen, on, reference, budget=budget)
    return post(posting, by=by, what=["give back", budget.pk, fen])


def _is_promised(budget, line, fen):
    if fen <= 0:
        raise Refused(_("金额要大于 0 元。"))
    left = promised_of(budget, line) - received_of(budget, line)
    if fen > left:
        raise Refused(
            _("{source}确定的还差 {left} 元到账，写的是 {fen} 元；多出来的请先登记变更。").format(
                source=line.name, left=yuan(max(left, 0)), fen=yuan(fen)
            )
        )


def _from(line):
    if line.giver_id:
        return Giver.objects.get(pk=line.giver_id).name
    return str(line.name)
