"""By when should a matter leave the state it is in?"""

from django.utils.timezone import localdate

from villages.rulebook import rules_for
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days


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
