"""A limit that ends in a year nobody has announced: open until the calendar comes, then a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import DatabaseError, transaction

from projects.actions import due_days, findings, urges
from projects.models import DueDay, Finding
from projects.queries import findings as queries
from projects.queries.findings import State
from projects.queries.urges import waiting_for
from tests.factories.projects import propose
from tests.factories.watching import ANSWER, RETURNED, found
from villages.actions.calendars import load_year
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
NEXT_YEAR = {date(2027, 1, day): (False, "元旦") for day in (1, 2, 3)}


def on(month, day, year=2026):
    moment = datetime(year, month, day, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=3))


def standing(finding):
    [row] = queries.dressed(list(queries.standing_of(Finding.objects.filter(pk=finding.pk))))
    return row.state, row.owed_on


def test_sent_back_over_an_unknown_year_it_is_open_and_never_the_old_day(
    project, supervisor, liaison
):
    row = found(project, supervisor, within=3)
    with on(12, 30):
        findings.answer(row, by=liaison, text=ANSWER)
        findings.send_back(row, by=supervisor, text=RETURNED, within=5)
        assert standing(row) == (State.OPEN, None)
        assert due_days.work_out() == 0
        load_year(2027, NEXT_YEAR)
        assert due_days.work_out() == 1
        assert due_days.work_out() == 0
        assert standing(row) == (State.OPEN, date(2027, 1, 7))  # 31 December, 4 to 7 January
    with on(1, 8, 2027):
        assert standing(row)[0] == State.OVERDUE


def test_a_finding_and_an_urge_get_their_day_when_the_calendar_comes(
    project, supervisor, town_officer, secretary
):
    with on(12, 30):
        row = found(project, supervisor, within=3)
        urge = urges.press(
            project, by=town_officer, kind="urge", to=secretary.post, text="请踏勘。", within=2
        )
        assert (row.due_on, urge.due_on, standing(row)) == (None, None, (State.OPEN, None))
        assert [one.lamp.words for one in waiting_for(secretary.post)] == ["等答复"]
        load_year(2027, NEXT_YEAR)
        assert due_days.work_out() == 2
        assert standing(row) == (State.OPEN, date(2027, 1, 5))
        [one] = waiting_for(secretary.post)
        assert one.urge.owed_on == date(2027, 1, 4)


def test_what_is_answered_meanwhile_owes_no_day(project, supervisor, town_officer, secretary):
    with on(12, 30):
        row = found(project, supervisor, within=3)
        urge = urges.press(
            project, by=town_officer, kind="urge", to=secretary.post, text="请踏勘。", within=2
        )
        findings.answer(row, by=secretary, text=ANSWER)
        urges.answer(urge, by=secretary, text=ANSWER)
        load_year(2027, NEXT_YEAR)
        assert due_days.work_out() == 0


def test_a_day_is_written_once(project, supervisor):
    row = found(project, supervisor)
    DueDay.objects.create(finding=row, on=clock.today(), at=clock.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        DueDay.objects.update(on=clock.today() + timedelta(days=1))
