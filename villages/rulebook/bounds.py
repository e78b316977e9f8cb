"""How far may a rule be changed, and what does a decision change where?

A refusal names the rule, the number that may not be passed, and the law or document that sets it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from villages.models import RuleDecision, Town
from villages.rulebook.asked import book_of, decisions_of, statute
from villages.rulebook.kinds import in_words
from villages.rulebook.paths import default_book, laid_over, read
from villages.rulebook.rules import chapters, rules

Level = RuleDecision.Level


@dataclass(frozen=True)
class Change:
    """One line of the preview; values in words, `basis` of the old one."""

    code: str
    title: Any
    chapter: Any
    old: str
    new: str
    basis: str


def level_of(place):
    return Level.TOWN if isinstance(place, Town) else Level.DISTRICT


def changes(place, level, values, on):
    """What these values {code: value or None} would change there from that day on."""
    old = book_of(place, on)
    new = book_with(place, level, values, on)
    found = []
    for chapter in chapters():
        for rule in chapter.rules:
            if rule.code in values:
                told = [in_words(rule.kind, read(book, rule.code)) for book in (old, new)]
                found.append(
                    Change(rule.code, rule.title, chapter.title, *told, old.basis(rule.code))
                )
    return found


def book_with(place, level, values, on):
    """The book of that place and day with these values of that level."""
    laid = {}
    for code, layers in decisions_of(place, on).items():
        laid[code] = {one: decided.value for one, decided in layers.items()}
    for code, value in values.items():
        layers = laid.setdefault(code, {})
        layers.pop(level, None)
        if value is not None:
            layers[level] = value
    known = {
        code: layers[max(layers, key=Level.values.index)] for code, layers in laid.items() if layers
    }
    return laid_over(default_book(on), known)


def objections(place, level, values, on):
    """{code: every reason why that value may not hold there from that day on}"""
    book = book_with(place, level, values, on)
    found = _hazards_left_behind(values, book)
    for code, value in values.items():
        rule = rules()[code]
        if value is None:
            continue
        if level not in _levels(rule):
            reasons = [_not_at_this_level(rule, level)]
        else:
            reasons = _too_little(rule, value, level, place, on)
            reasons += _too_much(rule, value, level, place, on, book)
        if reasons:
            found[code] = reasons + found.get(code, [])
    return found


def _hazards_left_behind(values, book):
    """A hazard never gets more days than anything else, also where those were made fewer."""
    found = {}
    for rule in rules().values():
        if rule.within in values and rule.code not in values:
            ours, ordinary = read(book, rule.code), read(book, rule.within)
            if ours is not None and ours > ordinary:
                found[rule.within] = [
                    _("“{rule}”现在是{ours}，会比平常的还长，请同时改短。").format(
                        rule=named(rule), ours=in_words(rule.kind, ours)
                    )
                ]
    return found


def _levels(rule):
    return (Level.LAW, *rule.levels) if rule.statute else rule.levels


def _not_at_this_level(rule, level):
    if level == Level.LAW:
        return _("“{}”不是法律规定的数，请作为区里的决定来定。").format(named(rule))
    return _("“{}”由区里统一定，镇里不能另定。").format(named(rule))


def _too_little(rule, value, level, place, on):
    least, law = rule.least, rule.law
    if rule.statute and level != Level.LAW:
        least, law = statute(place, rule, on)
    rank = rule.kind.rank
    if least is None or rank is None or level == Level.LAW or rank(value) >= rank(least):
        return []
    if rule.statute:
        return [
            _("“{rule}”不能低于{least}，这是法律的最低要求（{law}），请改高。").format(
                rule=named(rule), least=in_words(rule.kind, least), law=law
            )
        ]
    return [
        _("“{rule}”最少 {least}（{law}），请改高。").format(
            rule=named(rule), least=in_words(rule.kind, least), law=law
        )
    ]


def _too_much(rule, value, level, place, on, book):
    rank = rule.kind.rank
    if rank is None:
        return []
    if rule.most is not None and rank(value) > rank(rule.most):
        return [
            _("“{rule}”最多 {most}（{law}），请改低。").format(
                rule=named(rule), most=in_words(rule.kind, rule.most), law=rule.law
            )
        ]
    if rule.within and rank(value) > rank(ordinary := read(book, rule.within)):
        return [
            _("“{rule}”不能长于平常的{ordinary}，有隐患的只能更快，请改短。").format(
                rule=named(rule), ordinary=in_words(rule.kind, ordinary)
            )
        ]
    if rule.district_is_most and level == Level.TOWN:
        most = read(book_of(place.district, on), rule.code)
        if most is not None and rank(value) > rank(most):
            return [
                _("“{rule}”不能超过全区的{most}，要提高请先报区里定，请改低。").format(
                    rule=named(rule), most=in_words(rule.kind, most)
                )
            ]
    return []


def named(rule):
    """The rule as a sentence names it: its chapter where the title alone would say too little."""
    chapter = next(one for one in chapters() if rule in one.rules)
    return f"{chapter.title}·{rule.title}"
