"""What the worker does for the outbox."""

from celery import shared_task

from weishishi.outbox import health, relay


@shared_task
def deliver_due():
    """Carry what is due; a second worker skips what is leased. What is left the next ring finds."""
    relay.carry()


@shared_task
def beat():
    """Each minute: the worker lives."""
    health.beat()
