"""A query whose SQL is made once gives what the same queryset gives, for every value and every thread."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, Q

from tests.factories.people import make_person
from villages.models import Person, Village
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, KeptToday, Param


def villages_named():
    rows = Village.objects.filter(
        Q(name=Param("name", CharField())) | Q(pk=Param("pk", BigIntegerField()))
    )
    return rows.select_related("town__district").annotate(n=Count("post")).order_by("pk")


def test_it_gives_the_rows_of_the_queryset_with_what_hangs_on_them(
    village, neighbour, django_assert_num_queries
):
    kept = KeptQuery(villages_named)
    for pk, name, due in (
        (village.pk, "", [village]), (0, neighbour.name, [neighbour]),
        (neighbour.pk, village.name, sorted([village, neighbour], key=lambda one: one.pk)), (0, "", []),
    ):  # fmt: skip
        with django_assert_num_queries(1):
            rows = kept(pk=pk, name=name)
            assert rows == due
            assert [row.town.district.name for row in rows] == [
                one.town.district.name for one in due
            ]
        assert [row.n for row in rows] == [0] * len(due)


def test_it_is_built_once_and_never_keeps_an_answer(village):
    built = []

    @KeptQuery
    def names():
        built.append(1)
        return Village.objects.filter(pk=Param("pk", BigIntegerField())).values_list(
            "name", flat=True
        )

    assert names(pk=village.pk) == [village.name]
    Village.objects.filter(pk=village.pk).update(name="新桥村")
    assert names(pk=village.pk) == ["新桥村"]
    assert built == [1]


def test_a_value_that_is_missing_is_no_condition_left_out(village):
    kept = KeptQuery(villages_named)
    with pytest.raises(KeyError, match="name"):
        kept(pk=village.pk)


def test_a_value_is_no_sql(village):
    kept = KeptQuery(villages_named)
    assert kept(pk=0, name="' OR 1=1 --") == []


@pytest.mark.django_db(transaction=True)
def test_many_threads_get_each_their_own(village):
    people = [make_person(f"p{number}") for number in range(8)]

    @KeptQuery
    def of():
        return Person.objects.filter(pk=Param("pk", BigIntegerField()))

    def ask(person):
        try:
            return all(of(pk=person.pk) == [person] for _again in range(25))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        assert all(hands.map(ask, people))


def test_what_is_kept_for_a_day_is_made_anew_the_next_day_and_when_there_is_too_much():
    made = []
    kept = KeptToday(lambda what: made.append(what) or what, most=2)
    assert [kept(key, key) for key in "aabab"] == list("aabab")
    assert made == ["a", "b"]
    kept("c", "c")  # the third: everything is let go
    kept("a", "a")
    assert made == ["a", "b", "c", "a"]
    with time_machine.travel(clock.now() + timedelta(days=1)):
        kept("a", "a")
    assert made == ["a", "b", "c", "a", "a"]
