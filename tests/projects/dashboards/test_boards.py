"""A board's tables hold the tiles' numbers, add up, and ask the database as much for one as for many."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from projects.clocks import LAMPS, lamp, lit
from projects.dashboards import boards, lamps, pace, reach, sheets_of_speed, tiles
from projects.dashboards.definitions import definitions
from projects.dashboards.where import EVERYWHERE, Where
from projects.forms.filters import FilterForm
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.queries import public
from projects.queries.periods import ALWAYS, Period, offered
from tests.factories.projects import REASON, bring, propose
from weishishi.kernel import clock

ZHUHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def two_months(village, far_village, programme, clerk):
    """In April one was submitted and one finished; in May two submitted, one of them confirmed."""

    def at(month, day, hour=9):
        return datetime(2026, month, day, hour, tzinfo=ZHUHAI)

    bring(propose(village, by=clerk, at=at(4, 1)), "archive")
    propose(far_village, by=clerk, at=at(5, 1, 0), channel="hotline")
    bring(propose(village, by=clerk, at=at(5, 31, 23)), "confirm")


def test_the_first_and_the_last_hour_of_a_month_belong_to_it(two_months):
    april, may = Period.read("2026-04"), Period.read("2026-05")
    assert tiles.counts(EVERYWHERE, april)["collected"] == 1
    assert tiles.counts(EVERYWHERE, may)["collected"] == 2
    for period in (april, may):
        for name, counter in tiles.COUNTERS.items():
            rows = counter(EVERYWHERE, period)
            assert tiles.counts(EVERYWHERE, period)[name] == rows.count()


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_runs_from_its_first_day_to_its_last(key, first, last):
    assert (Period.read(key).first, Period.read(key).last) == (first, last)


@pytest.mark.parametrize(
    "key", ["26", "2026-13", "2026-00", "2026-Q5", "1999", "２０２６", "2026-5"]
)
def test_what_is_no_period_is_refused(key):
    with pytest.raises(ValueError, match=re.escape(key)):
        Period.read(key)


def test_years_quarters_and_months_are_offered_from_the_beginning_on():
    groups = dict(offered(date(2025, 11, 3), date(2026, 2, 10)))
    assert [[one.key for one in some] for some in groups.values()] == [
        ["2026", "2025"], ["2026-Q1", "2025-Q4"], ["2026-02", "2026-01", "2025-12", "2025-11"],
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["", "2026", "2026-Q2", "2026-04", "2026-05", "2025"])
def test_the_parts_of_a_board_add_up_to_its_whole(key, two_months):
    period = Period.read(key)
    board = boards.progress(period)
    table = board.tables["places"]
    for column in range(1, 6):
        numbers = [int(row[column].text.replace(",", "")) for row in table.rows]
        assert sum(numbers) == int(table.total[column].text.replace(",", ""))
    assert [cell.text for cell in table.total[1:6]] == [
        str(board.counts[key]) for key in ("collected", "accepted", "confirmed", "started", "completed")
    ]  # fmt: skip
    assert board.counts == tiles.counts(EVERYWHERE, period)
    assert board.funds == tiles.funds(EVERYWHERE, period)


def test_every_linked_number_of_a_board_is_the_total_of_its_list(two_months, client, village):
    seen = 0
    for where, period in (
        (EVERYWHERE, ALWAYS), (EVERYWHERE, Period.read("2026-05")),
        (Where(village=village.pk), Period.read("2026-Q2")),
        (Where(district=village.town.district_id), ALWAYS),
    ):  # fmt: skip
        parts = [boards.Part(Where(town=village.town_id), "青溪镇")] if where.district else []
        board = boards.board(where, parts, period)
        bounded = sheets_of_speed.bounded(period, clock.today())
        speed = sheets_of_speed.speed(where, parts, bounded, clock.today())
        for table in [*board.tables.values(), speed]:
            for cell in [cell for row in [*table.rows, table.total] for cell in row if cell.href]:
                if table.key in ("money", "paid") or "counted=paid" in cell.href:
                    continue
                number = int(re.match(r"[0-9]+", cell.text)[0])
                page = client.get(cell.href).context["page"]
                total = page.paginator.count if table.key == "coverage" else page.total
                assert total == number, cell
                seen += 1
    assert seen > 90


def test_medians_are_those_of_the_database(two_months, village, clerk):
    for days in (1, 2, 2, 7):
        at = datetime(2026, 5, 4, 9, tzinfo=ZHUHAI)
        project = ProjectLife.accept(propose(village, by=clerk, at=at), by=clerk, at=at)
        ProjectLife.screen(project, by=clerk, at=at + timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY days),
                      percentile_disc(0.9) WITHIN GROUP (ORDER BY days), count(*)
               FROM (SELECT (min(happened_at) FILTER (WHERE target = 'screening')
                             AT TIME ZONE 'Asia/Shanghai')::date
                          - (min(happened_at) FILTER (WHERE target = 'submitted')
                             AT TIME ZONE 'Asia/Shanghai')::date AS days
                     FROM projects_journalentry GROUP BY project_id) spans
               WHERE days IS NOT NULL"""
        )
        median, ninety, number = cursor.fetchone()
    found = pace.paces(EVERYWHERE)["collect"]
    assert (found.median, found.ninety, found.number) == (median, ninety, number) == (1, 7, 6)


@pytest.mark.parametrize(
    ("histogram", "median", "ninety"),
    [({}, None, None), ({3: 1}, 3, 3), ({0: 1, 5: 1}, 0, 5), ({1: 9, 30: 1}, 1, 1), ({1: 8, 30: 2}, 1, 30)],
)  # fmt: skip
def test_half_and_nine_tenths_have_passed_within(histogram, median, ninety):
    found = pace.Pace(histogram)
    assert (found.median, found.ninety) == (median, ninety)


def test_the_slowest_stage_is_named_by_its_median(two_months):
    board = boards.progress()
    assert board.slowest == "confirm"
    assert board.tables["days"].title == "“确定”用时最长，一半在 4 天以内"


@pytest.mark.parametrize("after", [0, 1, 3, 5, 10, 15, 20, 30, 60, 120])
def test_the_lamps_counted_are_the_lamps_shown_and_the_lamps_listed(
    after, two_months, village, town, clerk, time_machine
):
    """Whatever the day: the summary, the list's condition and each card say the same."""
    works = bring(propose(village, by=clerk, at=clock.now() - timedelta(days=9)), "start")
    ProjectLife.suspend(works, by=clerk, note=REASON)
    time_machine.move_to(clock.now() + timedelta(days=after))
    today = clock.today()
    running = Project.objects.select_related("village").exclude(state="draft")
    shown = Counter(one.kind for row in running if (one := lamp(row, today)))
    for kind in LAMPS:
        assert running.filter(lit(kind, today)).count() == shown[kind], kind
    found = lamps.lamps([EVERYWHERE, Where(town=town.pk)], today)
    assert vars(found[EVERYWHERE]) == {kind: shown[kind] for kind in LAMPS}
    form = FilterForm({"lamp": "late", "town": str(town.pk)})
    assert public.matching(form.filters()).count() == found[Where(town=town.pk)].late


def test_months_are_counted_as_submitted_and_finished(two_months):
    assert reach.months(EVERYWHERE) == {date(2026, 4, 1): (1, 1), date(2026, 5, 1): (2, 0)}


def test_a_board_without_projects_shows_zeros_and_no_division(village):
    board = boards.progress()
    assert board.title == ["已办成 0 件，", "占已确定 0 件的 —"]
    assert [row[3].bar for row in board.tables["funnel"].rows] == ["0%"] * 4
    assert board.tables["days"].title == "还没有走完一步的"


def test_who_finished_most_is_named_only_where_there_are_enough(two_months):
    assert boards.progress().tables["places"].title == "各地进度"


def test_the_board_takes_the_same_number_of_queries_for_one_and_for_many(
    village, far_village, programme, clerk, django_assert_num_queries
):
    propose(village, by=clerk)
    with django_assert_num_queries(7):
        boards.progress()
    for place in (village, far_village):
        bring(propose(place, by=clerk, at=clock.now() - timedelta(days=9)), "complete")
    with django_assert_num_queries(7):
        boards.progress(Period.read("2026-06"))


def test_definitions_are_the_sentences_beside_the_functions():
    told = definitions()
    assert tiles.collected.__doc__ in told
    assert all("：" in one and not re.search("[a-z]{4}", one) for one in told)


def test_the_on_time_rate_counts_what_is_over_and_still_open(two_months, village, clerk):
    """One is done in time, one too late, one lies there since it was due: one of three."""
    at = datetime(2026, 5, 4, 9, tzinfo=ZHUHAI)
    before = pace.paces(EVERYWHERE, today=clock.today())["collect"]
    for days in (1, 30):
        project = propose(village, by=clerk, at=at)
        ProjectLife.accept(project, by=clerk, at=at + timedelta(days=days))
    waits = propose(village, by=clerk, at=at)
    for where, period in (
        (EVERYWHERE, ALWAYS), (Where(village=village.pk), ALWAYS),
        (EVERYWHERE, Period.read("2026")), (Where(village=village.pk), Period.read("2026-05")),
    ):  # fmt: skip
        found = pace.paces(where, period, clock.today())["collect"]
        listed = Project.objects.filter(where.of(), lit("late", clock.today()))
        assert found.overdue == sum(one.status.stage == "collect" for one in listed), where
        assert found.due == found.kept + found.missed + found.overdue
    now = pace.paces(EVERYWHERE, today=clock.today())["collect"]
    added = [getattr(now, name) - getattr(before, name) for name in ("kept", "missed", "overdue")]
    assert added[:2] == [1, 1]
    assert added[2] >= 1
    ProjectLife.send_back(waits, by=clerk, note=REASON)
    asked = pace.paces(EVERYWHERE, today=clock.today())["collect"]
    assert (now.overdue - asked.overdue, asked.missed - now.missed) == (1, 0)


def test_speed_by_place_is_that_of_each_place_alone(two_months, village, neighbour):
    period, today = Period.read("2026"), clock.today()
    wheres = [EVERYWHERE, Where(village=village.pk), Where(village=neighbour.pk)]
    together = pace.paces_of(wheres, period, today)
    for where in wheres:
        assert together[where] == pace.paces(where, period, today)
    parts = [boards.Part(where, "村") for where in wheres[1:]]
    table = sheets_of_speed.speed(EVERYWHERE, parts, period, today)
    assert len(table.rows) == 2
    assert table.title.startswith("2026年：最慢的一步是“确定”")
    with pytest.raises(ValueError, match="an end"):
        sheets_of_speed.speed(EVERYWHERE, parts, ALWAYS, today)


@pytest.mark.parametrize("number", [1, 3])
def test_speed_asks_two_questions_for_one_place_and_for_three(
    number, two_months, village, django_assert_num_queries
):
    parts = [boards.Part(Where(village=village.pk + one), "村") for one in range(number)]
    with django_assert_num_queries(2):
        sheets_of_speed.speed(EVERYWHERE, parts, Period.read("2026"), clock.today())
