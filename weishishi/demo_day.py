"""How far is the demo's day from the real one? Kept in the database, read every few seconds."""

import time
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from weishishi.models import DemoDay

FRESH_FOR = 5  # seconds a process trusts what it read
_NO_SHIFT = timedelta(0)
_known: list[tuple[float, timedelta]] = []


def shift():
    """The stored shift; none before the demo is loaded (or before the first migration)."""
    if _known and time.monotonic() < _known[0][0]:
        return _known[0][1]
    try:
        day = DemoDay.objects.order_by("-pk").first()
        found = day.shift if day else _NO_SHIFT
    except DatabaseError:  # no table yet, or a transaction that is already lost
        return _known[0][1] if _known else _NO_SHIFT
    _known[:] = [(time.monotonic() + FRESH_FOR, found)]
    return found


def begin(shows):
    """From now on the demo lives at `shows` (aware); time passes at its usual pace."""
    day = DemoDay.objects.create(began_at=timezone.now(), shows=shows)
    forget()
    return day


def pass_days(days):
    """Let `days` (at least 1) go by at once, so that a notice can run its days before an audience."""
    return begin(timezone.now() + shift() + timedelta(days=days))


def forget():
    """Read the stored day again at the next look (another database, another demo)."""
    _known.clear()
