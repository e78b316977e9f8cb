"""Who is served: the rule confirmed for each, sealed, read for a reason, and a number from five up."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.transaction import atomic

from projects.actions import retention, served
from projects.models import ServedPerson, ServedReading
from projects.queries.services import of_project, served_words
from tests.factories.services import course, enrol, hold, who
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@pytest.fixture
def meals(village, programme, clerk):
    return course(village, clerk, activities=None, person_times=900)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"is_eligible": False}, "先核对条件（本社区居民）"),
        ({"is_agreed": False}, "要本人或监护人同意"),
        ({"name": " "}, "请写姓名"),
    ],
)
def test_nobody_is_listed_unchecked_unasked_or_nameless(meals, liaison, wrong, words):
    with pytest.raises(Refused, match=words):
        enrol(meals, by=liaison, **wrong)


def test_postgresql_lists_nobody_unchecked_either(meals):
    person = enrol(meals)
    for rule, column in (
        ("who_is_served_fits_the_rule", "is_eligible"),
        ("nobody_is_served_against_her_will", "is_agreed"),
    ):
        with pytest.raises(Exception, match=rule), atomic():
            ServedPerson.objects.filter(pk=person.pk).update(**{column: False})


def test_only_the_village_of_a_service_within_its_days(
    meals, liaison, town_officer, neighbour_secretary
):
    for stranger in (town_officer, neighbour_secretary):
        with pytest.raises(Refused, match="由所在村（社区）填写"):
            enrol(meals, by=stranger)
    for days in (-41, 41):
        with pytest.raises(Refused, match="要在服务期内"):
            enrol(meals, by=liaison, since=clock.today() + timedelta(days=days))


def test_name_and_phone_lie_sealed_and_a_form_sent_twice_is_one(meals, liaison):
    told = who(name="李婆婆", phone="13900002021")
    person = served.enrol(meals, told, by=liaison)
    assert served.enrol(meals, told, by=liaison) == person
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM projects_servedperson")
        [(name, phone)] = cursor.fetchall()
    assert "李" not in name
    assert "2021" not in phone


def test_she_stops_once_on_a_day_after_she_began(meals, liaison):
    person = enrol(meals, by=liaison)
    with pytest.raises(Refused, match="不能早于开始的日期"):
        served.stop(person, by=liaison, until=clock.today() - timedelta(days=1), because="搬走")
    with pytest.raises(Refused, match="为什么停止"):
        served.stop(person, by=liaison, until=clock.today(), because=" ")
    served.stop(person, by=liaison, until=clock.today(), because="搬走")
    with pytest.raises(Refused, match="已经停止过了"):
        served.stop(person, by=liaison, until=clock.today(), because="搬走")


def test_a_list_is_read_for_a_reason_that_stays_and_for_half_an_hour(
    meals, liaison, town_officer, supervisor, neighbour_secretary
):
    with pytest.raises(Refused, match="至少 5 个字"):
        served.read(meals, by=liaison, why="看看")
    with pytest.raises(Refused, match="只给所在村（社区）和镇经办人"):
        served.read(meals, by=supervisor, why="督查，核对名单")
    with pytest.raises(Refused, match="不是您辖区里的"):
        served.read(meals, by=neighbour_secretary, why="送餐，核对名单")
    reading = served.read(meals, by=liaison, why="送餐，核对名单")
    assert served.opens(reading, liaison)
    assert not served.opens(reading, town_officer)
    reading.at = clock.now() - timedelta(minutes=31)
    assert not served.opens(reading, liaison)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        ServedReading.objects.update(why="别的原因")


def test_the_public_reads_a_number_from_five_up_and_nothing_to_divide_by(meals):
    hold(meals, 1, 20, sessions=5)
    assert served_words(meals.pk) == ("", False)
    people = [enrol(meals) for _one in range(4)]
    told = of_project(meals.pk)
    assert (told.served, told.person_times) == ("少于 5 人", "")
    assert told.past[0].person_times is None
    enrol(meals)
    told = of_project(meals.pk)
    assert (told.served, told.person_times, told.past[0].person_times) == ("5 人", "20", 20)
    ServedPerson.objects.filter(pk=people[0].pk).update(
        since=clock.today() - timedelta(days=9), until=clock.today() - timedelta(days=1)
    )
    assert of_project(meals.pk).served == "少于 5 人"


@pytest.mark.parametrize(("days", "stays"), [(730, True), (731, False)])
def test_two_years_after_she_stopped_nobody_knows_who_she_was(meals, days, stays):
    person = enrol(meals)
    ServedPerson.objects.filter(pk=person.pk).update(
        since=clock.today() - timedelta(days=900), until=clock.today() - timedelta(days=days)
    )
    dict(retention.sweep())
    person.refresh_from_db()
    assert (person.name == "李婆婆", bool(person.phone)) == (stays, stays)
