"""The demo district for tests: built once per run in a database of its own, then only borrowed.

Every process of the run works on a copy of its own (CREATE DATABASE … TEMPLATE); `demo_database` is
its name. A test that takes `demo` works on it and leaves nothing behind; it must not take `db`
besides.
"""

import fcntl
import os
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.db import connections, transaction
from psycopg2 import sql

from projects.demo.days import SHOWS
from tests import database
from villages import calendar
from villages.rulebook import asked
from weishishi import demo_day
from weishishi.kernel import clock

BUILD = ("migrate", "demo")


def pytest_collection_modifyitems(items):
    """Files that need the demo come last: it is being built meanwhile."""
    needing = {item.path for item in items if _needs_the_demo(item)}
    items.sort(key=lambda item: item.path in needing)


def _needs_the_demo(item):
    return "demo_database" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session", autouse=True)
def demo_under_way(request):
    """Where tests of this run ask for the demo, the first process that comes lets `manage.py demo`
    build it beside the tests. Yields the build's folder, or None."""
    if not any(map(_needs_the_demo, request.session.items)):
        yield None
        return
    request.getfixturevalue("django_db_setup")
    folder = Path(os.environ["WEISHISHI_VAR"]) / "demo"
    folder.mkdir(exist_ok=True)
    with request.getfixturevalue("django_db_blocker").unblock():
        builder = _build(folder)
    yield folder
    if builder and "PYTEST_XDIST_WORKER" not in os.environ:
        builder.kill()  # nobody else waits for it
    if builder:
        builder.wait()


def _build(folder):
    """The process that builds; None where another one came first. It holds the folder's lock."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        if (folder / "code").exists():
            return None
        template = os.environ[database.DEMO]
        _say("CREATE DATABASE {} TEMPLATE template0", template)
        environment = database.processes_environment(template) | {"WEISHISHI_DEMO": "1"}
        steps = " && ".join(f"{sys.executable} manage.py {step} -v0" for step in BUILD)
        with (folder / "log").open("w") as told:
            return subprocess.Popen(
                ["sh", "-c", f"{steps}; echo $? > {folder}/code"],
                env=environment, stdout=told, stderr=told, pass_fds=[lock.fileno()],
            )  # fmt: skip


@pytest.fixture(scope="session")
def demo_database(demo_under_way, django_db_blocker):
    """The name of a database that holds the demo as `manage.py demo` builds it."""
    with (demo_under_way / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)  # until the builder has ended
    code = demo_under_way / "code"
    assert code.exists() and code.read_text() == "0\n", (demo_under_way / "log").read_text()
    with django_db_blocker.unblock():
        name = f"{connections['owner'].settings_dict['NAME']}_demo"
        _say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        _say("CREATE DATABASE {} TEMPLATE {}", name, os.environ[database.DEMO])
    yield name
    with django_db_blocker.unblock():
        _say("DROP DATABASE {} WITH (FORCE)", name)


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
    calendar.KEPT.forget()
    asked.KEPT.forget()


def _say(sentence, *names):
    with closing(database.as_owner()) as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL(sentence).format(*map(sql.Identifier, names)))
