"""What every test stands on: the database (made by the owner, used by the application), Redis, the
browser."""

import os
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import TransactionTestCase
from django.test.testcases import _StaticFilesHandler
from django.test.utils import setup_databases, teardown_databases

from tests import database, tools

pytest_plugins = [
    "tests.factories.gateway",
    "tests.factories.people",
    "tests.factories.phones",
    "tests.factories.projects",
    "tests.demo",
]


def pytest_configure(config):
    if not os.environ.get("DATABASE_OWNER_URL"):
        pytest.exit(
            "Tests need servers: make test, or .venv/bin/python -m tests.run --only tests/…", 4
        )


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """The owner makes and migrates the database (settings: `default` mirrors `owner`)."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, serialized_aliases=())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.empty())
        yield
    with django_db_blocker.unblock():
        database.send_everybody_home()
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def redis_is_ours():
    """Nothing from an earlier session; the number is ours alone (tests.run)."""
    import redis

    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()
        yield client
        client.flushdb()


@pytest.fixture(scope="session", autouse=True)
def the_suite_has_its_own_day():
    """A Wednesday whose limits lie in a year with an announced calendar, whenever the suite runs."""
    with time_machine.travel(datetime(2026, 6, 10, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_are_enough(django_test_environment):
    """The second factor has its own tests (tests/villages/test_second_factor.py); elsewhere whoever
    is signed in is signed in. Hashing a password takes no half second."""
    from django.conf import settings

    settings.SECOND_FACTOR = False
    cheap = "django.contrib.auth.hashers.MD5PasswordHasher"
    settings.PASSWORD_HASHERS = [cheap, *settings.PASSWORD_HASHERS]


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_for_when_asked(django_test_environment):
    """Every test client makes its middleware anew, and WhiteNoise would list a thousand files each
    time. The tests of the web process (tests/house/test_running.py) have it as it is."""
    from django.conf import settings

    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(autouse=True)
def cache_is_empty(redis_is_ours):
    """Nothing is kept from another test: neither in Redis nor in this process."""
    from villages import calendar
    from villages.rulebook import asked

    redis_is_ours.flushdb()
    calendar.KEPT.forget()
    asked.KEPT.forget()


@pytest.fixture
def no_weasyprint():
    with tools.without_weasyprint():
        yield


@pytest.fixture(scope="session")
def live_server(request):
    """pytest-django's, but with the collected static files, as in production."""
    from django.contrib.staticfiles import handlers
    from pytest_django import live_server_helper

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(handlers, "StaticFilesHandler", _StaticFilesHandler)
        server = live_server_helper.LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; it refuses its sandbox to root."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": tools.chromium(), "args": root}
