"""At half, at yellow, at red and when it stays red: each once, each one post further up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from projects.actions import nudges
from projects.lifecycle import ProjectLife
from projects.models import Nudge
from tests.factories.people import appoint
from tests.factories.projects import REASON, propose
from villages.offices import office_of
from villages.roles import Role
from weishishi.outbox.actions import wording
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def said():
    return [(one.kind, one.role) for one in Nudge.objects.order_by("pk")]


@pytest.fixture
def talked_about(village, programme, clerk, secretary, town_officer, district_officer, liaison):
    """Deliberated from Friday, 1 May 2026: fifteen working days, until Tuesday, 26 May."""
    project = propose(village, by=clerk, at=at(4, 30))
    for verb in ("accept", "screen"):
        project = getattr(ProjectLife, verb)(project, by=clerk, at=at(4, 30, 11))
    return project


def test_a_post_further_up_each_time_and_each_time_once(talked_about):
    """Screened from 30 April, five working days; Labour Day until 5 May, 9 May is made up."""
    due = talked_about.due_on
    assert due == date(2026, 5, 11)
    half, yellow, red, long = (
        date(2026, 5, 8),
        date(2026, 5, 9),
        date(2026, 5, 12),
        date(2026, 5, 18),
    )
    assert nudges.nudge(date(2026, 5, 6)) == 0
    for day, kind, role in (
        (half, "half", "liaison"), (yellow, "yellow", "secretary"), (red, "red", "town_officer"),
        (long, "long", "district_officer"),
    ):  # fmt: skip
        assert nudges.nudge(day) == 1, kind
        assert nudges.nudge(day) == 0
        assert said()[-1] == (kind, role)
    assert nudges.nudge(date(2026, 6, 1)) == 0
    assert Message.objects.filter(topic="nudge").count() == 4


def test_it_is_told_in_the_transaction_that_writes_it_and_in_public_words(talked_about, liaison):
    nudges.nudge(date(2026, 5, 8))
    nudge, message = Nudge.objects.get(), Message.objects.get(topic="nudge")
    assert (message.recipient_kind, message.recipient_key) == office_of(liaison.post)
    assert message.dedupe_key == f"nudge:{nudge.pk}:{office_of(liaison.post)[1]}"
    words = wording(message)
    assert "期限已经过半，2026年5月11日前要办" in words
    assert "村口装路灯" not in words
    assert nudge.due_on == date(2026, 5, 11)


def test_looked_at_late_only_the_last_light_is_said(talked_about):
    assert nudges.nudge(date(2026, 5, 12)) == 1
    assert said() == [("red", "town_officer")]


def test_nobody_is_reminded_on_a_day_off(talked_about):
    assert nudges.nudge(date(2026, 5, 16)) == 0


def test_where_nobody_holds_the_post_the_next_one_up_is_told(talked_about, liaison):
    liaison.post.until = date(2026, 5, 1)
    liaison.post.save()
    nudges.nudge(date(2026, 5, 8))
    assert said() == [("half", "secretary")]


def test_the_office_is_told_once_whoever_holds_it(talked_about, village):
    appoint(Role.LIAISON, village, "a-second-one")
    nudges.nudge(date(2026, 5, 8))
    assert Nudge.objects.count() == 1
    assert Message.objects.filter(topic="nudge").count() == 1


def test_what_waits_for_its_proposer_reminds_nobody_before_her_days_are_over(talked_about, clerk):
    project = ProjectLife.send_back(talked_about, by=clerk, at=at(5, 7), note=REASON)
    assert nudges.nudge(project.due_on) == 0
    assert nudges.nudge(date(2026, 5, 22)) == 1
    assert said() == [("red", "liaison")]


def test_a_new_stay_is_reminded_of_anew(talked_about, clerk):
    nudges.nudge(date(2026, 5, 8))
    project = ProjectLife.reserve(talked_about, by=clerk, at=at(5, 8), note=REASON)
    ProjectLife.take_out(project, by=clerk, at=at(5, 11))
    nudges.nudge(date(2026, 5, 14))
    assert said() == [("half", "liaison"), ("half", "liaison")]


def test_the_database_lets_nobody_write_it_twice(talked_about):
    nudges.nudge(date(2026, 5, 8))
    one = Nudge.objects.get()
    one.pk = None
    with pytest.raises(IntegrityError, match="nudged_once"), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize("number", [1, 3])
def test_without_anything_to_say_it_asks_once(
    number, village, programme, clerk, django_assert_num_queries
):
    for _again in range(number):
        propose(village, by=clerk, at=at(6, 9))
    nudges.nudge(date(2026, 6, 9))
    with django_assert_num_queries(1):
        nudges.nudge(date(2026, 6, 9))
