"""The demo district for tests: built once per session in a database of its own, then only borrowed.

`demo_database` is its name. A test that takes `demo` works on it and leaves nothing behind; it must
not take `db` besides.
"""

import subprocess
import sys
from contextlib import closing, contextmanager

import pytest
from django.db import connections, transaction
from psycopg2 import sql

from projects.demo.days import SHOWS
from tests import database
from weishishi import demo_day
from weishishi.kernel import clock

BUILD = ("migrate", "demo")


@pytest.fixture(scope="session", autouse=True)
def demo_under_way(request, tmp_path_factory):
    """Where tests of this session ask for the demo, `manage.py demo` builds it on the second core
    while the others run. Yields (name, process), or None."""
    if not any("demo_database" in item.fixturenames for item in request.session.items):
        yield None
        return
    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock():
        name = f"{connections['owner'].settings_dict['NAME']}_demo"
        _say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _say("CREATE DATABASE {} TEMPLATE template0", name)
        environment = database.processes_environment(name) | {"WEISHISHI_DEMO": "1"}
    log = tmp_path_factory.mktemp("demo") / "log"
    steps = " && ".join(f"{sys.executable} manage.py {step} -v0" for step in BUILD)
    with log.open("w") as told:
        process = subprocess.Popen(["sh", "-c", steps], env=environment, stdout=told, stderr=told)
    process.told = log
    yield name, process
    process.kill()
    process.wait()
    with blocker.unblock():
        _say("DROP DATABASE {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def demo_database(demo_under_way):
    """The name of a database that holds the demo as `manage.py demo` builds it."""
    name, process = demo_under_way
    assert process.wait() == 0, process.told.read_text()
    return name


@pytest.fixture
def demo(demo_database, django_db_blocker, settings):
    """The demo on its own day; whatever the test changes is rolled back."""
    settings.DEMO = True
    with django_db_blocker.unblock(), pointed_at(demo_database), transaction.atomic():
        clock.shifted_by(demo_day.shift)
        demo_day.begin(SHOWS)  # it was built in real time, the suite has a day of its own
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
