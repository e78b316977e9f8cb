"""A project, what it contains, and the journal of what happened to it."""

from projects.models.acceptance import Acceptance, AcceptanceRole, LookAgain, Signature
from projects.models.approvals import Approval, DistrictFiling, InterestedParty, TemplatePhrase
from projects.models.attachments import Photo
from projects.models.awards import Award
from projects.models.care import CareNeed, CareReading, HomeSafety
from projects.models.changes import Change
from projects.models.dossiers import DossierNote
from projects.models.evaluations import (
    BallotSheet,
    Barred,
    Evaluation,
    Remark,
    Spoken,
    Voice,
)
from projects.models.guidance import GuidanceIssue, GuidanceVisit
from projects.models.joint import JointVillage
from projects.models.journal import JournalEntry
from projects.models.meetings import AgendaItem, Meeting
from projects.models.minutes import Authorisation, FourStep, Minutes, PartyOpinion
from projects.models.notices import NoticeItem, Objection, PublicNotice
from projects.models.programmes import CampaignTag, Programme, Series
from projects.models.projects import Beneficiaries, Project, WorkItem
from projects.models.referrals import ReferralNote
from projects.models.reserved import Reserved
from projects.models.roster import Interest, RosterName
from projects.models.screening import ListRule, SelfCheck
from projects.models.screens import Screen
from projects.models.sheets import Sheet, SheetDay
from projects.models.splitting import SplitAnswer, SplitOther
from projects.models.stories import Story
from projects.models.support import Support
from projects.models.tallies import Tally, TallyCheck
from projects.models.tolerance import ToleranceNote, ToleranceReading, ToleranceRuling
from projects.models.urgent import Debt, UrgentRemoval
from projects.models.visits import Measure, SiteVisit
from projects.models.wish_claims import WishClaim, WishDelivery
from projects.models.wishes import Wish, WishStep
from projects.models.works import AssetUse, Compliance, Party, Progress, Talk, Task

__all__ = [
    "Acceptance", "AcceptanceRole", "AgendaItem", "Approval", "AssetUse", "Authorisation",
    "Award", "BallotSheet", "Barred", "Beneficiaries", "CampaignTag", "CareNeed", "CareReading",
    "Change", "Compliance", "Debt", "DistrictFiling", "DossierNote", "Evaluation", "FourStep",
    "GuidanceIssue", "GuidanceVisit", "HomeSafety", "Interest", "InterestedParty", "JointVillage", "JournalEntry", "ListRule", "LookAgain",
    "Measure", "Meeting", "Minutes", "NoticeItem", "Objection", "Party", "PartyOpinion",
    "Photo", "Programme", "Progress", "Project", "PublicNotice", "ReferralNote", "Remark",
    "Reserved", "RosterName", "Screen", "SelfCheck", "Series", "Sheet", "SheetDay", "Signature",
    "SiteVisit", "SplitAnswer", "SplitOther", "Spoken", "Story", "Support", "Talk", "Tally",
    "TallyCheck", "Task", "TemplatePhrase", "ToleranceNote", "ToleranceReading", "ToleranceRuling", "UrgentRemoval", "Voice", "Wish", "WishClaim",
    "WishDelivery", "WishStep", "WorkItem",
]  # fmt: skip
