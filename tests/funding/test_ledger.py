"""What is confirmed, received and paid, line by line; and every refusal on the way."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funding.actions import commitments, corrections, payments, receipts
from funding.actions.budgets import Part, set_parts
from funding.lines import Line
from funding.models import Entry, EntryKind
from funding.queries.balances import standings
from tests.factories.money import (
    CLERK,
    EVIDENCE,
    again,
    committed,
    firm,
    make_budget,
    pay,
    payment,
    receive_all,
    somebody,
)
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
DISTRICT, OWN_LINE = Line("district"), Line("self_raised")


def told(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.reasons


def standing(budget):
    """{source: (open, retained, paid, cash)}"""
    return {
        one.line.source: (one.open, one.retained, one.paid, one.cash) for one in standings(budget)
    }


def test_what_is_confirmed_is_set_aside_line_by_line(confirmed):
    assert standing(confirmed) == {
        "district": (3_000_000, 0, 0, 0), "self_raised": (400_000, 0, 0, 0),
    }  # fmt: skip
    assert again(confirmed).approved_fen == 3_400_000
    entry = Entry.objects.get(budget=confirmed)
    assert (entry.kind, entry.reference, entry.amount_fen) == ("commit", "2026000017/5", 3_400_000)
    assert sum(entry.legs.values_list("fen", flat=True)) == 0


def test_the_same_key_commits_once(budget):
    key = uuid4()
    committed(budget, key=key)
    committed(budget, key=key)
    assert Entry.objects.filter(budget=budget).count() == 1


def test_confirmed_money_is_not_rewritten(confirmed):
    assert told(set_parts, confirmed, parts=[Part("town", 100)]) == [
        "资金已经确定，不能直接改；要改请登记变更。"
    ]


# ── Paying ───────────────────────────────────────────────────────────────────────────────────────
def test_a_payment_takes_from_every_line_its_part(confirmed):
    receive_all(confirmed)
    entry = pay(confirmed, 1_700_000)
    assert standing(confirmed) == {
        "district": (1_500_000, 0, 1_500_000, 0), "self_raised": (200_000, 0, 200_000, 200_000),
    }  # fmt: skip
    assert (entry.payer, entry.payee) == ("青溪镇财政所", "青溪建设有限公司")
    assert entry.recorder_id != entry.approver_id
    drawn = Entry.objects.get(kind=EntryKind.RECEIVE, note__startswith="国库集中支付")
    assert drawn.amount_fen == 1_500_000


@pytest.mark.parametrize(("fen", "is_paid"), [(3_400_000, True), (3_400_001, False)])
def test_never_more_than_was_confirmed(confirmed, fen, is_paid):
    receive_all(confirmed)
    if is_paid:
        assert pay(confirmed, fen).amount_fen == fen
        return
    assert told(pay, confirmed, fen) == [
        "最多还能付 34,000 元（已确定的减去已付的和正在申请的），写的是 34,000.01 元。"
    ]
    assert not Entry.objects.filter(kind=EntryKind.PAY).exists()


def test_what_is_asked_for_already_counts(confirmed):
    clerk = somebody("经办")
    payments.request(confirmed, payment(3_000_000), by=clerk, on=clock.today())
    assert told(payments.request, confirmed, payment(400_001), by=clerk, on=clock.today()) == [
        "最多还能付 4,000 元（已确定的减去已付的和正在申请的），写的是 4,000.01 元。"
    ]


def test_who_asks_does_not_pay(confirmed):
    clerk = somebody("经办")
    row = payments.request(confirmed, payment(100), by=clerk, on=clock.today())
    assert told(payments.approve, row, by=clerk, on=clock.today()) == [
        "经办和审核要是两个不同的人，请换一位同事审核。"
    ]


def test_what_the_residents_have_not_brought_is_not_paid_from_their_line(confirmed):
    row = payments.request(confirmed, payment(100_000), by=somebody("经办"), on=clock.today())
    parts = {OWN_LINE: 100_000}
    assert told(payments.approve, row, by=somebody("审核"), on=clock.today(), parts=parts) == [
        "居民自筹到账未用的只有 0 元，请先登记到账。"
    ]


def test_until_they_have_the_fiscal_money_goes_first(confirmed):
    pay(confirmed, 1_000_000)
    assert standing(confirmed)["district"] == (2_000_000, 0, 1_000_000, 0)
    assert standing(confirmed)["self_raised"] == (400_000, 0, 0, 0)


def test_when_only_their_part_is_left_it_says_what_is_missing(confirmed):
    row = payments.request(confirmed, payment(3_000_001), by=somebody("经办"), on=clock.today())
    assert told(payments.approve, row, by=somebody("审核"), on=clock.today()) == [
        "到账的钱不够，还差 0.01 元；请先登记赞助、自筹资金到账。"
    ]


def test_a_request_repeated_is_the_first_one(confirmed):
    clerk, one = somebody("经办"), payment(100)
    first = payments.request(confirmed, one, by=clerk, on=clock.today())
    assert payments.request(confirmed, one, by=clerk, on=clock.today()) == first
    other = payment(200, key=one.key)
    assert told(payments.request, confirmed, other, by=clerk, on=clock.today()) == [
        "这个请求编号已经用过，内容不一样；请刷新页面，重新填写。"
    ]


def test_a_payment_approved_twice_is_paid_once(confirmed):
    row = payments.request(confirmed, payment(100), by=somebody("经办"), on=clock.today())
    boss = somebody("审核")
    entry = payments.approve(row, by=boss, on=clock.today())
    assert payments.approve(row, by=boss, on=clock.today()) == entry
    assert Entry.objects.filter(kind=EntryKind.PAY).count() == 1


def test_a_refused_request_says_why_and_leaves_the_money(confirmed):
    row = payments.request(confirmed, payment(100), by=somebody("经办"), on=clock.today())
    boss = somebody("审核")
    assert told(payments.refuse, row, by=boss, answer="不") == [
        "请写明退回的理由，至少 4 个字，村里会看到。"
    ]
    payments.refuse(row, by=boss, answer="发票抬头不对")
    assert told(payments.approve, row, by=boss, on=clock.today()) == [
        "这一笔已经已退回，不能再付。"
    ]


@pytest.mark.parametrize("pay_kind", ["final", "retention"])
def test_no_last_payment_before_the_acceptance(confirmed, pay_kind):
    assert told(pay, confirmed, 100, pay_kind) == [
        "还没有验收合格，不能付尾款和质保金；可以付预付款、进度款。"
    ]


def test_a_payment_needs_its_evidence(confirmed):
    with pytest.raises(ValidationError, match="请附上发票或合同的照片"):
        pay(confirmed, 100, evidence="")
    assert pay(confirmed, 100, evidence=EVIDENCE)


@pytest.mark.parametrize("fen", [0, -100])
def test_nothing_and_less_are_not_paid(confirmed, fen):
    assert told(pay, confirmed, fen) == ["付款金额要大于 0 元。"]


# ── Receiving, giving back, correcting ───────────────────────────────────────────────────────────
def receive(budget, fen, line=OWN_LINE, **more):
    facts = {"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": "收据1", **more}
    return receipts.receive(budget, line, fen=fen, **facts)


def test_never_more_arrives_than_was_promised(confirmed):
    receive(confirmed, 400_000)
    assert told(receive, confirmed, 1) == [
        "居民自筹确定的还差 0 元到账，写的是 0.01 元；多出来的请先登记变更。"
    ]


def test_nothing_is_booked_for_tomorrow(confirmed):
    with pytest.raises(ValidationError, match="记账日期不能晚于今天"):
        receive(confirmed, 100, on=clock.today() + timedelta(days=1))


def test_the_same_key_with_another_sum_is_refused(confirmed):
    key = uuid4()
    receive(confirmed, 100, key=key)
    assert told(receive, confirmed, 200, key=key) == [
        "这个请求编号已经用过，内容不一样；请刷新页面，重新填写。"
    ]


def correct(entry, why="收据号写错，重新登记"):
    return corrections.correct(entry, key=uuid4(), by=CLERK, on=clock.today(), why=why)


def test_a_mistake_is_taken_back_by_an_entry_that_names_it(confirmed):
    entry = receive(confirmed, 400_000)
    undone = correct(entry)
    assert undone.corrects == entry
    assert standing(confirmed)["self_raised"] == (400_000, 0, 0, 0)
    assert told(correct, Entry.objects.get(pk=entry.pk)) == ["这一笔已经更正过了，请刷新页面。"]


def test_what_was_spent_since_is_not_taken_back(confirmed):
    entry = receive(confirmed, 400_000)
    pay(confirmed, 3_400_000)
    assert told(correct, entry) == ["到账未用只剩 0 元，后面的账已经用到这笔钱；请先更正后面的。"]


def test_a_confirmation_is_not_corrected_away(confirmed):
    assert told(correct, Entry.objects.get(kind="commit")) == [
        "“确定”不能直接更正，请走变更或结算。"
    ]


def test_a_correction_says_why(confirmed):
    assert told(correct, receive(confirmed, 100), "错") == ["请写明更正的理由，至少 5 个字。"]


def test_a_payee_gives_back_no_more_than_was_paid(confirmed):
    pay(confirmed, 1_000_000)
    facts = {"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": "退款1",
             "payee": "青溪建设有限公司", "why": "多付"}  # fmt: skip
    assert told(payments.refund, confirmed, DISTRICT, fen=1_000_001, **facts) == [
        "区级财政一共付了 10,000 元，退回要大于 0 元、不超过它。"
    ]
    payments.refund(confirmed, DISTRICT, fen=1_000_000, **facts)
    assert standing(confirmed)["district"] == (3_000_000, 0, 0, 1_000_000)


def test_what_is_terminated_goes_back_where_it_came_from(confirmed):
    receive_all(confirmed)
    pay(confirmed, 1_700_000)
    facts = {"by": CLERK, "on": clock.today(), "reference": "2026000017/9"}
    commitments.release(confirmed, key=uuid4(), **facts)
    receipts.give_back(confirmed, key=uuid4(), **facts)
    assert standing(confirmed) == {
        "district": (0, 0, 1_500_000, 0), "self_raised": (0, 0, 200_000, 0),
    }  # fmt: skip


# ── In kind ──────────────────────────────────────────────────────────────────────────────────────
def test_goods_are_taken_over_at_their_value_and_never_mixed_with_cash(village):
    budget = committed(
        make_budget(
            village, Part("district", 100), Part("sponsorship", 900, "in_kind", "材料清单和报价")
        )
    )
    line = Line("sponsorship", None, True)
    facts = {"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": "接收单1"}
    assert told(receipts.receive_in_kind, budget, line, fen=900, basis=" ", **facts) == [
        "实物要写明折价依据，例如“材料清单和报价”。"
    ]
    receipts.receive_in_kind(budget, line, fen=900, basis="送货单价", **facts)
    kind = next(one for one in standings(budget) if one.line.is_in_kind)
    assert (kind.received, kind.open) == (900, 0)
    assert again(budget).approved_fen == 100


def test_two_sponsors_of_one_source_are_two_lines(village):
    a, b = firm(village, "甲公司"), firm(village, "乙公司")
    budget = committed(
        make_budget(village, Part("sponsorship", 100, giver=a), Part("sponsorship", 50, giver=b))
    )
    assert [(one.line.giver_id, one.open) for one in standings(budget)] == [
        (a.pk, 100), (b.pk, 50),
    ]  # fmt: skip
