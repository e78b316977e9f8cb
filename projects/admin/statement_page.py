"""Fifty lines of a bank statement at a time, each with what it could be matched with."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.models import BankRow
from funding.queries import reconciliation as queries

PAGE = 50
VIEWS = {
    "open": (_("没有配上"), queries.OPEN),
    "matched": (_("已配上"), queries.MATCHED),
    "explained": (_("已说明"), queries.EXPLAINED),
    "all": (_("全部"), Q()),
}
# Nobody types what is written every month.
PHRASES = (
    _("银行手续费"), _("账户利息"), _("和民生微实事无关的收支"), _("在途，下个月到账"),
    _("上个月的账，银行这个月才记"),
)  # fmt: skip


@dataclass
class Row:
    """One line, and the entries it could be."""

    row: BankRow
    fitting: list


@dataclass(frozen=True)
class Rows:
    rows: list
    view: str
    counts: dict  # {view: how many}
    page: int
    pages: int

    @property
    def tabs(self):
        return [(name, word, self.counts[name]) for name, (word, _condition) in VIEWS.items()]


def page_of_rows(statement, told, may_change):
    """The lines the address asks for; what makes no sense in it shows those that wait, or all where
    none does. Five queries."""
    counts = {
        name: statement.rows.filter(condition).count() for name, (_word, condition) in VIEWS.items()
    }
    view = told.get("show", "")
    if view not in VIEWS:
        view = "open" if counts["open"] else "all"
    pages = max(1, -(-counts[view] // PAGE))
    text = told.get("page", "")
    page = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    page = min(max(page, 1), pages)
    chosen = statement.rows.filter(VIEWS[view][1]).select_related("entry")
    lines = list(chosen.order_by("at")[(page - 1) * PAGE : page * PAGE])
    free = [line for line in lines if line.entry_id is None]
    fitting = queries.fitting(statement, free) if may_change else {}
    rows = [Row(one, fitting.get(one.pk, [])) for one in lines]
    return Rows(rows, view, counts, page, pages)
