"""我的待办: payments wait for the finance office, changes for the town, the rest for the village."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from funding.actions import pledges
from funding.actions.budgets import Part
from funding.actions.pledges import Promise
from funding.models import PaymentRequest
from tests.factories.desk import PROJECTS, sign_in, text_of
from tests.factories.money import CLERK, firm, receive_all
from tests.factories.projects import bring, furnish, propose, take
from tests.projects.admin.test_money import asked, change, deed
from tests.projects.admin.test_money_changes import SMALL, as_shown
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
A_WHILE = timedelta(days=9)


@pytest.fixture
def confirmed(lamps):
    return bring(furnish(lamps), "confirm")


def home(actor):
    return text_of(sign_in(actor).get("/admin/"))


def test_a_payment_waits_for_the_finance_office_of_the_town_only(
    confirmed, liaison, town_finance, town_officer, auditor
):
    sign_in(liaison).post(deed(confirmed, "pay"), asked())
    where = deed(confirmed, "decide", PaymentRequest.objects.get().pk)
    page = home(town_finance)
    assert "进度款 12,000 元，付给青溪照明有限公司" in page
    assert f'href="{where}"' in page
    for other in (liaison, town_officer, auditor):
        assert where not in home(other)


def test_sent_back_it_waits_for_the_village_until_it_is_asked_again(
    confirmed, liaison, secretary, town_finance
):
    desk = sign_in(liaison)
    desk.post(deed(confirmed, "pay"), asked())
    answer = {"key": uuid4(), "choice": "refuse", "answer": "发票抬头不对"}
    where = deed(confirmed, "decide", PaymentRequest.objects.get().pk)
    short = sign_in(town_finance).post(where, answer | {"answer": ""})
    assert (short.status_code, text_of(short).count("请写明退回的理由")) == (409, 1)
    sign_in(town_finance).post(where, answer)
    assert "付款申请 12,000 元退回：发票抬头不对" in home(secretary)
    assert "审核支付" not in home(town_finance)
    desk.post(deed(confirmed, "pay"), asked())
    assert "发票抬头不对" not in home(secretary)


def test_a_small_change_waits_for_the_town(confirmed, secretary, town_officer, town_finance):
    sign_in(secretary).post(deed(confirmed, "change"), change(**SMALL))
    assert "34,000 元改为 35,000 元，幅度 3%" in home(town_officer)
    for other in (secretary, town_finance):
        assert "审批变更" not in home(other)


def test_a_change_of_the_days_says_so(confirmed, secretary, town_officer):
    desk = sign_in(secretary)
    assert desk.post(deed(confirmed, "change"), as_shown(desk, confirmed, "66")).status_code == 302
    assert "金额不变，改的是工期，幅度 10%" in home(town_officer)


@pytest.fixture
def promised(village, programme, clerk):
    """A firm signed for 8,800 yuan that should be there since yesterday."""
    giver = firm(village)
    parts = [Part("district", 420_000), Part("sponsorship", 880_000, giver=giver)]
    project = furnish(
        propose(village, clerk, at=clock.now() - A_WHILE), parts=parts,
        work=[("课程", 4, "场", None, 325_000)],
    )  # fmt: skip
    signed = clock.today() - A_WHILE
    due = clock.today() - timedelta(days=1)
    promise = Promise(giver, "sponsorship", 880_000, "课程费用", due_on=due, signed_on=signed)
    pledges.sign(project.budget, promise, by=CLERK)
    return project


def test_what_was_promised_and_is_not_there_waits_for_the_village(
    promised, secretary, far_secretary
):
    words = "青溪照明有限公司认捐 8,800 元，到了 0 元"
    assert words not in home(secretary)  # nothing is confirmed yet
    project = bring(promised, "confirm")
    assert words in home(secretary)
    assert words not in home(far_secretary)
    receive_all(project.budget)
    assert "青溪照明有限公司认捐" not in home(secretary)


def test_what_was_kept_back_waits_when_its_day_has_come(confirmed, liaison, secretary):
    receive_all(confirmed.budget)
    for verb in ("start", "inspect", "complete"):
        confirmed = take(confirmed, verb)
    desk = sign_in(liaison)
    desk.post(
        deed(confirmed, "settle"),
        {
            "key": uuid4(), "contract_no": "合同1", "contract": "34000", "claimed": "34000",
            "settled": "34000", "on": clock.today(), "keeps": "on",
        },
    )  # fmt: skip
    words = "质保金 1,020 元到期"
    assert words not in home(secretary)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert words in home(secretary)
        sign_in(liaison).post(deed(confirmed, "pay"), asked(pay_kind="retention", yuan="1020"))
        assert words not in home(secretary)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "number"), [("town_finance", 7), ("secretary", 6)])
def test_a_constant_number_of_questions(
    who, number, count, village, programme, clerk, liaison, request, django_assert_num_queries
):
    actor = request.getfixturevalue(who)
    for _each in range(count):
        project = bring(furnish(propose(village, clerk, at=clock.now() - A_WHILE)), "confirm")
        sign_in(liaison).post(f"{PROJECTS}{project.pk}/money/pay/", asked())
    desk = sign_in(actor)
    with django_assert_num_queries(number):
        desk.get("/admin/")
