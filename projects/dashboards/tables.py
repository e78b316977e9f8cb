"""A table of a board: the page shows it, the download writes it, both from the same cells."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from weishishi.kernel.tags import han

_LAMP = '<span class="lamp {}">{}</span>'
_BAR = '<svg class="bar" aria-hidden="true"><rect class="{}" width="{}" height="100%"/></svg>'


@dataclass(frozen=True)
class Cell:
    """What stands in it; `href` lists the rows it counts, `bar` is a width such as 33.6%."""

    text: str
    href: str = ""
    bar: str = ""
    css: str = ""  # the bar's colour, the row's key, or the lamp's kind
    lamp: bool = False

    @property
    def markup(self):
        """As the page shows it. Not a template: a board has hundreds of them."""
        told = format_html(_LAMP, self.css, self.text) if self.lamp else han(self.text)
        if self.href:
            told = format_html('<a href="{}">{}</a>', self.href, told)
        if not self.bar:
            return told
        bar = format_html(_BAR, self.css, self.bar)
        if self.href or not self.text:
            return format_html("{}{}", told, bar)
        return format_html('{}<span class="muted">{}</span>', bar, told)


@dataclass(frozen=True)
class Table:
    """`title` is the finding in one sentence; the first cell of a row is its head."""

    key: str
    title: str
    columns: list
    rows: list
    total: list = field(default_factory=list)
    note: str = ""

    @property
    def heads(self):
        """(column, whether bars stand under it); bars begin on the left, numbers end on the right."""
        first = self.rows[0] if self.rows else [Cell("")] * len(self.columns)
        return [(column, bool(cell.bar)) for column, cell in zip(self.columns, first, strict=True)]

    @property
    def labelled(self):
        """The rows with each cell's column, as a phone shows them one under the other."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    @property
    def labelled_total(self):
        return list(zip(self.columns, self.total, strict=True)) if self.total else []


def number(many):
    return f"{many:,}"


def listed(many, where, period, **query):
    """A number as a link to the list of exactly the rows it counts."""
    return Cell(number(many), address(where, period, **query))


def address(where, period, **query):
    """The public list of these rows; none for some villages, which no filter names."""
    place = where.query
    if place is None:
        return ""
    asked = {**query, **place, **({"period": period.key} if period.key else {})}
    return f"{reverse('projects')}?{urlencode(asked)}"


def width(part, whole):
    """Of a bar: '33.6%'."""
    return f"{100 * part / whole:.2f}%" if whole else "0%"
