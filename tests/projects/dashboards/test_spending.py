"""What was paid: the figure is the sum of the payments of the rows behind it, whatever happens."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection

from funding.actions import corrections, payments
from funding.actions.budgets import Part
from funding.lines import Line
from funding.models import Budget
from projects.actions import facts, tallies
from projects.dashboards import boards, spending, tiles
from projects.dashboards.where import EVERYWHERE, Where
from projects.lifecycle import ProjectLife
from projects.queries.periods import Period
from projects.queries.recount import differences
from tests.factories.money import CLERK, pay
from tests.factories.projects import A_WHILE, REASON, bring, furnish, propose
from weishishi.kernel import clock

PAID = """
    SELECT p.id, p.project_class, v.town_id, sum(l.fen) FROM funding_leg l
    JOIN funding_account a ON a.id = l.account_id JOIN projects_project p USING (budget_id)
    JOIN villages_village v ON v.id = p.village_id
    WHERE a.kind = 'spent' AND NOT a.in_kind GROUP BY 1, 2, 3
"""


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def budget_of(project):
    return Budget.objects.get(pk=project.budget_id)


@pytest.fixture
def paid(village, far_village, programme, clerk):
    """Two projects of two towns at work, 7,000 and 5,000 yuan paid, 100 came back, a payment of 9 was
    taken back; a third without a payment."""
    at = clock.now() - 3 * A_WHILE
    one, two, _three = (
        bring(furnish(propose(where, clerk, at=at), parts=[Part("district", 1_000_000)]), "start")
        for where in (village, far_village, village)
    )
    pay(budget_of(one), 700_000)
    wrong = pay(budget_of(one), 900)
    corrections.correct(wrong, key=uuid4(), by=CLERK, on=clock.today(), why="重复登记了一次。")
    pay(budget_of(two), 500_000)
    payments.refund(
        budget_of(two), Line("district"), fen=10_000, key=uuid4(), by=CLERK, on=clock.today(),
        reference="退款1", payee="青溪建设有限公司", why="少装一盏灯。",
    )  # fmt: skip
    return one, two


def test_paid_is_what_the_ledger_says_by_town_and_by_class(paid, town, other_town):
    rows = ask(PAID)
    assert spending.paid() == sum(fen for *_rest, fen in rows) == 1_190_000
    figures = tiles.figures([EVERYWHERE, Where(town=town.pk), Where(town=other_town.pk)])
    assert figures[EVERYWHERE].paid == 1_190_000
    assert figures[EVERYWHERE].by_class["works"] == (3_000_000, 1_190_000)
    assert figures[Where(town=town.pk)].paid == 700_000
    assert figures[Where(town=other_town.pk)].paid == 490_000
    assert ask(differences()) == []


def test_the_rows_behind_it_are_those_it_counts(paid, client):
    assert set(spending.with_payments().values_list("pk", flat=True)) == {
        pk for pk, *_ in ask(PAID)
    }
    listed = client.get("/api/v1/projects/?counted=paid").json()["results"]
    assert {one["number"] for one in listed} == {one.query_no for one in paid}
    details = [client.get(f"/api/v1/projects/{one['number']}/").json() for one in listed]
    assert sum(one["detail"]["money"]["paid_fen"] for one in details) == spending.paid()
    assert client.get("/projects/?counted=paid").context["page"].total == 2


def test_a_period_counts_what_was_paid_in_it_and_gives_no_rate(paid):
    before = Period.read("2026-05")
    assert spending.paid(period=before) == 0
    assert list(spending.with_payments(period=before)) == []
    assert spending.paid(period=Period.read("2026-06")) == 1_190_000
    assert spending.paid_rate(1, 3, before) == spending.paid_rate(0, 0) == "—"


def test_the_board_names_both_and_adds_up(paid):
    board = boards.progress()
    told = board.tables["paid"]
    assert told.title == "已支付 1.19 万元，占已确定的 39.7%"
    assert [cell.text for cell in told.rows[0]] == ["工程类", "3", "1.19", "39.7%"]
    assert [cell.text for cell in told.total] == ["合计", "3", "1.19", "39.7%"]
    places = board.tables["places"]
    assert [row[7].text for row in places.rows] == ["0.7", "0.49"]
    assert places.total[7].text == "1.19"


def test_figures_of_the_api(paid, client):
    told = client.get("/api/v1/figures/").json()
    assert (told["paid_fen"], told["paid_rate"]) == (1_190_000, 0.3967)
    assert sum(one["paid_fen"] for one in told["by_town"]) == 1_190_000
    works = next(one for one in told["by_class"] if one["project_class"] == "works")
    assert (works["cash_fen"], works["paid_fen"]) == (3_000_000, 1_190_000)
    assert client.get("/api/v1/figures/?period=2026").json()["paid_rate"] is None


def test_another_class_takes_its_money_along(lamps, clerk):
    """Confirmed, paid, sent back for a change: it may turn out to be another class."""
    project = bring(lamps, "start")
    pay(budget_of(project), 340_000)
    Back = ProjectLife.step("change")
    from projects.actions import changes
    from projects.actions.changes import Wanted

    changes.ask(
        project, Wanted("村民要求多装灯，重新商量。", parts=[Part("district", 6_000_000)],
                        work=[("照明灯", Decimal(60), "盏", None, 100_000)]), by=CLERK,
    )  # fmt: skip
    project = Back(project, by=CLERK, note=REASON)
    facts.edit(project, by=clerk, project_class="goods")
    assert ask(differences()) == []
    by_class = tiles.figures([EVERYWHERE])[EVERYWHERE].by_class
    assert by_class["goods"][1] == 340_000
    assert by_class["works"] == (0, 0)


def test_an_empty_summary_gets_it_all_back(paid):
    from projects.models import Tally

    Tally.objects.all().delete()
    tallies.count_anew()
    assert spending.paid() == 1_190_000
    tallies.press_together()
    assert spending.paid() == 1_190_000
    assert ask(differences()) == []


def test_a_payment_rolled_back_is_in_no_figure(paid):
    from django.db.transaction import atomic

    with pytest.raises(RuntimeError), atomic():
        pay(budget_of(paid[0]), 100)
        raise RuntimeError
    assert spending.paid() == 1_190_000
