"""By when should a matter leave the state it is in?"""

from dataclasses import dataclass

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from villages.rulebook import rules_for
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days, working_days_between


def due_on(village, state, since):
    """The last day (inclusive) of the state's limit in working days, counted from the day after.

    None for a state without a limit, and where the calendar of that year is not announced yet: a
    day nobody knows is not promised.
    """
    day = localdate(since)
    limit = rules_for(village, on=day).limits.get(state)
    if limit is None:
        return None
    try:
        return add_working_days(day, limit)
    except Refused:
        return None


@dataclass(frozen=True)
class Lamp:
    """A shape (the class), a word and the days: never a colour alone."""

    kind: str  # fine, soon, late, hold
    words: str


def lamp(project, today):
    """How a project stands against its limit; None for a state without one.

    Yellow begins at the later of the last fifth of the limit and three working days left (ruling
    23); the days shown are calendar days, as people count them.
    """
    if project.state == "suspended":
        since = (today - localdate(project.state_since)).days + 1
        return Lamp("hold", _("暂停 · 第 {} 天").format(since))
    if project.due_on is None:
        return None
    days = (project.due_on - today).days
    if days < 0:
        return Lamp("late", _("已超期 · {} 天").format(-days))
    words = _("今天到期") if days == 0 else _("还有 {} 天").format(days)
    if _is_soon(project, today):
        return Lamp("soon", words if days == 0 else _("快到期 · 还剩 {} 天").format(days))
    return Lamp("fine", _("按时 · {}").format(words))


def _is_soon(project, today):
    limit = rules_for(project.village, on=today).limits.get(project.state, 0)
    try:
        left = working_days_between(today, project.due_on)
    except Refused:
        return project.due_on == today
    return left <= min(limit / 5, 3)
