"""How large the clean copies are, and how the process that makes them ends."""

# Width in pixels → the most it may weigh, in bytes (a card, a page, a full screen).
WEIGHTS = {320: 25_000, 960: 80_000, 1600: 350_000}
WIDTHS = tuple(WEIGHTS)
TALLEST = 2  # times the width: a scroll of a screenshot is no wall paper
LARGEST = WIDTHS[-1]
UNREADABLE = 3  # the exit code of a file that is no picture after all
