"""What does it cost, item by item, and does the sum fit the money that is stated?"""

from dataclasses import dataclass

from projects.choices import ProjectClass
from villages.rulebook import rules_for
from weishishi.kernel.yuan import yuan


@dataclass(frozen=True)
class Priced:
    """One line of the estimate as a page shows it; amounts in yuan."""

    name: str
    amount: str
    price: str
    total: str


@dataclass(frozen=True)
class Estimate:
    """`total_fen` is the sum of the priced lines, whole fen; `difference_fen` is what the stated
    cash leaves over (negative: it falls short), None where no money is stated."""

    lines: list
    total_fen: int
    is_whole: bool
    difference_fen: int | None = None
    ceiling_fen: int | None = None
    class_name: str = ""

    @property
    def is_above(self):
        return self.ceiling_fen is not None and self.total_fen > self.ceiling_fen

    @property
    def above_fen(self):
        return self.total_fen - self.ceiling_fen

    @property
    def short_fen(self):
        return -self.difference_fen


def of_items(items):
    """The estimate of these work items, those of one name, unit and price in one line: twelve doors of
    twelve buildings are twelve doors. None where not one of them has a price."""
    priced = [item for item in items if item.unit_price_fen is not None]
    if not priced:
        return None
    same = {}
    for item in priced:
        same.setdefault((item.name, item.unit, item.unit_price_fen), []).append(item)
    lines = [
        Priced(
            name,
            f"{together(some):f} {unit}",
            yuan(price),
            yuan(sum(one.total_fen for one in some)),
        )
        for (name, unit, price), some in same.items()
    ]
    return Estimate(lines, sum(item.total_fen for item in priced), len(priced) == len(items))


def together(items):
    """How much these lines are together; they have one unit."""
    return sum(item.quantity for item in items).normalize()


def beside_the_budget(project, items, cash_fen, on):
    """The same for staff, held against the stated cash (fen, None without any) and against the
    ceiling of its class on the date `on`: exactly the ceiling is not above it."""
    found = of_items(items)
    if found is None:
        return None
    return Estimate(
        found.lines, found.total_fen, found.is_whole,
        None if cash_fen is None else cash_fen - found.total_fen,
        rules_for(project.village, on=on).ceilings.get(project.project_class),
        str(ProjectClass(project.project_class).label) if project.project_class else "",
    )  # fmt: skip


def items_total(project):
    """The sum of the listed work in whole fen; None unless every line has its price."""
    totals = [item.total_fen for item in project.work_items.all()]
    return sum(totals) if totals and None not in totals else None
