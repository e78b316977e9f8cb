"""Who belongs to who carries it out? Neither do they say how well it was done, nor are they asked.

By the register, not by what somebody declared: the organisation of the standing award with its own
phone, its accounts, and the contact under which it proposed the matter itself. (domain/02: 回避)
"""

from dataclasses import dataclass

from projects.states import State
from weishishi.kernel import cipher


@dataclass(frozen=True)
class OwnSide:
    """The accounts, the contacts and the phones (as their indexes) of the implementer."""

    persons: frozenset
    contacts: frozenset
    phones: frozenset

    def has(self, kind, key, phone_index=""):
        if phone_index and phone_index in self.phones:
            return True
        return key in {"person": self.persons, "contact": self.contacts}.get(kind, ())


def own_side_of(project):
    """Four queries, two where nobody carries it out yet; a round's barred phones are its own."""
    accounts = set(
        project.interested.filter(kind="implementer", ended_at__isnull=True).values_list(
            "person", "person__phone_index"
        )
    )
    award = project.awards.standing().select_related("organisation").first()
    contacts, phones = set(), set()
    if award:
        firm = award.organisation
        accounts |= set(firm.posts.values_list("person", "person__phone_index"))
        phones |= {cipher.index(firm.contact_phone)} if firm.contact_phone else set()
        contacts = _contacts_of(project, firm)
    persons = {pk for pk, _index in accounts}
    phones |= {index for _pk, index in accounts}
    phones |= {index for _pk, index in contacts}
    return OwnSide(
        frozenset(persons), frozenset(pk for pk, _index in contacts), frozenset(phones - {"", None})
    )


def _contacts_of(project, firm):
    """{(contact, index of its phone)} by which it proposed this, or what is merged into this."""
    found = project.merged.filter(state=State.MERGED, contact__isnull=False)
    found = set(
        found.filter(operator__organisation=firm).values_list("contact", "contact__phone_index")
    )
    if project.contact_id and project.operator_id and project.operator.organisation_id == firm.pk:
        found.add((project.contact_id, project.contact.phone_index))
    return found
