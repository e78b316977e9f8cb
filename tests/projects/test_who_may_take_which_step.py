"""Every state × every step × every kind of hands, against an auditor's own copy of the page."""

from types import SimpleNamespace

import pytest
from django.apps import apps

from projects.actions import proposals
from projects.lifecycle import ProjectLife
from projects.models import JournalEntry
from projects.states import State
from tests.factories.people import appoint
from tests.factories.projects import REASON, approve, bring, proposal, take
from villages.roles import Role
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

PROPOSER, COMMITTEE, LEADERS, TOWN, DISTRICT = (
    {"proposer"},
    {"liaison", "committee_member", "secretary"},
    {"committee_member", "secretary"},
    {"town_officer", "lead_contact"},
    {"district_officer"},
)
EARLY = "draft submitted returned accepted screening"
BUILDING = "confirmed in_progress suspended inspecting rectifying"
# The auditor's copy: verb, from, to, by whom. Written by hand, compared with the page.
PAGE = {
    "submit": ("draft", "submitted", PROPOSER | COMMITTEE),
    "accept": ("submitted", "accepted", COMMITTEE),
    "send_back": ("submitted accepted screening", "returned", COMMITTEE),
    "resubmit": ("returned", "submitted", PROPOSER | COMMITTEE),
    "decline": ("submitted returned accepted screening not_passed", "declined", COMMITTEE),
    "merge": ("submitted accepted screening", "merged", COMMITTEE),
    "unmerge": ("merged", "screening", LEADERS),
    "unmerge_to_accepted": ("merged", "accepted", LEADERS),
    "unmerge_to_submitted": ("merged", "submitted", LEADERS),
    "refer": ("submitted accepted screening", "referred", COMMITTEE),
    "withdraw": (EARLY, "withdrawn", PROPOSER),
    "withdraw_for": (EARLY, "withdrawn", COMMITTEE),
    "screen": ("accepted", "screening", COMMITTEE),
    "deliberate": ("screening", "deliberating", COMMITTEE),
    "reject": ("deliberating", "not_passed", LEADERS),
    "reconsider": ("not_passed", "screening", LEADERS),
    "reserve": ("screening deliberating not_passed", "reserved", LEADERS),
    "take_out": ("reserved", "screening", LEADERS),
    "post_notice": ("deliberating", "on_notice", LEADERS),
    "take_down": ("on_notice", "deliberating", LEADERS),
    "report": ("on_notice", "town_review", LEADERS),
    "confirm": ("town_review", "confirmed", TOWN),
    "hand_back": ("town_review", "deliberating", TOWN),
    "refuse": ("town_review", "declined", TOWN),
    "start": ("confirmed", "in_progress", COMMITTEE),
    "suspend": ("in_progress", "suspended", LEADERS),
    "resume": ("suspended", "in_progress", LEADERS),
    "change": ("confirmed in_progress suspended", "deliberating", LEADERS),
    "inspect": ("in_progress rectifying", "inspecting", COMMITTEE),
    "rectify": ("inspecting", "rectifying", LEADERS),
    "complete": ("inspecting", "completed", LEADERS),
    "terminate": (BUILDING, "terminated", TOWN | DISTRICT),
    "open_evaluation": ("completed", "evaluating", COMMITTEE),
    "close_evaluation": ("evaluating", "evaluated", LEADERS),
    "reopen": ("evaluating", "rectifying", LEADERS),
    "archive": ("evaluated", "archived", COMMITTEE),
}
# How a state off the main road is reached: the last step of the road, then one step more.
DETOURS = {
    State.RETURNED: (None, "send_back"), State.DECLINED: (None, "decline"),
    State.REFERRED: (None, "refer"), State.MERGED: (None, "merge"),
    State.WITHDRAWN: (None, "withdraw"), State.NOT_PASSED: ("deliberate", "reject"),
    State.RESERVED: ("deliberate", "reserve"), State.SUSPENDED: ("start", "suspend"),
    State.RECTIFYING: ("inspect", "rectify"), State.TERMINATED: ("start", "terminate"),
}  # fmt: skip
ROAD = {
    State.ACCEPTED: "accept", State.SCREENING: "screen", State.DELIBERATING: "deliberate",
    State.ON_NOTICE: "post_notice", State.TOWN_REVIEW: "report", State.CONFIRMED: "confirm",
    State.IN_PROGRESS: "start", State.INSPECTING: "inspect", State.COMPLETED: "complete",
    State.EVALUATING: "open_evaluation", State.EVALUATED: "close_evaluation",
    State.ARCHIVED: "archive",
}  # fmt: skip


@pytest.fixture
def cast(village, neighbour, far_village, town, other_town, district, lamps):
    """Every role at its own place, the proposer, and the same roles one village and one town away."""
    own = {Role.LIAISON.level: village, Role.TOWN_OFFICER.level: town, Role.AUDITOR.level: district}
    actors = {
        role.value: Actor.at(
            appoint(role, own[role.level], assigned=[village] if role == Role.LEAD_CONTACT else ())
        )
        for role in Role
    }
    actors["proposer"] = Actor.from_contact(lamps.contact)
    strangers = [
        Actor.at(appoint(Role.SECRETARY, neighbour)),
        Actor.at(appoint(Role.SECRETARY, far_village)),
        Actor.at(appoint(Role.TOWN_OFFICER, other_town)),
        Actor.at(appoint(Role.LEAD_CONTACT, town, "unassigned", assigned=[neighbour])),
        Actor.resident(appoint(Role.AUDITOR, district, "somebody").person),
    ]
    return SimpleNamespace(actors=actors, strangers=strangers)


@pytest.fixture
def in_state(lamps, clerk, village):
    """The lamps in any state, brought there by real steps."""

    def brought(state):
        if state == State.DRAFT:
            draft = proposals.save_draft(proposal(village), by=Actor.from_contact(lamps.contact))
            return draft.project
        if state == State.SUBMITTED:
            return lamps
        if state in ROAD:
            return bring(lamps, ROAD[state])
        until, verb = DETOURS[state]
        project = bring(lamps, until) if until else lamps
        project.referred_to = "12345"
        project.merged_into = proposals.submit(proposal(village), by=clerk).project
        project.save(update_fields=["referred_to", "merged_into"])
        return take(project, verb, by=clerk)

    return brought


def test_the_page_and_the_auditors_copy_agree_on_every_arrow():
    assert {step.verb: (set(step.sources), step.target) for step in ProjectLife.steps()} == {
        verb: (set(sources.split()), target) for verb, (sources, target, _who) in PAGE.items()
    }


@pytest.mark.parametrize("state", list(State))
def test_each_step_from_each_state_is_in_exactly_the_right_hands(state, in_state, cast):
    project = in_state(state)
    assert project.state == state

    allowed = {
        (verb, name)
        for verb in PAGE
        for name, actor in cast.actors.items()
        if state in ProjectLife.step(verb).sources
        and ProjectLife.step(verb).is_in_the_hands_of(actor, project)
    }
    assert allowed == {
        (verb, name)
        for verb, (sources, _target, who) in PAGE.items()
        for name in who
        if state in sources.split()
    }
    for step in ProjectLife.steps():
        assert [one for one in cast.strangers if step.is_in_the_hands_of(one, project)] == []


@pytest.mark.parametrize("state", list(State))
def test_what_is_refused_changes_no_row_anywhere(state, in_state, cast):
    project = in_state(state)
    before = _rows()

    for verb, (sources, _target, who) in PAGE.items():
        out_of_turn = state not in sources.split()
        for name in cast.actors:
            if (out_of_turn and name != "secretary") or (not out_of_turn and name in who):
                continue
            with pytest.raises(Refused) as refusal:
                getattr(ProjectLife, verb)(project, by=cast.actors[name], note=REASON)
            assert refusal.value.reasons == [
                f"现在是“{state.label}”，不能办理此事。" if out_of_turn else "这一步不由您办理。"
            ]

    assert _rows() == before
    project.refresh_from_db()
    assert project.state == state


def _rows():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_a_step_in_the_right_hands_is_journalled_with_the_office(in_state, cast):
    project = approve(in_state(State.TOWN_REVIEW))

    project = ProjectLife.confirm(project, by=cast.actors["lead_contact"], note="现场看过，同意。")

    entry = JournalEntry.objects.get(project=project, verb="confirm")
    assert (entry.actor_name, entry.source, entry.target, entry.note, entry.first_time) == (
        "青溪镇挂点领导", "town_review", "confirmed", "现场看过，同意。", True,
    )  # fmt: skip
    assert entry.post == cast.actors["lead_contact"].post


def test_nobody_approves_what_she_proposed_herself(in_state, cast, town):
    project = approve(in_state(State.TOWN_REVIEW))
    officer = cast.actors["town_officer"]
    project.contact, project.proposer = None, officer.person
    project.save(update_fields=["contact", "proposer"])

    with pytest.raises(Refused) as refusal:
        ProjectLife.confirm(project, by=officer)

    assert refusal.value.reasons == ["这件事是您提出或登记的，不能由您自己批准，请换一位同事办理。"]
    ProjectLife.confirm(project, by=Actor.at(appoint(Role.TOWN_OFFICER, town, "colleague")))
