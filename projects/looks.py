"""When does somebody look again (回头看), counted from the day on which it passed?"""

from datetime import timedelta

from projects.models.splitting import months_before

SOON = timedelta(days=7)  # so long before the day it may be done


def due_to_look(passed_on, months):
    """The day so many months after the acceptance."""
    return months_before(passed_on, -months)
