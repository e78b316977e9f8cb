"""A clock for each state: started, paused, stopped by the steps; moved by book, calendar and change."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from funding.actions.budgets import Part
from projects.actions import changes, clocks, facts
from projects.actions.changes import Wanted
from projects.clocks import lamp, lit
from projects.dashboards import lamps as figures
from projects.dashboards.where import EVERYWHERE
from projects.lifecycle import ProjectLife
from projects.models import ClockRun, DueChange, Project
from projects.queries.preview import words_for
from projects.queries.recount import differences
from tests.factories.projects import REASON, bring, furnish, propose
from tests.factories.rules import decide
from villages.actions.calendars import load_year
from villages.rulebook.book import BY_DEFAULT
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEXT_YEAR = {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 2): (False, "元旦"), date(2027, 1, 3): (False, "元旦")}  # fmt: skip


def at(month, day, hour=10, year=2026):
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def on(month, day, hour=18, year=2026):
    return time_machine.travel(at(month, day, hour, year), tick=False)


def fresh(project):
    return Project.objects.select_related("village__town").get(pk=project.pk)


def runs(project):
    """(state, limit, due, stood still, stopped on) of every clock, in order."""
    return [
        (
            run.state,
            run.limit,
            run.due_on,
            run.stood_still,
            run.stopped_at and run.stopped_at.date(),
        )
        for run in project.runs.order_by("pk")
    ]


def is_right():
    with connection.cursor() as cursor:
        cursor.execute(differences())
        wrong = cursor.fetchall()
    return (clocks.check(), wrong) == ([], [])


@pytest.fixture
def submitted(village, programme, clerk):
    """On Monday, 1 June 2026."""
    return propose(village, by=clerk, at=at(6, 1))


def test_a_clock_starts_with_a_state_and_stops_with_it(submitted, clerk):
    accepted = ProjectLife.accept(submitted, by=clerk, at=at(6, 3))
    assert runs(accepted) == [
        ("submitted", 3, date(2026, 6, 4), 0, date(2026, 6, 3)),
        ("accepted", 5, date(2026, 6, 10), 0, None),
    ]
    assert accepted.due_on == date(2026, 6, 10)
    assert {run.basis for run in accepted.runs.all()} == {BY_DEFAULT}
    assert is_right()


def test_a_state_without_a_limit_and_an_end_have_no_clock(submitted, clerk):
    project = ProjectLife.accept(submitted, by=clerk, at=at(6, 1, 11))
    project = ProjectLife.screen(project, by=clerk, at=at(6, 1, 12))
    project = ProjectLife.reserve(project, by=clerk, at=at(6, 1, 13), note=REASON)
    assert not project.runs.filter(stopped_at=None).exists()
    back = ProjectLife.take_out(project, by=clerk, at=at(6, 2))
    assert [run[0] for run in runs(back)] == ["submitted", "accepted", "screening", "screening"]
    ProjectLife.decline(back, by=clerk, at=at(6, 3), note=REASON)
    assert not project.runs.filter(stopped_at=None).exists()
    assert is_right()


# ── Pauses ───────────────────────────────────────────────────────────────────────────────────────
def test_while_the_proposer_is_asked_the_desks_clock_stands_still(submitted, clerk):
    """Due on Thursday; asked on Wednesday, answered on Monday: Thursday, Friday, Monday are lost."""
    asked = ProjectLife.send_back(submitted, by=clerk, at=at(6, 3), note=REASON)
    first, second = asked.runs.order_by("pk")
    assert (first.is_paused, first.due_on) == (True, date(2026, 6, 4))
    assert (second.state, asked.due_on) == ("returned", date(2026, 6, 17))
    assert lamp(asked, date(2026, 6, 12)).kind == "hold"
    assert lamp(asked, date(2026, 6, 12)).words == "暂停 · 等补充情况，还有 3 个工作日"
    assert lamp(asked, date(2026, 6, 18)).kind == "late"
    assert is_right()

    again = ProjectLife.resubmit(asked, by=clerk, at=at(6, 8))
    assert again.due_on == date(2026, 6, 9)
    assert runs(again) == [
        ("submitted", 3, date(2026, 6, 9), 3, None),
        ("returned", 10, date(2026, 6, 17), 0, date(2026, 6, 8)),
    ]
    [move] = DueChange.objects.all()
    assert (move.old_due_on, move.new_due_on) == (date(2026, 6, 4), date(2026, 6, 9))
    assert (move.reason, move.basis) == ("pause", "等提出人补充情况")
    assert is_right()


def test_asked_from_a_later_state_it_comes_back_to_a_new_clock(submitted, clerk):
    accepted = ProjectLife.accept(submitted, by=clerk, at=at(6, 2))
    asked = ProjectLife.send_back(accepted, by=clerk, at=at(6, 3), note=REASON)
    again = ProjectLife.resubmit(asked, by=clerk, at=at(6, 8))
    assert [run[0::4] for run in runs(again)] == [
        ("submitted", date(2026, 6, 2)), ("accepted", date(2026, 6, 3)),
        ("returned", date(2026, 6, 8)), ("submitted", None),
    ]  # fmt: skip
    assert again.due_on == date(2026, 6, 11)
    assert is_right()


@pytest.fixture
def works(village, programme, clerk):
    """Works that began on 15 April 2026, 60 working days."""
    start = at(4, 10)
    return bring(propose(village, by=clerk, at=start), "start", start=start)


def test_two_suspensions_move_the_day_twice_and_are_never_late(works, clerk):
    started, due = works.state_since.date(), works.due_on
    assert works.runs.get(state="in_progress").limit == 60
    paused = ProjectLife.suspend(works, by=clerk, at=at(4, 20), note=REASON)
    assert lamp(paused, date(2026, 9, 1)).kind == "hold"
    goes_on = ProjectLife.resume(paused, by=clerk, at=at(4, 27))
    once = goes_on.due_on
    assert clock_days(due, once) == 5
    paused = ProjectLife.suspend(goes_on, by=clerk, at=at(5, 6), note=REASON)
    twice = ProjectLife.resume(paused, by=clerk, at=at(5, 8)).due_on
    assert clock_days(once, twice) == 2
    run = works.runs.get(state="in_progress")
    assert (run.stood_still, len(run.spans), run.started_at.date()) == (7, 2, started)
    assert run.moves.count() == 2
    assert fresh(works).due_on == run.due_on == twice
    assert is_right()


def clock_days(start, end):
    from weishishi.kernel.workdays import working_days_between

    return working_days_between(start, end)


def test_stopped_while_it_is_suspended_both_clocks_stop_and_no_limit_was_kept_or_missed(
    works, clerk
):
    paused = ProjectLife.suspend(works, by=clerk, at=at(4, 20), note=REASON)
    ended = ProjectLife.terminate(paused, by=clerk, at=at(4, 22), note=REASON)
    assert not ended.runs.filter(stopped_at=None).exists()
    assert ended.runs.get(state="in_progress").due_on == works.due_on
    assert is_right()


def test_the_notice_is_no_part_of_the_limit_where_the_book_says_so(village, town, programme, clerk):
    decide(town, {"notice_takes_from_limit": False}, date(2026, 6, 1))
    start = at(6, 1, 9)
    project = bring(propose(village, by=clerk, at=start), "post_notice", start=start)
    run = project.runs.get(state="on_notice")
    assert run.pauses == [["2026-06-01", "2026-06-03", "notice"]]
    assert (run.stood_still, run.due_on) == (2, date(2026, 6, 10))
    assert project.due_on == run.due_on
    assert is_right()
    decide(town, {"notice_takes_from_limit": True}, date(2026, 6, 2))
    start = at(6, 2, 9)
    usual = bring(propose(village, by=clerk, at=start), "post_notice", start=start)
    assert usual.due_on == date(2026, 6, 9)
    assert is_right()


# ── The book, the calendar, the period ───────────────────────────────────────────────────────────
def test_a_book_that_changes_moves_the_day_and_keeps_the_old_one(village, town, programme, clerk):
    with on(6, 1):
        project = propose(village, by=clerk, at=at(6, 1))
        project = ProjectLife.accept(project, by=clerk, at=at(6, 1, 11))
    assert project.due_on == date(2026, 6, 8)
    decide(town, {"limits.accepted": 8}, date(2026, 6, 4))
    with on(6, 3):
        assert clocks.follow_book_and_calendar() == 0
    with on(6, 4):
        assert clocks.follow_book_and_calendar() == 1
        assert clocks.follow_book_and_calendar() == 0
        assert is_right()
    run = project.runs.get(state="accepted")
    assert fresh(project).due_on == run.due_on == date(2026, 6, 11)
    assert run.limit == 8
    [move] = run.moves.all()
    assert (move.old_due_on, move.new_due_on, move.reason) == (
        date(2026, 6, 8), date(2026, 6, 11), "book",
    )  # fmt: skip
    assert move.basis.startswith("青民微〔2026〕1号")


@pytest.mark.parametrize(
    ("begins", "moved", "due"),
    [
        (date(2026, 6, 2), 1, date(2026, 6, 2)),
        (date(2026, 6, 4), 1, date(2026, 6, 4)),
        (date(2026, 6, 6), 0, date(2026, 6, 8)),  # a Saturday: Monday, which it was before
    ],
)
def test_nobody_is_late_on_the_day_a_shorter_limit_begins(
    begins, moved, due, village, town, programme, clerk
):
    with on(6, 1):
        project = propose(village, by=clerk, at=at(6, 1))
        project = ProjectLife.accept(project, by=clerk, at=at(6, 1, 11))
    decide(town, {"limits.accepted": 1}, begins)
    with on(begins.month, begins.day):
        assert clocks.follow_book_and_calendar() == moved
        assert is_right()
    assert fresh(project).due_on == due
    assert project.runs.get(state="accepted").limit == 1


def test_what_was_late_is_not_saved_by_a_longer_limit(village, town, programme, clerk):
    with on(6, 1):
        project = propose(village, by=clerk, at=at(6, 1))
    decide(town, {"limits.submitted": 20}, date(2026, 6, 5))
    with on(6, 5):
        assert clocks.follow_book_and_calendar() == 0
        assert is_right()
    assert fresh(project).due_on == date(2026, 6, 4)


def test_a_calendar_that_comes_late_makes_the_day_known(village, programme, clerk):
    with on(12, 30):
        project = propose(village, by=clerk, at=at(12, 30))
        assert project.due_on is None
        assert lamp(project, clock.today()) is None
        assert project.runs.get().due_on is None
        assert is_right()
        load_year(2027, NEXT_YEAR)
        assert clocks.follow_book_and_calendar() == 1
        assert is_right()
        assert fresh(project).due_on == date(2027, 1, 5)  # 31 December, 4 and 5 January
        [move] = DueChange.objects.all()
        assert (move.old_due_on, move.reason) == (None, "calendar")
        assert move.basis == "2027年放假调休日历"
        load_year(2027, NEXT_YEAR | {date(2027, 1, 4): (False, "调休")})
        clocks.follow_book_and_calendar()
        assert fresh(project).due_on == date(2027, 1, 6)
        assert is_right()


def test_a_pause_over_an_unknown_year_end_is_made_good_when_it_is_announced(works, clerk):
    with on(12, 31):
        paused = ProjectLife.suspend(works, by=clerk, at=at(6, 1), note=REASON)
    with on(1, 6, year=2027):
        goes_on = ProjectLife.resume(paused, by=clerk, at=at(1, 5, year=2027))
        assert goes_on.due_on is None
        load_year(2027, NEXT_YEAR)
        clocks.follow_book_and_calendar()
        left = 60 - clock_days(works.state_since.date(), date(2026, 6, 1))
        assert clock_days(date(2027, 1, 5), fresh(works).due_on) == left
        assert is_right()


def test_a_period_the_town_let_grow_moves_the_day_with_its_reason(village, programme, clerk, secretary, town_officer):  # fmt: skip
    start = clock.now() - timedelta(days=9)
    project = furnish(
        propose(village, by=clerk, at=start), parts=[Part("district", 3_000_000)],
        work=[("照明灯", 30, "盏", None, 100_000)],
    )  # fmt: skip
    project = bring(project, "start", start=start)
    change = changes.ask(project, Wanted("连日下雨，工期顺延，内容不变。", days=66), by=secretary)
    old = fresh(project).due_on
    changes.agree(change, by=town_officer)
    run = project.runs.get(state="in_progress")
    assert (run.limit, run.basis, clock_days(old, run.due_on)) == (66, "变更后的工期", 6)
    assert fresh(project).due_on == run.due_on
    assert run.moves.get().reason == "agreed"
    assert is_right()


def test_a_hazard_that_is_found_has_the_shorter_clock(village, town, programme, clerk):
    decide(town, {"hazard_limits.submitted": 1}, date(2026, 6, 1))
    project = propose(village, by=clerk, at=at(6, 9))
    facts.edit(project, by=clerk, hazard="fall")
    assert fresh(project).due_on == date(2026, 6, 10)
    assert project.runs.get().moves.get().reason == "hazard"
    assert is_right()


# ── Counted again ────────────────────────────────────────────────────────────────────────────────
FALSE = {
    "due_on": date(2026, 6, 30), "limit": 9, "stood_still": 4, "started_at": at(5, 1),
    "pauses": [["2026-06-02", "2026-06-03", "resident"]], "stopped_at": at(6, 9), "state": "screening",
}  # fmt: skip


@pytest.mark.parametrize("column", FALSE)
def test_a_falsified_clock_is_found_and_put_right(column, submitted):
    ClockRun.objects.filter(project=submitted).update(**{column: FALSE[column]})
    [words] = clocks.check()
    assert column in words
    with pytest.raises(CommandError, match="有 1 个时钟和办理记录不一致"):
        call_command("recount_clocks", "--check")
    call_command("recount_clocks")
    assert is_right()


def test_a_missing_clock_and_a_false_day_of_the_project_are_found(submitted):
    ClockRun.objects.filter(project=submitted).delete()
    assert [one.split("：")[1] for one in clocks.check()] == ["缺这一行"]
    assert clocks.count_anew() == 1
    Project.objects.filter(pk=submitted.pk).update(due_on=date(2026, 7, 1))
    assert len(clocks.check()) == 1
    clocks.count_anew()
    assert fresh(submitted).due_on == date(2026, 6, 4)
    assert clocks.check() == []


def test_lists_and_boards_count_what_waits_for_its_proposer_as_paused(submitted, clerk):
    ProjectLife.send_back(submitted, by=clerk, at=at(6, 3), note=REASON)
    for day, kind in ((date(2026, 6, 16), "hold"), (date(2026, 6, 18), "late")):
        assert Project.objects.filter(lit(kind, day)).exists()
        found = vars(figures.lamps([EVERYWHERE], day)[EVERYWHERE])
        assert found == dict.fromkeys(("late", "soon", "fine", "hold"), 0) | {kind: 1}


def test_what_is_previewed_of_a_resumption_is_the_day_it_will_have(works, clerk, secretary):
    paused = ProjectLife.suspend(works, by=clerk, at=at(6, 1), note=REASON)
    told = words_for(paused, "resume", by=secretary)
    goes_on = ProjectLife.resume(paused, by=secretary)
    assert in_chinese(goes_on.due_on) in told
