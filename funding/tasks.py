"""Every night the invariants of the money are asked; the dashboard shows the last answer."""

from celery import shared_task

from funding import invariants


@shared_task(ignore_result=True)
def audit_money():
    invariants.audit()
