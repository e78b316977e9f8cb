"""Which line of the statement is which movement of the ledger? Same amount, same direction, at most
five days apart; the nearest day first, and of one day whoever bears the same name first."""

from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import date, timedelta

FAR = 5  # calendar days


@dataclass(frozen=True)
class Movement:
    """What one entry did to the cash of these villages: whole fen, below nothing for payments."""

    entry: int
    day: date
    fen: int
    name: str = ""


def pairs(lines, movements):
    """{key of a line: (entry, days apart)}; `lines` are (key, day, fen, name). Each stands in one
    pair at most, and the same question has the same answer, in whatever order it is asked."""
    there = defaultdict(deque)
    for one in sorted(movements, key=lambda one: (one.day, one.entry)):
        there[one.fen, one.day].append(one)
    left, found = sorted(lines), {}
    for apart in range(FAR + 1):
        for by_name in (True, False):
            left = [line for line in left if not _pair(line, apart, by_name, there, found)]
    return found


def _pair(line, apart, by_name, there, found):
    key, day, fen, name = line
    for where in dict.fromkeys((day - timedelta(apart), day + timedelta(apart))):
        waiting = there.get((fen, where))
        if not waiting:
            continue
        one = (
            next((one for one in waiting if name and one.name == name), None)
            if by_name else waiting[0]
        )  # fmt: skip
        if one is not None:
            waiting.remove(one)
            found[key] = (one.entry, apart)
            return True
    return False
