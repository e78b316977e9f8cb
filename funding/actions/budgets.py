"""Who gives how much: writing the shares of a budget."""

from dataclasses import dataclass

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.models import Budget, Form, Share
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


@dataclass(frozen=True)
class Part:
    """One share as somebody states it; `fen` is whole fen, more than nothing."""

    source: str
    fen: int
    form: str = Form.CASH
    note: str = ""


@atomic
def open_budget(*, title, parts, reference=""):
    """A new budget with its shares."""
    budget = Budget.objects.create(title=title, reference=reference)
    return set_parts(budget, parts=parts)


def rename(budget_pk, *, title):
    """Another title for the same money, where the first one is to be forgotten."""
    Budget.objects.filter(pk=budget_pk).update(title=title)


@atomic
def set_parts(budget, *, parts):
    """Replace the shares of a budget by these; `Refused` when nothing is given."""
    if not parts:
        raise Refused(_("请至少写一项资金来源。"))
    Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    budget.shares.all().delete()
    shares = [
        Share(
            budget=budget, source=part.source, form=part.form, amount_fen=part.fen, note=part.note
        )
        for part in parts
    ]
    for share in shares:
        share.clean_fields(exclude=["budget"])
    with in_words(Share):
        Share.objects.bulk_create(shares)
    return budget
