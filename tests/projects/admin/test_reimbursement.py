"""报账资料: what is here is named, what is missing is said with what to do next."""

import pytest

from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.money import balance_the_books, pay, receive_all
from tests.factories.projects import bring

pytestmark = pytest.mark.django_db


def test_before_the_confirmation_everything_is_missing_and_says_why(furnished, liaison):
    page = text_of(sign_in(liaison).get(page_of(furnished, "reimbursement")))
    for words in (
        "还没有批准确定",
        "先开会表决",
        "没有公示记录",
        "还没有结算",
        "还没有支付",
        "还没有验收",
    ):
        assert words in page


def test_a_paid_project_has_its_papers_with_the_sum_in_words(furnished, town_finance):
    project = bring(furnished, "close_evaluation")
    balance_the_books(project)
    page = text_of(sign_in(town_finance).get(page_of(project, "reimbursement")))
    for words in (
        "合同2026-1",
        "发票00012345",
        "34,000",
        "叁万肆仟元整",
        "验收合格",
        "审定 34,000 元",
    ):
        assert words in page
    assert "还没有支付" not in page
    assert "的票据文件不在系统里" in page  # the stories' evidence is a fingerprint without a file


@pytest.mark.parametrize("payments", [1, 3])
def test_it_asks_a_constant_number_of_questions(
    furnished, liaison, django_assert_num_queries, payments
):
    project = bring(furnished, "confirm")
    receive_all(project.budget)
    for _one in range(payments):
        pay(project.budget, 100)
    desk = sign_in(liaison)
    desk.get(page_of(project, "reimbursement"))
    with django_assert_num_queries(12):
        desk.get(page_of(project, "reimbursement"))
