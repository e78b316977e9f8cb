"""What the worker does for the record."""

from celery import shared_task

from weishishi.record import actions


@shared_task
def seal_day():
    """The checkpoint of the day that is over; and what could not be published before."""
    actions.seal_day()


@shared_task(time_limit=3600, acks_late=False)
def compare():
    """Every fact with its link. Over a million of them this takes longer than any other task may; one
    that is killed runs again the next night."""
    actions.compare()
