"""Which rules are there, where does each come from, how far may it be changed, and by whom?

One row per rule. Its default stands in book.py (for meetings: villages/deliberation.py), this page
says everything else. `verified` False is shown as 待核实: no official has confirmed it yet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from villages.roles import Level
from villages.rulebook.kinds import Kind
from villages.rulebook.paths import default_of

LAW = "law"  # what a statute says, confirmed or corrected by the district
DISTRICT_AND_TOWN = (Level.DISTRICT, Level.TOWN)


@dataclass(frozen=True)
class Rule:
    """`least` and `most` (inclusive) are its legal bounds and `law` is what sets them. `statute`
    rules come from a statute: nobody goes below it, and the district confirms its numbers.

    `within` names another rule this one may not exceed: a hazard's limit the ordinary one. A town
    may not go above its district where `district_is_most`.
    """

    code: str
    title: Any
    kind: Kind
    source: str
    verified: bool = False
    least: Any = None
    most: Any = None
    law: Any = ""
    statute: bool = False
    within: str = ""
    district_is_most: bool = False
    levels: tuple = DISTRICT_AND_TOWN
    from_book: Callable | None = None

    def default(self, on):
        """What stands before anybody decided anything, on that day; may be None."""
        return default_of(self.code, on)

    def source_on(self, on):
        """(source, verified) on that day: the statutes on meetings changed."""
        return self.from_book(on) if self.from_book else (self.source, self.verified)


@dataclass(frozen=True)
class Chapter:
    """Rules that are read, and decided, together."""

    name: str
    title: Any
    words: Any
    rules: tuple


@cache
def chapters():
    """All rules, in the order in which they are read."""
    from villages.rulebook import rules_of_days, rules_of_hands, rules_of_meetings, rules_of_money

    return (
        *rules_of_days.CHAPTERS,
        *rules_of_money.CHAPTERS,
        *rules_of_hands.CHAPTERS,
        *rules_of_meetings.CHAPTERS,
    )


@cache
def rules():
    """{code: rule}"""
    return {rule.code: rule for chapter in chapters() for rule in chapter.rules}


WHO = {Level.DISTRICT: _("区"), Level.TOWN: _("镇")}
