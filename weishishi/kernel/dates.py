"""How is a day written? 2021年6月11日 for who reads Chinese, 11 June 2021 for who reads English."""

from django.utils.dateformat import format as formatted
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def written(moment, *, year=True):
    """The day of a date or moment in the reader's language; without its year where that is plain."""
    if hasattr(moment, "hour") and is_aware(moment):
        moment = localtime(moment)
    if reads_english():
        return formatted(moment, "j F Y" if year else "j F")
    return in_chinese(moment, year=year)


def from_to(first, last):
    """2021年6月1日至6月3日, both inclusive; one day is written once."""
    if first == last:
        return written(first)
    last = written(last, year=last.year != first.year)
    return _("{first}至{last}").format(first=written(first), last=last)


def in_chinese(moment, *, year=True):
    """For what is stored, printed or sent, whoever looks at it: 2021年6月11日."""
    return f"{moment:%Y年%-m月%-d日}" if year else f"{moment:%-m月%-d日}"


def reads_english():
    """Whether the page at hand is answered in English."""
    return (get_language() or "").startswith("en")
