"""What was not answered in time: both sides hear it, once for each day that was given."""

from datetime import date, timedelta

import pytest

from projects.actions import findings, overdue, urges
from projects.queries import findings as queries
from tests.factories.projects import propose
from tests.factories.watching import ANSWER, RETURNED, TEXT, found
from villages.offices import office_of
from weishishi.kernel import clock
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SATURDAY = date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 13)


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=3))


def told(topic):
    rows = Message.objects.filter(topic=topic).order_by("pk")
    return sorted(one.recipient for one in rows), [one.text for one in rows]


def test_a_finding_reminds_who_owes_and_who_found_once_for_each_day(
    project, supervisor, secretary, time_machine
):
    row = found(project, supervisor, within=1)
    assert overdue.remind(THURSDAY) == 0  # its last day is hers
    assert [overdue.remind(FRIDAY), overdue.remind(FRIDAY)] == [1, 0]
    assert overdue.remind(SATURDAY + timedelta(days=2)) == 0
    recipients, texts = told("finding_overdue")
    assert recipients == sorted([office_of(secretary.post), office_of(supervisor.post)])
    assert "应在2026年6月11日前整改答复" in texts[0] and TEXT not in str(texts)

    time_machine.move_to(clock.now() + timedelta(days=2))
    findings.answer(row, by=secretary, text=ANSWER)
    assert overdue.remind() == 0
    findings.send_back(row, by=supervisor, text=RETURNED, within=1)
    time_machine.move_to(clock.now() + timedelta(days=5))
    assert [overdue.remind(), overdue.remind()] == [1, 0]
    assert len(told("finding_overdue")[1]) == 4


def test_an_urge_reminds_both_and_stops_with_its_answer(project, town_officer, secretary, liaison):
    late = urges.press(
        project, by=town_officer, kind="urge", to=secretary.post, text="请踏勘。", within=1
    )
    answered = urges.press(
        project, by=town_officer, kind="urge", to=liaison.post, text="请踏勘。", within=1
    )
    urges.answer(answered, by=liaison, text=ANSWER)
    assert [overdue.remind(FRIDAY), overdue.remind(FRIDAY)] == [1, 0]
    recipients, texts = told("urge_overdue")
    assert recipients == sorted([office_of(late.to), office_of(town_officer.post)])
    assert "催办" in texts[0] and "请踏勘" not in texts[0]


def test_nobody_is_reminded_on_a_day_off(project, supervisor):
    found(project, supervisor, within=1)
    assert overdue.remind(SATURDAY) == 0
    assert not Message.objects.filter(topic="finding_overdue").exists()


def test_who_found_it_sees_on_her_own_list_that_it_is_late(
    project, supervisor, auditor, time_machine
):
    row = found(project, supervisor, within=1)
    assert queries.waiting_for(supervisor.post) == []
    time_machine.move_to(clock.now() + timedelta(days=2))
    assert queries.waiting_for(supervisor.post) == [row]
    assert queries.waiting_for(auditor.post) == []


@pytest.mark.parametrize("number", [1, 3])
def test_looking_costs_two_questions_and_the_calendar(
    number, project, supervisor, django_assert_max_num_queries
):
    for _again in range(number):
        found(project, supervisor, within=1)
    overdue.remind(FRIDAY)
    with django_assert_max_num_queries(4 + number):  # one to see that each was told
        assert overdue.remind(FRIDAY) == 0
