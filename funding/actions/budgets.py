"""Who gives how much: writing the shares of a budget."""

from dataclasses import dataclass, field

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.arithmetic import Kind, Line, split
from funding.models import OWN_MONEY, Budget, Form, Giver, Share
from funding.queries.shares import fingerprint
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused


@dataclass(frozen=True)
class Part:
    """One share as somebody states it; `fen` is whole fen, more than nothing for a fixed amount.

    Per unit: `unit_fen` times `units` of `unit_name`. Per cent: `basis_points` (100 = 1 %) of the
    budget, at most `cap_fen`. The remainder says nothing: the machine completes it.
    """

    source: str
    fen: int = 0
    form: str = Form.CASH
    note: str = ""
    giver: Giver | None = None
    kind: str = Kind.FIXED
    unit_fen: int | None = None
    units: int | None = None
    unit_name: str = ""
    basis_points: int | None = None
    cap_fen: int | None = None
    decision: str = ""
    is_voluntary: bool = False
    payers: str = field(default="", repr=False)

    @property
    def rule(self):
        return Line(
            self.kind, fen=self.fen, unit_fen=self.unit_fen or 0, units=self.units or 0,
            basis_points=self.basis_points or 0, cap_fen=self.cap_fen,
        )  # fmt: skip


@atomic
def open_budget(*, title, parts, reference="", village=None, year=None, total_fen=None):
    """A new budget with its shares."""
    budget = Budget.objects.create(title=title, reference=reference, village=village, year=year)
    return set_parts(budget, parts=parts, total_fen=total_fen)


def rename(budget_pk, *, title):
    """Another title for the same money, where the first one is to be forgotten."""
    Budget.objects.filter(pk=budget_pk).update(title=title)


@atomic
def set_parts(budget, *, parts, total_fen=None, seen=None):
    """Replace the shares of a budget by these.

    `total_fen` is the sum of its items in whole fen, which per cents and the remainder are of; None
    where not every item has a price yet. `seen` is the fingerprint of the shares the person had
    before her. `Refused` when nothing is given, when somebody else was faster, and for confirmed
    money; ValidationError where the rules of the shares do not go together.
    """
    if not parts:
        raise Refused(_("请至少写一项资金来源。"))
    budget = Budget.objects.select_for_update(no_key=True).get(pk=budget.pk)
    if budget.approved_fen is not None:
        raise Refused(_("资金已经确定，不能直接改；要改请登记变更。"))
    if seen is not None and seen != fingerprint(budget):
        raise Refused(_("刚才有人在另一个页面改过资金来源，没有保存；请看过新的数字再改。"))
    fens = amounts(parts, total_fen)
    budget.shares.all().delete()
    shares = [_share(budget, part, fen) for part, fen in zip(parts, fens, strict=True)]
    for share in shares:
        share.clean_fields(exclude=["budget", "giver"])
    with in_words(Share):
        Share.objects.bulk_create(shares)
    return budget


def amounts(parts, total_fen):
    """What each of them comes to, whole fen; `total_fen` as for set_parts."""
    if all(part.kind == Kind.FIXED for part in parts):
        return [part.fen for part in parts]
    needs_total = any(part.kind in (Kind.PER_CENT, Kind.REMAINDER) for part in parts)
    if needs_total and total_fen is None:
        raise Refused(_("请先给每一项主要内容写单价，才能算出比例和其余部分。"))
    return split(total_fen or 0, [part.rule for part in parts]).amounts


def _share(budget, part, fen):
    own = part.source in OWN_MONEY
    return Share(
        budget=budget, source=part.source, form=part.form, giver=part.giver, kind=part.kind,
        amount_fen=fen, unit_fen=part.unit_fen, units=part.units, unit_name=part.unit_name,
        basis_points=part.basis_points, cap_fen=part.cap_fen, note=part.note,
        decision=part.decision if own else "", is_voluntary=part.is_voluntary and own,
        payers=part.payers if own else "",
    )  # fmt: skip
