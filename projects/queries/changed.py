"""A change read side by side: what was, what it shall be, how far apart, and who decides."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from funding.models import Form, Source
from weishishi.kernel.yuan import times, yuan


@dataclass(frozen=True)
class Pair:
    """One thing before and after, in words; empty where it is not there."""

    what: str
    before: str
    after: str

    @property
    def is_changed(self):
        return self.before != self.after


@dataclass(frozen=True)
class Compared:
    """`per_cent` is of what changed most; over `allowed` the residents talk about it again."""

    pairs: list
    per_cent: str
    allowed: int
    is_big: bool


def compare(old, new, *, per_mille, allowed):
    """Two versions (projects.changing) beside each other."""
    pairs = [
        *_pairs(_work(old), _work(new)), *_pairs(_sources(old), _sources(new)),
        Pair(_("现金合计"), _yuan(old["fen"]), _yuan(new["fen"])),
        Pair(_("工期"), _days(old["days"]), _days(new["days"])),
    ]  # fmt: skip
    return Compared(pairs, f"{per_mille / 10:g}", allowed, per_mille > allowed * 10)


def of_change(change):
    """The same of one that was written down."""
    return compare(
        change.old, change.new, per_mille=change.per_mille, allowed=change.allowed_per_cent
    )


def _pairs(before, after):
    names = [*before, *(name for name in after if name not in before)]
    return [Pair(name, before.get(name, ""), after.get(name, "")) for name in names]


def _work(version):
    found = {}
    for name, quantity, unit, price, *_at in version["work"]:
        words = f"{quantity} {unit}"
        if price is not None:
            words += f" × {yuan(price)} = {_yuan(times(price, Decimal(quantity)))}"
        found[name] = f"{found[name]}；{words}" if name in found else words
    return found


def _sources(version):
    return {
        Source(source).label + (_("（实物）") if form == Form.IN_KIND else ""): _yuan(fen)
        for source, form, fen in version["sources"]
    }


def _yuan(fen):
    return _("{} 元").format(yuan(fen))


def _days(days):
    return _("{} 个工作日").format(days) if days else ""
