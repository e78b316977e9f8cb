"""金洲花园 AB 栋居民自筹 0.7 万元增设门闸: two buildings pay for their gates alone, from the proposal to the
archive; the whole way is public, no door and no name is."""

from datetime import timedelta

import pytest

from funding.actions.budgets import Part
from funding.invariants import TWELVE, rows_against
from funding.queries.books import quota_of
from projects.actions import money
from tests.factories.money import again, payment, settled
from tests.factories.projects import bring, furnish, propose, take
from villages.models import Place
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
GATES = [("出入口门闸", 2, "处", None, 350_000)]
FEN = 700_000
RAISED = [Part("self_raised", FEN, is_voluntary=True, payers="A栋\nB栋")]


def test_from_the_proposal_to_the_archive(
    client, village, programme, clerk, liaison, town_finance, time_machine
):
    estate = Place.objects.create(village=village, kind=Place.Kind.ESTATE, name="金洲花园")
    project = propose(
        village, clerk, at=clock.now().replace(day=1), place=estate, title="AB栋加门闸",
        need="楼下谁都能进，想自己出钱装门闸。",
    )  # fmt: skip
    project = furnish(project, parts=RAISED, work=GATES)
    project = bring(project, "start")
    assert again(project.budget).approved_fen == FEN
    quota = quota_of(village, project.budget.year, book_fen=None)
    assert (quota.committed, quota.paid) == (0, 0)  # not a fen of public money

    project = take(take(project, "inspect"), "complete")
    money.settle(project, settled(FEN), by=liaison, on=clock.today())
    row = money.ask_to_pay(project, payment(FEN, "final"), by=liaison, on=clock.today())
    money.pay(project, row, by=town_finance, on=clock.today())
    assert quota_of(village, project.budget.year, book_fen=None).paid == 0

    project = bring_to_the_end(project, time_machine)
    assert project.state == "archived"
    assert [one.code for one in TWELVE if rows_against(one)[0]] == []
    page = client.get(f"/projects/{project.query_no}/").content.decode()
    for words in ("金洲花园", "村民自筹", "7,000", "已支付 <b>7,000</b> 元", "已办结归档"):
        assert words in page
    assert "区级财政" not in page and "楼下谁都能进" not in page and "王先生" not in page
    books = client.get(f"/villages/{village.pk}/money/").content.decode()
    assert "村民自筹" in books and "7,000" in books


def bring_to_the_end(project, time_machine):
    """Neighbours have their days to speak."""
    project = take(project, "open_evaluation")
    time_machine.move_to(clock.now() + timedelta(days=5))
    return take(take(project, "close_evaluation"), "archive")
