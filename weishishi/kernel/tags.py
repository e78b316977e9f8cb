"""How templates write money, numbers and dates the way the field does."""

import pickle
import re
from collections import OrderedDict
from hashlib import blake2b
from threading import Lock

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from weishishi.kernel import dates, numbers
from weishishi.kernel import yuan as money

register = template.Library()

register.filter("yuan", money.yuan)
register.filter("wan", money.wan)
register.filter("spaced", numbers.spaced)


_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


@register.filter
def han(words):
    """Names and words that stay Chinese on an English page are marked as such (WCAG 3.1.2)."""
    if not dates.reads_english() or not _HAN.search(str(words)):
        return words
    return format_html('<span lang="zh-CN">{}</span>', words)


_QUOTED = re.compile("^([^“<]+)(“[^”<]*”[^“<]*)$")


@register.filter
def quotes_together(words):
    """A title breaks before “…” rather than inside it, where the line is long enough."""
    shown = str(conditional_escape(words))
    return mark_safe(_QUOTED.sub(r'<span class="ph">\1</span><span class="ph">\2</span>', shown))


# A path of this site, alone or after the site's own address; not the rest of another address.
_PATH = r"(?P<path>/(?:[A-Za-z0-9_-]+/)+(?:\?[A-Za-z0-9_=&;-]*[A-Za-z0-9_=-])?)"
_BEFORE = r"(?<![A-Za-z0-9_/.:@?=&;-])"


@register.filter
def linked(words):
    """Words of a message, escaped, with the addresses of this site to be clicked on; nobody else's."""
    own = re.escape(escape(settings.SITE_ADDRESS))
    return mark_safe(
        re.sub(f"{_BEFORE}(?:{own})?{_PATH}", _link, str(conditional_escape(words)), flags=re.ASCII)
    )


def _link(match):
    return f'<a class="break" href="{match["path"]}">{match[0]}</a>'


@register.simple_tag
def pure(template_name, **values):
    """A part of a page that depends on these values and the language only, made once and kept.

    The values are hashable and ready to be shown (a card of a project): what is equal looks equal. One
    that is not (a form) has a `look` that is: whatever its appearance depends on.
    """
    if settings.DEBUG:  # whoever changes the template wants to see it
        return _made(template_name, values)
    looks = tuple(sorted((name, getattr(one, "look", one)) for name, one in values.items()))
    return kept.get((template_name, looks, get_language()), lambda: _made(template_name, values))


def _made(template_name, values):
    return mark_safe(get_template(template_name).render(values))


def look_of(told):
    """A fingerprint of what cannot be hashed, with everything in it, rows of tables too: for a `look`.
    What differs looks different."""
    return blake2b(pickle.dumps(told, pickle.HIGHEST_PROTOCOL), digest_size=16).digest()


class Kept:
    """What was made last, at most so many of them, or so much of it as `size` measures; what was not
    asked for longest goes first."""

    def __init__(self, most, size=lambda _part: 1):
        self.most, self.made, self.held, self._size = most, 0, 0, size
        self._parts, self._lock = OrderedDict(), Lock()

    def get(self, key, make):
        with self._lock:
            if key in self._parts:
                self._parts.move_to_end(key)
                return self._parts[key]
        part = make()  # two at once make it twice
        with self._lock:
            self.made += 1
            self.held += self._size(part) - self._size_of(self._parts.pop(key, None))
            self._parts[key] = part
            while self.held > self.most:
                self.held -= self._size(self._parts.popitem(last=False)[1])
        return part

    def _size_of(self, former):
        return 0 if former is None else self._size(former)

    def clear(self):
        with self._lock:
            self.made = self.held = 0
            self._parts.clear()

    def __len__(self):
        return len(self._parts)


kept = Kept(most=6_000_000, size=len)  # characters: of cards some 4,000, of whole matters 300


@register.filter
def day(moment):
    """2021年6月11日, or as the reader's language writes it."""
    return dates.written(moment) if moment else ""


@register.filter
def count(number):
    """1,236"""
    return f"{number:,}"
