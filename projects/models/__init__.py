"""A project, what it contains, and the journal of what happened to it."""

from projects.models.acceptance import Acceptance, AcceptanceRole, LookAgain, Signature
from projects.models.approvals import Approval, DistrictFiling, InterestedParty, TemplatePhrase
from projects.models.attachments import Filed, Photo
from projects.models.awards import Award
from projects.models.briefings import Briefing, BriefingGuest
from projects.models.care import CareNeed, CareReading, HomeSafety
from projects.models.changes import Change
from projects.models.clocks import ClockRun, DueChange
from projects.models.distinctions import Distinction
from projects.models.dossiers import DossierNote
from projects.models.due_days import DueDay
from projects.models.evaluations import (
    BallotSheet,
    Barred,
    Evaluation,
    Remark,
    Spoken,
    Voice,
)
from projects.models.findings import Advice, AdviceAnswer, AnomalyLook, Finding, FindingStep
from projects.models.follows import Follow
from projects.models.guidance import GuidanceIssue, GuidanceVisit
from projects.models.handovers import HandOver
from projects.models.inspections import Inspection, Sample, Seen, Stop
from projects.models.joint import JointVillage
from projects.models.journal import JournalEntry
from projects.models.library import LibraryBasis, LibraryDecision, LibraryEntry, Origin
from projects.models.looked_at import LookRound, LookSpoken, LookVoice, LookWords
from projects.models.meetings import AgendaItem, Meeting
from projects.models.minutes import Authorisation, FourStep, Minutes, PartyOpinion
from projects.models.notices import NoticeItem, Objection, PublicNotice
from projects.models.programmes import CampaignTag, Programme, Series
from projects.models.projects import Beneficiaries, Project, WorkItem
from projects.models.readings import PrivateReading
from projects.models.referrals import ReferralNote
from projects.models.reserved import Reserved
from projects.models.roster import Interest, RosterName
from projects.models.screening import ListRule, SelfCheck
from projects.models.screens import Screen
from projects.models.served import ServedPerson, ServedReading
from projects.models.services import (
    Activity,
    ActivityChange,
    Attendance,
    ServicePlan,
    Shortfall,
)
from projects.models.sheets import Sheet, SheetDay
from projects.models.sign_ups import SignUp
from projects.models.splitting import SplitAnswer, SplitOther
from projects.models.stories import Story
from projects.models.support import Support
from projects.models.tallies import Tally, TallyCheck
from projects.models.tolerance import ToleranceNote, ToleranceReading, ToleranceRuling
from projects.models.urgent import Debt, UrgentRemoval
from projects.models.urges import Nudge, Urge, UrgeAnswer
from projects.models.visits import Measure, SiteVisit
from projects.models.wish_claims import WishClaim, WishDelivery
from projects.models.wishes import Wish, WishStep
from projects.models.works import AssetUse, Compliance, Milestone, Party, Progress, Talk, Task

__all__ = [
    "Acceptance", "AcceptanceRole", "Activity", "ActivityChange", "Advice", "AdviceAnswer",
    "AgendaItem", "AnomalyLook", "Approval", "AssetUse", "Attendance", "Authorisation", "Award",
    "BallotSheet", "Barred", "Beneficiaries", "Briefing", "BriefingGuest", "CampaignTag",
    "CareNeed", "CareReading", "Change", "ClockRun", "Compliance", "Debt", "Distinction",
    "DistrictFiling", "DossierNote", "DueChange", "DueDay", "Evaluation", "Filed", "Finding",
    "FindingStep", "Follow", "FourStep", "GuidanceIssue", "GuidanceVisit", "HandOver", "HomeSafety",
    "Inspection", "Interest", "InterestedParty", "JointVillage", "JournalEntry", "LibraryBasis",
    "LibraryDecision", "LibraryEntry", "ListRule", "LookAgain", "LookRound", "LookSpoken",
    "LookVoice", "LookWords", "Measure", "Meeting", "Milestone", "Minutes", "NoticeItem", "Nudge",
    "Objection", "Origin", "Party", "PartyOpinion", "Photo", "PrivateReading", "Programme",
    "Progress", "Project", "PublicNotice", "ReferralNote", "Remark", "Reserved", "RosterName",
    "Sample", "Screen", "Seen", "SelfCheck", "Series", "ServedPerson", "ServedReading",
    "ServicePlan", "Sheet", "SheetDay", "Shortfall", "SignUp", "Signature", "SiteVisit",
    "SplitAnswer", "SplitOther", "Spoken", "Stop", "Story", "Support", "Talk", "Tally",
    "TallyCheck", "Task", "TemplatePhrase", "ToleranceNote", "ToleranceReading", "ToleranceRuling",
    "Urge", "UrgeAnswer", "UrgentRemoval", "Voice", "Wish", "WishClaim", "WishDelivery", "WishStep",
    "WorkItem",
]  # fmt: skip
