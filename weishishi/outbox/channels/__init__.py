"""How do words leave the building? One function per channel: `send(letter)`, or it raises NotSent.

Which channels a district has follows from its settings (CHANNELS): a channel nobody set up is
closed, and no delivery is written for it.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string

PATIENCE = 5  # seconds a gateway may take


class NotSent(Exception):
    """The other side did not take it. `for_good`: it never will (a wrong address, a refused text)."""

    def __init__(self, why="", *, for_good=False):
        super().__init__(why)
        self.why, self.for_good = why, for_good


@dataclass(frozen=True)
class Letter:
    """What one channel carries to one address. `key` is the same at every try of the same delivery,
    so that a gateway that knows it can drop the second one."""

    address: str
    topic: str
    title: str
    text: str
    key: str
    facts: dict = field(default_factory=dict)


def is_open(channel):
    return channel in settings.CHANNELS


def send(channel, letter):
    """Carry it; NotSent where the other side did not take it."""
    import_string(settings.CHANNELS[channel])(letter)
