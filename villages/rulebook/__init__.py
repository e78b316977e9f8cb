"""Each town's own book of rules, asked as of a date. What stands in it: book.py; what may be changed,
by whom and how far: rules.py; what was decided: models/decisions.py."""

from villages.rulebook.asked import rules_for, turning_days
from villages.rulebook.book import DEFAULTS, Rulebook, Subsidy

__all__ = ["DEFAULTS", "Rulebook", "Subsidy", "rules_for", "turning_days"]
