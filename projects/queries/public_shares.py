"""From whom is the money of one project, by which rule, and how much of it is there?"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from funding.arithmetic import Kind, per_cent
from funding.lines import Line, source_name
from funding.models import FISCAL, SOCIAL, Source
from funding.queries.disclosed import said
from weishishi.kernel.yuan import yuan


@dataclass(frozen=True)
class Part:
    """One source of the cash: a colour of the bar and a line of the table; percentages are ready for
    SVG, amounts in yuan and, for programs, in whole fen."""

    source: str
    colour: str
    label: str
    giver: str
    rule: str
    notes: list[str]
    fen: int
    received_fen: int
    paid_fen: int
    retained_fen: int
    left: str
    width: str

    @property
    def amount(self):
        return yuan(self.fen)

    @property
    def received(self):
        return yuan(self.received_fen)

    @property
    def paid(self):
        return yuan(self.paid_fen)

    @property
    def retained(self):
        return yuan(self.retained_fen)


@dataclass(frozen=True)
class Gift:
    """What is given in kind; never in a total. `basis` is how it was valued."""

    source: str
    label: str
    giver: str
    basis: str
    notes: list[str]
    fen: int
    received_fen: int

    @property
    def amount(self):
        return yuan(self.fen)

    @property
    def is_there(self):
        return self.received_fen >= self.fen


def lines_of(shares, standing):
    """{line: its shares} in the order of the sources; lines without a share only where money moved."""
    found = {}
    for share in shares:
        found.setdefault(Line.of(share), []).append(share)
    for line, one in standing.items():
        if one.paid or one.cash or one.retained:
            found.setdefault(line, [])
    return dict(sorted(found.items(), key=lambda item: item[0].order))


def parts_of(lines, standing, people, by_hand):
    cash = {line: shares for line, shares in lines.items() if not line.is_in_kind}
    total = sum(share.amount_fen for shares in cash.values() for share in shares)
    found, left = [], 0.0
    for line, shares in cash.items():
        fen, one = sum(share.amount_fen for share in shares), standing.get(line)
        width = 100 * fen / total if total else 0
        found.append(
            Part(
                line.source, colour_of(line.source), source_name(line.source, people),
                _giver(shares), rule_of(shares, people), _notes(shares, by_hand), fen,
                one.received if one else 0, one.paid if one else 0, one.retained if one else 0,
                f"{left:.2f}%", f"{width:.2f}%",
            )
        )  # fmt: skip
        left += width
    return found


def gifts_of(lines, standing, people, by_hand):
    found = []
    for line, shares in lines.items():
        if line.is_in_kind:
            one = standing.get(line)
            basis = "；".join(share.note for share in shares)
            found.append(
                Gift(
                    line.source, source_name(line.source, people), _giver(shares), basis,
                    _notes(shares, by_hand), sum(share.amount_fen for share in shares),
                    one.received if one else 0,
                )
            )  # fmt: skip
    return found


def _giver(shares):
    return said(shares[0].shown) if shares else ""


def colour_of(source):
    if source in FISCAL:
        return "gov"
    if source == Source.SELF_RAISED:
        return "self"
    return "social" if source in SOCIAL else "village"


def _notes(shares, by_hand):
    """After whose decision, and whether the giver also does the work."""
    found = []
    for share in shares:
        if share.decision:
            found.append(_("依据：{}").format(share.decision))
        if share.giver and share.giver.name in by_hand:
            found.append(_("赞助方同时承办"))
    return list(dict.fromkeys(found))


def _reckoned(share, people):
    """每栋补贴 2,000 元 × 12 栋: how a share says how much it is; nothing for a fixed amount."""
    cap = ""
    if share.cap_fen is not None:
        cap = _("，最多 {} 元").format(yuan(share.cap_fen))
    unit = share.unit_name or _("单位")
    if share.kind == Kind.PER_UNIT:
        words = _("每{unit}补贴 {each} 元 × {units} {unit}").format(
            unit=unit, each=yuan(share.unit_fen), units=share.units
        )
    elif share.kind == Kind.PER_CENT:
        words = _("总额的 {}%").format(per_cent(share.basis_points))
    elif share.kind == Kind.REMAINDER:
        words = _("其余{source}").format(source=source_name(share.source, people))
    else:
        return ""
    return words + cap


def rule_of(shares, people):
    """The rule in one sentence, where there is one: 每栋补贴 2,000 元 × 12 栋，其余居民自筹。"""
    ordered = sorted(shares, key=lambda share: share.kind == Kind.REMAINDER)
    return _("，").join(words for share in ordered if (words := _reckoned(share, people)))
