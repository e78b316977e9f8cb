"""The numbers of the programme as they stood on a day.

Working defaults, none of them law: 待核实 until an official of the district confirms them. They are
asked by village and date because towns decide their own; no such decision can be recorded yet.
"""

from dataclasses import dataclass, field

from weishishi.kernel.yuan import WAN_FEN


@dataclass(frozen=True)
class Rulebook:
    """Days are calendar days, limits are working days, amounts are fen."""

    notice_days: int = 3
    # General rule of 珠委办字〔2021〕6号: services and goods to 200,000, works to 500,000 yuan.
    ceilings: dict = field(
        default_factory=lambda: {
            "services": 20 * WAN_FEN,
            "goods": 20 * WAN_FEN,
            "works": 50 * WAN_FEN,
        }
    )
    # How long a matter may rest in a state, in working days; states not named have no limit.
    limits: dict = field(
        default_factory=lambda: {
            "submitted": 3,
            "returned": 10,
            "accepted": 5,
            "screening": 5,
            "deliberating": 15,
            "not_passed": 10,
            "on_notice": 5,
            "town_review": 5,
            "confirmed": 20,
            "in_progress": 60,
            "suspended": 30,
            "inspecting": 10,
            "rectifying": 15,
            "completed": 15,
            "evaluating": 20,
            "evaluated": 10,
        }
    )


DEFAULTS = Rulebook()


def rules_for(village, on):
    """The rules in force for that village on that date: today the defaults everywhere."""
    return DEFAULTS
