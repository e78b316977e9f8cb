"""What stands in a box, and how somebody is told."""

from django.db.models import Q

from weishishi.outbox.models import Address, Choice, Delivery, DeliveryState, Message
from weishishi.outbox.topics import all_topics

MOST = 100


def box(recipients):
    """The newest messages to any of these (kind, key), read or not."""
    return Message.objects.filter(_any(recipients)).delivered().order_by("-due_at", "-pk")


def unread(recipients):
    return box(recipients).filter(read_at__isnull=True)


def standing(recipient, channels):
    """{(subject, channel): wanted} of what that kind of recipient chooses, as the table and the
    choices say."""
    kind, key = recipient
    rows = Choice.objects.filter(recipient_kind=kind, recipient_key=str(key))
    said = {(row.subject, row.channel): row.wanted for row in rows}
    usual = {}
    for topic in all_topics():
        if topic.subject.chosen_by == kind:
            for channel in channels:
                before = usual.get((topic.subject, channel), False)
                usual[topic.subject, channel] = before or channel in topic.channels
    return {
        (subject, channel): (wanted and subject.is_fixed)
        or said.get((subject.key, channel), wanted)
        for (subject, channel), wanted in usual.items()
    }


def address(recipient, channel):
    kind, key = recipient
    row = Address.objects.filter(
        recipient_kind=kind, recipient_key=str(key), channel=channel
    ).first()
    return row.value if row else ""


def dead():
    """What was given up, the oldest first, with its message; one query."""
    return Delivery.objects.filter(state=DeliveryState.DEAD).select_related("message")


def _any(recipients):
    found = Q(pk__in=[])
    for kind, key in recipients:
        found |= Q(recipient_kind=kind, recipient_key=str(key))
    return found
