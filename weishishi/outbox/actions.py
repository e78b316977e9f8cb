"""Owing a message: the box has it when its time comes, and by which channels it also goes out."""

from datetime import timedelta

from django.conf import settings
from django.db.transaction import atomic, on_commit
from django.template.loader import render_to_string
from django.utils import translation

from weishishi.kernel import clock
from weishishi.outbox import hours
from weishishi.outbox.channels import is_open
from weishishi.outbox.models import Address, Choice, Delivery, DeliveryState, Message
from weishishi.outbox.topics import topic_of

BATCH = 200


def owe(*, recipient, topic, about, facts, dedupe_key, happened_elsewhere_at=None):
    """Write the message in the caller's transaction; the doorbell rings after the commit.

    `recipient` is (kind, key). A message of an import was given to the resident at the time
    (`happened_elsewhere_at`), so it is kept as delivered and nobody is disturbed. KeyError for a
    topic that is not in the table (weishishi/outbox/topics.py).
    """
    return owe_all(
        {dedupe_key: recipient},
        topic=topic, about=about, facts=facts, happened_elsewhere_at=happened_elsewhere_at,
    )[0]  # fmt: skip


def owe_all(recipients, *, topic, about, facts, happened_elsewhere_at=None):
    """The same words to many, {dedupe_key: (kind, key)}, in one statement and with one ring."""
    planned = topic_of(topic)
    due_at = happened_elsewhere_at or clock.now() + timedelta(seconds=settings.OUTBOX_GRACE_SECONDS)
    words = wording(Message(topic=topic, facts=facts)) if recipients else ""
    messages = Message.objects.bulk_create(
        [
            Message(
                recipient_kind=kind, recipient_key=str(key), topic=topic, about=about, facts=facts,
                dedupe_key=dedupe_key, due_at=due_at, text=words,
            )
            for dedupe_key, (kind, key) in recipients.items()
        ],
        batch_size=BATCH,
    )  # fmt: skip
    if messages and not happened_elsewhere_at:
        _send_out(planned, messages, due_at)
    return messages


def wording(message):
    """The words the recipient reads, in the language of the house whoever took the step."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(f"messages/{message.topic}.txt", message.facts).strip()


def _send_out(topic, messages, due_at):
    """A delivery for each channel the table names or somebody chose, as far as it is open."""
    chosen = _choices(topic, messages)
    at = due_at if topic.urgent else hours.polite(due_at)
    deliveries = [
        Delivery(message=message, channel=channel, wanted_at=at, next_at=at)
        for message in messages
        for channel in chosen(message)
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries, batch_size=BATCH)
        on_commit(_ring)


def _choices(topic, messages):
    """A function from a message to its channels; one query, none for somebody without an account."""
    usual = {channel for channel in topic.channels if is_open(channel)}
    keys = [one.recipient_key for one in messages if one.recipient_kind != "contact"]
    said = {}
    if keys:
        rows = Choice.objects.filter(subject=topic.subject.key, recipient_key__in=keys)
        for kind, key, channel, wanted in rows.values_list(
            "recipient_kind", "recipient_key", "channel", "wanted"
        ):
            said.setdefault((kind, key), {})[channel] = wanted

    def channels(message):
        hers = said.get(message.recipient, {})
        refused = set() if topic.is_fixed else {one for one in hers if not hers[one]}
        asked = {one for one in hers if hers[one] and is_open(one)}
        return sorted((usual | asked) - refused)

    return channels


@atomic
def recall(prefix):
    """Take back what has not reached anybody yet of the messages whose key begins with `prefix`.

    Returns how many; 0 once the grace is over.
    """
    now = clock.now()
    waiting = Message.objects.select_for_update().filter(
        dedupe_key__startswith=prefix, due_at__gt=now, recalled_at__isnull=True
    )
    keys = list(waiting.values_list("pk", flat=True))
    Message.objects.filter(pk__in=keys).update(recalled_at=now)
    Delivery.objects.filter(message__in=keys, state=DeliveryState.WAITING).update(
        state=DeliveryState.RECALLED
    )
    return len(keys)


def choose(*, recipient, subject, channel, wanted):
    """She wants this subject by this channel, or not; the last choice counts."""
    kind, key = recipient
    Choice.objects.update_or_create(
        recipient_kind=kind, recipient_key=str(key), subject=subject, channel=channel,
        defaults={"wanted": wanted},
    )  # fmt: skip


def reach_by(*, recipient, channel, value):
    """Where to reach somebody by this channel; "" forgets the address."""
    kind, key = recipient
    place = {"recipient_kind": kind, "recipient_key": str(key), "channel": channel}
    if value:
        Address.objects.update_or_create(**place, defaults={"value": value, "since": clock.now()})
    else:
        Address.objects.filter(**place).delete()


@atomic
def forget(kind, key):
    """Nothing of her is left here: messages and their deliveries, addresses, choices."""
    for model in (Message, Address, Choice):
        model.objects.filter(recipient_kind=kind, recipient_key=str(key)).delete()


def mark_read(*, recipient):
    """Everything delivered to this recipient so far has been looked at; returns how many were new."""
    return Message.objects.to(*recipient).unread().update(read_at=clock.now())


def hand_over(*, keys, kind, recipient):
    """What was delivered and is owed to those of `kind` with these keys belongs to `recipient` now."""
    boxes = Message.objects.filter(recipient_kind=kind, recipient_key__in=map(str, keys))
    return boxes.update(recipient_kind=recipient[0], recipient_key=str(recipient[1]))


def try_again(deliveries):
    """Whoever looks after the channels says so: from the first try on, at once. Returns how many."""
    dead = deliveries.filter(state=DeliveryState.DEAD)
    now = clock.now()
    number = dead.update(
        state=DeliveryState.WAITING, tries=0, trouble="", wanted_at=now, next_at=now
    )
    if number:
        on_commit(_ring)
    return number


def _ring():
    """Tell the worker to look; without a broker the sweep of the beat finds the delivery."""
    from weishishi.outbox.tasks import deliver_due as task

    try:
        task.apply_async(countdown=settings.OUTBOX_GRACE_SECONDS + 1, retry=False)
    except task.OperationalError:
        return
