"""A small table in memory is right for every process, within a second of somebody's change."""

import pytest
from django.core.cache import cache
from redis import RedisError

from tests.factories.rules import decide
from villages import kept
from villages.kept import Kept
from villages.rulebook import rules_for
from weishishi.kernel import clock


class Table:
    """Counts how often it was read."""

    def __init__(self):
        self.value, self.reads = 0, 0

    def load(self):
        self.reads += 1
        return self.value


@pytest.fixture
def time_passes(monkeypatch):
    """Seconds of this process's clock, in the test's hands."""
    now = [1000.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: now[0])
    return lambda seconds: now.__setitem__(0, now[0] + seconds)


def test_another_processs_change_is_seen_at_the_next_look(time_passes):
    table = Table()
    here, there = Kept("table", table.load), Kept("table", table.load)
    assert (here.rows(), there.rows(), table.reads) == (0, 0, 2)
    table.value = 1
    there.tell()
    assert here.rows() == 0
    time_passes(0.9)
    assert here.rows() == 0
    time_passes(0.1)
    assert (here.rows(), there.rows()) == (1, 1)


def test_what_nobody_changed_is_read_once(time_passes):
    table = Table()
    here = Kept("table", table.load)
    for _each in range(500):
        here.rows()
        time_passes(1)
    assert table.reads == 1
    time_passes(100)
    here.rows()
    assert table.reads == 2


def test_without_redis_it_is_read_every_few_seconds(time_passes, monkeypatch):
    def gone(*_args):
        raise RedisError

    monkeypatch.setattr(cache, "get", gone)
    monkeypatch.setattr(cache, "set", gone)
    table = Table()
    here = Kept("table", table.load)
    here.rows()
    time_passes(4)
    here.rows()
    assert table.reads == 1
    time_passes(1)
    here.rows()
    assert table.reads == 2
    here.tell()
    here.rows()
    assert table.reads == 3


@pytest.mark.django_db(transaction=True)
def test_a_committed_decision_holds_in_this_process_at_once(village, town):
    today = clock.today()
    assert rules_for(village, on=today).notice_days == 3
    decide(town, {"notice_days": 5}, today)
    assert rules_for(village, on=today).notice_days == 5
