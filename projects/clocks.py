"""By when should a matter leave the state it is in?"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.promises import WAITS_IN, promised
from projects.states import State
from villages.rulebook import rules_for
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days, last_known_day, working_days_between


def due_on(village, state, since, *, hazard=False):
    """The last day (inclusive) of the state's limit in working days, counted from the day after.

    None for a state without a limit, and where the calendar of that year is not announced yet: a
    day nobody knows is not promised.
    """
    day = localdate(since)
    promise = promised(village, state, day, until=day, hazard=hazard)
    return promise and promise.due_on


@dataclass(frozen=True)
class Lamp:
    """A shape (the class), a word and the days: never a colour alone."""

    kind: str  # fine, soon, late, hold
    words: str


def lamp(project, today):
    """How a project stands against its limit; None for a state without one.

    Limits are working days and so are the days shown; the page writes the date beside them. Yellow
    begins at the later of the last fifth of the limit and three working days left (ruling 23), by
    the general limits: one measure for the lists and sums of all towns (docs/decisions/0019).
    """
    if project.state == "suspended":
        since = (today - localdate(project.state_since)).days + 1
        return Lamp("hold", _("暂停 · 第 {} 天").format(since))
    if project.due_on is None:
        return None
    left = _working_days_left(today, project.due_on)
    if project.state == State.RETURNED and project.due_on >= today:
        return Lamp("hold", _("暂停 · 等补充情况，{}").format(_left(left, project.due_on, today)))
    if project.due_on < today:
        return Lamp("late", _late_by(left))
    if project.due_on == today:
        return Lamp("soon", _("今天到期"))
    words = _left(left, project.due_on, today)
    limit = rules_for(None, on=today).limits.get(project.state, 0)
    if left is not None and left <= min(limit / 5, 3):
        return Lamp("soon", _("快到期 · {}").format(words))
    return Lamp("fine", _("按时 · {}").format(words))


def until(day, today):
    """The lamp of a day (inclusive) until which something is owed: yellow from three working days
    before it on."""
    left = _working_days_left(today, day)
    if day < today:
        return Lamp("late", _late_by(left))
    if day == today:
        return Lamp("soon", _("今天到期"))
    words = _left(left, day, today)
    if left is not None and left <= 3:
        return Lamp("soon", _("快到期 · {}").format(words))
    return Lamp("fine", words)


def _working_days_left(today, due):
    """Negative once it is over; None where a year's calendar is not announced."""
    try:
        return working_days_between(today, due)
    except Refused:
        return None


def _left(days, due, today):
    """In working days; in days where the calendar is not known, or only a holiday is left."""
    if not days:
        return _("还有 {} 天").format((due - today).days)
    return _("还有 {} 个工作日").format(days)


def _late_by(days):
    """Over on Friday and looked at on Sunday: late, though no working day has passed."""
    if not days:
        return _("已超期")
    return _("已超期 · {} 个工作日").format(-days)


LAMPS = {
    "late": gettext_lazy("已超期"),
    "soon": gettext_lazy("快到期"),
    "fine": gettext_lazy("按时"),
    "hold": gettext_lazy("暂停"),
}


def lit(kind, today):
    """The rows whose lamp is `kind`, as a condition on `state` and `due_on`: lamp() for a list."""
    hold = Q(state=State.SUSPENDED) | Q(state=State.RETURNED, due_on__gte=today)
    soon = Q(pk__in=[])
    for state, until in soon_until(today).items():
        soon |= Q(state=state, due_on__range=(today, until))
    return {
        "late": Q(due_on__lt=today) & ~Q(state=State.SUSPENDED),
        "soon": soon,
        "fine": Q(due_on__gte=today) & ~hold & ~soon,
        "hold": hold,
    }[kind]


def soon_until(today):
    """{state with a limit: the last due date that is yellow today}."""
    limits = rules_for(None, on=today).limits
    return {
        state: _yellow(limit, today) for state, limit in limits.items() if state not in WAITS_IN
    }


def _yellow(limit, today):
    try:
        return add_working_days(today, int(min(limit / 5, 3)) + 1) - timedelta(days=1)
    except Refused:  # no calendar yet: nothing was promised beyond the known one
        return last_known_day(today)
