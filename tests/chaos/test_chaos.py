"""Whatever is killed, nothing acknowledged is lost and nobody is told twice.

The promise (docs/decisions/0026): the box has every message exactly once; a channel gets it at least
once, and twice only when something died between the gateway's yes and our writing it down. Short
here, long in `make bench` (tests/bench/test_bench_chaos.py).
"""

import contextlib
import random
import re
import time
from collections import Counter
from pathlib import Path

import psycopg2
import pytest

from tests.chaos.house import House

SECONDS = 15
PAUSE = 3  # seconds between two blows
DRAIN = 60  # seconds after the last blow within which everything that was due has gone out
OURS = "channel IN ('sms', 'email')"  # the office has no group chat, so its robot is dropped
CHILDREN = 2  # letters in flight at a blow, one per process of the worker

STREAM = Path(__file__).with_name("stream.py")
TRANSIENT = (psycopg2.DatabaseError, psycopg2.InterfaceError)


def ask(house, statement):
    """Rows, asked as an outsider who does not go through our code."""
    address = house.environment["DATABASE_URL"]
    with contextlib.closing(psycopg2.connect(address)) as outsider, outsider.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def wait_until(answers, *, seconds, what):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(*TRANSIENT):
            if answers():
                return seconds - (deadline - time.monotonic())
        time.sleep(0.3)
    pytest.fail(f"{seconds} s are over: {what}")


@pytest.fixture
def house(tmp_path, gateway):
    mail = tmp_path / "mail"
    mail.mkdir()
    with House(tmp_path / "house", sms=f"{gateway.url}/send", mail=mail) as house:
        house.mail = mail
        yield house


def mailed(house):
    """How often each letter was written, by its Message-ID."""
    pattern = re.compile(r"^Message-ID: <(weishishi-[0-9-]+)@", re.MULTILINE)
    files = (file.read_text(errors="replace") for file in house.mail.iterdir())
    return Counter(key for text in files for key in pattern.findall(text))


def test_nothing_acknowledged_is_lost_whatever_is_killed(house, gateway, tmp_path):
    break_again_and_again(house, gateway, tmp_path, SECONDS)


def break_again_and_again(house, gateway, tmp_path, seconds):
    said, stop = tmp_path / "said", tmp_path / "stop"
    with said.open("w") as output:
        stream = house.run(STREAM, stop, output=output)
    wait_until(lambda: len(said.read_text().splitlines()) > 5, seconds=60, what="no step was taken")

    blows = _strike(house, seconds)
    stop.touch()
    assert stream.wait(60) == 0, said.read_text()[-2000:]

    waiting = "SELECT count(*) FROM outbox_delivery WHERE state = 'waiting'"
    took = wait_until(
        lambda: ask(house, waiting) == [(0,)], seconds=DRAIN, what=f"{waiting} is not 0"
    )
    _nothing_is_lost(house, said.read_text().splitlines())
    doubled = _nobody_is_told_twice(house, gateway, blows)
    print(
        f"\n{blows}: {len(said.read_text().splitlines())} steps, drained in {took:.0f} s, {doubled} doubled"
    )


def _strike(house, seconds):
    """All kinds in turn, then at random (the same at every run); returns how many of each."""
    kinds = ["worker", "redis", "postgres", "relay", "beat"]
    dice, blows = random.Random(7), Counter()
    until = time.monotonic() + seconds
    while time.monotonic() < until or len(blows) < len(kinds):
        kind = (
            kinds[sum(blows.values())] if sum(blows.values()) < len(kinds) else dice.choice(kinds)
        )
        getattr(house, f"kill_{kind}")()
        blows[kind] += 1
        time.sleep(PAUSE)
    return blows


def _nothing_is_lost(house, said):
    """Every step that was acknowledged stands in the journal, with its message in the box."""
    journal = set(
        ask(
            house,
            "SELECT p.query_no, j.verb FROM projects_journalentry j"
            " JOIN projects_project p ON p.id = j.project_id",
        )
    )
    boxes = Counter(
        ask(house, "SELECT about, topic FROM outbox_message WHERE recipient_kind = 'person'")
    )
    verbs = {"submitted": "submit", "declined": "decline"}
    for line in said:
        number, topic = line.split()
        assert (number, verbs[topic]) in journal, f"{line}: the step is lost"
        assert boxes[number, topic] == 1, f"{line}: {boxes[number, topic]} messages in the box"
    assert max(boxes.values()) == 1
    unsent = f"SELECT state, trouble FROM outbox_delivery WHERE {OURS} AND state <> 'sent'"
    assert ask(house, unsent) == []


def _nobody_is_told_twice(house, gateway, blows):
    """Returns how many were; each must have been in flight at a blow."""
    deliveries = ask(house, f"SELECT id, channel FROM outbox_delivery WHERE {OURS}")
    sms = Counter(document["key"] for _path, _key, document in gateway.got)
    letters = {"sms": sms, "email": mailed(house)}
    for pk, channel in deliveries:
        assert letters[channel][f"weishishi-{pk}"] >= 1, f"{channel} {pk} never arrived"
    doubled = sum(count - 1 for found in letters.values() for count in found.values())
    window = CHILDREN * (blows["worker"] + blows["relay"] + blows["postgres"])
    assert doubled <= window, f"{doubled} doubled, {window} can have been in flight"
    return doubled
