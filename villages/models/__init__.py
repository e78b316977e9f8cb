"""Where people live, who they are, which hats they wear there, and by which rules."""

from villages.models.calendars import CalendarDay
from villages.models.consents import Consent
from villages.models.decisions import RuleDecision
from villages.models.delegations import Delegation, DelegationEnd
from villages.models.documents import DocumentFile, PolicyDocument
from villages.models.invitations import Invitation
from villages.models.organisations import Organisation, OrganisationNote
from villages.models.people import Contact, Person
from villages.models.places import District, Place, ServicePoint, Town, Village
from villages.models.posts import Post

__all__ = [
    "CalendarDay",
    "Consent",
    "Contact",
    "Delegation",
    "DelegationEnd",
    "District",
    "DocumentFile",
    "Invitation",
    "Organisation",
    "OrganisationNote",
    "Person",
    "Place",
    "PolicyDocument",
    "Post",
    "RuleDecision",
    "ServicePoint",
    "Town",
    "Village",
]
