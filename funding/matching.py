"""Which line of the bank is which entry of the ledger? Each at most once, exact days first."""

from collections import defaultdict

WITHIN_DAYS = 5


def match(rows, entries):
    """{row key: entry key}. Both sides are (key, date, signed fen): what came in is positive.

    Same sum and direction, at most five days apart; the nearest days are matched first, ties in the
    order given, so that the same files always give the same answer.
    """
    by_sum = defaultdict(list)
    for place, (key, day, fen) in enumerate(entries):
        by_sum[fen].append((place, key, day))
    pairs = [
        (abs((day - other).days), at, place, key, entry)
        for at, (key, day, fen) in enumerate(rows)
        for place, entry, other in by_sum.get(fen, ())
        if abs((day - other).days) <= WITHIN_DAYS
    ]
    found, taken = {}, set()
    for _apart, _at, _place, key, entry in sorted(pairs, key=lambda pair: pair[:3]):
        if key not in found and entry not in taken:
            found[key] = entry
            taken.add(entry)
    return found
