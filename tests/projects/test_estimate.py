"""Sums are whole fen made by the machine, held against the money and the ceiling to the fen."""

from decimal import Decimal

import pytest

from funding.actions.budgets import Part
from projects.actions import facts
from projects.queries import estimate
from projects.queries.public_project import detail
from tests.factories.projects import bring, furnish
from weishishi.kernel import clock
from weishishi.kernel.yuan import times

CEILING = 50_000_000


@pytest.mark.parametrize(
    ("fen", "quantity", "whole"),
    [(45_000, "86", 3_870_000), (1, "0.5", 1), (1, "0.49", 0), (333, "1.5", 500), (7, "0", 0)],
)
def test_half_a_fen_counts_as_one(fen, quantity, whole):
    assert times(fen, Decimal(quantity)) == whole


def priced(project, work, parts=None):
    items = list(project.work_items.all())
    cash = sum(part.fen for part in parts) if parts else None
    return estimate.beside_the_budget(project, items, cash, clock.today())


def test_lines_and_their_sum_and_what_the_money_leaves_over(lamps, clerk):
    work = [("照明灯", 30, "盏", None, 110_000), ("电缆", Decimal("2.5"), "米", None, 333)]
    parts = [Part("town", 3_300_832)]
    project = furnish(lamps, work=work, parts=parts)
    told = priced(project, work, parts)
    assert [(one.name, one.amount, one.price, one.total) for one in told.lines] == [
        ("照明灯", "30 盏", "1,100", "33,000"),
        ("电缆", "2.5 米", "3.33", "8.33"),
    ]
    assert (told.total_fen, told.difference_fen, told.is_whole) == (3_300_833, -1, True)


def test_a_line_without_a_price_leaves_the_sum_open_and_none_at_all_is_no_estimate(lamps, clerk):
    project = furnish(lamps, work=[("照明灯", 30, "盏", None, 1), ("电缆", 2, "米", None)])
    assert priced(project, None).is_whole is False
    assert priced(project, None).difference_fen is None
    facts.list_work(project, by=clerk, work=[("照明灯", 30, "盏", None)])
    assert priced(project, None) is None


@pytest.mark.parametrize(("fen", "is_above"), [(CEILING, False), (CEILING + 1, True)])
def test_exactly_the_ceiling_is_not_above_it_and_one_fen_more_is(fen, is_above, lamps):
    project = furnish(lamps, work=[("改造", 1, "项", None, fen)])
    told = priced(project, None)
    assert (told.is_above, told.above_fen) == (is_above, fen - CEILING)


def test_everybody_reads_the_quantities_at_once_and_the_prices_from_the_notice_on(lamps):
    parts = [Part("town", 3_300_000)]
    project = furnish(lamps, work=[("照明灯", 30, "盏", None, 110_000)], parts=parts)
    before = detail(bring(project, "deliberate").query_no)
    assert (before.work, before.estimate) == (["照明灯 30 盏"], None)
    from projects.lifecycle import ProjectLife
    from tests.factories.meetings import decide
    from tests.factories.projects import REASON
    from weishishi.kernel.actor import Actor

    decide(project, clock.now())
    ProjectLife.post_notice(
        type(project).objects.get(pk=project.pk), by=Actor.importer("导入"), note=REASON
    )
    assert detail(project.query_no).estimate.total_fen == 3_300_000
