"""What looks unusual in the demo: two opinions of a town's officer within a minute, written here and not
brought in from papers, and her own look at one of them, which those above still read."""

from datetime import timedelta

from projects.actions import anomalies
from projects.approving import chain_for, round_of
from projects.models import Approval, JournalEntry
from projects.states import State
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

WITHIN = (25, 40)  # seconds
OPINION = "材料齐全，拟同意。"
LOOKED = "材料前一天已经看过，当天只是点了同意。"


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
