"""When may a message disturb somebody? Not at night."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils.timezone import get_default_timezone, localtime


def polite(moment):
    """The moment itself by day; in the quiet hours (from inclusive, until exclusive) their end."""
    begins, ends = quiet()
    here = localtime(moment, get_default_timezone())
    night = here.time() >= begins or here.time() < ends if begins > ends else (
        begins <= here.time() < ends
    )  # fmt: skip
    if not night:
        return moment
    day = here.date() + timedelta(days=1 if begins > ends and here.time() >= begins else 0)
    return datetime.combine(day, ends, tzinfo=get_default_timezone())


def quiet():
    """The setting "21:00-08:00" as two times of the day."""
    begins, ends = settings.OUTBOX_QUIET_HOURS.split("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)
