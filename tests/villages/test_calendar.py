"""The calendar is data: loaded by year, missed before it bites, never guessed."""

from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from projects.clocks import due_on
from tests.factories.desk import sign_in, text_of
from villages import calendar, checks
from villages.actions.calendars import load_known, load_year
from villages.models import CalendarDay
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days, is_working_day

ADD = "/admin/villages/calendarday/add/"
SHANGHAI = ZoneInfo("Asia/Shanghai")
LINES = "2027-01-01,放假,元旦\n2027-01-03,上班\n"
pytestmark = pytest.mark.django_db


def at(*day):
    return time_machine.travel(datetime(*day, 9, tzinfo=SHANGHAI), tick=False)


def test_a_fresh_database_knows_every_year_that_was_announced():
    assert min(calendar.known_years()) == 2016
    assert {2021, 2026} <= calendar.known_years()
    assert load_known() == []


def test_a_year_without_make_up_days_was_not_announced():
    last = max(calendar.known_years())
    assert calendar.announced(last + 1) == {}
    assert calendar.announced(2015) == {}
    with pytest.raises(Refused, match=f"{last + 1}年的放假安排还查不到"):
        load_year(last + 1)


def test_a_loaded_year_counts_at_once_and_an_unloaded_one_is_refused(village):
    with pytest.raises(Refused):
        is_working_day(date(2027, 1, 4))
    moment = datetime(2026, 12, 31, 12, tzinfo=SHANGHAI)
    assert due_on(village, "submitted", moment) is None

    load_year(2027, {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 3): (True, "")})

    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 3)  # a Sunday at work
    assert due_on(village, "submitted", moment) == date(2027, 1, 5)


def test_loading_a_year_again_takes_the_place_of_what_was_there():
    load_year(2027, {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 4): (False, "")})
    assert not is_working_day(date(2027, 1, 4))
    assert load_year(2027, {date(2027, 1, 1): (False, "元旦")}) == 1
    assert is_working_day(date(2027, 1, 4))
    with pytest.raises(Refused, match="2026-12-31 不是2027年的日子"):
        load_year(2027, {date(2026, 12, 31): (False, "")})


def test_the_library_agrees_with_the_table():
    stored = CalendarDay.objects.filter(day__year=2021).values_list("day", "is_working")
    announced = {day: works for day, (works, _name) in calendar.announced(2021).items()}
    assert dict(stored) == announced
    assert announced[date(2021, 4, 25)] is True


# ── Missed before it bites ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "missing"),
    [((2026, 9, 30), None), ((2026, 10, 1), 2027), ((2027, 1, 1), 2027)],
)
def test_the_next_year_is_asked_for_from_october_on(day, missing):
    assert calendar.missing_year(date(*day)) == missing


@pytest.mark.parametrize(
    ("day", "who", "is_told"),
    [
        ((2026, 9, 30), "system_admin", False),
        ((2026, 10, 1), "system_admin", True),
        ((2026, 10, 1), "town_officer", False),
    ],
)
def test_the_system_administrator_reads_it_on_her_first_page(day, who, is_told, village, request):
    with at(*day):
        text = text_of(sign_in(request.getfixturevalue(who)).get("/admin/"))
    assert ("2027年的放假调休日历还没有载入" in text) is is_told


def test_the_check_warns_and_never_stops_a_migration():
    with at(2026, 10, 1):
        [warning] = checks.the_calendar_is_loaded(None, databases=["default"])
        assert (warning.id, warning.is_serious()) == ("weishishi.W005", False)
        assert checks.the_calendar_is_loaded(None, databases=["owner"]) == []
    with at(2026, 9, 30):
        assert checks.the_calendar_is_loaded(None, databases=["default"]) == []


# ── By hand ──────────────────────────────────────────────────────────────────────────────────────
def test_the_system_administrator_types_a_year(system_admin):
    answer = sign_in(system_admin).post(ADD, {"year": "2027", "lines": LINES})
    assert answer.status_code == 302, text_of(answer)
    assert not is_working_day(date(2027, 1, 1))
    assert is_working_day(date(2027, 1, 3))


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("2027-01-01,放假\n二月六日,放假", "第 2 行看不懂"),
        ("2027-01-01,休息", "第 1 行看不懂"),
        ("2026-12-31,放假", "2026-12-31 不是2027年的日子。"),
        ("", "2027年的放假安排还查不到"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_typed_is_lost(system_admin, lines, reason):
    answer = sign_in(system_admin).post(ADD, {"year": "2027", "lines": lines})
    assert answer.status_code == 400
    assert reason in text_of(answer)
    assert lines in text_of(answer)
    assert 2027 not in calendar.known_years()


def test_others_load_nothing(town_officer, audit_admin):
    assert sign_in(town_officer).post(ADD, {"year": "2027", "lines": LINES}).status_code == 403
    assert sign_in(audit_admin).post(ADD, {"year": "2027", "lines": LINES}).status_code == 403


def test_the_command_reads_a_file_and_says_what_is_there(tmp_path):
    file, out = tmp_path / "2027.csv", StringIO()
    file.write_text(LINES, encoding="utf-8-sig")
    call_command("load_calendar", file=str(file), stdout=out)
    assert "2026、2027。" in out.getvalue()
    file.write_text("2027-01-01,休息\n", encoding="utf-8")
    with pytest.raises(CommandError, match="第 1 行看不懂"):
        call_command("load_calendar", file=str(file))
    with pytest.raises(CommandError, match="读不了这个文件"):
        call_command("load_calendar", file=str(tmp_path / "none.csv"))


def test_a_list_of_limits_asks_for_the_calendar_once(village, django_assert_num_queries):
    calendar.KEPT.forget()
    moment = datetime(2026, 6, 10, 9, tzinfo=SHANGHAI)
    with django_assert_num_queries(2):  # the calendar, and the rules
        for _each in range(30):
            due_on(village, "deliberating", moment)
