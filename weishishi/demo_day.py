"""How far is the demo's day from the real one? Read once per process, from the database."""

from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from weishishi.models import DemoDay

_known: list[timedelta] = []


def shift():
    """The stored shift; none before the demo is loaded (or before the first migration)."""
    if not _known:
        try:
            day = DemoDay.objects.last()
        except DatabaseError:
            day = None
        if day is None:
            return timedelta(0)
        _known.append(day.shift)
    return _known[0]


def begin(shows):
    """From now on the demo lives at `shows` (aware); time passes at its usual pace."""
    day = DemoDay.objects.create(began_at=timezone.now(), shows=shows)
    forget()
    return day


def forget():
    """Read the stored day again at the next look (another database, another demo)."""
    _known.clear()
