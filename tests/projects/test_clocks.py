"""The lamp beside a limit: working days as in the rules, a shape and a word, yellow at its edge."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from projects.clocks import due_on, lamp, soon_until, until
from tests.factories.rules import decide

pytestmark = pytest.mark.django_db  # the calendar is a table
WEDNESDAY = date(2026, 6, 10)


def words(today, due, state="in_progress"):
    project = SimpleNamespace(state=state, due_on=due, village=None)
    shown = lamp(project, today)
    return shown and (shown.kind, shown.words)


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        (date(2026, 6, 17), ("fine", "按时 · 还有 5 个工作日")),  # the week-end does not count
        (date(2026, 6, 16), ("fine", "按时 · 还有 4 个工作日")),
        (date(2026, 6, 15), ("soon", "快到期 · 还有 3 个工作日")),
        (date(2026, 6, 11), ("soon", "快到期 · 还有 1 个工作日")),
        (WEDNESDAY, ("soon", "今天到期")),
        (date(2026, 6, 9), ("late", "已超期 · 1 个工作日")),
        (date(2026, 6, 5), ("late", "已超期 · 3 个工作日")),
    ],
)  # fmt: skip
def test_sixty_working_days_turn_yellow_three_before_the_end(due, shown):
    assert words(WEDNESDAY, due) == shown


@pytest.mark.parametrize(
    ("due", "kind"), [(date(2026, 6, 12), "fine"), (date(2026, 6, 11), "soon")]
)
def test_five_working_days_turn_yellow_one_before_the_end(due, kind):
    assert words(WEDNESDAY, due, "accepted")[0] == kind


def test_three_working_days_stay_green_until_the_last(*, soon=date(2026, 6, 11)):
    """The last fifth of three days is less than a day: yellow only when it is due."""
    assert words(WEDNESDAY, soon, "submitted") == ("fine", "按时 · 还有 1 个工作日")
    assert words(soon, soon, "submitted") == ("soon", "今天到期")


def test_over_on_friday_and_looked_at_on_sunday():
    assert words(date(2026, 6, 14), date(2026, 6, 12)) == ("late", "已超期")


def test_a_holiday_is_no_working_day():
    """The Dragon Boat Festival of 2026 is Friday, 19 June."""
    assert words(date(2026, 6, 18), date(2026, 6, 22)) == ("soon", "快到期 · 还有 1 个工作日")


def test_before_holidays_the_days_that_are_left_are_counted():
    """Nothing but the festival and the week-end: not "0 working days"."""
    assert until(date(2026, 6, 21), date(2026, 6, 18)).words == "快到期 · 还有 3 天"


def test_without_a_limit_there_is_no_lamp():
    assert words(WEDNESDAY, None, "reserved") is None


def test_days_are_calendar_days_where_no_calendar_was_announced():
    assert words(date(2026, 12, 30), date(2027, 1, 9)) == ("fine", "按时 · 还有 10 天")


def test_a_towns_own_limit_moves_the_day_and_not_the_measure_of_the_light(village, town):
    """Lists and boards count by one condition for all towns; late is late by the town's own day."""
    decide(town, {"limits.deliberating": 4}, WEDNESDAY)
    since = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    due = due_on(village, "deliberating", since)
    assert due == date(2026, 6, 16)
    project = SimpleNamespace(state="deliberating", due_on=due, village=village)
    assert lamp(project, date(2026, 6, 10)).kind == "fine"
    assert lamp(project, date(2026, 6, 11)).kind == "soon"
    assert due <= soon_until(date(2026, 6, 11))["deliberating"]
    assert due > soon_until(date(2026, 6, 10))["deliberating"]
