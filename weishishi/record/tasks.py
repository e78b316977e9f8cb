"""What the worker does for the record."""

from celery import shared_task

from weishishi.record import actions


@shared_task
def seal_day():
    """The checkpoint of the day that is over."""
    actions.seal_day()
