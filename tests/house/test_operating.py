"""Does docs/operating.md tell everything that may be set, and do the checks speak up?"""

import re

import pytest
from django.core.checks import run_checks
from django.test import override_settings

from weishishi import processes
from weishishi.checks import checkpoints_have_their_own_key
from weishishi.kernel import append_only

READERS = ("weishishi/settings.py", "weishishi/up.py", "deploy/gunicorn.py", "tests/tools.py")
NAME = r"\b(?:WEISHISHI_[A-Z_]+|DATABASE_URL|DATABASE_OWNER_URL|REDIS_URL|PORT)\b"


def test_every_environment_variable_is_in_the_table():
    sources = (processes.ROOT / reader for reader in READERS)
    read = {name for source in sources for name in re.findall(f'"({NAME})"', source.read_text())}
    page = (processes.ROOT / "docs/operating.md").read_text()
    told = set(re.findall(rf"^\| `({NAME})` \|", page, re.MULTILINE))
    assert told == read


@pytest.fixture
def complaints(settings):
    settings.SECOND_FACTOR = True

    def ask(**changes):
        for name, value in changes.items():
            setattr(settings, name, value)
        return {found.id for found in run_checks(tags=["security"])}

    return ask


def test_a_well_set_site_hears_no_complaint(complaints):
    assert complaints() == set()


def test_a_site_without_a_key_of_its_own_is_refused(complaints, settings):
    with override_settings(SECRET_KEY=""):
        assert complaints() == {"weishishi.E001"}
    assert complaints(SECRET_KEY=settings.DEMO_KEY) == {"weishishi.E001"}
    assert complaints(DEMO=True) == set()


def test_one_key_for_sessions_and_phones_is_warned_of(complaints):
    key = "the same key twice"
    assert complaints(SECRET_KEY=key, FIELD_KEY=key) == {"weishishi.W002"}


def test_one_role_for_everything_is_warned_of(complaints, monkeypatch):
    from django.db import connections

    owner = connections["owner"].settings_dict["USER"]
    monkeypatch.setitem(connections["default"].settings_dict, "USER", owner)
    assert complaints() == {"weishishi.W001"}


def test_protecting_a_table_can_be_undone():
    operation = append_only.protect("some_table")
    assert operation.reversible


def test_the_record_wants_a_key_of_its_own_and_a_whole_one(settings, monkeypatch):
    settings.DEMO = settings.DEBUG = False
    assert checkpoints_have_their_own_key(None) == []
    monkeypatch.delenv("WEISHISHI_RECORD_KEY")
    assert [one.id for one in checkpoints_have_their_own_key(None)] == ["weishishi.W006"]
    settings.RECORD_KEY = "not hexadecimal"
    assert [one.id for one in checkpoints_have_their_own_key(None)] == ["weishishi.E006"]
