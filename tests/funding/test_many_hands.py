"""Many moves, many hands: after every move the invariants hold, and no order changes the sums."""

import random
import threading
from contextlib import closing, contextmanager
from uuid import uuid4

import pytest
from django.db import connection, connections

from funding.actions import ledger, quotas
from funding.actions.budgets import Part
from funding.models import Account, Entry
from funding.queries.balances import of_budgets
from tests import database
from tests.factories.ledger_game import Move, broken, new_budgets, play, random_move
from tests.factories.money import CLERK, committed, make_budget, somebody
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

QUOTA, EACH = 1_000_000, 600_000  # two that do not go together


# ── One after the other ──────────────────────────────────────────────────────────────────────────
def walk(village, moves, seed, meanwhile=lambda number: None):
    """So many random moves on four budgets, all invariants asked after each; returns how many were
    booked. `meanwhile` is told the number of each."""
    rng, budgets = random.Random(seed), new_budgets(village, 4)
    hands = somebody("经办"), somebody("审核")
    for budget in budgets:
        committed(budget)
    booked = 0
    for number in range(moves):
        booked += play(random_move(rng, len(budgets)), budgets, hands)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        assert broken() == set(), (seed, number)
        meanwhile(number)
    return booked


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_the_invariants_hold_after_every_move(village, seed):
    assert walk(village, 150, seed) > 30


# ── At once ──────────────────────────────────────────────────────────────────────────────────────
def at_once(*deeds):
    """Every deed in a thread with a connection of its own; returns what they answered or raised."""
    answers = [None] * len(deeds)

    def run(number, deed):
        try:
            answers[number] = deed()
        except Exception as error:  # noqa: BLE001 (told to who started it)
            answers[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def sums(budgets):
    found = of_budgets([budget.pk for budget in budgets])
    return [
        [(one.line, one.open, one.paid, one.cash) for one in found.get(budget.pk, [])]
        for budget in budgets
    ]


def race(village, neighbour, hands, each, budgets):
    """`hands` threads play `each` random moves on so many budgets; then the booked ones are played
    again, one after the other in the order of the ledger, on budgets of another village."""
    first, second = new_budgets(village, budgets), new_budgets(neighbour, budgets)
    people = somebody("经办"), somebody("审核")
    begin = [Move("commit", number, uuid4()) for number in range(budgets)]
    for move in begin:
        assert play(move, first, people)
    log = []

    def clerk(seed):
        rng = random.Random(seed)
        for _turn in range(each):
            move = random_move(rng, budgets)
            if play(move, first, people):
                log.append(move)

    errors = [one for one in at_once(*(lambda n=n: clerk(n) for n in range(hands))) if one]
    assert errors == []
    order = dict(Entry.objects.filter(budget__in=first).values_list("key", "pk"))
    for move in begin:
        play(Move("commit", move.at, uuid4()), second, people)
    log = [move for move in log if move.key in order]
    for move in sorted(log, key=lambda move: order[move.key]):
        assert play(Move(move.kind, move.at, uuid4(), move.line, move.fen), second, people), move
    return len(log), sums(first), sums(second)


@pytest.mark.django_db(transaction=True)
def test_what_many_hands_did_at_once_is_what_one_would_have_done(village, neighbour):
    booked, at_the_same_time, one_by_one = race(village, neighbour, hands=4, each=25, budgets=5)
    assert booked > 20
    assert at_the_same_time == one_by_one
    assert broken() == set()


# ── The quota ────────────────────────────────────────────────────────────────────────────────────
def two_for_one_quota(village, year):
    """Two confirmations that together exceed the quota, at the same moment; how many passed."""
    quotas.allot_to_village(
        village, year, fen=QUOTA, key=uuid4(), by=CLERK, on=clock.today(), reference="青财1号"
    )
    pair = [make_budget(village, Part("district", EACH), year=year) for _one in range(2)]
    answers = at_once(*(lambda one=one: committed(one) for one in pair))
    assert [
        one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)
    ] == []
    return sum(not isinstance(one, Exception) for one in answers)


@pytest.mark.django_db(transaction=True)
def test_exactly_one_of_two_passes_sixty_times_of_sixty(village):
    assert [two_for_one_quota(village, 2026 + turn) for turn in range(60)] == [1] * 60
    assert broken() == set()


@contextmanager
def without_the_floor():
    """PostgreSQL's own bound is off meanwhile; the tables are emptied before it is put back."""
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        name = "no_account_below_its_floor"
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [name]
        )
        definition = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE funding_account DROP CONSTRAINT {name}")
        try:
            yield
        finally:
            database.empty()
            cursor.execute(f"ALTER TABLE funding_account ADD CONSTRAINT {name} {definition}")


@pytest.mark.django_db(transaction=True)
def test_without_lock_and_floor_both_pass(village, monkeypatch):
    """The control: both look at the quota before either has taken from it."""
    together = threading.Barrier(2, timeout=10)
    with without_the_floor():
        quota_once = ledger.lock

        def nobody_waits(numbers):
            if threading.current_thread() is not threading.main_thread():
                together.wait()
            else:
                quota_once(numbers)

        monkeypatch.setattr(ledger, "lock", nobody_waits)
        assert two_for_one_quota(village, 2026) == 2
        assert Account.objects.get(kind="village_quota").balance_fen == QUOTA - 2 * EACH
