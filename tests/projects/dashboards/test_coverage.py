"""How many villages have a council, met this year: the number, its list, its file, the API, and SQL."""

import csv
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from projects.actions import meetings
from projects.dashboards import boards
from projects.dashboards.coverage import coverage, villages_with
from projects.dashboards.where import EVERYWHERE, Where
from projects.models import Meeting
from projects.queries.coverage import COVERED
from tests.factories.meetings import COUNCIL, authorise, called, closed, held
from tests.factories.people import make_village
from tests.factories.projects import bring, propose
from tests.factories.recount import SQL_OF_THE_COVERAGE
from villages.models import ServicePoint
from weishishi.kernel import clock

ZHUHAI = ZoneInfo("Asia/Shanghai")
NEW_YEAR = datetime(2026, 1, 1, tzinfo=ZHUHAI)


def recounted(key):
    """The ids of the villages that have it, asked in another way."""
    with connection.cursor() as cursor:
        cursor.execute(SQL_OF_THE_COVERAGE[key].format(year=clock.today().year))
        return {pk for (pk,) in cursor.fetchall()}


def found(key, where=EVERYWHERE):
    rows = villages_with(key, where, clock.today())
    return {village.pk for village in rows}


@pytest.fixture
def matter(programme):
    """`matter(village, clerk)` is a project a meeting may decide."""

    def make(village, clerk):
        authorise(village)
        at = clock.now() - timedelta(days=9)
        return bring(propose(village, by=clerk, at=at), "deliberate")

    return make


@pytest.fixture
def mixed(village, neighbour, far_village, matter, clerk):
    """One met and has its point; one only called; one cancelled what it had called."""
    ServicePoint.objects.create(village=village, name="党群服务中心")
    closed(village, [matter(village, clerk)], by=clerk, agree=[38])
    called(neighbour, [matter(neighbour, clerk)], by=clerk, kind=COUNCIL)
    off = called(far_village, [matter(far_village, clerk)], by=clerk)
    meetings.cancel(off, by=clerk, reason="台风停课，会议改到下周再通知。")
    return village, neighbour, far_village


def test_a_council_is_one_that_was_called_and_a_meeting_one_that_ended(mixed):
    met, calls, cancels = (one.pk for one in mixed)
    assert found("point") == found("met") == {met}
    assert found("council") == {met, calls}
    assert found("project") == found("deliberated") == {met, calls, cancels}


@pytest.mark.parametrize("key", COVERED)
def test_a_number_is_its_list_its_file_the_api_and_the_recount(key, mixed, client):
    number = coverage(EVERYWHERE, clock.today())[key]
    assert found(key) == recounted(key)
    assert len(found(key)) == number > 0

    row = list(COVERED).index(key)
    cell = boards.progress().tables["coverage"].rows[row][1]
    page = client.get(cell.href).context["page"]
    assert (int(cell.text), page.paginator.count) == (number, number)
    assert {line.village.pk for line in page.object_list} == found(key)
    assert all(line.has[key] for line in page.object_list)

    file = client.get("/progress/?table=coverage").content.decode("utf-8-sig")
    assert int(list(csv.reader(StringIO(file)))[1 + row][1]) == number

    answer = client.get(f"/api/v1/villages/?has={key}").json()["results"]
    assert {one["id"] for one in answer} == found(key)
    assert all(one[f"has_{key}"] for one in answer)
    assert client.get("/api/v1/figures/").json()["coverage"][key] == number


@pytest.mark.parametrize(("minutes", "counts"), [(-1, 0), (0, 1)])
def test_the_year_begins_at_midnight_in_zhuhai(minutes, counts, village, matter, clerk):
    begins = NEW_YEAR + timedelta(minutes=minutes)
    with time_machine.travel(begins + timedelta(hours=2), tick=False):
        closed(village, [matter(village, clerk)], by=clerk, agree=[38], at=begins)
        assert coverage(EVERYWHERE, clock.today())["met"] == counts
        assert len(recounted("met")) == counts


def test_a_meeting_that_is_still_written_down_is_not_held(village, matter, clerk):
    held(village, [matter(village, clerk)], by=clerk)
    assert found("met") == set()
    assert found("council") == {village.pk}


def test_the_list_says_what_a_village_has_or_that_it_has_all(mixed, client):
    met, calls, cancels = mixed
    lines = {line.village.pk: line for line in client.get("/villages/").context["page"].object_list}
    assert lines[met.pk].has_all
    assert lines[calls.pk].told == ["有微实事", "今年商量过事情", "有议事会"]
    assert lines[cancels.pk].told == ["有微实事", "今年商量过事情"]
    assert f"{len(COVERED)} 项都有" in client.get(f"/villages/?village={met.pk}").content.decode()
    assert "项都有" not in client.get(f"/villages/?village={calls.pk}").content.decode()


def test_owners_met_but_are_no_council(village, matter, clerk):
    closed(village, [matter(village, clerk)], by=clerk, agree=[38])
    Meeting.objects.update(kind="owners")
    assert found("met") == {village.pk}
    assert found("council") == set()


def test_the_towns_add_up_and_a_village_is_one(mixed, town, other_town):
    day = clock.today()
    whole = coverage(EVERYWHERE, day)
    parts = [coverage(Where(town=one.pk), day) for one in (town, other_town)]
    assert {key: sum(part[key] for part in parts) for key in whole} == whole
    assert coverage(Where(village=mixed[0].pk), day) == dict.fromkeys(whole, 1)


def test_where_nobody_met_the_number_is_zero_and_its_list_says_so(client, village):
    cell = boards.progress().tables["coverage"].rows[-1]
    assert [one.text for one in cell] == ["今年开过会", "0", "0.0%"]
    page = client.get(cell[1].href)
    assert "没有符合条件的" in page.content.decode()
    assert page.context["page"].paginator.count == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_four_questions(number, client, town, django_assert_num_queries):
    for one in range(number):
        make_village(town, f"石桥{one}村", f"9900011{one:05}")
    with django_assert_num_queries(4):
        assert client.get("/villages/").context["page"].paginator.count == number


def test_the_list_turns_its_pages_and_keeps_what_was_asked(client, town):
    for one in range(101):
        make_village(town, f"石桥{one}村", f"9900011{one:05}")
    first = client.get(f"/villages/?town={town.pk}").context
    assert len(first["page"].object_list) == 100
    second = client.get(f"/villages/{first['older']}").context
    assert len(second["page"].object_list) == 1
    assert second["newest"] == f"?town={town.pk}"


def test_what_makes_no_sense_is_said_and_left_out(client, village):
    page = client.get("/villages/?has=everything")
    assert "看不懂" in page.content.decode()
    assert page.context["page"].paginator.count == 1
    answer = client.get("/api/v1/villages/?has=everything")
    assert (answer.status_code, list(answer.json())) == (400, ["has"])


def test_a_village_of_another_town_is_not_in_this_one(mixed, village, far_village):
    """Both conditions count, as in the list of projects."""
    here = Where(town=village.town_id, village=village.pk)
    assert [one.pk for one in villages_with("", here, clock.today())] == [village.pk]
    elsewhere = Where(town=far_village.town_id, village=village.pk)
    assert not villages_with("", elsewhere, clock.today()).exists()
