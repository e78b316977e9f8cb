"""A mistake stays in the ledger; a new entry that names it takes it back."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.actions.ledger import Posting, asked_before, locked, post
from funding.models import AccountKind, Budget, Entry, EntryKind
from funding.models.ledger import BOTTOMLESS
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

CORRECTABLE = (
    EntryKind.ALLOT, EntryKind.RECEIVE, EntryKind.RECEIVE_IN_KIND, EntryKind.PAY, EntryKind.REFUND,
    EntryKind.GIVE_BACK,
)  # fmt: skip
LEAST_REASON = 5


@atomic
def correct(entry, *, key, by, on, why):
    """Take back an entry whole. `Refused` a second time, for what a step of the project committed,
    and where the money has gone on since."""
    what = ["correct", entry.pk, why]
    if found := asked_before(key, EntryKind.CORRECT, what):
        return found
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写明更正的理由，至少 {} 个字。").format(LEAST_REASON))
    if entry.kind not in CORRECTABLE:
        raise Refused(_("“{}”不能直接更正，请走变更或结算。").format(entry.get_kind_display()))
    if entry.budget_id:
        Budget.objects.select_for_update(no_key=True).get(pk=entry.budget_id)
    if Entry.objects.filter(corrects=entry).exists():
        raise Refused(_("这一笔已经更正过了，请刷新页面。"))
    legs = {leg.account: -leg.fen for leg in entry.legs.select_related("account")}
    now = locked(legs)
    for account, fen in legs.items():
        left = now[account.pk].balance_fen
        if left + fen < 0 and account.kind not in BOTTOMLESS:
            raise Refused(
                _("{account}只剩 {left} 元，后面的账已经用到这笔钱；请先更正后面的。").format(
                    account=AccountKind(account.kind).label, left=yuan(left)
                )
            )
    posting = Posting(
        EntryKind.CORRECT, key, legs, entry.amount_fen, on, entry.reference, budget=entry.budget,
        note=why.strip(), in_kind=entry.in_kind, corrects=entry,
        more={"payer": entry.payee, "payee": entry.payer},
    )  # fmt: skip
    return post(posting, by=by, what=what)
