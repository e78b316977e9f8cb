"""The numbers of the programme as they stood on a day.

What is written here are the working defaults. Where rules.py says 待核实 no official has confirmed
them yet. Districts and towns lay their own decisions over them (asked.py).
"""

from dataclasses import dataclass, field

from villages.deliberation import DECIDED_BY, RULES_UNTIL_2025, Matter
from weishishi.kernel.yuan import WAN_FEN

BY_DEFAULT = "本系统默认，待核实"
_ON_THE_SPOT = ("town_officer", "lead_contact")


def _table(**rows):
    return field(default_factory=lambda: dict(rows))


@dataclass(frozen=True)
class Subsidy:
    """So many fen for each building or household, at most `cap_fen` for one project; None: none."""

    amount_fen: int | None = None
    cap_fen: int | None = None

    def for_units(self, number):
        """Fen for so many buildings or households."""
        whole = (self.amount_fen or 0) * number
        return whole if self.cap_fen is None else min(whole, self.cap_fen)


@dataclass(frozen=True)
class Rulebook:
    """Amounts are fen, limits working days; notice days are calendar days unless it says otherwise.

    A book is read, never written: what a town changes is a decision with a document.
    """

    # ── Notice ──
    notice_days: int = 3
    notice_in_working_days: bool = False
    hazard_notice_days: int | None = None  # for a matter with a hazard; None: as usual
    objection_days: int = 3  # working days after which an objection is answered in writing

    # ── Evaluation: for so many days (the first counts), at least so many valid voices, counted against
    # all members or against the valid voices ──
    evaluation_days: int = 3
    evaluation_voices: int = 5
    evaluation_of_members: bool = False

    # ── How long a matter may rest in a state, in working days; others have no limit ──
    limits: dict = _table(
        submitted=3, returned=10, accepted=5, screening=5, deliberating=15, not_passed=10,
        on_notice=5, town_review=5, confirmed=20, in_progress=60, suspended=30, inspecting=10,
        rectifying=15, completed=15, evaluating=20, evaluated=10,
    )  # fmt: skip
    # The same, whole, for a matter with a hazard where the town shortened some; None: as usual.
    hazard_limits: dict | None = None

    notice_takes_from_limit: bool = (
        True  # the days of the notice are days of the limit of that state
    )

    # ── Money. Ceilings are a general rule of 珠委办字〔2021〕6号: above one, higher hands ──
    ceilings: dict = _table(services=20 * WAN_FEN, goods=20 * WAN_FEN, works=50 * WAN_FEN)
    annual_quota_fen: int | None = None  # of one village; None: none
    subsidies: dict = _table(building=Subsidy(), household=Subsidy())
    split_months: int = 12  # parts of one thing within so many months are added up
    # Whole per cents. What sponsors and residents give is there by the start; a change from so much
    # on (exclusive) is posted again; so much of the settled amount is kept back, for so many months.
    arrived_before_start: int = 100
    change_to_notice_over: int = 10
    retained_per_cent: int = 3
    retained_months: int = 12

    # ── Implementer: each means is enough up to so many fen (inclusive); a tender always is ──
    means_up_to_fen: dict = _table(
        direct=5 * WAN_FEN, quotes=20 * WAN_FEN, comparison=200 * WAN_FEN
    )
    means_papers: dict = _table(
        direct=("集体研究记录",),
        quotes=("询价函", "三家报价单", "询价记录"),
        comparison=("比选公告", "报名单位资料", "评审记录", "结果公示"),
        tender=("招标公告", "评标报告", "中标通知书"),
    )

    acceptance_roles: int = 3  # so many different roles have signed an acceptance

    # ── Approval: up to so many fen (inclusive; None: without end) these roles in that order ──
    # Above the ceiling of its class the next higher approver joins.
    approval_chain: tuple = ((5 * WAN_FEN, _ON_THE_SPOT), (None, _ON_THE_SPOT))
    two_hands_from_fen: int = 5 * WAN_FEN  # from then on (inclusive) who records does not approve

    # ── Deciding ──
    meeting_rules: dict = field(default_factory=lambda: dict(RULES_UNTIL_2025))
    # {(kind of unit, matter): kinds of meeting that may decide}
    decided_by: dict = field(
        default_factory=lambda: {
            (unit, str(matter)): kinds for (unit, matter), kinds in DECIDED_BY.items()
        }
    )
    visit_from_fen: dict = _table(works=None, goods=None, services=None)  # None: not asked for
    # {state: papers that have to be there when it is left}
    documents: dict = _table(
        screening=("初审意见",),
        deliberating=("会议通知", "签到表", "会议纪要", "表决结果"),
        on_notice=("公示", "公示照片"),
        town_review=("审批表",),
        confirmed=("采购或比选记录", "合同"),
        inspecting=("验收表",),
        completed=("结算审核", "支付凭证"),
        evaluating=("满意度测评表",),
    )

    # ── 应急先行实施: a hazard is removed first, what is owed follows within so many working days ──
    urgent_first: bool = True
    owed_within: dict = _table(decision=10, notice=15, approval=20, papers=20)

    # {code of a rule: the decision it comes from}; what is not in it is a default
    bases: dict = field(default_factory=dict, compare=False, repr=False)

    def basis(self, name):
        """Which decision (文号, from which day) a rule or a group of rules comes from, or BY_DEFAULT.

        `name` is a field (`notice_days`, `limits`) or one rule of it (`limits.submitted`).
        """
        found = {
            words: None
            for code, words in self.bases.items()
            if code == name or code.startswith(f"{name}.")
        }
        return "；".join(found) or BY_DEFAULT

    def limit_of(self, state, *, hazard=False):
        """The working days a matter may rest there; None without a limit."""
        limits = self.hazard_limits if hazard and self.hazard_limits else self.limits
        return limits.get(state)

    def notice_days_of(self, *, hazard=False):
        """How many days a notice hangs (see `notice_in_working_days`)."""
        return (hazard and self.hazard_notice_days) or self.notice_days

    def kinds_for(self, unit_kind, matter=Matter.ORDINARY):
        """The kinds of meeting that may decide this in a village or a community."""
        return self.decided_by[unit_kind, str(matter)]

    def means_for(self, fen):
        """The means by which an implementer of so many fen may be chosen, the simplest first."""
        return tuple(
            code for code in self.means_papers if fen <= self.means_up_to_fen.get(code, fen)
        )

    def visit_is_needed(self, fen, project_class):
        """Whether somebody has to have seen the place for so many fen of that class."""
        least = self.visit_from_fen.get(project_class)
        return least is not None and fen >= least


DEFAULTS = Rulebook()
