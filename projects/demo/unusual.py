"""What looks unusual in the demo, written here and not brought in from papers, for what an import brought
trips no rule: two opinions of a town's officer within a minute, and her own look at one of them, which
those above still read; one firm's contracts in 2021, which villages wrote in themselves.

Many late records (`late`) and many merged matters (`merged`) stand on no page of the demo. Both rules
count steps of the journal that somebody at a desk took. Here every step is the article's and an import:
1,236 collected, 415 confirmed, 317 begun and 167 done are counted from these steps, each village's from
its own, and a step beside them, or one more matter to merge, is another figure. And a step taken at a
desk owes its proposer an answer: somebody would be disturbed today by what happened in spring."""

from datetime import timedelta

from projects.actions import anomalies
from projects.approving import chain_for, round_of
from projects.demo.partners import doer_of
from projects.models import Approval, JournalEntry
from projects.queries.anomaly_rules import AWARDS_MORE_THAN
from projects.states import State
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

WITHIN = (25, 40)  # seconds
OPINION = "材料齐全，拟同意。"
LOOKED = "材料前一天已经看过，当天只是点了同意。"
FIRM, CONTRACTS = "演示园林绿化有限公司", AWARDS_MORE_THAN + 1
FROM_PAPER = "纸质合同签订时没有登记，现在照合同补录。"


class Contracts:
    """The first contracts of one firm are written in by the villages' liaisons, not by the import."""

    def __init__(self):
        self._left = CONTRACTS

    def hand(self, project, plan, clerk, liaison):
        """{"by", "late_reason"} of who writes down the implementer of that plan."""
        if not self._left or doer_of(plan) != FIRM or project.awards.exists():
            return {"by": clerk}
        self._left -= 1
        return {"by": Actor.at(liaison), "late_reason": FROM_PAPER}


def agree_in_no_time(projects, staff):
    """Instead of an opinion after forty minutes; the state of these matters is the same with it."""
    rows = [
        _opinion(one, staff.town[one.village.town.code], seconds)
        for one, seconds in zip(projects, WITHIN, strict=False)
    ]
    Approval.objects.bulk_create(rows)
    first = rows[0]
    anomalies.look("hasty", f"approval:{first.pk}", by=Actor.at(first.post), why=LOOKED)


def _opinion(project, post, seconds):
    arrived = JournalEntry.objects.filter(project=project, target=State.TOWN_REVIEW).latest("pk")
    by, chain = Actor.at(post), chain_for(project, clock.today())
    at = arrived.recorded_at + timedelta(seconds=seconds)
    return Approval(
        project=project, round=round_of(project), order=chain.roles.index(Role.TOWN_OFFICER) + 1,
        role=Role.TOWN_OFFICER, post=post, person=by.person, actor_name=by.name,
        verdict=Approval.Verdict.AGREE, opinion=OPINION, at=at, recorded_at=at,
        amount_fen=chain.fen, two_hands_from_fen=chain.two_hands_from,
    )  # fmt: skip
