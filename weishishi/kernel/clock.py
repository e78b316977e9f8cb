"""What time is it in this house? The real time, unless a demo began on a day in the past.

A demo district ends on 11 June 2021. If its secretary decided something "today" in another year,
every limit would be five years overdue, so a demo site lets that day begin when its data were
loaded and then lets time pass at its usual pace (docs/decisions/0003-the-demo-has-its-own-day.md).
"""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

_NO_SHIFT = timedelta(0)
_ask: list[Callable[[], timedelta]] = []


def shifted_by(provider):
    """Ask `provider()` for the difference to the real time, on every look at the clock."""
    _ask[:] = [provider] if provider else []


def now():
    """The moment, aware, in this house."""
    return timezone.now() + (_ask[0]() if _ask else _NO_SHIFT)


def today():
    """The date in Zhuhai, in this house."""
    return timezone.localdate(now())
