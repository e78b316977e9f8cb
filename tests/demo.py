"""The demo district for tests: built once per session in a database of its own, then only borrowed.

`demo_database` is its name. A test that takes `demo` works on it and leaves nothing behind; it must
not take `db` besides.
"""

from contextlib import closing, contextmanager

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from psycopg2 import sql

from tests import database
from weishishi import demo_day
from weishishi.kernel import clock


@pytest.fixture(scope="session")
def demo_database(django_db_setup, django_db_blocker):
    """The name of a database that holds the demo as `manage.py demo` builds it."""
    name = f"{connections['owner'].settings_dict['NAME']}_demo"
    with django_db_blocker.unblock():
        _say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _say("CREATE DATABASE {} TEMPLATE template0", name)
        with pointed_at(name), pytest.MonkeyPatch.context() as patched:
            patched.setattr("django.conf.settings.DEMO", True)
            call_command("migrate", verbosity=0)
            call_command("demo", verbosity=0)
    yield name
    with django_db_blocker.unblock():
        _say("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture
def demo(demo_database, django_db_blocker, settings):
    """The demo on its own day; whatever the test changes is rolled back."""
    settings.DEMO = True
    with django_db_blocker.unblock(), pointed_at(demo_database), transaction.atomic():
        clock.shifted_by(demo_day.shift)
        yield
        transaction.set_rollback(True)


@contextmanager
def pointed_at(name):
    """Both roles' connections lead to that database; afterwards back to the tests' own."""
    usual = connections["owner"].settings_dict["NAME"]
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(usual)
        clock.shifted_by(None)


def _lead_to(name):
    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
    demo_day.forget()


def _say(sentence, name):
    with closing(database.as_owner()) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL(sentence).format(sql.Identifier(name)))
