"""How many proposals end where, so that the figures are the newspaper's of 11 June 2021?

Collected 1236 = 663 online + 573 by other channels. Ever accepted online 360; ever confirmed 415;
ever started 317; ever completed 167. Each line: outcome, how many online, how many otherwise.
"""

from collections import Counter

_TABLE = """
submitted             31  12
returned              10   3
declined              92  54
merged                78  42
referred              71  50
withdrawn             21  10

accepted              10  12
screening             13  15
deliberating          35  43
not_passed             5   7
reserved              23  28
reserved_after_talk   12  18
on_notice             10  14
town_review            9  13
returned_late          3   3
declined_late         11  15
refused                2   2
merged_late            7  11
referred_late          7  13
withdrawn_late         3   3

confirmed             50  46
terminated_unstarted   1   1

in_progress           62  60
suspended              3   3
inspecting             7   7
rectifying             3   2
terminated             2   1

completed             24  24
evaluating            18  19
evaluated             10  12
archived              29  29
rectifying_again       1   1
"""
QUOTA = Counter()
for _line in filter(None, _TABLE.split("\n")):
    _outcome, _online, _otherwise = _line.split()
    QUOTA[_outcome, True], QUOTA[_outcome, False] = int(_online), int(_otherwise)

ENDED = {
    "declined", "merged", "referred", "withdrawn", "declined_late", "refused", "merged_late",
    "referred_late", "withdrawn_late", "terminated_unstarted", "terminated",
}  # fmt: skip


def left_over(plans):
    """[(outcome, online)] that these plans have not taken yet; ValueError when one took too many."""
    left = QUOTA.copy()
    left.subtract((plan.outcome, plan.is_online) for plan in plans)
    if too_many := [slot for slot, count in left.items() if count < 0]:
        raise ValueError(f"more than the quota: {too_many}")
    return [slot for slot, count in left.items() for _ in range(count)]


def deal(slots, weights):
    """Give every slot to a holder, so that each holder gets its share of each kind.

    Smooth weighted round robin over `weights` {holder: weight}; yields (slot, holder).
    """
    total, credit = sum(weights.values()), dict.fromkeys(weights, 0)
    for slot in slots:
        for holder, weight in weights.items():
            credit[holder] += weight
        holder = max(credit, key=credit.get)
        credit[holder] -= total
        yield slot, holder
