"""What does each line of work cost, so that the lines come to the stated money to the fen?"""

from decimal import Decimal

SUNDRY = ("运输、安装和辅料", 1, "项", "")
MAIN = Decimal("0.9")  # of the money is in the listed things, the rest in bringing and fixing them
TEN_YUAN = 1000


def lines(plan):
    """[(name, quantity, unit, place name, price in fen or None)]; without money nothing has a price."""
    total = sum(share.yuan for share in plan.money) * 100
    if not total:
        return [(*line, None) for line in plan.work]
    if even := _even(plan.work, total):
        return [(*line, even) for line in plan.work]
    each = total * MAIN / len(plan.work)
    priced = [
        (*line, max(1, int(each / Decimal(line[1]) // TEN_YUAN * TEN_YUAN))) for line in plan.work
    ]
    rest = total - sum(int(line[1] * line[4]) for line in priced)
    return [*priced, (*SUNDRY, rest)] if rest else priced


def _even(work, total):
    """One price for all, where the lines are of one thing and the money is whole for each."""
    if len({(name, unit) for name, _quantity, unit, _place in work}) != 1:
        return None
    each, rest = divmod(total, sum(quantity for _name, quantity, *_more in work))
    return None if rest else int(each)
