"""Can anybody rewrite what happened? PostgreSQL itself is asked, as both roles."""

from contextlib import closing

import psycopg2
import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from tests import database
from weishishi.kernel import append_only

REWRITES = {
    "update": "UPDATE {0} SET {1} = {1}",
    "delete": "DELETE FROM {0}",
    "truncate": "TRUNCATE {0} CASCADE",
}


KEYS = {model._meta.db_table: model._meta.pk.column for model in apps.get_models()}


def test_the_journal_is_append_only():
    assert "projects_journalentry" in append_only.tables()


@pytest.mark.django_db
def test_the_tests_run_as_the_application_on_tables_of_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, tableowner FROM pg_tables WHERE tablename = %s",
                       ["villages_person"])  # fmt: skip
        user, owner = cursor.fetchone()
    assert user == connections["default"].settings_dict["USER"]
    assert owner == connections["owner"].settings_dict["USER"]
    assert user != owner


@pytest.mark.django_db
@pytest.mark.parametrize("rewrite", REWRITES)
def test_the_application_lacks_the_right_to_rewrite(rewrite):
    for table in append_only.tables():
        statement = REWRITES[rewrite].format(table, KEYS[table])
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("rewrite", REWRITES)
def test_a_trigger_refuses_even_the_owner(rewrite):
    for table in append_only.tables():
        refused = pytest.raises(psycopg2.errors.InsufficientPrivilege, match="append-only table")
        with closing(database.as_owner()) as owner, owner.cursor() as cursor, refused:
            cursor.execute(REWRITES[rewrite].format(table, KEYS[table]))


@pytest.mark.django_db
def test_the_application_can_append_to_every_table_and_change_the_others():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, has_table_privilege(tablename::text, 'SELECT'),"
            " has_table_privilege(tablename::text, 'INSERT'),"
            " has_table_privilege(tablename::text, 'UPDATE'),"
            " has_table_privilege(tablename::text, 'TRUNCATE')"
            " FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"
        )
        rights = {table: may for table, *may in cursor.fetchall()}
    append = append_only.tables()
    assert rights == {table: [True, True, table not in append, False] for table in rights}


@pytest.mark.django_db
def test_the_application_cannot_make_tables_or_forget_migrations():
    for statement in ("CREATE TABLE mine (id int)", "DELETE FROM django_migrations"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_leaves_the_triggers_on():
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(session_key="left over", expire_date=timezone.now())
    database.empty()
    assert not Session.objects.exists()
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute("SELECT tgenabled FROM pg_trigger WHERE tgname = %s", [append_only.TRIGGER])
        assert {state for (state,) in cursor.fetchall()} == {"O"}
