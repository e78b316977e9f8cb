"""What stands on the money page of one project: every line, deed and entry, and what is left to do."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from funding.arithmetic import Kind
from funding.lines import Line
from funding.models import EntryKind, Form, Giver, PayKind, PaymentRequest
from funding.queries.balances import standings
from funding.queries.books import open_books, quota_of
from funding.queries.register import recorder_of
from projects.queries.changed import of_change
from projects.queries.public_shares import colour_of
from projects.states import State
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.yuan import yuan


@dataclass(frozen=True)
class Row:
    """One line of a budget as staff read it; amounts in yuan, empty where there is none."""

    source: str
    giver: str
    rule: str
    colour: str
    is_in_kind: bool
    stated: str
    received: str = ""
    paid: str = ""
    retained: str = ""
    left: str = ""


@dataclass
class Money:
    """`year_left` is what the village's quota of the year still holds, None without limit."""

    rows: list
    totals: Row | None
    in_kind: str
    entries: list
    requests: list
    pledges: list
    changes: list
    settlement: object
    documents: dict
    open_books: list = field(default_factory=list)
    is_confirmed: bool = False
    is_closed: bool = False
    year_left: str | None = None
    year_used: str = ""


def of_project(project):
    """Everything, in a number of queries that does not grow with what is listed."""
    budget, today = project.budget, clock.today()
    if budget is None:
        return None
    shares = list(budget.shares.select_related("giver"))
    found = standings(budget)
    book = rules_for(project.village, on=today).annual_quota_fen
    year = project.programme.year
    quota = quota_of(project.village, year, book_fen=book)
    documents = {one.sha256: one for one in budget.documents.all()}
    return Money(
        rows=_rows(shares, found),
        totals=_totals(shares, found),
        in_kind=yuan(sum(one.amount_fen for one in shares if one.form == Form.IN_KIND)),
        entries=_entries(budget, documents),
        requests=[_request(one, documents) for one in budget.requests.all()],
        pledges=list(budget.pledges.select_related("giver")),
        changes=_changes(project),
        settlement=getattr(budget, "settlement", None),
        documents=documents,
        open_books=_left_to_do(project, budget, found),
        is_confirmed=budget.approved_fen is not None,
        is_closed=budget.closed_on is not None,
        year_left=None if quota.left is None else yuan(quota.left),
        year_used=yuan(quota.committed),
    )


def _left_to_do(project, budget, found):
    """Why the books do not balance; of what was given up also that nobody has settled what was paid."""
    if budget.approved_fen is None:
        return []
    reasons, paid = open_books(budget), sum(one.paid for one in found if not one.line.is_in_kind)
    if project.status == State.TERMINATED and paid and not hasattr(budget, "settlement"):
        reasons.append(
            _("终止前已付 {fen} 元，还没有按实际完成的结算；多付的请先让收款方退回").format(
                fen=yuan(paid)
            )
        )
    return reasons


def _rows(shares, found):
    """One row for each line; shares of the same line stand together."""
    standing = {one.line: one for one in found}
    rows = []
    by_line = {}
    for share in shares:
        by_line.setdefault(Line.of(share), []).append(share)
    for line, same in sorted(by_line.items(), key=lambda item: item[0].order):
        one = standing.get(line)
        rows.append(
            Row(
                source=str(line.name), giver=str(same[0].giver or ""),
                rule="；".join(filter(None, (rule_words(share) for share in same))),
                colour="kind" if line.is_in_kind else colour_of(line.source),
                is_in_kind=line.is_in_kind, stated=yuan(sum(share.amount_fen for share in same)),
                **(_moved(one) if one else {}),
            )
        )  # fmt: skip
    return rows


def _moved(one):
    return {
        "received": yuan(one.received), "paid": yuan(one.paid), "retained": yuan(one.retained),
        "left": yuan(one.open),
    }  # fmt: skip


def totals_of(budget):
    """The cash of a budget in one row, in two queries; None without a budget."""
    return _totals(list(budget.shares.all()), standings(budget)) if budget else None


def _totals(shares, found):
    cash = [share.amount_fen for share in shares if share.form == Form.CASH]
    rows = [one for one in found if not one.line.is_in_kind]
    moved = {
        name: yuan(sum(getattr(one, fen) for one in rows))
        for name, fen in (
            ("received", "received"), ("paid", "paid"), ("retained", "retained"), ("left", "open"),
        )
    }  # fmt: skip
    return Row(_("现金合计"), "", "", "", False, yuan(sum(cash)), **(moved if rows else {}))


def rule_words(share):
    """How a share's amount comes about: 每栋 2,000 元 × 12 栋; 50%，最多 4,000 元."""
    unit = share.unit_name or _("个")
    words = {
        Kind.PER_UNIT: _("每{unit} {fen} 元 × {number} {unit}").format(
            unit=unit, fen=yuan(share.unit_fen or 0), number=share.units or 0
        ),
        Kind.PER_CENT: _("{}%").format(f"{(share.basis_points or 0) / 100:g}"),
        Kind.REMAINDER: _("其余部分"),
    }.get(share.kind, "")
    if words and share.cap_fen:
        words += _("，最多 {} 元").format(yuan(share.cap_fen))
    return "，".join(filter(None, [words, share.note]))


def _entries(budget, documents):
    rows = budget.entries.select_related("corrected_by", "corrects", "asked_by")
    rows = rows.order_by("-happened_on", "-pk")
    entries = list(rows)
    for entry in entries:
        entry.paper = documents.get(entry.evidence)
        entry.is_undone = hasattr(entry, "corrected_by")
        entry.by_whom = recorder_of(entry)
        entry.way = _("实物") if entry.in_kind else ""
        entry.is_correctable = not entry.is_undone and _may_be_corrected(entry, budget)
    return entries


def _may_be_corrected(entry, budget):
    """Books that are closed stay balanced: of them only what was paid or given back since then."""
    if budget.closed_on and entry.kind != EntryKind.GIVE_BACK:
        return entry.pay_kind == PayKind.RETENTION
    return entry.kind in CORRECTABLE


def _changes(project):
    rows = list(project.changes.order_by("-pk"))
    for row in rows:
        row.compared = of_change(row)
    return rows


def _request(request, documents):
    request.paper = documents.get(request.evidence)
    request.waits = request.state == PaymentRequest.State.WAITING
    return request


CORRECTABLE = (
    EntryKind.RECEIVE, EntryKind.RECEIVE_IN_KIND, EntryKind.PAY, EntryKind.REFUND,
    EntryKind.GIVE_BACK,
)  # fmt: skip


def givers_of(village):
    return Giver.objects.filter(village=village).order_by("name")
