"""What the worker does for projects."""

from celery import shared_task

from projects.actions import (
    clocks,
    due_days,
    follows,
    leftovers,
    looks,
    nudges,
    overdue,
    photos,
    retention,
    sheets,
    tallies,
    weekly,
    wish_claims,
)
from weishishi.kernel import clock


@shared_task
def process_photo(key):
    photos.process(key)


@shared_task
def process_lost_photos():
    """Find what the doorbell missed: a photo's row is the promise."""
    for key in photos.lost():
        photos.process(key)


@shared_task
def press_figures_together():
    tallies.press_together()


@shared_task
def check_figures():
    """Hold the dashboards' figures against the live rows, every night."""
    tallies.check()


@shared_task
def sweep_originals():
    leftovers.sweep_originals()


@shared_task
def sweep_sheets():
    """Nobody went on with them for a week."""
    sheets.sweep(clock.now() - sheets.KEPT)


@shared_task
def forget_what_is_due():
    """Once a day: end what projects/retention.py no longer keeps."""
    for _kind, _number in retention.sweep():
        pass


@shared_task
def tell_news():
    """Who follows a village, a class or words hears in the morning what came."""
    follows.tell_news()


@shared_task
def sum_up_the_week():
    weekly.sum_up()


@shared_task
def lapse_promises():
    """Wishes whose promise was not kept in time are on the wall again; they were for readers already."""
    wish_claims.lapse_all()
    wish_claims.remind_all()


@shared_task
def follow_book_and_calendar():
    """Just after midnight: the book of a new day, and what was announced yesterday, move due dates."""
    clocks.follow_book_and_calendar()
    due_days.work_out()


@shared_task
def nudge():
    """Once in the morning of a working day."""
    nudges.nudge()
    overdue.remind()


@shared_task
def ask_again():
    """In the morning: residents of what passed three or twelve months ago are asked 还好用吗."""
    looks.ask_residents()
