"""What a rule's value can be: how it is typed, stored, compared, and said in words.

Values are stored as JSON; `stored` and `read` are each other's opposite. `rank` orders values so
that bounds can be held; a kind without an order has none.
"""

import unicodedata
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from weishishi.kernel.yuan import to_fen, wan, yuan

WAN_FROM = 1_000_000  # from 10,000 yuan on an amount is said in 万元


def said(fen):
    """An amount in words: 5万元, 2,000元."""
    return _("{}万元").format(wan(fen)) if fen >= WAN_FROM else _("{}元").format(yuan(fen))


class Kind:
    """Text, as it is typed."""

    rank = None
    lines = 1  # how tall its field is

    def read(self, text):
        """The value somebody typed; ValidationError says how it is typed."""
        return text.strip()

    def typed(self, value):
        """The value as one would type it."""
        return "" if value is None else str(value)

    def stored(self, value):
        return value

    def loaded(self, value):
        return value

    def told(self, value):
        return str(value)


class Days(Kind):
    def __init__(self, unit):
        self.unit = unit  # lazy: 天, 个工作日, 个月

    def read(self, text):
        plain = text.strip().removesuffix(str(self.unit)).strip()
        if not (plain.isascii() and plain.isdigit() and len(plain) < 5):
            raise ValidationError(_("请只写整数，例如 5。"))
        return int(plain)

    def rank(self, value):
        return value

    def told(self, value):
        return f"{value} {self.unit}"


class Money(Kind):
    def read(self, text):
        return to_fen(text)

    def typed(self, value):
        return "" if value is None else yuan(value)

    def rank(self, value):
        return value

    def told(self, value):
        return said(value)


class YesNo(Kind):
    """`yes` and `no` are the words of the rule."""

    def __init__(self, yes, no):
        self.words = {True: yes, False: no}

    def read(self, text):
        for value, words in self.words.items():
            if text.strip() == str(words):
                return value
        raise ValidationError(
            _("请写“{yes}”或“{no}”。").format(yes=self.words[True], no=self.words[False])
        )

    def typed(self, value):
        return str(self.words[value])

    def told(self, value):
        return str(self.words[value])

    @property
    def choices(self):
        return [str(words) for words in self.words.values()]


class Row(Kind):
    """Several values in one: a list in JSON, a tuple here, typed as it is told."""

    def typed(self, value):
        return self.told(value)

    def stored(self, value):
        return list(value)

    def loaded(self, value):
        return tuple(value)


class Share(Row):
    """(numerator, denominator, strict): 三分之二以上 includes 2/3, 过半数 exceeds one half."""

    def read(self, text):
        plain = unicodedata.normalize("NFKC", text).replace(" ", "")
        if plain in ("过半数", "过半", "半数以上不含本数"):
            return (1, 2, True)
        strict = plain.startswith(("超过", "过"))
        plain = plain.removeprefix("超").removeprefix("过").removesuffix("以上")
        top, _slash, bottom = plain.partition("/")
        if not (top.isdecimal() and bottom.isdecimal() and 0 < int(top) <= int(bottom) <= 1000):
            raise ValidationError(_("请写成“2/3 以上”“过 1/2”或“过半数”。"))
        return (int(top), int(bottom), strict)

    def rank(self, value):
        num, den, strict = value
        return Fraction(num, den), strict

    def told(self, value):
        num, den, strict = value
        if (num, den, strict) == (1, 2, True):
            return _("过半数")
        return _("过 {}/{}").format(num, den) if strict else _("{}/{} 以上").format(num, den)


NONE = "—"


def as_typed(kind, value):
    """For a field: nothing where there is no value."""
    return "" if value is None else kind.typed(value)


def in_words(kind, value):
    """For a page: — where there is no value."""
    return NONE if value is None else kind.told(value)
