"""Settled: the saving goes back, the 质保金 is kept, the books are closed; each to the last fen."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funding.actions import payments, settlements
from funding.actions.budgets import Part
from funding.arithmetic import Kind
from funding.lines import Line
from funding.models import Account, Entry
from funding.queries.balances import standings
from funding.queries.books import open_books
from tests.factories.money import (
    CLERK,
    OWN,
    again,
    committed,
    make_budget,
    pay,
    payment,
    receive_all,
    settled,
    somebody,
)
from tests.funding.test_ledger import standing, told
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
A_YEAR = timedelta(days=365)


def accepted(budget):
    receive_all(budget)
    settlements.accept(budget, on=clock.today())
    return again(budget)


def settle(budget, fen, **more):
    return settlements.settle(
        budget, settled(fen, **more), by=CLERK, on=clock.today(), reference="结算1"
    )


def test_the_saving_goes_back_in_proportion_and_the_rest_is_paid(confirmed):
    budget = accepted(confirmed)
    row = settle(budget, 3_060_000, claimed_fen=3_400_000)
    assert row.reduced_fen == 340_000
    assert {source: one[0] for source, one in standing(budget).items()} == {
        "district": 2_700_000, "self_raised": 360_000,
    }  # fmt: skip
    pay(budget, 3_060_000, "final")
    assert open_books(again(budget)) == ["居民自筹还有 400 元到账没有用，请退还出资方"]


def test_a_per_cent_is_of_the_settled_amount_and_the_rest_is_the_residents(village):
    budget = make_budget(
        village,
        Part("town", kind=Kind.PER_CENT, basis_points=5000, cap_fen=400_000),
        Part("self_raised", kind=Kind.REMAINDER, **OWN),
        total_fen=1_000_000,
    )
    budget = accepted(committed(budget))
    assert {one.line.source: one.open for one in standings(budget)} == {
        "town": 400_000, "self_raised": 600_000,
    }  # fmt: skip
    settle(budget, 700_000)
    assert {one.line.source: one.open for one in standings(budget)} == {
        "town": 350_000, "self_raised": 350_000,
    }  # fmt: skip


def test_three_per_cent_are_kept_for_a_year_and_paid_then(confirmed):
    budget = accepted(confirmed)
    day = clock.today() + A_YEAR
    row = settle(budget, 3_400_000, retained_basis_points=300, release_on=day)
    assert (row.retained_fen, row.release_on) == (102_000, day)
    assert "最多还能付 32,980 元" in told(pay, budget, 3_298_001, "final")[0]
    pay(budget, 3_298_000, "final")
    assert open_books(again(budget)) == []
    settlements.close(budget, on=clock.today())
    pay(budget, 102_000, "retention")
    assert sum(one.paid for one in standings(budget)) == 3_400_000
    assert not Account.objects.filter(budget=budget, kind="cash", balance_fen__gt=0).exists()


@pytest.mark.parametrize(
    ("fen", "sentence"),
    [
        (3_400_001, "审定价 34,000.01 元超过已确定的 34,000 元；超出的请先办变更。"),
        (1_699_999, "已经付了 17,000 元，审定价不能更低；多付的请先让收款方退回。"),
    ],
)
def test_neither_above_what_was_confirmed_nor_below_what_was_paid(confirmed, fen, sentence):
    budget = accepted(confirmed)
    pay(budget, 1_700_000)
    assert told(settle, budget, fen) == [sentence]


def test_nothing_is_settled_before_the_acceptance(confirmed):
    assert told(settle, confirmed, 100) == ["还没有验收合格，不能结算。"]


def test_it_is_settled_once(confirmed):
    budget = accepted(confirmed)
    settle(budget, 3_400_000)
    assert told(settle, again(budget), 3_400_000) == ["这个项目已经结算过了，请刷新页面。"]


def test_an_audit_only_reduces(confirmed):
    with pytest.raises(ValidationError, match="审定价不能高于送审价"):
        settle(accepted(confirmed), 3_000_000, claimed_fen=2_999_999)


def test_open_books_say_everything_that_is_open(confirmed):
    budget = accepted(confirmed)
    reasons = told(settlements.close, budget, on=clock.today())
    assert reasons == [
        "区级财政还有 30,000 元没有支付，也没有结算退回",
        "居民自筹还有 4,000 元没有支付，也没有结算退回",
        "居民自筹还有 4,000 元到账没有用，请退还出资方",
    ]


def test_the_line_that_paid_more_than_its_part_keeps_it(confirmed):
    """Settled for less than one line has already paid beyond its share: the other gives way."""
    budget = accepted(confirmed)
    row = payments.request(budget, payment(400_000), by=somebody("经办"), on=clock.today())
    parts = {Line("self_raised"): 400_000}
    payments.approve(row, by=somebody("审核"), on=clock.today(), parts=parts)
    settle(budget, 500_000)
    assert {one.line.source: (one.open, one.paid) for one in standings(budget)} == {
        "district": (100_000, 0), "self_raised": (0, 400_000),
    }  # fmt: skip


def test_a_final_payment_of_a_day_that_was_repeated_is_booked_once(confirmed):
    budget = accepted(confirmed)
    key = uuid4()
    one = pay(budget, 100, "final", key=key)
    assert Entry.objects.filter(key=key).get() == one
