"""Where people live, who they are, and which hats they wear there."""

from villages.models.consents import Consent
from villages.models.invitations import Invitation
from villages.models.people import Contact, Person
from villages.models.places import District, Place, ServicePoint, Town, Village
from villages.models.posts import Post

__all__ = [
    "Consent",
    "Contact",
    "District",
    "Invitation",
    "Person",
    "Place",
    "Post",
    "ServicePoint",
    "Town",
    "Village",
]
