"""Somebody corrects what we know of her, or no longer wants her name to be shown. (PIPL 15, 46)"""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Project
from projects.people import proposer
from projects.queries import own_data
from villages.actions import consents
from villages.models import Contact
from villages.models.consents import Topic
from weishishi.kernel import cipher
from weishishi.kernel.actor import Actor, Kind
from weishishi.kernel.verdict import Refused


@atomic
def rename(person, *, by, name):
    """What a person with an account is called. `Refused` in somebody else's hands."""
    if by.kind != Kind.RESIDENT or by.person != person:
        raise Refused(_("只能改您自己的称呼。"))
    person.display_name = name.strip()
    person.save(update_fields=["display_name"])


@atomic
def correct_contact(project, *, by, name, phone):
    """Name and phone of who proposed this matter without an account: for all she left under it."""
    _is_hers(project, by)
    contact = Contact.objects.select_for_update().get(pk=project.contact_id)
    if contact.forgotten_at:
        raise Refused(_("称呼和手机号已经删除，不能再改；要再提一件，请重新填。"))
    contact.name, contact.phone = name.strip(), phone
    contact.phone_index = cipher.index(phone) if phone else ""
    contact.save(update_fields=["name", "phone", "phone_index"])


@atomic
def hide_name(person, *, by):
    """Her name is shown in no matter any more; returns how many yeses ended."""
    ended = consents.withdraw(Topic.SHOW_NAME, by=by, of=person)
    for contact in own_data.contacts_of(person):
        as_contact = Actor.from_contact(contact)
        ended += consents.withdraw(Topic.SHOW_NAME, by=as_contact, of=contact)
    own_data.matters_of(person).update(show_name=False)
    return ended


@atomic
def hide_contacts_name(project, *, by):
    """The same for who has no account."""
    _is_hers(project, by)
    Project.objects.filter(contact=project.contact_id).update(show_name=False)
    return consents.withdraw(Topic.SHOW_NAME, by=by, of=project.contact)


def _is_hers(project, by):
    if not proposer.hold(project, by):
        raise Refused(_("这件事不是您提的，请用您自己的查询号。"))
