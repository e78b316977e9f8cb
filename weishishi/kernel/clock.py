"""What time is it in this house? The real time, unless a demo began on a day in the past.

A demo district ends on 11 June 2021. If its secretary decided something "today" in another year,
every limit would be five years overdue, so a demo site lets that day begin when its data were
loaded and then lets time pass at its usual pace.
"""

from datetime import timedelta

from django.utils import timezone

_NO_TIME = timedelta(0)
_state = {"shift": _NO_TIME}


def shift_by(shift):
    """Let this process live `shift` (usually negative) beside the real time."""
    _state["shift"] = shift


def shift():
    return _state["shift"]


def now():
    """The moment, aware, in this house."""
    return timezone.now() + _state["shift"]


def today():
    """The date in Zhuhai, in this house."""
    return timezone.localdate(now())
