"""How templates write money, numbers and dates the way the field does."""

from django import template
from django.utils.timezone import is_aware, localtime

from weishishi.kernel import numbers
from weishishi.kernel import yuan as money

register = template.Library()

register.filter("yuan", money.yuan)
register.filter("wan", money.wan)
register.filter("spaced", numbers.spaced)


@register.filter
def day(moment):
    """2021年6月11日"""
    if not moment:
        return ""
    if hasattr(moment, "hour") and is_aware(moment):
        moment = localtime(moment)
    return f"{moment:%Y年%-m月%-d日}"


@register.filter
def count(number):
    """1,236"""
    return f"{number:,}"
