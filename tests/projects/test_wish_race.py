"""Forty press on one wish at the same moment: one gets it, sixty times of sixty; with the lock and the
database's own rule off, more than one does."""

import threading
from contextlib import closing, contextmanager
from itertools import count

import pytest
from django.db import connection
from django.db.models import QuerySet

from projects.actions import wish_claims
from projects.models import Wish, WishClaim
from tests import database
from tests.factories.wishes import promise, published
from weishishi.kernel.numbers import claim_number
from weishishi.kernel.verdict import Refused

HANDS, ROUNDS = 40, 60
TOO_LATE = "刚刚有人认领了这个心愿，请看看别的心愿。"
pytestmark = pytest.mark.django_db(transaction=True)


def race(wishes, hands, *, slowly=None):
    """`hands` claimers press on each of these wishes, on one after the other, each time together;
    returns the sorted answers per wish. The claimers keep their connections."""
    answers = {wish.pk: [] for wish in wishes}
    start = threading.Barrier(hands, timeout=60)

    def press(number):
        try:
            connection.ensure_connection()
            for turn, wish in enumerate(wishes):
                said = promise(phone=f"13{turn:03}{number:06}")
                start.wait()
                answers[wish.pk].append(_claim(wish, said, slowly))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sorted(answers[wish.pk]) for wish in wishes]


def _claim(wish, said, slowly):
    try:
        if slowly is None:
            wish_claims.claim(wish, by=wish_claims.hands_of(), promise=said)
        else:
            with connection.execute_wrapper(slowly):
                wish_claims.claim(wish, by=wish_claims.hands_of(), promise=said)
    except Refused as refusal:
        return str(refusal)
    return "claimed"


def test_one_of_forty_gets_it_sixty_times_of_sixty(village, clerk):
    wishes = [published(village, clerk) for _turn in range(ROUNDS)]
    answers = race(wishes, HANDS)
    assert answers == [["claimed", *[TOO_LATE] * (HANDS - 1)]] * ROUNDS
    assert WishClaim.objects.holding().count() == ROUNDS
    assert {wish.journal.filter(verb="claim").count() for wish in Wish.objects.all()} == {1}


@contextmanager
def without_the_rule():
    """PostgreSQL's own rule is off meanwhile; the tables are emptied before it is put back."""
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        name = "one_promise_for_a_wish"
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        definition = cursor.fetchone()[0]
        cursor.execute(f"DROP INDEX {name}")
        try:
            yield
        finally:
            database.empty()
            cursor.execute(definition)


def test_without_lock_and_rule_more_than_one_gets_it(village, clerk, monkeypatch):
    """The control: all look at the wish before one of them has written that it is taken."""
    wish = published(village, clerk)
    looked = threading.Barrier(8, timeout=30)
    serials = count(1)  # the series of numbers is a locked row of its own

    def together(execute, sql, *rest):
        if sql.startswith('UPDATE "projects_wish" SET'):
            looked.wait()
        return execute(sql, *rest)

    with without_the_rule():
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
        monkeypatch.setattr(
            wish_claims, "next_claim_number", lambda year: claim_number(year, next(serials))
        )
        [answers] = race([wish], 8, slowly=together)
        assert answers.count("claimed") > 1
        assert WishClaim.objects.holding().count() > 1


def test_the_rule_alone_keeps_it_at_one(village, clerk, monkeypatch):
    """The second lock: were the first forgotten, the database would still say no in our words."""
    wish = published(village, clerk)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    looked = threading.Barrier(8, timeout=30)

    def together(execute, sql, *rest):
        answer = execute(sql, *rest)
        if "pg_advisory_xact_lock" in sql:
            looked.wait()
        return answer

    [answers] = race([wish], 8, slowly=together)
    assert answers == ["claimed", *[TOO_LATE] * 7]


def test_one_phone_pressing_on_many_wishes_at_once_gets_no_more_than_it_may(
    village, clerk, settings
):
    settings.WISHES_PER_PHONE = 3
    wishes = [published(village, clerk) for _one in range(8)]
    answers, start = [], threading.Barrier(len(wishes), timeout=30)

    def press(wish):
        try:
            connection.ensure_connection()
            start.wait()
            answers.append(_claim(wish, promise(), None))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(wish,)) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers.count("claimed") == 3
    assert WishClaim.objects.holding().count() == 3
