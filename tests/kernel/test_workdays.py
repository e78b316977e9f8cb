"""A limit in working days knows the holidays and the days that make up for them."""

from datetime import date

import pytest

from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days, is_working_day, working_days_between

pytestmark = pytest.mark.django_db  # the calendar is a table


def test_a_make_up_sunday_counts_and_a_holiday_monday_does_not():
    # 2021: Labour Day 1 to 5 May, made up on Sunday 25 April and Saturday 8 May.
    assert is_working_day(date(2021, 4, 25))
    assert is_working_day(date(2021, 5, 8))
    assert not is_working_day(date(2021, 5, 3))
    assert not is_working_day(date(2021, 5, 9))


def test_the_day_after_is_the_first_day_of_a_limit():
    assert add_working_days(date(2021, 6, 10), 1) == date(2021, 6, 11)
    assert add_working_days(date(2021, 6, 11), 1) == date(2021, 6, 15)  # 14 June: Dragon Boat
    assert add_working_days(date(2021, 4, 30), 2) == date(2021, 5, 7)


def test_days_between_exclude_the_first_and_include_the_last_and_can_be_negative():
    assert working_days_between(date(2021, 6, 11), date(2021, 6, 15)) == 1
    assert working_days_between(date(2021, 6, 15), date(2021, 6, 11)) == -1
    assert working_days_between(date(2021, 6, 11), date(2021, 6, 11)) == 0


def test_a_year_without_an_announced_calendar_is_refused_not_guessed():
    with pytest.raises(Refused) as refusal:
        is_working_day(date(2031, 1, 4))
    assert refusal.value.reasons == [
        "2031年的放假安排还没有载入，工作日算不出来，请系统管理员先更新日历。"
    ]
