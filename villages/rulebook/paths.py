"""Where in a book does the rule of a code stand? `limits.submitted` is an entry of a table,
`meeting_rules.villagers_reps.quorum` a part of an entry."""

from dataclasses import replace
from functools import cache

from villages.deliberation import LAW_OF_2026, MeetingKind, MeetingRule, default_rules
from villages.rulebook.book import DEFAULTS

# Parts of a meeting's rule that go together: (numerator, denominator, strict).
_SHARES = {
    "quorum": ("quorum_num", "quorum_den", "quorum_strict"),
    "majority": ("pass_num", "pass_den", "pass_strict"),
}


def default_book(on):
    """The book of that day before anybody decided anything."""
    return _book_of_2026() if on >= LAW_OF_2026 else DEFAULTS


@cache
def _book_of_2026():
    return replace(DEFAULTS, meeting_rules=dict(default_rules(LAW_OF_2026)))


def default_of(code, on):
    return read(default_book(on), code)


def read(book, code):
    """The value of that rule in that book."""
    name, _dot, rest = code.partition(".")
    value = getattr(book, name)
    if not rest or value is None:
        return value
    key, _dot, part = _split(name, rest)
    entry = value.get(key)
    if not part or entry is None:
        return entry
    if isinstance(entry, MeetingRule) and part in _SHARES:
        return tuple(getattr(entry, field) for field in _SHARES[part])
    return getattr(entry, part)


def laid_over(book, values):
    """The book with these values {code: value} in place of its own."""
    fields = {}
    for code in sorted(values, key=_hazards_last):
        value = values[code]
        name, _dot, rest = code.partition(".")
        if not rest:
            fields[name] = value
            continue
        table = fields.setdefault(
            name, dict(getattr(book, name) or fields.get("limits", book.limits))
        )
        key, _dot, part = _split(name, rest)
        table[key] = _entry(table[key], part, value) if part else value
    return replace(book, **fields)


def _split(name, rest):
    """(key, dot, part); the key of `decided_by` is a pair."""
    if name == "decided_by":
        return tuple(rest.split(".")), "", ""
    key, dot, part = rest.partition(".")
    return (MeetingKind(key) if name == "meeting_rules" else key), dot, part


def _entry(entry, part, value):
    if isinstance(entry, MeetingRule) and part in _SHARES:
        return replace(entry, **dict(zip(_SHARES[part], value, strict=True)))
    return replace(entry, **{part: value})


def _hazards_last(code):
    """The short limits of hazards begin with the ordinary ones, as decided."""
    return code.startswith("hazard_limits.")
