"""The ledger in the package for an audit: every movement of cash and what came in kind, each with the
查询号 of its matter, and no word about a person who gave, paid or was paid."""

from dataclasses import replace

from django.db.models import Q
from django.utils.translation import gettext as _

from funding.models import Entry, EntryKind, Giver, Leg, Source
from funding.queries import register
from projects.admin.ledger_files import MATTER, cells_of, columns_of, goods_of, only, totals_of
from projects.models import Project
from weishishi.kernel.yuan import yuan

NUMBER, PAID_TO, SAID, WHAT_FOR = "查询号", "收款单位", "摘要", "用途"
PERSON = "个人"


def table(asked, *, most):
    """(columns, rows): opening, lines, sums, goods. One line of each kind more than `most` is there
    when there are more; the caller cuts."""
    asked = replace(asked, hides_people=True)
    columns, totals = columns_of(asked), register.sums(asked)
    columns.remove(MATTER)  # its 查询号 stands first
    return [NUMBER, *columns], _rows(asked, columns, totals, most)


def _rows(asked, columns, totals, most):
    numbers = dict(
        Project.objects.filter(budget__village__in=asked.villages).values_list("budget", "query_no")
    )
    people = _People(asked)

    def line(entry, cells):
        return [numbers.get(entry.budget_id) or "", *people.untold(entry, columns, cells)]

    yield ["", *only(columns, {SAID: _("上期结转"), "余额": yuan(totals.opening)})]
    for row in register.every_line(asked, most=most):
        yield line(row.entry, cells_of(row, yuan, columns, {}, mark=64))
    yield ["", *totals_of(columns, totals, yuan)]
    for one in register.goods(asked, most=most):
        yield line(one.entry, goods_of(one, columns, yuan, {}))


class _People:
    """Which entries are about a person; two queries for the whole year."""

    def __init__(self, asked):
        entries = Entry.objects.filter(budget__village__in=asked.villages)
        gave = Q(account__giver__kind=Giver.Kind.PERSON) | Q(account__source=Source.SELF_RAISED)
        legs = Leg.objects.filter(
            gave, entry__budget__village__in=asked.villages,
            entry__happened_on__range=(asked.first, asked.last),
        )  # fmt: skip
        self.given = set(legs.values_list("entry", flat=True))
        paid = entries.filter(kind=EntryKind.PAY, payee_is_firm=True)
        self.firms = set(paid.values_list("budget", "payee"))

    def untold(self, entry, columns, cells):
        """The cells without what was typed, where a giver, a payer or a payee is a person."""
        told = dict(zip(columns, cells, strict=True))
        is_paid = self._is_paid_or_pays(entry.corrects or entry)
        if is_paid or entry.pk in self.given:
            told |= {SAID: str(entry.get_kind_display()), WHAT_FOR: ""}
        if is_paid and told[PAID_TO]:
            told[PAID_TO] = PERSON
        return list(told.values())

    def _is_paid_or_pays(self, entry):
        """Of a payment its payee; who gives back is a person unless the budget paid a firm of that
        name."""
        if entry.kind == EntryKind.PAY:
            return not entry.payee_is_firm
        return entry.kind == EntryKind.REFUND and (entry.budget_id, entry.payer) not in self.firms
