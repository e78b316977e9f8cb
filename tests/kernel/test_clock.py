"""A demo's day begins when its data are loaded; everybody else lives in real time."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from weishishi import demo_day
from weishishi.kernel import clock


def test_without_a_demo_the_clock_is_the_real_one():
    assert abs(clock.now() - timezone.now()) < timedelta(seconds=1)


def test_a_demo_begins_on_its_day_and_time_goes_on(db):
    shows = timezone.now() - timedelta(days=1900)
    demo_day.begin(shows)
    clock.shifted_by(demo_day.shift)
    try:
        assert timedelta(0) <= clock.now() - shows < timedelta(seconds=5)
        assert clock.today() == timezone.localdate(shows)
    finally:
        clock.shifted_by(None)
        demo_day.forget()


def test_days_can_pass_at_once_on_a_demo_and_only_there(demo, settings):
    before = clock.today()
    call_command("demo", later=3)
    assert clock.today() == before + timedelta(days=3)
    for days in (0, 61):
        with pytest.raises(CommandError, match="1 到 60 天"):
            call_command("demo", later=days)
    settings.DEMO = False
    with pytest.raises(CommandError, match="这不是演示站点"):
        call_command("demo", later=3)
    assert clock.today() == before + timedelta(days=3)


def test_before_the_demo_is_loaded_nothing_is_shifted(db):
    demo_day.forget()
    assert demo_day.shift() == timedelta(0)
