"""What do the residents say, all together? Pure arithmetic over counted voices.

The field's own rule (镇海区人大, printed on its result table): more than one half 满意 is 满意; else more
than one half 满意 and 基本满意 together is 基本满意; else 不满意. Exactly one half is not more than one half.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

HIDDEN_BELOW = 5  # voices: fewer would tell who said what


class Grade(TextChoices):
    """What one person may say of the whole, and of each part."""

    SATISFIED = "satisfied", _("满意")
    BASIC = "basic", _("基本满意")
    DISSATISFIED = "dissatisfied", _("不满意")


# The five parts of 满意度测评表, as a voice has them.
PARTS = {
    "fits": _("需求符合"), "quality": _("质量"), "pace": _("进度"), "openness": _("公开"),
    "service": _("服务"),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """How many said what; `invalid` ballots count nowhere but in the sheet."""

    satisfied: int = 0
    basic: int = 0
    dissatisfied: int = 0
    invalid: int = 0

    @property
    def valid(self):
        return self.satisfied + self.basic + self.dissatisfied

    @property
    def grades(self):
        """The three numbers in the order of the form."""
        return [self.satisfied, self.basic, self.dissatisfied]

    @property
    def content(self):
        """满意 and 基本满意 together."""
        return self.satisfied + self.basic

    @property
    def is_shown(self):
        """Whether there are enough for anybody but the machine to read them."""
        return self.valid >= HIDDEN_BELOW

    def __add__(self, other):
        return Said(
            self.satisfied + other.satisfied, self.basic + other.basic,
            self.dissatisfied + other.dissatisfied, self.invalid + other.invalid,
        )  # fmt: skip


def may_be_split(parts, whole):
    """Whether the numbers of each part may be read beside those of the whole: no part, and nothing that
    is left of the whole without them, has voices and fewer than enough of them."""
    sizes = [one.valid for one in parts]
    sizes.append(whole.valid - sum(sizes))
    return all(size == 0 or size >= HIDDEN_BELOW for size in sizes)


def whole_of(said, members=None):
    """Against how many it is counted: all members where their number is given, else valid voices."""
    return said.valid if members is None else members


def outcome(said, members=None):
    """The Grade of the whole; None while there is nothing to count. `members` is the number of all
    who were to be asked, where the rulebook counts against them; never fewer than the valid voices."""
    whole = whole_of(said, members)
    if said.valid == 0:
        return None
    if whole < said.valid:
        raise ValueError(f"{said.valid} valid voices of {whole} members")
    if 2 * said.satisfied > whole:
        return Grade.SATISFIED
    return Grade.BASIC if 2 * said.content > whole else Grade.DISSATISFIED


def rate(said):
    """满意率: 满意 and 基本满意 of the valid voices, in whole per cents, half a per cent up; None without
    any. Always shown with the number of voices."""
    return (200 * said.content + said.valid) // (2 * said.valid) if said.valid else None
