"""Which rules were in force for a village on a day?"""

from villages.rulebook.book import DEFAULTS


def rules_for(village, on):
    """The rules in force for that village on that date: today the defaults everywhere."""
    return DEFAULTS
