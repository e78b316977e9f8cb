"""Who gives how much: whole fen, at least one share, in kind apart and with its basis of value."""

import pytest
from django.core.exceptions import ValidationError

from funding.actions.budgets import Part, open_budget, set_parts
from funding.models import Share, Source
from funding.queries import Sums, sums
from weishishi.kernel.verdict import Refused

ONE_OF_EACH = [Part(source, 100 * (n + 1)) for n, source in enumerate(Source.values)]


def test_the_four_sums_add_up_and_in_kind_is_outside(db):
    budget = open_budget(
        title="路灯", parts=[*ONE_OF_EACH, Part("sponsorship", 99_999, "in_kind", "材料清单和报价")]
    )
    found = sums(budget.shares)
    assert found == Sums(fiscal=600, social=2300, collective=700, in_kind=99_999)
    assert found.cash == sum(part.fen for part in ONE_OF_EACH)


def test_a_budget_of_nothing_is_refused(db):
    with pytest.raises(Refused, match="请至少写一项资金来源"):
        open_budget(title="路灯", parts=[])


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (Part("district", 0), "金额要大于 0 元。"),
        (Part("district", -1), "金额要大于 0 元。"),
        (Part("sponsorship", 100, "in_kind"), "实物要写明折价依据，例如“材料清单和报价”。"),
        (Part("district", 100, "in_kind", "清单"), "财政资金只能是现金。"),
        (Part("lottery", 100), "值 'lottery' 不是有效选项。"),
    ],
)
def test_a_wrong_share_is_refused_with_its_sentence_and_the_old_shares_stay(db, part, sentence):
    budget = open_budget(title="路灯", parts=[Part("town", 5)])

    with pytest.raises(ValidationError) as refusal:
        set_parts(budget, parts=[Part("town", 1), part])

    assert sentence in refusal.value.messages
    assert list(budget.shares.values_list("source", "amount_fen")) == [("town", 5)]


def test_the_database_itself_refuses_a_share_of_nothing(db):
    from django.db import IntegrityError

    budget = open_budget(title="路灯", parts=[Part("town", 5)])
    with pytest.raises(IntegrityError, match="a_share_is_more_than_nothing"):
        Share.objects.create(budget=budget, source="town", amount_fen=0)
