"""Owing a message, and delivering what is due into the recipient's box."""

from datetime import timedelta

from django.conf import settings
from django.db.transaction import atomic, on_commit
from django.template.loader import render_to_string

from weishishi.kernel import clock
from weishishi.outbox.models import Message

BATCH = 200


def owe(*, recipient, topic, about, facts, dedupe_key, happened_elsewhere_at=None):
    """Write the message in the caller's transaction; the doorbell rings after the commit.

    `recipient` is (kind, key). A message of an import was given to the resident at the time
    (`happened_elsewhere_at`), so it is kept as delivered and nobody is disturbed.
    """
    message = Message(
        recipient_kind=recipient[0], recipient_key=str(recipient[1]),
        topic=topic, about=about, facts=facts, dedupe_key=dedupe_key,
    )  # fmt: skip
    if happened_elsewhere_at:
        message.due_at = message.sent_at = happened_elsewhere_at
        message.text = wording(message)
    else:
        message.due_at = clock.now() + timedelta(seconds=settings.OUTBOX_GRACE_SECONDS)
        on_commit(_ring)
    message.save()
    return message


def wording(message):
    """The words the recipient reads."""
    return render_to_string(f"messages/{message.topic}.txt", message.facts).strip()


@atomic
def deliver_due():
    """Deliver one batch of what is due and nobody else is delivering; returns how many."""
    due = Message.objects.due(clock.now()).order_by("due_at", "pk")
    messages = list(due.select_for_update(skip_locked=True)[:BATCH])
    for message in messages:
        message.text = wording(message)
        message.sent_at = clock.now()
    Message.objects.bulk_update(messages, ["text", "sent_at"])
    return len(messages)


def _ring():
    """Tell the worker to look; without a broker the sweep of the beat finds the message."""
    from weishishi.outbox.tasks import deliver_due as task

    try:
        task.apply_async(countdown=settings.OUTBOX_GRACE_SECONDS + 1, retry=False)
    except task.OperationalError:
        return
