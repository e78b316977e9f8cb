"""Whose promise is it? A claimer finds hers by number and phone, or in her account."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.crypto import constant_time_compare

from projects.models import WishClaim
from projects.wishes.effects import claimer_of
from projects.wishes.states import Ended
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.numbers import spaced
from weishishi.outbox.models import Message

LAST_DIGITS = 4
MOST = 50


@dataclass(frozen=True)
class OwnClaim:
    """A promise as its claimer reads it."""

    number: str
    spaced: str
    wish: str
    where: str
    outcome: str
    is_open: bool
    is_kept: bool
    promised_on: str
    lapses_on: str


def numbered(number):
    """The claim with that 认领号, with all its page shows; None where there is none."""
    rows = WishClaim.objects.select_related(
        "wish__village__town", "wish__village__service_point", "contact", "delivery"
    )
    return rows.filter(number=number).first()


def phone_of(claim):
    """Where she calls to have her promise moved or cancelled: the village's own line, or the hotline."""
    point = getattr(claim.wish.village, "service_point", None)
    return (point.hotline if point else "") or settings.HOTLINE


def messages_of(claim):
    """What was told to who made this promise, the newest first: she may have no account to read it in."""
    box = Message.objects.to(*claimer_of(claim)).delivered()
    rows = box.filter(topic__startswith="wish_", facts__claim=claim.number)
    return list(rows.order_by("-due_at", "-pk")[:MOST])


def proved(number, digits):
    """That claim when `digits` are the last four of the phone left with it, otherwise None."""
    claim = numbered(number)
    phone = claim.contact.phone[-LAST_DIGITS:] if claim else ""
    return claim if constant_time_compare(phone, digits) and phone else None


def of_person(person):
    """The promises of this account and of its verified phone, newest first; one query."""
    hers = Q(person=person)
    if person.phone_index and person.phone_verified_at:
        hers |= Q(phone_index=person.phone_index)
    rows = WishClaim.objects.filter(hers).select_related("wish__village__town")
    return [told(row) for row in rows.order_by("-claimed_at", "-pk")[:MOST]]


def is_of(claim, person):
    """Whether this account made it, or its verified phone."""
    if claim.person_id == person.pk:
        return True
    is_proved = bool(person.phone_index and person.phone_verified_at)
    return is_proved and constant_time_compare(claim.phone_index, person.phone_index)


def told(claim):
    village, outcome = claim.wish.village, claim.outcome_on(clock.today())
    return OwnClaim(
        number=claim.number, spaced=spaced(claim.number), wish=claim.wish.title,
        where=f"{village.town.name} · {village.name}", outcome=str(outcome.label),
        is_open=outcome == Ended.HOLDS, is_kept=outcome == Ended.DELIVERED,
        promised_on=written(claim.promised_on), lapses_on=written(claim.lapses_on),
    )  # fmt: skip


def reason_of(claim):
    """What the village wrote when it cancelled this promise or took the wish off the wall."""
    if claim.ended_as not in (Ended.CANCELLED, Ended.WITHDRAWN):
        return ""
    verb = "give_up" if claim.ended_as == Ended.CANCELLED else "withdraw"
    steps = claim.wish.journal.filter(verb=verb, happened_at=claim.ended_at)
    return steps.values_list("note", flat=True).first() or ""
