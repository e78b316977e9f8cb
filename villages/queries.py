"""The library of documents, and a town's rules as they are read."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext

from villages.models import PolicyDocument, Town
from villages.rulebook.asked import book_of, decisions_to_come
from villages.rulebook.book import BY_DEFAULT
from villages.rulebook.bounds import named
from villages.rulebook.kinds import in_words
from villages.rulebook.paths import read
from villages.rulebook.rules import chapters, rules

# Short limits for hazards are told where a town set some; everything else is always told.
_ONLY_WHERE_DECIDED = ("hazard_limits", "hazard_notice_days")


@dataclass(frozen=True)
class Line:
    """One rule as the public reads it."""

    title: Any
    value: str
    basis: str
    is_own: bool
    is_unchecked: bool


@dataclass(frozen=True)
class Part:
    """A chapter; `common` is the one source of all its lines, told once, or None."""

    name: str
    title: Any
    words: Any
    lines: list

    @property
    def common(self):
        sources = {(line.basis, line.is_own, line.is_unchecked) for line in self.lines}
        return self.lines[0] if len(sources) == 1 else None


@dataclass(frozen=True)
class ToCome:
    """A rule that will change, and from which day."""

    title: str
    value: str
    valid_from: Any
    basis: str


def documents_for(place):
    """The documents a decision of that town or district may rest on: its own, those above it."""
    town = place if isinstance(place, Town) else None
    district = place.district_id if town else place.pk
    own = Q(town=town) if town else Q(pk__in=[])
    general = Q(town__isnull=True, district__isnull=True)
    return PolicyDocument.objects.filter(own | general | Q(district=district, town__isnull=True))


def library():
    """[(level, its documents with their versions, newest first)], in three queries."""
    rows = PolicyDocument.objects.select_related("replaces")
    rows = list(rows.prefetch_related("files", "replaced_by").order_by("-issued_on", "title"))
    shelves = [(kind, [row for row in rows if row.kind == kind]) for kind in PolicyDocument.Kind]
    return [(kind.label, shelf) for kind, shelf in shelves if shelf]


def rules_of(place, on):
    """The rules in force there on that day, by chapters, in words."""
    book = book_of(place, on)
    parts = [Part(one.name, one.title, one.words, _lines(one, book, on)) for one in chapters()]
    return [part for part in parts if part.lines]


def _lines(chapter, book, on):
    lines = []
    for rule in chapter.rules:
        value, basis = read(book, rule.code), book.basis(rule.code)
        is_own = basis != BY_DEFAULT
        if value is None or (rule.code.startswith(_ONLY_WHERE_DECIDED) and not is_own):
            continue
        source, is_verified = rule.source_on(on)
        words = in_words(rule.kind, value)
        lines.append(
            Line(
                rule.title, words, basis if is_own else source, is_own, not (is_own or is_verified)
            )
        )
    return lines


def rules_to_come(place, on):
    """What has been decided there and is not in force yet, the nearest first."""
    found = []
    for decided in decisions_to_come(place, on):
        rule = rules()[decided.rule]
        taken_back = decided.value is None
        words = gettext("恢复上一级的规定") if taken_back else rule.kind.told(decided.value)
        found.append(ToCome(named(rule), words, decided.valid_from, decided.document))
    return found
