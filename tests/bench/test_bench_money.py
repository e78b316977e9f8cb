"""What does a posting cost, and what the money page of a village with 100,000 of them?

The long walks of tests/funding/test_many_hands.py are here in full; what they assert there they
assert here. Times are printed, never asserted.
"""

import time
from contextlib import closing
from uuid import uuid4

import pytest
from django.db import connection
from django.db.transaction import atomic
from django.test import Client
from psycopg2.extras import execute_values

from funding import accounts
from funding.actions.budgets import Part
from funding.invariants import TWELVE, rows_against
from funding.lines import Line
from funding.models import AccountKind, Entry
from tests import database
from tests.bench.load import cost, show
from tests.factories.ledger_game import broken
from tests.factories.money import (
    EVIDENCE,
    OWN,
    committed,
    make_budget,
    pay,
    receive_all,
    somebody,
)
from tests.factories.people import appoint
from tests.funding.test_many_hands import at_once, race, walk
from villages.roles import Role
from weishishi.kernel import clock

OPERATIONS = 10_000
POSTINGS, BUDGETS = 100_000, 500
PARTS = Part("district", 3_000_000), Part("self_raised", 400_000, **OWN)


def count_anew(number):
    """What autovacuum does on a server that runs for longer than a test."""
    if number % 250 == 0:
        with closing(database.as_owner()) as owner, owner.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.mark.django_db(transaction=True)
def test_ten_thousand_moves_with_the_invariants_after_each(village):
    started = time.perf_counter()
    booked = walk(village, OPERATIONS, seed=7, meanwhile=count_anew)
    took = time.perf_counter() - started
    print(f"\n{OPERATIONS} moves, {booked} booked, all invariants after each: {took:.0f} s")


@pytest.mark.django_db(transaction=True)
def test_eight_hands_with_a_thousand_moves_each_on_twenty_projects(village, neighbour):
    started = time.perf_counter()
    booked, at_the_same_time, one_by_one = race(village, neighbour, hands=8, each=1000, budgets=20)
    assert at_the_same_time == one_by_one
    assert broken() == set()
    print(f"\n8 × 1000 moves, {booked} booked and replayed: {time.perf_counter() - started:.0f} s")


@pytest.mark.django_db(transaction=True)
def test_postings_a_second(village):
    budgets = [committed(make_budget(village, *PARTS)) for _one in range(8)]
    for budget in budgets:
        receive_all(budget)

    def spend(budget, times=50):
        for _turn in range(times):
            pay(budget, 100)

    before, started, cpu = Entry.objects.count(), time.perf_counter(), time.process_time()
    spend(budgets[0])
    _told("one hand", before, started, cpu)
    before, started, cpu = Entry.objects.count(), time.perf_counter(), time.process_time()
    assert [one for one in at_once(*(lambda b=b: spend(b) for b in budgets)) if one] == []
    _told("eight hands", before, started, cpu)


def _told(who, before, started, cpu):
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    number = Entry.objects.count() - before
    print(f"\n{who}: {number / wall:.0f} postings a second, {1000 * cpu / number:.1f} ms CPU each")


@pytest.mark.django_db(transaction=True)
def test_the_money_pages_of_a_village_with_a_hundred_thousand_postings(village, town):
    finance = appoint(Role.TOWN_FINANCE, town)
    small = Client()
    small.force_login(finance.person)
    show("ledger, no posting", *cost(small, f"/admin/funding/budget/ledger/?village={village.pk}"))
    started = time.perf_counter()
    pour(village)
    print(f"{POSTINGS} postings poured in {time.perf_counter() - started:.0f} s")
    show(
        "ledger, 100,000 postings",
        *cost(small, f"/admin/funding/budget/ledger/?village={village.pk}"),
    )
    show("public quarter", *cost(Client(), f"/villages/{village.pk}/money/"))
    started = time.perf_counter()
    assert {one.code for one in TWELVE if one.code != "I11" and rows_against(one)[0]} == set()
    print(f"eleven invariants asked in {time.perf_counter() - started:.1f} s")


def pour(village):
    """Receipts and payments of 1 fen in equal parts, spread over the budgets, one transaction for
    each budget; every trigger looks at each row."""
    asks, pays = somebody("经办").person.pk, somebody("审核").person.pk
    line, world = Line("self_raised"), accounts.world().pk
    budgets = []
    for _one in range(BUDGETS):
        budget = committed(make_budget(village, *PARTS))
        kinds = AccountKind.COMMITTED, AccountKind.SPENT, AccountKind.CASH
        budgets.append([budget.pk, *(accounts.of_budget(kind, budget, line).pk for kind in kinds)])
    rounds = POSTINGS // BUDGETS // 2
    for number, (budget, open_fen, spent, cash) in enumerate(budgets, 1):
        with atomic(), connection.cursor() as cursor:
            received = _entries(cursor, "receive", budget, rounds)
            paid = _entries(cursor, "pay", budget, rounds, asks, pays)
            _legs(cursor, received, {world: -1, cash: 1})
            _legs(cursor, paid, {open_fen: -1, spent: 1, cash: -1, world: 1})
        count_anew(number * 10)


def _entries(cursor, kind, budget, number, asks=None, pays=None):
    """The keys of so many of that kind, all of 1 fen."""
    is_payment = kind == "pay"
    paid = ("stage", "财政所", "某公司", "1", EVIDENCE) if is_payment else ("", "", "", "", "")
    rows = [
        (str(uuid4()), kind, budget, 4 if is_payment else 2, clock.today(), clock.now(), asks, pays, *paid)
        for _one in range(number)
    ]  # fmt: skip
    found = execute_values(
        cursor,
        "INSERT INTO funding_entry (key, request, kind, budget_id, in_kind, legs_count, amount_fen,"
        " happened_on, recorded_at, reference, note, actor_kind, actor_name, recorder_id,"
        " approver_id, approver_name, imported, pay_kind, payer, payee, payee_is_firm, document_no,"
        " evidence) VALUES %s RETURNING id",
        rows, page_size=number, fetch=True,
        template="(%s, '', %s, %s, false, %s, 1, %s, %s, '压力测试', '', 'system', '压力测试',"
        " %s, %s, '', false, %s, %s, %s, true, %s, %s)",
    )  # fmt: skip
    return [key for (key,) in found]


def _legs(cursor, entries, legs):
    rows = [(entry, account, fen) for entry in entries for account, fen in legs.items()]
    insert = "INSERT INTO funding_leg (entry_id, account_id, fen) VALUES %s"
    execute_values(cursor, insert, rows, page_size=len(rows))
