"""Somebody's name and phone are forgotten; a row without them stays, so that the record holds.

(PIPL 47: what is in the public record is kept by law, and no longer leads to her.)
"""

from secrets import token_hex

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages.models import Consent, Contact, Person, Post
from villages.sessions import sessions_of
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

NAMES = ("display_name", "first_name", "last_name", "email")


@atomic
def close(person):
    """The account's row becomes a pseudonym nobody can sign in with, and her sessions end.

    `Refused` while she holds a post: her deeds need somebody who answers for them.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if Post.objects.filter(person=person).held_on(clock.today()).exists():
        raise Refused(_("您现在有任职，账号不能注销；离任以后再办，或者请系统管理员先办离任。"))
    person.username = f"closed-{token_hex(8)}"
    for name in NAMES:
        setattr(person, name, "")
    person.take_phone("")
    person.phone_verified_at = person.last_login = None
    person.is_active = False
    person.set_unusable_password()
    person.closed_at = clock.now()
    person.save()
    person.emailaddress_set.all().delete()
    person.authenticator_set.all().delete()
    person.socialaccount_set.all().delete()
    person.invitations.all().delete()
    person.groups.clear()
    person.user_permissions.clear()
    _end_consents(person=person)
    forget_traces(person)
    end_sessions(person)
    return person


@atomic
def forget(contact):
    """Name, phone and its index are emptied; nobody is told anything any more."""
    Contact.objects.filter(pk=contact.pk, forgotten_at__isnull=True).update(
        name="", phone="", phone_index="", forgotten_at=clock.now()
    )
    _end_consents(contact=contact)
    forget_traces(contact)


def forget_traces(row):
    """What the desk's own log calls a row is its name: that goes, that somebody did it stays."""
    about = ContentType.objects.get_for_model(type(row))
    LogEntry.objects.filter(content_type=about, object_id=str(row.pk)).update(object_repr="")


def end_sessions(person):
    for session in sessions_of(person):
        session.delete()


def _end_consents(**whose):
    Consent.objects.filter(**whose, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
