"""Saying yes, or saying no in words a villager can act on."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """The answer of a guard: truthy when the rule holds, otherwise it says why not."""

    holds: bool
    reason: str = ""

    def __bool__(self):
        return self.holds


YES = Verdict(True)


def no(reason):
    """A refusal; the sentence says what to do next."""
    return Verdict(False, str(reason))


class Refused(Exception):
    """A person asked for something the rules do not allow; `reasons` are for that person."""

    def __init__(self, *reasons):
        self.reasons = [str(reason) for reason in reasons]
        super().__init__("；".join(self.reasons))
