"""A sponsor promises, signs, and before anything was given may take it back with a reason."""

from dataclasses import dataclass
from datetime import date

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.lines import Line
from funding.models import Budget, Form, Giver, Pledge
from funding.queries.balances import received_of
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

TERMS = "2026-1"  # the version of the terms shown before signing (templates/money/terms)
LEAST_REASON = 5


@dataclass(frozen=True)
class Promise:
    """Who promises what until when; `fen` whole fen, for goods their estimated value."""

    giver: Giver
    source: str
    fen: int
    what: str
    due_on: date
    signed_on: date
    form: str = Form.CASH
    is_voluntary: bool = True
    evidence: str = ""


@atomic
def sign(budget, promise, *, by):
    """Write a signed pledge down. (慈善法 32: voluntary; 41: what was promised in public binds)"""
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    if promise.signed_on > clock.today():
        raise Refused(_("签字日期不能晚于今天。"))
    if promise.due_on < promise.signed_on:
        raise Refused(_("承诺日期不能早于签字日期。"))
    row = Pledge(
        budget=budget, giver=promise.giver, source=promise.source, form=promise.form,
        amount_fen=promise.fen, what=promise.what, due_on=promise.due_on, terms=TERMS,
        is_voluntary=promise.is_voluntary, signed_on=promise.signed_on, evidence=promise.evidence,
        written_by=by.post, recorded_at=clock.now(),
    )  # fmt: skip
    row.clean_fields(exclude=["budget", "giver", "written_by"])
    with in_words(Pledge):
        row.save()
    _name_the_giver(row)
    return row


def _name_the_giver(pledge):
    """The one share of that source and form that had no giver yet is hers from now on."""
    if pledge.budget.approved_fen is not None:
        return
    open_ones = pledge.budget.shares.filter(source=pledge.source, form=pledge.form, giver=None)
    if open_ones.count() == 1:
        open_ones.update(giver=pledge.giver)


@atomic
def withdraw(pledge, *, by, why):
    """Take a pledge back. `Refused` once anything of it was received, and without a reason."""
    Budget.objects.select_for_update(no_key=True).get(pk=pledge.budget_id)
    pledge = Pledge.objects.select_for_update(no_key=True, of=("self",)).get(pk=pledge.pk)
    if not pledge.is_live:
        raise Refused(_("这份认捐已经撤回过了。"))
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写明撤回的理由，至少 {} 个字。").format(LEAST_REASON))
    line = Line(pledge.source, pledge.giver_id, pledge.form == Form.IN_KIND)
    if received_of(pledge.budget, line):
        raise Refused(_("已经收到一部分，不能再撤回；多余的请在结算后退还。"))
    pledge.withdrawn_at, pledge.withdrawn_why = clock.now(), why.strip()
    pledge.save(update_fields=["withdrawn_at", "withdrawn_why"])
    return pledge
