"""Which rules were in force for a village on a day, and by which decision?

Defaults, over them what the statutes say (as the district confirmed it), the district's decisions
and the town's. Nobody's decision goes below a statute's minimum.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg

from villages.kept import Kept
from villages.models import District, RuleDecision
from villages.rulebook.paths import default_book, laid_over, read
from villages.rulebook.rules import rules
from weishishi.kernel.dates import in_chinese

Level = RuleDecision.Level


@dataclass(frozen=True)
class Decided:
    """One row of RuleDecision, ready to be asked."""

    level: str
    rule: str
    value: Any
    valid_from: date
    valid_to: date | None
    document: str
    title: str
    document_id: int

    def holds(self, on):
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def basis(self):
        """文号, and from which day."""
        return f"{self.document}，{in_chinese(self.valid_from)}起"


class Decisions:
    """Every decision there is, by town; the books made of them are kept as well."""

    def __init__(self, rows):
        self._of_town = defaultdict(list)
        for town, decided in rows:
            self._of_town[town].append(decided)
        self._books = {}

    def book(self, town, on):
        found = self._books.get((town, on))
        if found is None:
            if len(self._books) > 10_000:
                self._books.clear()
            found = self._books[town, on] = self._lay(town, on)
        return found

    def _lay(self, town, on):
        winners = self.in_force(town, on)
        values, bases = {}, {}
        for code, layers in winners.items():
            decided = layers[max(layers, key=Level.values.index)]
            values[code] = _in_bounds(rules()[code], decided, layers, on)
            bases[code] = decided.basis
            values |= _told_of_meeting(code, decided)
        if not values:
            return default_book(on)
        book = laid_over(default_book(on), values)
        return replace(laid_over(book, _slower_than_usual(book, values)), bases=bases)

    def in_force(self, town, on):
        """{code: {level: the decision in force}}; one taken back is none."""
        found = defaultdict(dict)
        for decided in self._of_town.get(town, ()):
            if decided.holds(on) and decided.rule in rules():
                found[decided.rule][decided.level] = decided  # rows are in order: the last one wins
        return {
            code: kept
            for code, layers in found.items()
            if (kept := {level: one for level, one in layers.items() if one.value is not None})
        }

    def turning_days(self, town, codes):
        """The days on which one of these rules may become another one, in order."""
        days = set()
        for decided in self._of_town.get(town, ()):
            if decided.rule in codes:
                days.add(decided.valid_from)
                if decided.valid_to:
                    days.add(decided.valid_to + timedelta(days=1))
        return sorted(days)

    def all_of(self, place):
        """Every decision that ever concerned it, in the order of their first days."""
        return self._of_town.get(place, [])


def _told_of_meeting(code, decided):
    """A meeting's rule names the decision as its source; a number of the law is confirmed by it."""
    name, _dot, _part = code.rpartition(".")
    if not code.startswith("meeting_rules."):
        return {}
    confirmed = {f"{name}.verified": True} if decided.level == Level.LAW else {}
    return {f"{name}.source": decided.basis} | confirmed


def _statute(rule, layers, on):
    """(the number below which nobody may go, what says so); (None, "") for a rule without one."""
    if not rule.statute:
        return None, ""
    law = layers.get(Level.LAW)
    return (law.value, law.basis) if law else (rule.default(on), rule.source_on(on)[0])


def statute(place, rule, on):
    """What the statute asks for there on that day, and where it says so."""
    return _statute(rule, decisions_of(place, on).get(rule.code, {}), on)


def _in_bounds(rule, decided, layers, on):
    """What was decided, or the bound that another level moved since: a statute's minimum, and for a
    town the most its district allows."""
    value, rank = decided.value, rule.kind.rank
    floor, _law = _statute(rule, layers, on)
    if floor is not None and rank(value) < rank(floor):
        return floor
    if rule.district_is_most and decided.level == Level.TOWN:
        above = layers.get(Level.DISTRICT)
        most = above.value if above else rule.default(on)
        return value if most is None else min(value, most, key=rank)
    return value


def _slower_than_usual(book, values):
    """{code: the ordinary limit} where a hazard would have more days than anything else."""
    return {
        code: ordinary
        for code in values
        if code in rules()
        and (within := rules()[code].within)
        and values[code] > (ordinary := read(book, within))
    }


def _load():
    rows = (
        RuleDecision.objects.select_related("document", "district")
        .annotate(towns=ArrayAgg("district__towns"))
        .order_by("valid_from", "pk")
    )
    known = rules()
    return Decisions(
        (town, _decided(row, known))
        for row in rows
        if row.rule in known
        for town in ([row.town_id] if row.town_id else [*row.towns, key_of(row.district)])
    )


def _decided(row, known):
    value = None if row.value is None else known[row.rule].kind.loaded(row.value)
    return Decided(
        row.level, row.rule, value, row.valid_from, row.valid_to, row.document.short,
        row.document.title, row.document_id,
    )  # fmt: skip


KEPT = Kept("rules", _load)


def rules_for(village, on):
    """The rules in force for that village on that date; those of nobody in particular without one.

    Costs no query once a process has read the decisions (one query, and one more after a change).
    """
    return default_book(on) if village is None else KEPT.rows().book(village.town_id, on)


def turning_days(village, codes):
    """The days on which one of these rules may have become another one there, in order; no query."""
    return [] if village is None else KEPT.rows().turning_days(village.town_id, frozenset(codes))


def book_of(place, on):
    """The rules in force in a town, or in a district where no town decided otherwise."""
    return KEPT.rows().book(key_of(place), on)


def decisions_of(place, on):
    """{code: {level: the decision in force there}}"""
    return KEPT.rows().in_force(key_of(place), on)


def decisions_to_come(place, on):
    """The decisions there that begin after that day, the nearest first."""
    return [one for one in KEPT.rows().all_of(key_of(place)) if one.valid_from > on]


def key_of(place):
    """How decisions are looked up: a town by its number, a district apart from all towns."""
    return ("district", place.pk) if isinstance(place, District) else place.pk
