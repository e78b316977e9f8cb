"""A number is the count of the rows its function returns, in the district as in its towns."""

from collections import Counter

import pytest

from funding.actions.budgets import Part
from projects.dashboards import tiles
from projects.dashboards.tiles import Where
from projects.lifecycle import ProjectLife
from projects.models import JournalEntry
from projects.states import State
from tests.factories.money import OWN
from tests.factories.projects import A_WHILE, REASON, bring, furnish, propose
from weishishi.kernel import clock


@pytest.fixture
def some(village, neighbour, far_village, programme, clerk):
    """Seven proposals: every counter has another number, in two towns, by two channels."""

    def one(where, until=None, channel="online", parts=None):
        at = clock.now() - 3 * A_WHILE
        project = propose(where, by=clerk, at=at, channel=channel)
        if until is None:
            return project
        return bring(furnish(project, parts=parts) if parts else project, until)

    in_kind = Part("sponsorship", 999, "in_kind", "材料清单和报价")
    one(village)
    ProjectLife.decline(one(neighbour), by=clerk, note=REASON)
    one(village, "accept", channel="window")
    one(far_village, "report", parts=[Part("town", 11)])
    one(neighbour, "confirm", parts=[Part("town", 1_000), Part("self_raised", 30, **OWN), in_kind])
    one(far_village, "start", "hotline", parts=[Part("district", 200), Part("collective", 5)])
    one(village, "archive", parts=[Part("city", 40_000), Part("donation", 7)])


COUNTS = {
    "collected": 7, "accepted": 5, "deliberated": 4, "confirmed": 3, "started": 2, "completed": 1,
    "online": 5, "online_accepted": 3,
}  # fmt: skip


def test_each_counter_counts_who_ever_came_there(some):
    assert tiles.counts() == COUNTS
    assert {name: counter().count() for name, counter in tiles.COUNTERS.items()} == COUNTS
    assert {
        name: counter().distinct().count() for name, counter in tiles.COUNTERS.items()
    } == COUNTS


def test_the_towns_and_villages_add_up_to_the_district(some, town, other_town):
    by_town = tiles.counts_by_town()
    assert set(by_town) == {town.pk, other_town.pk}
    assert sum((Counter(row) for row in by_town.values()), Counter()) == Counter(COUNTS)
    for one in (town, other_town):
        by_village = tiles.counts_by_village([village.pk for village in one.villages.all()])
        summed = sum((Counter(row) for row in by_village.values()), Counter())
        assert summed == Counter(by_town[one.pk]) == Counter(tiles.counts(Where(town=one.pk)))
        for pk, row in by_village.items():
            assert row == tiles.counts(Where(village=pk))


def test_the_channels_add_up_too(some):
    summed = sum((Counter(row) for row in tiles.counts_by_channel().values()), Counter())
    assert summed == Counter(COUNTS)


def test_money_is_the_cash_of_confirmed_budgets_with_the_social_part_and_in_kind_apart(some, town):
    funds = tiles.funds()
    assert (funds.cash, funds.social, funds.collective, funds.in_kind) == (41_242, 37, 5, 999)
    assert sum(tiles.funds_by_town().values()) == 41_242
    assert tiles.funds_by_town()[town.pk] == tiles.funds(Where(town=town.pk)).cash == 41_037


def test_going_back_and_forth_counts_once(lamps, clerk):
    project = bring(lamps, "deliberate")
    for verb in ("reserve", "take_out", "deliberate", "reject", "reconsider", "deliberate"):
        project = ProjectLife.step(verb)(project, by=clerk, note=REASON)
    for _again in range(2):
        ProjectLife.reserve(project, by=clerk, note=REASON)
        ProjectLife.take_out(project, by=clerk)
        ProjectLife.send_back(project, by=clerk, note=REASON)
        ProjectLife.resubmit(project, by=clerk)
        ProjectLife.accept(project, by=clerk)
        ProjectLife.screen(project, by=clerk)
        ProjectLife.deliberate(project, by=clerk)

    assert (tiles.counts()["collected"], tiles.counts()["accepted"]) == (1, 1)
    assert tiles.ever(State.RESERVED).count() == 1


def test_the_first_times_can_be_recounted_from_the_raw_journal(some):
    seen, first = set(), set()
    for entry in JournalEntry.objects.order_by("pk"):
        if (entry.project_id, entry.target) not in seen:
            first.add(entry.pk)
        seen.add((entry.project_id, entry.target))
    assert set(JournalEntry.objects.filter(first_time=True).values_list("pk", flat=True)) == first


def test_rates_name_no_number_when_there_is_nothing_to_divide_by():
    assert (tiles.rate(1, 3), tiles.rate(5, 0)) == ("33.3%", "—")
