"""Which meetings may decide, who has to come, and how many have to agree?

Integer arithmetic only. 以上 includes the number itself (2/3 of 45 is 30, and 30 is enough); 过半数
exceeds it (19 of 38 is not enough, 20 is). Whoever abstains is present and counts as such.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    """Codes are fixed (docs/glossary.md)."""

    VILLAGERS_ASSEMBLY = "villagers_assembly", _("村民会议")
    VILLAGERS_REPS = "villagers_reps", _("村民代表会议")
    VILLAGERS_GROUP = "villagers_group", _("村民小组会议")
    RESIDENTS_ASSEMBLY = "residents_assembly", _("居民会议")
    RESIDENTS_REPS = "residents_reps", _("居民代表会议")
    RESIDENTS_COUNCIL = "residents_council", _("居民议事会")
    FOUR_TWO = "four_two", _("四议两公开")
    OWNERS = "owners", _("业主共同决定")


class Matter(TextChoices):
    """What is decided; one project may be all three."""

    ORDINARY = "ordinary", _("一般的微实事")
    COMMON_PROPERTY = "common_property", _("小区业主的共有部分")
    SELF_RAISED = "self_raised", _("村（居）民自筹资金")


class Basis(TextChoices):
    """Whom the roster lists: the law sets another share where households send one each."""

    PEOPLE = "people", _("按人")
    HOUSEHOLDS = "households", _("按户")


def least(whole, num, den, *, strict):
    """The least number that reaches num/den of `whole` (strict: exceeds it); never below one."""
    return max(1, whole * num // den + 1 if strict else -(-whole * num // den))


@dataclass(frozen=True)
class MeetingRule:
    """The shares of one kind of meeting. `call_days` are calendar days between the call and the
    meeting, the day of the call not counted. `verified` False is shown as 待核实."""

    quorum_num: int
    quorum_den: int
    quorum_strict: bool
    pass_num: int = 1
    pass_den: int = 2
    pass_strict: bool = True
    pass_of: str = "present"  # or "due"
    call_days: int = 0
    source: str = ""
    verified: bool = False
    # (num, den, strict) where the roster lists households' representatives instead of people.
    quorum_of_households: tuple | None = None
    # Owners count twice: by head and by the area they own.
    by_area: bool = False
    # Representatives decide on public-good matters only where the assembly authorised them.
    needs_authorisation: bool = False
    # Proposer, implementer, sponsor and their near relatives sit, but do not vote on their item.
    interested_vote: bool = False
    # What must be on file afterwards, of "sign_in", "record" and "resolution" (村组法 2018, 34).
    papers: tuple = ("sign_in", "record", "resolution")

    @classmethod
    def read(cls, data):
        """The rule a meeting froze when it was called (`as_data`)."""
        of = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return cls(**of)

    def as_data(self):
        """For a JSON column."""
        return asdict(self)

    def quorum(self, basis=Basis.PEOPLE):
        """(num, den, strict) for a roster of people or of households."""
        if basis == Basis.HOUSEHOLDS and self.quorum_of_households:
            return self.quorum_of_households
        return self.quorum_num, self.quorum_den, self.quorum_strict

    def needed_present(self, due, basis=Basis.PEOPLE):
        """How many of `due` have to be there."""
        num, den, strict = self.quorum(basis)
        return least(due, num, den, strict=strict)

    def needed_for(self, present, due):
        """How many have to agree when `present` of `due` may vote."""
        whole = due if self.pass_of == "due" else present
        return least(whole, self.pass_num, self.pass_den, strict=self.pass_strict)

    def is_quorate(self, due, present, basis=Basis.PEOPLE):
        return present >= self.needed_present(due, basis)

    def passes(self, votes_for, present, due):
        return votes_for >= self.needed_for(present, due)

    def area_is_quorate(self, due, present):
        """The same share of the area as of the heads; Decimal square metres."""
        num, den, strict = self.quorum()
        return _reaches(present, due, num, den, strict=strict)

    def area_passes(self, area_for, present, due):
        whole = due if self.pass_of == "due" else present
        return _reaches(area_for, whole, self.pass_num, self.pass_den, strict=self.pass_strict)


def _reaches(part, whole, num, den, *, strict):
    return part * den > whole * num if strict else part * den >= whole * num


_TWO_THIRDS, _MORE_THAN_HALF = (2, 3, False), (1, 2, True)
_REPS = MeetingRule(
    *_TWO_THIRDS, needs_authorisation=True, verified=True,
    source="村民委员会组织法（2018）第二十四条、第二十六条",
)  # fmt: skip
# Read in the texts of 2018, except where `verified` is False.
RULES_UNTIL_2025 = {
    MeetingKind.VILLAGERS_ASSEMBLY: MeetingRule(
        *_MORE_THAN_HALF, quorum_of_households=_TWO_THIRDS, call_days=10, verified=True,
        source="村民委员会组织法（2018）第二十一条、第二十二条",
    ),
    MeetingKind.VILLAGERS_REPS: _REPS,
    MeetingKind.VILLAGERS_GROUP: MeetingRule(
        *_TWO_THIRDS, quorum_of_households=_TWO_THIRDS, verified=True,
        source="村民委员会组织法（2018）第二十八条",
    ),
    MeetingKind.RESIDENTS_ASSEMBLY: MeetingRule(
        *_MORE_THAN_HALF, quorum_of_households=_MORE_THAN_HALF, verified=True,
        source="城市居民委员会组织法（2018）第九条、第十条",
    ),
    MeetingKind.RESIDENTS_REPS: MeetingRule(
        *_TWO_THIRDS, source="参照村民代表会议；居民代表会议的法定人数待民政部门核实",
    ),
    MeetingKind.RESIDENTS_COUNCIL: MeetingRule(
        *_TWO_THIRDS, papers=("sign_in", "record"),
        source="居民议事会议事规则（常见做法），以本社区的规则为准",
    ),
    MeetingKind.FOUR_TWO: replace(
        _REPS, source="四议两公开工作法，决议按村民代表会议（村民委员会组织法（2018）第二十六条）",
    ),
    MeetingKind.OWNERS: MeetingRule(
        *_TWO_THIRDS, by_area=True, interested_vote=True, papers=("sign_in", "resolution"),
        source="民法典第二百七十八条（面积和人数都要达到；改变共有部分用途等须四分之三，由业主大会另行决定）",
    ),
}  # fmt: skip
LAW_OF_2026 = date(2026, 1, 1)  # both organic laws, as passed on 2025-10-28, are in force from here
# The new articles could not be read: the old numbers go on as data until an official confirms them.
RULES_FROM_2026 = {
    kind: rule
    if kind == MeetingKind.OWNERS
    else replace(
        rule,
        verified=False,
        source=f"2026年1月1日起施行的新法条文待核实，暂按：{rule.source}",
    )
    for kind, rule in RULES_UNTIL_2025.items()
}


def default_rules(on):
    """{kind: rule} on that day, before any decision of a district or town."""
    return RULES_FROM_2026 if on >= LAW_OF_2026 else RULES_UNTIL_2025


# Which kinds a unit can hold follows from what it is, never from its town (居组法 2018, 21).
OPEN_TO = {
    "village": (
        MeetingKind.VILLAGERS_REPS,
        MeetingKind.FOUR_TWO,
        MeetingKind.VILLAGERS_ASSEMBLY,
        MeetingKind.VILLAGERS_GROUP,
        MeetingKind.OWNERS,
    ),
    "community": (
        MeetingKind.RESIDENTS_COUNCIL,
        MeetingKind.RESIDENTS_REPS,
        MeetingKind.RESIDENTS_ASSEMBLY,
        MeetingKind.OWNERS,
    ),
}
_VILLAGERS = (
    MeetingKind.VILLAGERS_ASSEMBLY,
    MeetingKind.VILLAGERS_REPS,
    MeetingKind.FOUR_TWO,
)
# What a unit holds most: an ordinary matter goes there unless somebody chooses otherwise.
USUAL = (MeetingKind.VILLAGERS_REPS, MeetingKind.RESIDENTS_COUNCIL)
# Who meets there was elected to speak for the others: where one was called, there is such a body.
COUNCILS = (
    MeetingKind.VILLAGERS_REPS,
    MeetingKind.FOUR_TWO,
    MeetingKind.RESIDENTS_REPS,
    MeetingKind.RESIDENTS_COUNCIL,
)
# Self-raised money: 村组法 (2018) 24, 居组法 (2018) 16; common property: 民法典 278.
DECIDED_BY = {
    ("village", Matter.ORDINARY): (*_VILLAGERS, MeetingKind.VILLAGERS_GROUP),
    ("village", Matter.COMMON_PROPERTY): (MeetingKind.OWNERS,),
    ("village", Matter.SELF_RAISED): _VILLAGERS,
    ("community", Matter.ORDINARY): (
        MeetingKind.RESIDENTS_COUNCIL,
        MeetingKind.RESIDENTS_REPS,
        MeetingKind.RESIDENTS_ASSEMBLY,
    ),
    ("community", Matter.COMMON_PROPERTY): (MeetingKind.OWNERS,),
    ("community", Matter.SELF_RAISED): (MeetingKind.RESIDENTS_ASSEMBLY,),
}


def is_open_to(kind, unit_kind):
    """Whether a village or a community can hold that kind of meeting."""
    return kind in OPEN_TO[unit_kind]
