"""How templates write money, numbers and dates the way the field does."""

import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.html import format_html
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


@register.simple_tag
def pure(template_name, **values):
    """A part of a page that depends on these values and the language only, made once and kept.

    The values are hashable and ready to be shown (a card of a project): what is equal looks equal.
    """
    if settings.DEBUG:  # whoever changes the template wants to see it
        return mark_safe(get_template(template_name).render(values))
    return _made(template_name, tuple(sorted(values.items())), get_language())


@lru_cache(maxsize=4096)  # some 1.5 KB each
def _made(template_name, values, _language):
    return mark_safe(get_template(template_name).render(dict(values)))


@register.filter
def day(moment):
    """2021年6月11日, or as the reader's language writes it."""
    return dates.written(moment) if moment else ""


@register.filter
def count(number):
    """1,236"""
    return f"{number:,}"
