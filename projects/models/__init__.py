"""A project, what it contains, and the journal of what happened to it."""

from projects.models.attachments import Photo
from projects.models.journal import JournalEntry
from projects.models.programmes import CampaignTag, Programme, Series
from projects.models.projects import Beneficiaries, Project, WorkItem
from projects.models.screens import Screen
from projects.models.sheets import Sheet, SheetDay
from projects.models.support import Support
from projects.models.tallies import Tally, TallyCheck

__all__ = [
    "Beneficiaries", "CampaignTag", "JournalEntry", "Photo", "Programme", "Project", "Screen",
    "Series", "Sheet", "SheetDay", "Support", "Tally", "TallyCheck", "WorkItem",
]  # fmt: skip
