"""Who may open which half-filled form, where does she go on, and does the form do its work?"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.timezone import localtime

from projects.models import Project, Sheet, SheetDay
from projects.models.sheets import SCREENS
from weishishi.kernel.dates import written

MOST_OFFERED = 3


@dataclass(frozen=True)
class Writer:
    """Who has a sheet in hand: a browser, by the fingerprint of its cookie, and who is signed in."""

    browser: str = ""
    person: Any = None

    def may_open(self, sheet):
        """Her own; in her own browser also after she signed in, or after her session ended."""
        if sheet.person_id and self.person:
            return sheet.person_id == self.person.pk
        return bool(self.browser) and sheet.browser == self.browser


@dataclass(frozen=True)
class Draft:
    """A sheet as a list shows it."""

    key: Any
    title: str
    screen: str
    step: int
    touched: str
    url: str


@dataclass(frozen=True)
class Completion:
    """How the form does: sheets begun and submitted, in percent of the begun; how people found it."""

    started: int
    submitted: int
    easy: int
    fair: int
    hard: int

    @property
    def rate(self):
        """Submitted of the begun, in whole percent; None where none was begun."""
        return round(100 * self.submitted / self.started) if self.started else None

    @property
    def satisfied(self):
        """好填 of all answers, in whole percent; None where nobody answered."""
        answers = self.easy + self.fair + self.hard
        return round(100 * self.easy / answers) if answers else None


def opened_by(writer, key):
    """The sheet with that key, or None: not there, or not hers."""
    sheet = Sheet.objects.filter(key=key).first()
    return sheet if sheet and writer.may_open(sheet) else None


def exists(key):
    """Whether a sheet or a project has that key already."""
    taken = Sheet.objects.filter(key=key).exists()
    return taken or Project.objects.filter(form_token=key).exists()


def unfinished_of(writer):
    """The newest sheets she can go on with; somebody signed out is shown none of an account."""
    if writer.person:
        rows = Sheet.objects.filter(person=writer.person)
        if writer.browser:
            rows |= Sheet.objects.filter(person=None, browser=writer.browser)
    elif writer.browser:
        rows = Sheet.objects.filter(person=None, browser=writer.browser)
    else:
        return []
    return [_draft(sheet) for sheet in rows.filter(submitted_at=None)[:MOST_OFFERED]]


def drafts_of(person):
    """The sheets a signed-in person has not handed in, the newest first, in one query."""
    return [_draft(sheet) for sheet in Sheet.objects.filter(person=person, submitted_at=None)]


def submitted_as(sheet):
    """The project a sheet became, with its village, or None."""
    rows = Project.objects.select_related("village__town", "contact")
    return rows.filter(form_token=sheet.key, query_no__isnull=False).first()


def last_village_of(person):
    """Where she last proposed something: a village's id, or None."""
    rows = Project.objects.filter(proposer=person).order_by("-pk")
    return rows.values_list("village", flat=True).first()


def completion(since=None, until=None):
    """Sheets begun and submitted from `since` to `until` (dates, both inclusive; open when None),
    and the answers to 好不好填. A sheet counts on the day it was begun and on the day it was handed
    in, so the rate of a short period may pass 100."""
    rows = SheetDay.objects.all()
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    names = ("started", "submitted", "easy", "fair", "hard")
    sums = rows.aggregate(**{name: Sum(name, default=0) for name in names})
    return Completion(**sums)


def _draft(sheet):
    screen, day = sheet.screen_to_go_on, localtime(sheet.touched_at)
    words = sheet.told.get("words", "").strip() or sheet.told.get("spot", "").strip()
    return Draft(
        key=sheet.key,
        title=words if len(words) <= 24 else f"{words[:24]}……",
        screen=screen,
        step=SCREENS.index(screen) + 1,
        touched=f"{written(day, year=False)} {day:%H:%M}",
        url=reverse("sheet", args=[sheet.key, screen]),
    )
