"""What is a project in content, money and period, what would it become, and how far is that apart?"""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from math import ceil

from funding.actions import budgets
from funding.actions.budgets import Part
from funding.arithmetic import Kind
from funding.models import Form, Giver
from villages.models import Place
from weishishi.kernel.yuan import times

KEPT = ("source", "form", "note", "kind", "unit_fen", "units", "unit_name", "basis_points",
        "cap_fen", "decision", "is_voluntary")  # fmt: skip
WHOLE = 1000  # per mille: another content altogether


def as_it_is(project, days):
    """{work, parts, sources, fen, days}; who pays among the residents is not in it (PIPL 6)."""
    shares = list(project.budget.shares.all()) if project.budget_id else []
    work = [
        [one.name, f"{one.quantity.normalize():f}", one.unit, one.unit_price_fen, one.place_id]
        for one in project.work_items.all()
    ]
    amounts = [one.amount_fen for one in shares]
    return _whole(work, [_said(one, one.amount_fen) for one in shares], amounts, days)


def as_wanted(old, *, work=None, parts=None, days=None):
    """The same after the change; what is None stays. ValidationError where the shares do not go
    together."""
    if work is not None:
        rows = [
            [name, f"{quantity.normalize():f}", unit, price, place and place.pk]
            for name, quantity, unit, place, price in work
        ]
    else:
        rows = old["work"]
    if parts is None:
        parts = [Part(**part | {"giver": None}) for part in old["parts"]]
        said = old["parts"]
    else:
        said = [_said(part, part.fen) for part in parts]
    amounts = budgets.amounts(parts, total_of({"work": rows}))
    return _whole(rows, said, amounts, old["days"] if days is None else days)


def _said(share, fen):
    giver = share.giver.pk if share.giver else None
    fixed = fen if share.kind == Kind.FIXED else 0
    return {name: getattr(share, name) for name in KEPT} | {"fen": fixed, "giver": giver}


def _whole(work, parts, amounts, days):
    sources = Counter()
    for part, fen in zip(parts, amounts, strict=True):
        sources[str(part["source"]), str(part["form"])] += fen
    return {
        "work": work, "parts": parts, "days": days,
        "sources": [[source, form, fen] for (source, form), fen in sources.items()],
        "fen": sum(fen for (_source, form), fen in sources.items() if form == Form.CASH),
    }  # fmt: skip


def total_of(version):
    """The sum of its work in whole fen; None unless every line has its price."""
    rows = version["work"]
    if not rows or any(row[3] is None for row in rows):
        return None
    return sum(times(price, Decimal(quantity)) for _name, quantity, _unit, price, _at in rows)


def extent(old, new):
    """How far apart, in whole per mille rounded up: of the amount, of a quantity or of the period,
    whichever changed most. A line that is new or gone is another content: 1000."""
    before, after = _quantities(old), _quantities(new)
    steps = [(old["fen"], new["fen"]), (old["days"] or 0, new["days"] or 0)]
    steps += [(before[key], after[key]) for key in before.keys() | after.keys()]
    return max(_apart(*step) for step in steps)


def _quantities(version):
    sums = Counter()
    for name, quantity, unit, *_rest in version["work"]:
        sums[name, unit] += Decimal(quantity)
    return sums


def _apart(before, after):
    if before == after:
        return 0
    if not before or not after:
        return WHOLE
    return ceil(abs(Fraction(after) - Fraction(before)) * WHOLE / Fraction(before))


def write_content(project, new):
    """The listed work as the change says."""
    project.work_items.all().delete()
    places = Place.objects.in_bulk([row[4] for row in new["work"] if row[4]])
    project.work_items.bulk_create(
        project.work_items.model(
            project=project, name=name, quantity=Decimal(quantity), unit=unit,
            unit_price_fen=price, place=places.get(place),
        )
        for name, quantity, unit, price, place in new["work"]
    )  # fmt: skip


def write_money(project, new):
    """The shares as the change says; who pays among the residents stays with its share."""
    payers = {(one.source, one.giver_id): one.payers for one in project.budget.shares.all()}
    givers = Giver.objects.in_bulk([part["giver"] for part in new["parts"] if part["giver"]])
    parts = [
        Part(**part | {
            "giver": givers.get(part["giver"]),
            "payers": payers.get((part["source"], part["giver"]), ""),
        })
        for part in new["parts"]
    ]  # fmt: skip
    budgets.set_parts(project.budget, parts=parts, total_fen=total_of(new))
