"""The clocks of the demo are those its journal tells, and something waits for everybody."""

import pytest

from projects.actions import clocks
from projects.models import ClockRun, Nudge, Project, Urge
from projects.queries import urges
from villages.models import Post
from villages.roles import Role

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def test_every_clock_of_the_demo_is_the_one_its_journal_tells():
    assert clocks.check() == []
    assert ClockRun.objects.count() > 5_000


def test_a_falsified_clock_among_them_is_found():
    one = ClockRun.objects.filter(stopped_at=None).order_by("pk")[100]
    ClockRun.objects.filter(pk=one.pk).update(limit=99)
    [words] = clocks.check()
    assert one.project.query_no in words
    assert "limit 99 ≠" in words


def test_one_urge_is_answered_one_is_over_and_the_district_supervises():
    kinds = [(one.kind, hasattr(one, "answer")) for one in Urge.objects.order_by("pk")]
    assert kinds == [("urge", True), ("urge", False), ("supervise", False)]
    over = Urge.objects.get(kind="urge", answer=None)
    assert [one.lamp.kind for one in urges.waiting_for(over.to)] == ["late"]
    town = Post.objects.get(role=Role.TOWN_OFFICER, town__code="440404101")
    assert [one.lamp.kind for one in urges.waiting_for(town)] == ["soon"]


def test_reminders_are_of_one_town_and_no_more_than_one_for_each_clock():
    assert Nudge.objects.exists()
    assert set(Nudge.objects.values_list("project__village__town__code", flat=True)) == {
        "440404101"
    }
    assert Nudge.objects.count() == Nudge.objects.values("run").distinct().count()
    assert not Project.objects.filter(nudges__run__stopped_at__isnull=False).exists()
