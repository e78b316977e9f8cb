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
    return owe_all(
        {dedupe_key: recipient},
        topic=topic, about=about, facts=facts, happened_elsewhere_at=happened_elsewhere_at,
    )[0]  # fmt: skip


def owe_all(recipients, *, topic, about, facts, happened_elsewhere_at=None):
    """The same words to many, {dedupe_key: (kind, key)}, in one statement and with one ring."""
    due_at = happened_elsewhere_at or clock.now() + timedelta(seconds=settings.OUTBOX_GRACE_SECONDS)
    messages = [
        Message(
            recipient_kind=kind, recipient_key=str(key), topic=topic, about=about, facts=facts,
            dedupe_key=dedupe_key, due_at=due_at, sent_at=happened_elsewhere_at,
        )
        for dedupe_key, (kind, key) in recipients.items()
    ]  # fmt: skip
    if messages and happened_elsewhere_at:
        words = wording(messages[0])
        for message in messages:
            message.text = words
    elif messages:
        on_commit(_ring)
    return Message.objects.bulk_create(messages, batch_size=BATCH)


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


def mark_read(*, recipient):
    """Everything delivered to this recipient so far has been looked at; returns how many were new."""
    return Message.objects.to(*recipient).unread().update(read_at=clock.now())


def hand_over(*, keys, kind, recipient):
    """What was delivered and is owed to those of `kind` with these keys belongs to `recipient` now."""
    boxes = Message.objects.filter(recipient_kind=kind, recipient_key__in=map(str, keys))
    return boxes.update(recipient_kind=recipient[0], recipient_key=str(recipient[1]))


def _ring():
    """Tell the worker to look; without a broker the sweep of the beat finds the message."""
    from weishishi.outbox.tasks import deliver_due as task

    try:
        task.apply_async(countdown=settings.OUTBOX_GRACE_SECONDS + 1, retry=False)
    except task.OperationalError:
        return
