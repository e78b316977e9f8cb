"""A demo's day begins when its data are loaded; everybody else lives in real time."""

from datetime import timedelta

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


def test_before_the_demo_is_loaded_nothing_is_shifted(db):
    demo_day.forget()
    assert demo_day.shift() == timedelta(0)
