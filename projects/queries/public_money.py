"""What may everybody read of the money of one project? From whom, how much of it is there, what was
paid to whom for what, what was settled, and what it was before it was changed."""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField
from django.utils.translation import gettext as _

from funding.lines import source_name
from funding.models import EntryKind, Form, Share
from funding.queries.balances import standings_told
from funding.queries.disclosed import ANONYMOUS, moves_of, said, shown_giver
from projects.models import Change
from projects.queries.public_shares import Gift, Part, gifts_of, lines_of, parts_of, rule_of
from projects.queries.there_is import nothing
from projects.states import State
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.yuan import yuan

COLUMNS = (
    "implementer", "budget__approved_fen", "budget__settlement__contract_fen",
    "budget__settlement__claimed_fen", "budget__settlement__settled_fen",
    "budget__settlement__retained_fen", "budget__settlement__release_on",
    "budget__settlement__settled_on",
)  # fmt: skip
_TOLD = (Change.State.APPROVED, Change.State.DECIDED_ANEW)


@dataclass(frozen=True)
class Paid:
    """One line of the payments; `mark` is what it is where it is none: refund, correct, void."""

    day: str
    iso: str
    name: str
    what: str
    payee: str
    fen: int
    mark: str

    @property
    def amount(self):
        return yuan(self.fen)


@dataclass(frozen=True)
class Settled:
    """Label and amount of each price, in yuan; `retained` says what is kept back and until when."""

    day: str
    prices: list[tuple[str, str]]
    row: object


@dataclass(frozen=True)
class Changed:
    """What it was and what it became: (label, old, new); who let it, and why."""

    day: str
    iso: str
    reason: str
    office: str
    is_anew: bool
    lines: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Money:
    fen: int
    parts: list[Part]
    gifts: list[Gift]
    described: str
    rule: str
    is_booked: bool
    payments: list[Paid] = field(default_factory=list)
    returned: list[Paid] = field(default_factory=list)
    settlement: Settled | None = None
    retained: str = ""
    changes: list[Changed] = field(default_factory=list)
    given_up: str = ""  # what became of what was paid, where the matter was given up

    @property
    def total(self):
        return yuan(self.fen)

    def _sum(self, name):
        return sum(getattr(part, name) for part in self.parts)

    @property
    def givers(self):
        """Whose money or goods came and who is named, each once; those without a name are not."""
        came = [one.giver for one in (*self.parts, *self.gifts) if one.received_fen]
        return [name for name in dict.fromkeys(came) if name and name != said(ANONYMOUS)]

    @property
    def received_fen(self):
        return self._sum("received_fen")

    @property
    def paid_fen(self):
        return self._sum("paid_fen")

    @property
    def retained_fen(self):
        return self._sum("retained_fen")

    @property
    def received(self):
        return yuan(self.received_fen)

    @property
    def paid(self):
        return yuan(self.paid_fen)

    @property
    def kept(self):
        return yuan(self.retained_fen)

    @property
    def paid_width(self):
        return f"{100 * self.paid_fen / self.fen:.2f}%" if self.fen else "0%"

    @property
    def paid_rate(self):
        return f"{self.paid_fen / self.fen:.1%}" if self.fen else "—"

    @property
    def has_retained(self):
        return bool(self.retained_fen)


def of(row, entries):
    """The money of a row of projects.queries.public_project; `entries` is its journal. One query
    before it was ever confirmed, two afterwards and one more where it was changed."""
    shares = _shares(budget=row.budget_id)
    ever = any(entry.target == State.CONFIRMED for entry in entries)
    standing, moves, changes = {}, [], []
    if ever:
        standing = {one.line: one for one in standings_told(row.told_standings)}
        moves = moves_of(row.budget_id)
        if not nothing(row, "changes"):
            changes = list(Change.objects.filter(project=row.pk, state__in=_TOLD).order_by("-pk"))
    people = row.village.people_word
    by_hand = {row.implementer, *(move.payee for move in moves)} - {""}
    lines = lines_of(shares, standing)
    parts = parts_of(lines, standing, people, by_hand)
    settlement = getattr(row.budget, "settlement", None)
    return Money(
        fen=sum(part.fen for part in parts), parts=parts,
        gifts=gifts_of(lines, standing, people, by_hand),
        described="，".join(f"{part.label} {float(part.width[:-1]):.1f}%" for part in parts),
        rule=rule_of(shares, people), is_booked=ever,
        payments=[_paid(move) for move in moves if move.is_payment],
        returned=[_returned(move, people) for move in moves if _is_returned(move)],
        settlement=_settled(row, settlement) if settlement else None,
        retained=_retained(settlement, parts, moves) if settlement else "",
        changes=[_changed(change, people) for change in changes],
        given_up=_given_up(moves, settlement) if ever and row.state == State.TERMINATED else "",
    )  # fmt: skip


@KeptQuery
def _shares():
    rows = Share.objects.filter(budget=Param("budget", BigIntegerField()))
    return rows.annotate(shown=shown_giver()).select_related("giver").defer("payers")


# ── What for ─────────────────────────────────────────────────────────────────────────────────────
def _paid(move):
    mark = "correct" if move.corrected else "refund" if move.kind == EntryKind.REFUND else ""
    return Paid(
        written(move.on), move.on.isoformat(), move.name, move.what, move.payee_words, move.fen,
        "void" if move.is_void else mark,
    )  # fmt: skip


def _is_returned(move):
    """What went back to who gave it, or was freed for others, of the cash."""
    cash = not any(origin.in_kind for origin, _fen in move.parts)
    return cash and move.kind in (EntryKind.GIVE_BACK, EntryKind.RELEASE)


def _returned(move, people):
    origin = _("、").join(
        dict.fromkeys(
            origin.giver or source_name(origin.source, people) for origin, _ in move.parts
        )
    )
    words = _("没有用的额度，退回{}") if move.kind == EntryKind.RELEASE else _("到账没有用，退还{}")
    return Paid(
        written(move.on), move.on.isoformat(), move.name, words.format(origin), "", -move.fen, ""
    )


def _given_up(moves, settlement):
    """What was paid before the end, what came back of it, and for how much it was settled."""
    cash = [
        move for move in moves
        if not move.is_void and not move.corrected
        and not any(origin.in_kind for origin, _fen in move.parts)
    ]  # fmt: skip
    paid = sum(move.fen for move in cash if move.kind == EntryKind.PAY)
    back = -sum(move.fen for move in cash if move.kind == EntryKind.REFUND)
    if not paid:
        return _("项目已终止，终止前没有付款。")
    said = (
        _("项目已终止。终止前一共付了 {paid} 元，收款方退回 {back} 元。").format(
            paid=yuan(paid), back=yuan(back)
        )
        if back
        else _("项目已终止。终止前一共付了 {paid} 元，还没有退回。").format(paid=yuan(paid))
    )
    if settlement:
        return said + _("按实际完成的结算 {fen} 元。").format(fen=yuan(settlement.settled_fen))
    return said if paid == back else said + _("还没有按实际完成的结算，多付的由收款方退回。")


# ── Settled, changed ─────────────────────────────────────────────────────────────────────────────
def _settled(row, one):
    prices = [
        (_("预算"), yuan(row.budget.approved_fen or row.cash_fen or 0)),
        (_("合同价"), yuan(one.contract_fen)), (_("送审价"), yuan(one.claimed_fen)),
        (_("审减"), yuan(one.claimed_fen - one.settled_fen)), (_("审定价"), yuan(one.settled_fen)),
    ]  # fmt: skip
    return Settled(written(one.settled_on), prices, one)


def _retained(one, parts, moves):
    """What is kept back as 质保金 and until when; that it was paid, once it was."""
    if not one.retained_fen:
        return ""
    held = sum(part.retained_fen for part in parts)
    if held:
        return _("质保金 {amount} 元，质保期到 {day}，没有问题再付。").format(
            amount=yuan(held), day=written(one.release_on)
        )
    last = [move for move in moves if move.pay_kind == "retention" and not move.is_void]
    day = written(last[-1].on) if last else written(one.release_on)
    return _("质保金 {amount} 元已在 {day}付清。").format(amount=yuan(one.retained_fen), day=day)


def _changed(change, people):
    old, new = change.old, change.new
    lines = [(_("资金"), _in_yuan(old["fen"]), _in_yuan(new["fen"]))]
    before, after = _by_source(old), _by_source(new)
    lines += [
        (_named(key, people), _in_yuan(before.get(key, 0)), _in_yuan(after.get(key, 0)))
        for key in {**before, **after}
    ]
    lines.append((_("工期"), _in_days(old["days"]), _in_days(new["days"])))
    before, after = _by_work(old), _by_work(new)
    lines += [(name, before.get(name, "—"), after.get(name, "—")) for name in {**before, **after}]
    return Changed(
        written(change.decided_at), change.decided_at.isoformat(), change.reason,
        change.decided_name, change.state == Change.State.DECIDED_ANEW,
        [line for line in lines if line[1] != line[2]],
    )  # fmt: skip


def _by_source(version):
    return {(source, form): fen for source, form, fen in version["sources"]}


def _by_work(version):
    return {name: f"{quantity} {unit}" for name, quantity, unit, *_rest in version["work"]}


def _named(key, people):
    source, form = key
    name = source_name(source, people)
    return _("{}（实物）").format(name) if form == Form.IN_KIND else name


def _in_yuan(fen):
    return _("{} 元").format(yuan(fen))


def _in_days(days):
    return "—" if days is None else _("{} 个工作日").format(days)
