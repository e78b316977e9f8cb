"""What does each line of work cost, so that the lines come to the stated money to the fen?"""

from decimal import Decimal

from projects.demo.needs import EVERYDAY

# What nobody lists, and the share of the money it takes.
SUNDRY, OF_SERVICES = "运输、安装和辅料", "场地、交通和材料"
MAIN = Decimal("0.9")
TEN_YUAN = 1000
USUAL = {(name, unit): yuan for need in EVERYDAY for name, unit, _least, _most, yuan in need.work}


def lines(plan):
    """[(name, quantity, unit, place name, price in fen or None)]; without money nothing has a price.
    What costs more by itself gets more of the money."""
    total = sum(share.yuan for share in plan.money) * 100
    if not total:
        return [(*line, None) for line in plan.work]
    if even := _even(plan.work, total):
        return [(*line, even) for line in plan.work]
    usual = _usual(plan.work)
    share = total * MAIN / sum(line[1] * yuan for line, yuan in zip(plan.work, usual, strict=True))
    priced = [
        (*line, max(1, int(share * yuan // TEN_YUAN * TEN_YUAN)))
        for line, yuan in zip(plan.work, usual, strict=True)
    ]
    rest = total - sum(int(line[1] * line[4]) for line in priced)
    sundry = OF_SERVICES if plan.project_class == "services" else SUNDRY
    return [*priced, (sundry, 1, "项", "", rest)] if rest else priced


def _usual(work):
    """What one of each line usually costs, in yuan; where that is not known of all, all lines cost alike."""
    known = [USUAL.get((name, unit)) for name, _quantity, unit, _place in work]
    if None in known:
        return [1 / Decimal(quantity) for _name, quantity, *_more in work]
    return known


def _even(work, total):
    """One price for all, where the lines are of one thing and the money is whole for each."""
    if len({(name, unit) for name, _quantity, unit, _place in work}) != 1:
        return None
    each, rest = divmod(total, sum(quantity for _name, quantity, *_more in work))
    return None if rest else int(each)
