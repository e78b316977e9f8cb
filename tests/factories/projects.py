"""Proposals, and ways to bring them where a story begins: always by the real steps."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils.timezone import localdate

from funding.actions.budgets import Part
from projects.actions import (
    approvals,
    dossiers,
    evaluations,
    facts,
    proposals,
    publications,
    screening,
)
from projects.actions.approvals import Opinion
from projects.actions.proposals import Proposal
from projects.actions.visits import Findings
from projects.approving import chain_for
from projects.lifecycle import ProjectLife
from projects.satisfaction import Said
from tests.factories.meetings import decide
from tests.factories.money import OWN, balance_the_books, priced, receive_all, sign_all
from tests.factories.works import (
    accept,
    agree_on_the_service,
    check_what_watches,
    engage,
    find_fault,
    finish,
)
from villages import notices
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

A_WHILE = timedelta(days=9)
LAMPS = [("照明灯", 30, "盏", None)]
FISCAL = [Part("district", 3_000_000), Part("self_raised", 400_000, **OWN)]
RAIL = ("护栏高", Decimal("1.0"), "m")
REASON = "现场已经核实，情况属实，同意这样办。"

# The steps from submitted to each stop, in order; every other state is one step off this road.
ROAD = (
    "accept", "screen", "deliberate", "post_notice", "report", "confirm", "start", "inspect",
    "complete", "open_evaluation", "close_evaluation", "archive",
)  # fmt: skip

WAITING = {"report", "close_evaluation"}  # neighbours have their days


def proposal(village, **facts):
    return Proposal(
        **{
            "form_token": uuid4(), "village": village, "title": "村口装路灯",
            "need": "天黑以后村道看不清，老人走路怕摔。", "channel": "online",
            "micro_type": "facility", "phone": "13800138000", "name": "王先生",
            "notice_version": notices.CURRENT,
            **facts,
        }
    )  # fmt: skip


def propose(village, by, at=None, **facts):
    """A submitted project."""
    return proposals.submit(proposal(village, **facts), by=by, at=at).project


def furnish(project, by=None, parts=FISCAL, work=LAMPS):
    """Class, work, money, a clean self-check and a released public version: all that the notice asks
    for."""
    clerk = by or Actor.importer("历史资料导入")
    facts.edit(project, by=clerk, project_class="works", micro_type="facility")
    total = sum(part.fen for part in parts)
    facts.list_work(project, by=clerk, work=priced(work, total) if total else work)
    project = facts.state_budget(project, by=clerk, parts=parts)
    check_clean(project, by=clerk, at=project.submitted_at)
    publications.edit(project, by=clerk, title="村口加装路灯", text="村道夜里昏暗，加装照明灯。")
    return publications.release(project, by=clerk, at=project.submitted_at)


def check_clean(project, by=None, at=None):
    """It serves the fourth line of the positive list, and no line of the negative one applies."""
    answers = {
        line.rule.pk: (not line.is_negative, "现场已经核实。")
        for line in project.self_checks.lines(localdate(at or clock.now()))
        if line.is_negative or line.rule.number == 4
    }
    by = by or Actor.importer("历史资料导入")
    return screening.self_check(project, by=by, answers=answers, at=at)


def findings(**more):
    """What a visit to a low guard rail found."""
    return Findings(
        **{
            "ownership": "小区公共部位", "proposal": "加高到 1.1 米以上。", "feasible": True,
            "feasible_words": "墙体结实，可以加高。", "signature": "王某", "measures": (RAIL,),
            "present": ("石桥村联络员 王某",), "others": "居民代表 2 人", **more,
        }
    )  # fmt: skip


def bring(project, until, *, by=None, start=None, pace=timedelta(days=4)):
    """Walk the road from submitted up to and including the step named `until`, by import."""
    by = by or Actor.importer("历史资料导入")
    moment = start or project.submitted_at
    if project.budget_id is None:
        project = furnish(project)
    if not project.self_checks.exists():
        check_clean(project, at=moment)
    for verb in ROAD[: ROAD.index(until) + 1]:
        moment += pace if verb in WAITING else timedelta(minutes=10)
        if verb == "post_notice" and project.split_answers.unanswered(localdate(moment)):
            screening.answer_splitting(project, by=by, words=REASON, at=moment)
        project = take(project, verb, by=by, at=moment)
    return project


def take(project, verb, *, by=None, at=None):
    """One step of the road by import, with the fact it asks for."""
    by, at = by or Actor.importer("历史资料导入"), at or clock.now()
    if verb == "post_notice":
        decide(project, at)
    if verb == "confirm":
        project = approve(project, at=at)
        sign_all(project.budget, localdate(at))
    if verb == "start":
        receive_all(project.budget, localdate(at))
        engage(project, at)
    if verb == "inspect":
        finish(project, at)
    if verb == "rectify":
        find_fault(project, at)
    if verb == "complete":
        check_what_watches(project, at)
        agree_on_the_service(project, at)
        accept(project, at)
    if verb == "close_evaluation":
        hand_in(project, at=at)
    if verb == "archive":
        balance_the_books(project, localdate(at))
        dossiers.explain_the_rest(project, by=by, words="在村档案柜里。", at=at)
    return getattr(ProjectLife, verb)(project, by=by, at=at, note=REASON)


def hand_in(project, satisfied=20, basic=2, dissatisfied=1, *, by=None, at=None, **more):
    """Paper ballots from a meeting."""
    said = Said(satisfied, basic, dissatisfied)
    by = by or Actor.importer("历史资料导入")
    return evaluations.hand_in_sheet(project, by=by, where="村民代表会议", said=said, at=at, **more)


def approve(project, at=None):
    """Every opinion the town's rules ask for, from paper; nothing is confirmed by it."""
    at = at or clock.now()
    chain = chain_for(project, localdate(at))
    reason = "材料涨价，按询价结果核定。" if chain.is_over_the_ceiling else ""
    opinions = [Opinion(role=role, at=at, ceiling_reason=reason) for role in chain.roles]
    return approvals.bring_in(project, opinions, by=Actor.importer("历史资料导入"))


@pytest.fixture
def lamps(village, programme):
    """Somebody without an account proposed street lamps nine days ago."""
    actor = Actor.importer("历史资料导入")
    return propose(village, by=actor, at=clock.now() - A_WHILE)


@pytest.fixture
def furnished(lamps):
    """The lamps with everything a notice asks for."""
    return furnish(lamps)
