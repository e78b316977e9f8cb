"""What the worker does for the outbox."""

from celery import shared_task

from weishishi.outbox import actions


@shared_task
def deliver_due():
    """Deliver everything that is due, batch by batch; a second worker skips what is locked."""
    while actions.deliver_due() == actions.BATCH:
        pass
