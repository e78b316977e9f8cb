"""The summary says what the live rows say: at every commit, under many hands, and a lie is found."""

import threading
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from funding.actions import budgets, commitments
from funding.actions.budgets import Part
from projects import tasks
from projects.actions import tallies
from projects.dashboards import tiles
from projects.lifecycle import ProjectLife
from projects.models import Tally, TallyCheck
from projects.models.tallies import DOORS, STANDING
from projects.queries.recount import differences, live
from projects.states import FIVE_STAGES
from tests.factories.money import OWN, committed
from tests.factories.people import make_village
from tests.factories.projects import A_WHILE, REASON, bring, furnish, propose
from weishishi.kernel import clock


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def lies():
    return ask(differences())


@pytest.fixture
def some(village, neighbour, far_village, programme, clerk):
    """Every measure occurs: late and in time, back and forth, ended, suspended, in kind."""
    at = clock.now() - 5 * A_WHILE
    kind = Part("sponsorship", 999, "in_kind", "材料清单和报价")
    parts = [Part("town", 1_000), Part("self_raised", 30, **OWN), Part("collective", 5), kind]
    bring(furnish(propose(village, by=clerk, at=at), parts=parts), "archive")
    bring(propose(far_village, by=clerk, at=at, channel="hotline"), "confirm")
    ProjectLife.decline(propose(village, by=clerk, at=at), by=clerk, note=REASON)
    works = bring(propose(neighbour, by=clerk, at=at), "start")
    ProjectLife.suspend(works, by=clerk, note=REASON)
    back = bring(propose(village, by=clerk, at=at), "deliberate")
    ProjectLife.reserve(back, by=clerk, note=REASON)
    ProjectLife.take_out(back, by=clerk)


def test_after_these_lives_every_figure_is_the_live_one(some):
    assert lies() == []
    measures = {
        measure.partition(":")[0] for (measure,) in ask("SELECT measure FROM projects_tally")
    }
    assert measures == {
        "collected", "accepted", "deliberated", "confirmed", "started", "completed",
        "fiscal", "social", "collective", "in_kind", "cash", "paid", "days", "kept", "missed", "open",
    }  # fmt: skip


def test_the_total_is_the_sum_of_all_months_and_days_in_few_rows(some):
    sums = (
        "SELECT measure, channel, sum(amount) FROM projects_tally WHERE scope = '{}' GROUP BY 1, 2"
    )
    assert sorted(ask(sums.format("total"))) == sorted(ask(sums.format("all")))
    tallies.press_together()
    kept = Tally.objects.filter(scope="total")
    assert set(kept.values_list("month", flat=True)) == {STANDING}
    assert set(kept.filter(measure__startswith="open:").values_list("bucket", flat=True)) == {1}


def test_pressing_together_changes_no_figure_and_leaves_one_row_of_each(some):
    before = tiles.counts(), tiles.funds()
    rows = Tally.objects.count()

    tallies.press_together()
    assert (tiles.counts(), tiles.funds()) == before
    assert lies() == []
    assert Tally.objects.count() == len(ask(live())) < rows
    assert not Tally.objects.filter(is_fresh=True).exists()

    pressed = Tally.objects.count()
    assert tallies.press_together() == 0
    assert Tally.objects.count() == pressed


def test_what_is_added_later_is_pressed_into_what_was_there(some, village, clerk):
    tallies.press_together()
    propose(village, by=clerk)
    tallies.press_together()
    assert Tally.objects.count() == len(ask(live()))
    assert lies() == []


def test_a_tampered_row_a_lost_row_and_a_forged_row_are_found_and_mended(some):
    tallies.press_together()
    Tally.objects.filter(scope="town", measure="collected").first().delete()
    row = Tally.objects.filter(scope="all", measure="fiscal").first()
    Tally.objects.filter(pk=row.pk).update(amount=row.amount + 1)
    Tally.objects.create(
        scope="village", place=1, month=date(2026, 1, 1), measure="days:select", bucket=3, amount=1
    )
    with pytest.raises(CommandError, match="有 3 个数和现有项目不一致"):
        call_command("recount", check=True)
    assert TallyCheck.objects.first().different == 3

    assert tallies.count_anew() == 3
    assert lies() == []
    assert tallies.count_anew() == 0


def test_an_empty_summary_is_filled_from_the_live_rows(some, capsys):
    before = sorted(ask(live()))
    Tally.objects.all().delete()
    assert tiles.counts()["collected"] == 0
    call_command("recount")
    assert f"改正了 {len(before)} 个数" in capsys.readouterr().out
    assert lies() == []


def test_the_nightly_check_notes_when_it_looked_and_that_all_is_well(some):
    tasks.check_figures()
    found = TallyCheck.objects.get()
    assert (found.different, found.checked_at.date()) == (0, clock.today())


def test_a_step_rolled_back_leaves_no_figure(lamps, clerk):
    from django.db.transaction import atomic

    before = Tally.objects.count()
    with pytest.raises(RuntimeError), atomic():
        ProjectLife.accept(lamps, by=clerk)
        raise RuntimeError
    assert Tally.objects.count() == before
    assert lies() == []


def test_shares_that_change_after_the_confirmation_are_followed(lamps, clerk):
    project = bring(furnish(lamps, parts=[Part("town", 500)]), "confirm")
    with tallies.follow_the_money(project):
        commitments.reopen(project.budget)
        budgets.set_parts(project.budget, parts=[Part("town", 200), Part("donation", 70)])
    assert (tiles.funds().fiscal, tiles.funds().social) == (200, 70)
    committed(project.budget)  # or it would be confirmed and not booked
    assert lies() == []


def test_shares_that_change_before_the_confirmation_count_nothing(furnished):
    with tallies.follow_the_money(furnished):
        budgets.set_parts(furnished.budget, parts=[Part("town", 200)])
    assert tiles.funds().cash == 0
    assert lies() == []


def test_a_change_nobody_followed_is_found(lamps):
    """The control of the two above."""
    project = bring(furnish(lamps, parts=[Part("town", 500)]), "confirm")
    commitments.reopen(project.budget)
    budgets.set_parts(project.budget, parts=[Part("town", 200)])
    # By source and by class, of the village, the town, the district, everywhere, and the total.
    assert len(lies()) == 2 * 5
    committed(project.budget)


def test_a_village_takes_its_figures_to_another_town(some, village, town, other_town):
    before = tiles.counts_by_town()
    village.town = other_town
    village.save()
    assert lies() == []
    moved = tiles.counts(tiles.Where(village=village.pk))["collected"]
    after = tiles.counts_by_town()
    assert moved == 3
    assert after[town.pk]["collected"] == before[town.pk]["collected"] - moved
    assert after[other_town.pk]["collected"] == before[other_town.pk]["collected"] + moved


def test_every_stage_is_entered_through_its_door(some):
    """Days per stage are counted from door to door: no step may come in another way."""
    place = FIVE_STAGES.index
    for step in ProjectLife.steps():
        for source in step.sources:
            stages = source.stage, step.target.stage
            if set(stages) <= set(FIVE_STAGES) and place(stages[0]) < place(stages[1]):
                assert step.target in DOORS, step.verb


@pytest.mark.parametrize(("day", "measure"), [(21, "kept:collect"), (22, "missed:collect")])
def test_days_run_from_door_to_door_and_a_limit_is_kept_to_its_last_day(
    day, measure, village, programme, clerk
):
    """Submitted on Monday 11 May, three working days later accepted, due on Thursday 21 May."""
    monday = datetime(2026, 5, 11, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    project = propose(village, by=clerk, at=monday)
    project = ProjectLife.accept(project, by=clerk, at=monday.replace(day=14, hour=23))
    ProjectLife.screen(project, by=clerk, at=monday.replace(day=day, hour=0))
    expected = Counter({"kept:collect": 1, f"days:collect {day - 11}": 1}) + Counter([measure])
    rows = Tally.objects.filter(scope="all", month="2026-05-01").exclude(channel="online")
    found = Counter()
    for row in rows:
        found[f"{row.measure} {row.bucket}" if row.bucket else row.measure] += row.amount
    assert found == expected
    assert lies() == []


HANDS, STEPS = 4, 8


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_and_the_summary_pressed_together_meanwhile(town, programme, clerk):
    """No step waits, none is lost, none counts twice; every look in between is exact."""
    villages = [make_village(town, f"村{n}", f"99000110030{n}") for n in range(HANDS)]
    start, over, wrong = threading.Barrier(HANDS + 2), threading.Event(), []

    def work(village):
        start.wait()
        for _again in range(STEPS):
            project = propose(village, by=clerk)
            ProjectLife.screen(ProjectLife.accept(project, by=clerk), by=clerk)
        connection.close()

    def press():
        start.wait()
        while not over.is_set():
            tallies.press_together()
        connection.close()

    def look():
        start.wait()
        while not over.is_set():
            wrong.extend(lies())
        connection.close()

    hands = [threading.Thread(target=work, args=[village]) for village in villages]
    others = [threading.Thread(target=press), threading.Thread(target=look)]
    for thread in hands + others:
        thread.start()
    for thread in hands:
        thread.join()
    over.set()
    for thread in others:
        thread.join()

    assert wrong == []
    assert lies() == []
    assert tiles.counts()["collected"] == tiles.counts()["accepted"] == HANDS * STEPS
