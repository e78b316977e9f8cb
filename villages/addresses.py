"""What the outbox may know of people: a phone that was proved, an office's group chat and who acts
there today."""

from villages.models import Contact, Person
from villages.offices import group_of
from villages.standing_in import acting_at
from weishishi.outbox.addresses import addresses, known_by
from weishishi.outbox.models import Address, Channel


def _phones_of_people(keys):
    """Of open accounts whose phone was proved."""
    people = Person.objects.filter(
        pk__in=keys, phone_verified_at__isnull=False, closed_at__isnull=True
    )
    return {str(one.pk): one.phone for one in people.only("phone")}


def _phones_of_contacts(keys):
    contacts = Contact.objects.filter(pk__in=keys, forgotten_at__isnull=True)
    return {str(one.pk): one.phone for one in contacts.only("phone")}


def _mail_of_people(keys):
    people = Person.objects.filter(pk__in=keys, closed_at__isnull=True).exclude(email="")
    return {str(pk): email for pk, email in people.values_list("pk", "email")}


def _robots(keys):
    """All offices of a place share its group."""
    groups = {key: group_of(key) for key in keys}
    rows = Address.objects.filter(
        channel=Channel.ROBOT, recipient_kind="place", recipient_key__in=set(groups.values())
    )
    robots = {row.recipient_key: row.value for row in rows}
    return {key: robots.get(group, "") for key, group in groups.items()}


def _of_who_acts(channel):
    """An office is reached at whoever acts there today, so nothing goes to who left it: the first who
    has an address of the kind, from whoever holds the post longest."""

    def find(keys):
        acting = acting_at(keys)
        people = {("person", str(pk)) for found in acting.values() for pk in found}
        known = addresses(channel, people)
        return {
            key: next((known[one] for pk in found if (one := ("person", str(pk))) in known), "")
            for key, found in acting.items()
        }

    return find


def tell_the_outbox():
    known_by("person", Channel.SMS, _phones_of_people)
    known_by("contact", Channel.SMS, _phones_of_contacts)
    known_by("person", Channel.EMAIL, _mail_of_people)
    known_by("office", Channel.ROBOT, _robots)
    for channel in (Channel.SMS, Channel.EMAIL):
        known_by("office", channel, _of_who_acts(channel))
