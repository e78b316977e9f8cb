"""On a phone a table row becomes label and value: each cell is given its column's label."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from weishishi.kernel import phones
from weishishi.record.queries import mark

register = template.Library()
LONGEST_NAME = 36  # bytes: twelve Chinese signs, or a short English label
CELL = re.compile(r"^<(td|th)")
ICON = re.compile(r'<img src="[^"]*" alt="(True|False|None)">')
NOTHING = re.compile(r"^<t[dh][^>]*>(<[^>]*>)*[—-](<[^>]*>)*</t[dh]>$")
WORDS = {"True": _("是"), "False": _("否"), "None": _("未知")}


@register.filter
def labelled(cells, headers):
    """The changelist's finished cells, each with `data-l` (both come from Django, escaped), and with
    `data-none` where it has nothing to say: a phone leaves that out."""
    return [
        mark_safe(
            CELL.sub(rf'<\1 data-l="{escape(header["text"])}"{_none(cell)}', _in_words(cell), 1)
        )
        for cell, header in zip(cells, headers, strict=False)
    ]


def _none(cell):
    return " data-none" if NOTHING.match(cell) else ""


def _in_words(cell):
    """Yes and no as words: Django's icons are described in English only."""
    return ICON.sub(lambda found: str(WORDS[found[1]]), cell)


@register.simple_tag
def record_mark():
    """The newest checkpoint as it stands on paper: whoever keeps the sheet can hold us to it."""
    return mark()


register.filter("masked_phone", phones.masked)
register.filter("masked_name", phones.masked_name)


@register.filter
def title_for(project, post):
    return project.title_for(post)


@register.filter
def named(field, error):
    """A wrong field's sentence as it stands above the form: with the name of the field, unless it
    says it itself, or the label is a whole sentence."""
    name = re.split(r"[（(]", str(field.label))[0]
    if len(name.encode()) > LONGEST_NAME or "？" in name or name in error:
        return error
    return _("{field}：{error}").format(field=name, error=error)
