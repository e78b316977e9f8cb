"""How much of the confirmed money was paid? One function is one number, as in tiles."""

from django.db.models import Exists, OuterRef, Q, Sum

from funding.models import Entry, EntryKind
from projects.dashboards.where import EVERYWHERE
from projects.models import Project
from projects.models.tallies import PAID
from projects.queries.periods import ALWAYS

PAYMENTS = (EntryKind.PAY, EntryKind.REFUND)


def paid(where=EVERYWHERE, period=ALWAYS):
    """已支付：从项目账上付出去的现金，收款方退回和更正的已减去，按付款的日期算；实物不算。"""
    rows = where.tallies(period).filter(measure__in=PAID)
    return int(rows.aggregate(fen=Sum("amount", default=0))["fen"])


def paid_rate(paid_fen, cash_fen, period=ALWAYS):
    """支付率：已支付 ÷ 涉及资金（已确定项目预算中的现金），只算开始以来的；一段时间里付的和确定的不是同一批，不算比例。"""
    return "—" if period.key or not cash_fen else f"{paid_fen / cash_fen:.1%}"


def with_payments(where=EVERYWHERE, period=ALWAYS):
    """付过款：付过现金、或者有付款退回和更正的项目，就是“已支付”数到的那些。"""
    happened = Q(kind__in=PAYMENTS) | Q(kind=EntryKind.CORRECT, corrects__kind__in=PAYMENTS)
    entries = Entry.objects.filter(happened, period.days("happened_on"), in_kind=False)
    return Project.objects.filter(where.of(), Exists(entries.filter(budget=OuterRef("budget"))))
