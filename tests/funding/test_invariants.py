"""Whoever writes, by whatever road: PostgreSQL itself refuses what would break the money's rules."""

from contextlib import closing
from uuid import uuid4

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from funding import accounts
from funding.actions import quotas
from funding.invariants import TWELVE, audit, rows_against
from funding.lines import Line
from funding.models import Account, AccountKind, AuditRun
from tests import database
from tests.factories.money import (
    CLERK,
    EVIDENCE,
    balance_the_books,
    pay,
    receive_all,
    somebody,
)
from tests.factories.projects import bring
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
DISTRICT = Line("district")
YEAR = clock.today().year


def account(kind, budget, line=DISTRICT):
    return accounts.of_budget(AccountKind(kind), budget, line).pk


def write(kind, legs, *, budget=None, count=None, **columns):
    """An entry with its legs by raw SQL, as somebody with a console would."""
    row = {
        "key": str(uuid4()), "request": "", "kind": kind, "budget_id": budget and budget.pk,
        "in_kind": False, "legs_count": count or len(legs), "amount_fen": 1,
        "happened_on": clock.today(), "recorded_at": clock.now(), "reference": "伪造", "note": "",
        "actor_kind": "system", "actor_name": "somebody", "approver_name": "", "imported": False,
        "pay_kind": "", "payer": "", "payee": "", "payee_is_firm": False, "document_no": "",
        "evidence": "", "corrects_id": None, **columns,
    }  # fmt: skip
    with connection.cursor() as cursor:
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        cursor.execute(
            f"INSERT INTO funding_entry ({names}) VALUES ({marks}) RETURNING id", list(row.values())
        )
        entry = cursor.fetchone()[0]
        for account_pk, fen in legs:
            cursor.execute(
                "INSERT INTO funding_leg (entry_id, account_id, fen) VALUES (%s, %s, %s)",
                [entry, account_pk, fen],
            )
    return entry


def say(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(attack, name):
    """The database names the rule that stopped it, at the latest at the end of the transaction."""
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        attack()
        say("SET CONSTRAINTS ALL IMMEDIATE")
    cause = error.value.__cause__
    assert name in (cause.diag.constraint_name or str(cause))
    assert {one.code: rows_against(one)[0] for one in TWELVE if one.code != "I11"} == {
        one.code: 0 for one in TWELVE if one.code != "I11"
    }


@pytest.fixture
def paid(confirmed):
    receive_all(confirmed)
    pay(confirmed, 1_000_000)
    return confirmed


def a_payment(**columns):
    return {
        "pay_kind": "stage", "payer": "镇财政所", "payee": "某公司", "document_no": "1",
        "evidence": EVIDENCE, "recorder_id": somebody("甲").person.pk,
        "approver_id": somebody("乙").person.pk, **columns,
    }  # fmt: skip


def pay_legs(budget, fen, line=DISTRICT):
    return [
        (account("committed", budget, line), -fen), (account("spent", budget, line), fen),
        (account("cash", budget, line), -fen), (accounts.world().pk, fen),
    ]  # fmt: skip


def test_i1_an_entry_that_does_not_add_up(paid):
    legs = [(account("committed", paid), -5), (account("spent", paid), 4)]
    refused(lambda: write("release", legs, budget=paid), "an_entry_adds_up")


def test_i1_a_leg_too_few_and_a_leg_later(paid):
    legs = [(account("committed", paid), -5), (account("spent", paid), 5)]
    refused(lambda: write("release", legs, budget=paid, count=3), "an_entry_adds_up")
    entry = paid.entries.get(kind="pay").pk
    more = "INSERT INTO funding_leg (entry_id, account_id, fen) VALUES (%s, %s, %s)"
    refused(lambda: say(more, entry, accounts.appropriation().pk, 5), "an_entry_keeps_its_legs")


def test_i1_money_does_not_cross_from_the_cash_to_the_appropriation(paid):
    legs = [(account("cash", paid, Line("self_raised")), -5), (account("committed", paid), 5)]
    refused(lambda: write("release", legs, budget=paid), "an_entry_adds_up")


def test_i2_a_balance_is_not_set_by_the_application_nor_by_the_owner(paid):
    pk = account("committed", paid)
    change = "UPDATE funding_account SET balance_fen = 9 WHERE id = %s"
    refused(lambda: say(change, pk), "permission denied")
    with (
        closing(database.as_owner()) as owner,
        owner.cursor() as cursor,
        pytest.raises(psycopg2.errors.InsufficientPrivilege, match="append-only table"),
    ):
        cursor.execute(change, [pk])


def test_i2_a_new_account_has_nothing_in_it():
    new = (
        "INSERT INTO funding_account (code, kind, source, in_kind, balance_fen)"
        " VALUES ('cash:0:x', 'cash', '', false, 100)"
    )
    refused(lambda: say(new), "a_new_account_is_empty")


def test_i3_no_account_below_its_floor(paid, village):
    quota = accounts.village_quota(village, YEAR).pk
    legs = [(quota, -5), (accounts.appropriation().pk, 5)]
    refused(lambda: write("take_in", legs), "no_account_below_its_floor")


def test_i4_never_more_paid_than_committed(paid):
    legs = pay_legs(paid, 10_000_000)
    refused(lambda: write("pay", legs, budget=paid, **a_payment()), "no_account_below_its_floor")


def test_i4_what_is_paid_leaves_the_cash(paid):
    legs = pay_legs(paid, 5)[:2]
    refused(lambda: write("pay", legs, budget=paid, **a_payment()), "what_is_paid_leaves_the_cash")


def test_i5_the_sources_make_the_budget(paid):
    more = "UPDATE funding_share SET amount_fen = amount_fen + 1 WHERE budget_id = %s"
    refused(lambda: say(more, paid.pk), "the_sources_make_the_budget")
    refused(
        lambda: say("DELETE FROM funding_share WHERE budget_id = %s", paid.pk),
        "the_sources_make_the_budget",
    )
    refused(
        lambda: say("UPDATE funding_budget SET approved_fen = 1 WHERE id = %s", paid.pk),
        "the_sources_make_the_budget",
    )


def test_i6_no_entry_without_its_reason(paid):
    legs = [(account("committed", paid), -5), (accounts.appropriation().pk, 5)]
    refused(lambda: write("release", legs, budget=paid, reference=""), "an_entry_is_justified")


def test_i7_nothing_open_is_closed(paid):
    close = "UPDATE funding_budget SET closed_on = current_date WHERE id = %s"
    refused(lambda: say(close, paid.pk), "a_closed_budget_is_balanced")


def test_i8_no_more_comes_back_than_was_paid(paid):
    legs = [(pk, -fen) for pk, fen in pay_legs(paid, 2_000_000)]
    refused(lambda: write("refund", legs, budget=paid), "no_account_below_its_floor")


def test_i9_nothing_is_paid_from_money_that_did_not_come(confirmed):
    legs = pay_legs(confirmed, 5, Line("self_raised"))
    refused(
        lambda: write("pay", legs, budget=confirmed, **a_payment()), "no_account_below_its_floor"
    )


def test_i10_nothing_is_confirmed_beyond_the_quota(confirmed, village):
    quotas.allot_to_village(
        village, YEAR, fen=3_000_000, key=uuid4(), by=CLERK, on=clock.today(), reference="青财〔2026〕1号"
    )  # fmt: skip
    quota = accounts.village_quota(village, YEAR).pk
    legs = [(quota, -1), (account("committed", confirmed), 1)]
    refused(lambda: write("change", legs, budget=confirmed), "no_account_below_its_floor")


def test_i11_what_is_published_stays_booked(furnished):
    project = bring(furnished, "confirm")
    gone = "UPDATE funding_budget SET approved_fen = NULL WHERE id = %s"
    refused(lambda: say(gone, project.budget_id), "what_is_confirmed_is_booked")


@pytest.mark.parametrize(
    "wrong", [{"payee": ""}, {"payer": ""}, {"evidence": ""}, {"evidence": "x" * 64}, {"document_no": ""}]
)  # fmt: skip
def test_i12_a_payment_has_its_papers(paid, wrong):
    legs = pay_legs(paid, 5)
    refused(
        lambda: write("pay", legs, budget=paid, **a_payment(**wrong)),
        "a_payment_has_payer_payee_evidence_and_two_people",
    )


def test_i12_two_people_are_two(paid):
    one = somebody("甲").person.pk
    refused(
        lambda: write(
            "pay", pay_legs(paid, 5), budget=paid, **a_payment(recorder_id=one, approver_id=one)
        ),
        "a_payment_has_payer_payee_evidence_and_two_people",
    )


def test_no_last_payment_before_the_acceptance_whoever_books_it(paid):
    columns = a_payment(pay_kind="final")
    account_of_cash = account("cash", paid)
    write("receive", [(accounts.world().pk, -5), (account_of_cash, 5)], budget=paid)
    refused(
        lambda: write("pay", pay_legs(paid, 5), budget=paid, **columns),
        "no_last_payment_before_acceptance",
    )


def test_cash_and_goods_never_meet(paid):
    goods = account("committed", paid, Line("sponsorship", None, True))
    legs = [(goods, 5), (account("committed", paid), -5)]
    refused(lambda: write("change", legs, budget=paid), "cash_and_in_kind_never_meet")


@pytest.mark.parametrize("table", ["funding_entry", "funding_leg", "funding_settlement"])
def test_nothing_written_is_changed_or_taken_away(paid, table):
    for rewrite in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
        refused(lambda rewrite=rewrite: say(rewrite), "permission denied")


# ── The audit itself ─────────────────────────────────────────────────────────────────────────────
def test_all_twelve_hold_after_a_whole_life(furnished, capsys):
    balance_the_books(bring(furnished, "archive"))
    call_command("audit_money")
    told = capsys.readouterr().out
    assert told.count("✓") == 12
    assert AuditRun.objects.get().is_clean


@pytest.mark.django_db(transaction=True)
def test_a_kept_balance_that_lies_is_found_and_named(village):
    """The control: with the trigger off, the audit finds what the database would have refused."""
    quota = accounts.village_quota(village, 2026)
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE funding_account DISABLE TRIGGER append_only;"
            f"UPDATE funding_account SET balance_fen = 7 WHERE id = {quota.pk};"
            "ALTER TABLE funding_account ENABLE TRIGGER append_only"
        )
    assert audit().found["I2"] == 1
    with pytest.raises(CommandError, match="1 条不成立"):
        call_command("audit_money")
    assert Account.objects.get().balance_fen == 7
