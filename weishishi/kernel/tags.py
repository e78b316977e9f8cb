"""How templates write money, numbers and dates the way the field does."""

from django import template

from weishishi.kernel import numbers
from weishishi.kernel import yuan as money
from weishishi.kernel.dates import written

register = template.Library()

register.filter("yuan", money.yuan)
register.filter("wan", money.wan)
register.filter("spaced", numbers.spaced)


@register.filter
def day(moment):
    """2021年6月11日, or as the reader's language writes it."""
    return written(moment) if moment else ""


@register.filter
def count(number):
    """1,236"""
    return f"{number:,}"
