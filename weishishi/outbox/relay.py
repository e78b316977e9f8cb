"""Carries what is due out of the building: claim, send, write down how it went.

Three steps, so that no transaction is open while a gateway thinks. A claim is a lease of LEASE
seconds: who carries it died in between if it is due again. Promise: at least once, none lost;
doubled only when the carrier dies between the gateway's yes and our writing it down, and then with
the same key, by which a gateway that knows keys drops it (docs/decisions/0026).
"""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.transaction import atomic
from django.template.loader import render_to_string
from django.utils import translation

from weishishi.kernel import clock
from weishishi.outbox import hours
from weishishi.outbox.addresses import addresses
from weishishi.outbox.channels import PATIENCE, Letter, NotSent, is_open, send
from weishishi.outbox.models import Delivery, DeliveryState
from weishishi.outbox.topics import topic_of

BATCH = 2  # letters in one claim: what a dead worker carried is carried again half a minute later
LEASE = timedelta(seconds=BATCH * 2 * PATIENCE + 10)
TRIES = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=2)
DIGEST_FROM = 3  # so many waiting for one person become one

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Errand:
    """One letter, and the deliveries that are done with it."""

    channel: str
    recipient: tuple
    deliveries: tuple

    @property
    def is_digest(self):
        return len(self.deliveries) > 1


def carry(seconds=20):
    """Carry what is due until nothing is or the time is over; returns how many deliveries went out."""
    stop, gone = clock.now() + timedelta(seconds=seconds), 0
    while errands := claim():
        gone += _carry_all(errands)
        if clock.now() >= stop:
            break
    return gone


@atomic
def claim(now=None):
    """Up to BATCH letters that are due and that nobody else is carrying, leased to the caller."""
    now = now or clock.now()
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lte=now)
    first = list(
        due.order_by("next_at", "pk").select_for_update(skip_locked=True, of=["self"])
        .select_related("message")[:BATCH]
    )  # fmt: skip
    errands, taken = [], set()
    for row in first:
        if row.pk not in taken:
            errand = _errand_of(row, due)
            taken |= {one.pk for one in errand.deliveries}
            errands.append(errand)
    rows = [one for errand in errands for one in errand.deliveries]
    for one in rows:
        one.tries += 1
        one.next_at = now + LEASE
    Delivery.objects.bulk_update(rows, ["tries", "next_at"])
    return errands


def _errand_of(row, due):
    """Alone, or together with everything else that waits for the same person by the same channel."""
    kind, key = row.message.recipient
    if topic_of(row.message.topic).subject.legal:
        return Errand(row.channel, (kind, key), (row,))
    same = due.filter(channel=row.channel, message__recipient_kind=kind, message__recipient_key=key)
    rows = same.select_related("message").order_by("next_at", "pk")
    together = [
        one for one in rows.select_for_update(skip_locked=True, of=["self"])[:50]
        if not topic_of(one.message.topic).subject.legal
    ]  # fmt: skip
    whole = tuple(together) if len(together) >= DIGEST_FROM else (row,)
    return Errand(row.channel, (kind, key), whole)


def _carry_all(errands):
    gone = 0
    for channel in {errand.channel for errand in errands}:
        ours = [errand for errand in errands if errand.channel == channel]
        known = addresses(channel, {errand.recipient for errand in ours})
        for errand in ours:
            gone += _carry_one(errand, known.get(errand.recipient))
    return gone


def _carry_one(errand, address):
    """Send it and write down how it went; returns how many deliveries that was."""
    if not address:
        return _end(errand, DeliveryState.DROPPED, "没有登记地址")
    if not is_open(errand.channel):
        return _end(errand, DeliveryState.DROPPED, "渠道已停用")
    try:
        send(errand.channel, _letter(errand, address))
    except NotSent as refusal:
        return _failed(errand, refusal)
    except Exception as fault:  # a channel of the district's own may fail as it likes
        log.exception("channel %s", errand.channel)
        return _failed(errand, NotSent(type(fault).__name__))
    return _end(errand, DeliveryState.SENT, sent_at=clock.now())


def _letter(errand, address):
    last = errand.deliveries[-1].message
    if not errand.is_digest:
        topic = topic_of(last.topic)
        return Letter(
            address, topic.key, topic.title, last.text, f"weishishi-{errand.deliveries[0].pk}",
            last.facts,
        )  # fmt: skip
    texts = [one.message.text for one in errand.deliveries]
    with translation.override(settings.LANGUAGE_CODE):
        facts = {"title": f"{len(texts)} 条新消息", "number": "", "texts": texts}
        words = render_to_string("messages/digest.txt", facts).strip()
    key = f"weishishi-{errand.deliveries[0].pk}-{errand.deliveries[-1].pk}"
    return Letter(address, "digest", facts["title"], words, key, facts)


def _end(errand, state, trouble="", sent_at=None):
    """As long as the lease is ours: a later claim of another is not written over."""
    return sum(
        Delivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING, tries=one.tries).update(
            state=state, trouble=trouble, sent_at=sent_at
        )
        for one in errand.deliveries
    )


def _failed(errand, refusal):
    """Later again, with growing pauses; dead after TRIES or where it will never be taken."""
    why = refusal.why[:120]
    for one in errand.deliveries:
        if refusal.for_good or one.tries >= TRIES:
            changes = {"state": DeliveryState.DEAD}
        else:
            at = clock.now() + pause(one.tries)
            urgent = topic_of(one.message.topic).urgent
            changes = {"next_at": at if urgent else hours.polite(at)}
        rows = Delivery.objects.filter(pk=one.pk, state=DeliveryState.WAITING, tries=one.tries)
        rows.update(trouble=why, **changes)
    return 0


def pause(tries):
    """30 s after the first try, four times as long after each, 2 h at most."""
    return min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE)


def waiting_since(now=None):
    """The oldest moment at which something should have gone out and has not; None where all went.

    A lease and the pauses after a failure move the next try, not this: a gateway that is down is seen
    although the worker tries again and again.
    """
    due = Delivery.objects.filter(state=DeliveryState.WAITING, wanted_at__lte=now or clock.now())
    return due.order_by("wanted_at").values_list("wanted_at", flat=True).first()
