"""What is hers: the matters a signed-in resident proposed or also needs, and what waits for her."""

from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext as _

from projects.models import Project
from projects.queries.public import Card, card_of, listed, visible
from projects.states import State
from villages.models import Contact
from weishishi.outbox.models import Message

MOST = 50  # matters of a kind on the page, the newest first
MOST_MESSAGES = 100


@dataclass(frozen=True)
class Own:
    """A matter's card, and what she is asked to do in it; empty where nothing."""

    card: Card
    asks: str = ""


def proposed_by(person):
    """Her own matters under her own title, newest first; one query."""
    rows = listed(visible().filter(proposer=person).annotate(own_title=F("title")))
    return [
        Own(
            replace(card_of(row), title=row.own_title, said_on=None),
            _asked_of_proposer(State(row.state)),
        )
        for row in rows.order_by("-submitted_at", "-pk")[:MOST]
    ]


def needed_by(person):
    """The matters of others she also needs, the last said first; one query."""
    rows = listed(visible().filter(supports__person=person))
    return [Own(card_of(row)) for row in rows.order_by("-supports__since", "-pk")[:MOST]]


def unclaimed_by(person):
    """Matters proposed without an account under her verified phone, not yet claimed."""
    if not (person.phone_index and person.phone_verified_at):
        return Project.objects.none()
    contacts = Contact.objects.filter(phone_index=person.phone_index)
    return Project.objects.filter(contact__in=contacts, proposer__isnull=True)


def unread_by(person):
    """Messages she has not looked at yet, newest first."""
    return list(_box(person).unread()[:MOST_MESSAGES])


def messages_to(person):
    """The newest messages to her, read or not."""
    return list(_box(person).delivered()[:MOST_MESSAGES])


def _box(person):
    return Message.objects.to("person", person.pk).order_by("-due_at", "-pk")


def _asked_of_proposer(state):
    if state == State.RETURNED:
        return _("请您补充情况")
    return _("请您评议") if state == State.EVALUATING else ""
