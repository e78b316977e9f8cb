"""What is a unit of the statistics called for short, and is it a village or a community?

The statistics write full names (沙白石村委会, 三灶社区居民委员会). The committee named at the end
decides the kind; where the name is silent, the last three digits of the code do.
"""

import re
from dataclasses import dataclass

from villages.models import Village

VILLAGE, COMMUNITY = Village.Kind.VILLAGE, Village.Kind.COMMUNITY

# 王堂村村民居委会 contradicts itself: neither pattern takes it, its code decides.
_COMMITTEES = (
    (re.compile(r"(?:村民委员会|村民委会|村委员会|村委会)$"), VILLAGE),
    (re.compile(r"(?<!村民)(?:居民委员会|居民委会|居委会|居委)$"), COMMUNITY),
)
_ENDINGS = (
    (re.compile(r"(?:村|嘎查|嘎查委员会|嘎查委会|牧民委员会|牧委会)$"), VILLAGE),
    (re.compile(r"(?:社区|社区委员会)$"), COMMUNITY),
)
_VILLAGE_WORDS = ("村", "嘎查", "社区")


@dataclass(frozen=True, slots=True)
class UnitName:
    """`name` is the short name shown everywhere, `full_name` stays as the statistics write it."""

    full_name: str
    name: str
    kind: str
    is_virtual: bool


def read_name(code, full_name):
    """The short name and the kind of a unit, from its 12-digit code and its full name."""
    is_virtual = code[-3:] in ("498", "598") or "虚拟" in full_name
    for pattern, kind in _COMMITTEES:
        if found := pattern.search(full_name):
            stem = full_name[: found.start()]
            return UnitName(full_name, _short(stem, kind) or full_name, kind, is_virtual)
    for pattern, kind in _ENDINGS:
        if pattern.search(full_name):
            return UnitName(full_name, _without_committee(full_name), kind, is_virtual)
    return UnitName(full_name, full_name, kind_of_code(code), is_virtual)


def kind_of_code(code):
    """By the rules of the statistics: 001-199 and 400-499 are communities, the others villages."""
    number = int(code[-3:])
    return COMMUNITY if number < 200 or 400 <= number < 500 else VILLAGE


def _short(stem, kind):
    """Only words that stand in the full name: 第一居委会 stays so, it is nobody's 第一社区."""
    if not stem or stem.endswith(_VILLAGE_WORDS if kind == VILLAGE else "社区"):
        return stem
    return stem + ("村" if kind == VILLAGE else "居委会")


def _without_committee(full_name):
    return re.sub(r"(?<=嘎查|社区)(?:委员会|委会)$", "", full_name)
