"""联合监督检查: who goes where, and what was seen there, written once."""

from datetime import timedelta

import pytest

from projects.actions import inspections as deeds
from projects.models import Inspection
from projects.queries.inspections import chosen, lines_of
from tests.factories.projects import propose
from tests.factories.watching import SEEN, drawn, found, planned
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(village, far_village, programme, clerk):
    return [propose(one, by=clerk) for one in (village, far_village)]


def test_who_may_plan(matters, supervisor, auditor, town_officer, secretary, district_officer):
    for by in (town_officer, secretary, district_officer):
        with pytest.raises(Refused, match="联合监督检查由"):
            planned(matters, by)
    first = planned(matters, auditor)
    assert planned(matters, auditor, form_token=first.form_token) == first
    assert Inspection.objects.count() == 1
    assert planned(matters, supervisor).stops.count() == 2


def test_it_has_matters_and_words(matters, supervisor):
    for more in ({"offices": " "}, {"about": ""}):
        with pytest.raises(Refused, match="参加的单位和检查什么"):
            planned(matters, supervisor, **more)
    with pytest.raises(Refused, match="1 到 50"):
        planned([], supervisor)
    assert planned([matters[0]] * 3, supervisor).stops.count() == 1


def test_what_was_seen_is_written_once_and_not_before_the_day(matters, supervisor, secretary):
    stop = planned(matters, supervisor, on=clock.today() + timedelta(1)).stops.first()
    with pytest.raises(Refused, match="还没有到"):
        deeds.see(stop, by=supervisor, text=SEEN)
    stop = planned(matters, supervisor).stops.first()
    with pytest.raises(Refused, match="联合监督检查由"):
        deeds.see(stop, by=secretary, text=SEEN)
    with pytest.raises(Refused, match="现场情况"):
        deeds.see(stop, by=supervisor, text="好")
    assert deeds.see(stop, by=supervisor, text=SEEN).text == SEEN
    with pytest.raises(Refused, match="已经写过"):
        deeds.see(stop, by=supervisor, text=SEEN)


def test_from_a_draw_or_chosen(matters, supervisor, secretary):
    sample = drawn(supervisor)
    rows = chosen(supervisor.post, sample.drawn)
    assert [one.query_no for one in rows] == sample.drawn
    with pytest.raises(Refused, match=matters[1].query_no):
        chosen(secretary.post, [one.query_no for one in matters])


@pytest.mark.parametrize("number", [1, 3])
def test_its_lines_are_two_queries_and_end_at_the_scope(
    number, matters, supervisor, secretary, django_assert_num_queries
):
    inspection = planned(matters, supervisor)
    for _again in range(number):
        found(matters[0], supervisor, inspection=inspection)
    with django_assert_num_queries(2):
        lines = lines_of(inspection, supervisor.post)
    assert [len(line.findings) for line in lines] == [number, 0]
    assert [line.project for line in lines_of(inspection, secretary.post)] == [matters[0]]
