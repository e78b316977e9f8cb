"""Who did it: a person under one of her hats, a resident, somebody without an account, or nobody."""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

# Stored with the step in the source language; pages translate it.
PROPOSER = "提出人"


class Kind(TextChoices):
    """The four kinds of hands a deed can come from; the codes are stored in every journal."""

    POST = "post", gettext_lazy("任职人员")
    RESIDENT = "resident", gettext_lazy("居民")
    CONTACT = "contact", gettext_lazy("无账号的居民")
    SYSTEM = "system", gettext_lazy("系统")


@dataclass(frozen=True)
class Actor:
    """Passed as `by=` to every deed; `name` is what the public journal shows, never a person's."""

    kind: Kind
    name: str
    person: Any = None
    post: Any = None
    contact: Any = None
    imports: bool = False

    @classmethod
    def at(cls, post):
        """A person under one hat: the journal shows the office, and keeps the post and the person,
        who are two while somebody stands in for its holder."""
        return cls(Kind.POST, post.signed_as, person=post.acting_person, post=post)

    @classmethod
    def resident(cls, person):
        return cls(Kind.RESIDENT, PROPOSER, person=person)

    @classmethod
    def from_contact(cls, contact):
        """A resident without an account, recognised by 查询号 and phone."""
        return cls(Kind.CONTACT, PROPOSER, contact=contact)

    @classmethod
    def system(cls, name):
        return cls(Kind.SYSTEM, name)

    @classmethod
    def importer(cls, name):
        """Brings in what happened elsewhere, with given times; its rows are marked as imported."""
        return cls(Kind.SYSTEM, name, imports=True)
