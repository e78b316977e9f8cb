"""How templates write money, numbers and dates the way the field does."""

import re

from django import template
from django.utils.html import format_html

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


@register.filter
def day(moment):
    """2021年6月11日, or as the reader's language writes it."""
    return dates.written(moment) if moment else ""


@register.filter
def count(number):
    """1,236"""
    return f"{number:,}"
