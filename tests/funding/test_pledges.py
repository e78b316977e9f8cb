"""A promise is voluntary, signed after its terms were read, and taken back only before anything came."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funding.actions import pledges, receipts
from funding.actions.budgets import Part
from funding.actions.pledges import TERMS, Promise
from funding.lines import Line
from funding.queries.books import unsigned
from tests.factories.money import CLERK, committed, firm, make_budget
from tests.funding.test_ledger import told
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
A_DAY = timedelta(days=1)


@pytest.fixture
def giver(village):
    return firm(village)


@pytest.fixture
def budget(village, giver):
    return make_budget(village, Part("sponsorship", 100_000, giver=giver))


def promise(giver, **more):
    today = clock.today()
    facts = {"source": "sponsorship", "fen": 100_000, "what": "护栏材料", "signed_on": today}
    return Promise(giver=giver, **(facts | {"due_on": today + A_DAY} | more))


def sign(budget, giver, **more):
    return pledges.sign(budget, promise(giver, **more), by=CLERK)


@pytest.mark.parametrize(("fen", "is_enough"), [(99_999, False), (100_000, True)])
def test_a_fen_less_than_the_share_is_not_signed_for(budget, giver, fen, is_enough):
    sign(budget, giver, fen=fen)
    assert (unsigned(budget, clock.today()) == []) is is_enough


def test_signed_tomorrow_is_not_signed_today(budget, giver):
    sign(budget, giver)
    assert len(unsigned(budget, clock.today() - A_DAY)) == 1
    assert told(sign, budget, giver, signed_on=clock.today() + A_DAY) == ["签字日期不能晚于今天。"]


def test_somebody_elses_pledge_does_not_count(budget, village):
    sign(budget, firm(village, "另一家公司"))
    assert len(unsigned(budget, clock.today())) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"is_voluntary": False}, "请先确认是自愿出资；不能摊派。"),
        ({"fen": 0}, "认捐金额要大于 0 元。"),
        ({"fen": -1}, "认捐金额要大于 0 元。"),
        ({"source": "district"}, "只有企业赞助、慈善捐赠和社区基金要登记认捐。"),
    ],
)
def test_what_is_no_pledge_is_refused(budget, giver, wrong, sentence):
    with pytest.raises(ValidationError, match=sentence):
        sign(budget, giver, **wrong)
    assert not budget.pledges.exists()


def test_one_giver_promises_once_for_one_source(budget, giver):
    assert sign(budget, giver).terms == TERMS
    with pytest.raises(ValidationError, match="已经有一份有效的认捐"):
        sign(budget, giver)


def test_a_due_day_before_the_signature_is_refused(budget, giver):
    assert told(sign, budget, giver, due_on=clock.today() - A_DAY) == ["承诺日期不能早于签字日期。"]


def withdraw(pledge, why="公司今年效益不好"):
    return pledges.withdraw(pledge, by=CLERK, why=why)


def test_it_is_taken_back_with_a_reason_once(budget, giver):
    pledge = sign(budget, giver)
    assert told(withdraw, pledge, "不给") == ["请写明撤回的理由，至少 5 个字。"]
    assert not withdraw(pledge).is_live
    assert told(withdraw, pledge) == ["这份认捐已经撤回过了。"]
    assert len(unsigned(budget, clock.today())) == 1
    assert sign(budget, giver).is_live


def test_once_something_came_it_stays(budget, giver):
    pledge = sign(budget, giver)
    committed(budget)
    receipts.receive(
        budget, Line("sponsorship", giver.pk), fen=1, key=uuid4(), by=CLERK, on=clock.today(),
        reference="收据1",
    )  # fmt: skip
    assert told(withdraw, pledge) == ["已经收到一部分，不能再撤回；多余的请在结算后退还。"]


def test_a_person_is_named_only_if_she_agreed(village):
    person = firm(village, "陈某", "person")
    assert (str(person.shown_name), firm(village).shown_name) == ("爱心人士", "青溪照明有限公司")
    person.shows_name = True
    assert person.shown_name == "陈某"
