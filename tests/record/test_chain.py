"""Is every fact bound into the chain by the transaction that writes it, by whatever road it came?"""

import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from funding.models import AuditRun
from tests import database
from tests.factories.projects import propose
from weishishi.kernel import append_only, clock
from weishishi.record import chain
from weishishi.record.models import Entry, Salt
from weishishi.record.queries import Finding, changed

HANDS, EACH = 8, 25


def bind():
    """What a commit does to the facts that were written so far."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def fact(**more):
    return AuditRun.objects.create(**{"ran_at": clock.now(), "found": {}} | more)


def as_owner(*statements):
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.django_db
def test_each_fact_follows_the_one_before_it():
    facts = [fact(), fact()]
    bind()
    first, second = Entry.objects.order_by("seq")
    assert [(one.fact, one.row) for one in (first, second)] == [
        ("funding_auditrun", row.pk) for row in facts
    ]
    assert (first.seq, first.prev) == (1, "0" * 64)
    assert (second.seq, second.prev) == (2, first.hash)
    assert first.at == facts[0].ran_at
    assert changed() == []


@pytest.mark.django_db
def test_a_step_is_bound_in(village, liaison, programme):
    project = propose(village, by=liaison)
    bind()
    assert set(
        Entry.objects.filter(fact="projects_journalentry").values_list("row", flat=True)
    ) == set(project.journal.values_list("pk", flat=True))


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_gap():
    fact()
    bind()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        fact()
        bind()
        raise ZeroDivisionError
    fact()
    bind()
    assert list(Entry.objects.values_list("seq", flat=True)) == [1, 2]


@pytest.mark.django_db
def test_the_times_of_the_chain_never_go_back():
    late = clock.now()
    fact(ran_at=late)
    fact(ran_at=late - timedelta(days=1))
    bind()
    assert list(Entry.objects.values_list("at", flat=True)) == [late, late]


@pytest.mark.django_db
def test_what_an_insert_says_about_the_chain_is_not_believed():
    fact()
    bind()
    entry = Entry.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_entry (seq, at, fact, row, shape_id, digest, prev, hash)"
            " VALUES (77, '1999-01-01', 'forged', 1, %s, repeat('a', 64), 'x', 'y')",
            [entry.shape_id],
        )
    forged = Entry.objects.get(fact="forged")
    assert (forged.seq, forged.prev, forged.at) == (2, entry.hash, entry.at)
    assert len(forged.hash) == 64


@pytest.mark.django_db
def test_every_table_that_takes_new_rows_only_is_bound_in():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s ORDER BY 1",
            [chain.TRIGGER],
        )
        bound = [table for (table,) in cursor.fetchall()]
    apart = {
        "record_entry", "record_checkpoint", "funding_account", "projects_voice",
        "projects_lookvoice",
    }  # fmt: skip
    assert sorted(bound) == chain.facts() == sorted(set(append_only.tables()) - apart)
    assert "projects_journalentry" in bound


@pytest.mark.django_db(databases=["default", "owner"])
def test_attaching_again_changes_nothing():
    before = triggers()
    chain.attach("owner")
    assert triggers() == before
    assert len(before) == len(chain.facts())


def triggers():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT oid FROM pg_trigger WHERE tgname = %s ORDER BY oid", [chain.TRIGGER])
        return cursor.fetchall()


# ── A fact that is bent in the database itself ───────────────────────────────────────────────────
OFF = "ALTER TABLE funding_auditrun DISABLE TRIGGER {}"
ON = "ALTER TABLE funding_auditrun ENABLE TRIGGER {}"
BENT = {
    "changed": ("append_only", """UPDATE funding_auditrun SET found = '{{"I1": 1}}' WHERE id = {row}"""),
    "missing": ("append_only", "DELETE FROM funding_auditrun WHERE id = {row}"),
    "unrecorded": (
        "recorded", "INSERT INTO funding_auditrun (ran_at, found) VALUES (now(), '{{}}')",
    ),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", BENT)
def test_the_owner_bends_a_fact_and_is_found(how):
    rows = [fact().pk for _ in range(3)]
    assert changed() == []
    trigger, statement = BENT[how]
    as_owner(OFF.format(trigger), statement.format(row=rows[1]), ON.format(trigger))
    (found,) = changed()
    if how == "unrecorded":
        assert found == Finding(None, "funding_auditrun", max(rows) + 1, how)
    else:
        assert found == Finding(2, "funding_auditrun", rows[1], how)


@pytest.mark.django_db
def test_without_its_salt_a_fact_is_no_longer_tied_and_the_chain_is_whole():
    fact()
    bind()
    Salt.objects.all().delete()
    assert changed() == []
    assert Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_column_that_came_later_does_not_make_a_fact_look_changed():
    fact()
    try:
        as_owner("ALTER TABLE funding_auditrun ADD COLUMN later text DEFAULT 'new'")
        assert changed() == []
        chain.attach("owner")
        fact()
        assert changed() == []
        assert Entry.objects.values("shape").distinct().count() == 2
    finally:
        as_owner("ALTER TABLE funding_auditrun DROP COLUMN later")
        chain.attach("owner")


# ── Many writers ─────────────────────────────────────────────────────────────────────────────────
def write_together():
    """Eight writers; what went wrong with them."""
    wrong, start = [], threading.Barrier(HANDS)

    def write():
        try:
            connection.ensure_connection()
            start.wait()
            for _ in range(EACH):
                fact()
        except DatabaseError as error:
            wrong.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=write) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return wrong


@pytest.mark.django_db(transaction=True)
def test_eight_writers_leave_no_gap():
    assert write_together() == []
    entries = list(Entry.objects.order_by("seq"))
    assert [one.seq for one in entries] == list(range(1, HANDS * EACH + 1))
    assert [one.prev for one in entries] == ["0" * 64, *(one.hash for one in entries[:-1])]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_writers_collide():
    locked = "PERFORM pg_advisory_xact_lock(20210611);"
    assert locked in chain.FUNCTIONS
    body = chain.FUNCTIONS[chain.FUNCTIONS.index("CREATE FUNCTION record_entry_is_linked") :]
    body = body[: body.index("CREATE TRIGGER")].replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
    )
    try:
        as_owner(body.replace(locked, "PERFORM pg_sleep(0.002);"))
        assert write_together() != []
    finally:
        as_owner(body)
