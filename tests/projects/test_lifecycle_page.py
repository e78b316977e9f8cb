"""The lifecycle page is the only way to change a state, and every room of it can be left."""

import re
from pathlib import Path

import pytest
from django_fsm import TransitionNotAllowed

from projects import guards, guards_of_works
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.states import FINAL, Holder, Stage, State


def test_django_fsm_knows_every_step_of_the_page():
    transitions = Project(state=State.DRAFT).get_all_state_transitions()

    drawn = {(one.name, one.source, one.target) for one in transitions}
    assert drawn == {
        (s.verb, source, s.target) for s in ProjectLife.steps() for source in s.sources
    }


def test_every_state_can_be_reached_from_the_draft():
    reached, open_ends = {State.DRAFT}, [State.DRAFT]
    while open_ends:
        here = open_ends.pop()
        for step in ProjectLife.steps():
            if here in step.sources and step.target not in reached:
                reached.add(step.target)
                open_ends.append(step.target)
    assert reached == set(State)


def test_every_state_but_the_final_ones_has_a_way_out():
    left = {source for step in ProjectLife.steps() for source in step.sources}
    assert set(State) - left == FINAL - {State.MERGED}  # a merge can be undone


def test_whoever_has_it_in_hand_can_do_something_about_it():
    hands = {Holder.PROPOSER: "提出人", Holder.VILLAGE: "村（社区）", Holder.TOWN: "镇经办人"}
    for state in set(State) - FINAL:
        names = [str(step.hands.name) for step in ProjectLife.steps() if state in step.sources]
        assert any(hands[state.holder] in name for name in names), state
    assert {state for state in State if state.holder == Holder.NOBODY} == FINAL


def test_names_and_colours_are_there_and_the_colour_is_keyed_by_the_code():
    for names in ([str(state.label) for state in State], [str(s.public_name) for s in State]):
        assert all(names)
        assert len(set(names)) == len(State)
    assert {state.colour for state in State} == {"run", "done", "end"}
    assert [state for state in State if state.stage == Stage.ENDS and state.colour != "end"] == []


def test_the_state_cannot_be_changed_behind_the_lifecycles_back(lamps):
    with pytest.raises(AttributeError):
        lamps.state = State.CONFIRMED
    with pytest.raises(TransitionNotAllowed):
        lamps.accept()
    assert lamps.state == State.SUBMITTED


def test_a_protected_state_can_be_validated_and_read_again(lamps, liaison):
    lamps.full_clean(exclude=["form_token"])
    ProjectLife.accept(lamps, by=liaison)
    assert lamps.state == State.SUBMITTED
    lamps.refresh_from_db()
    assert lamps.state == State.ACCEPTED
    with pytest.raises(AttributeError):
        lamps.state = State.DRAFT


def test_every_rule_on_the_page_explains_itself():
    rules = {guard for step in ProjectLife.steps() for guard in step.guards}
    assert {rule.__module__ for rule in rules} == {guards.__name__, guards_of_works.__name__}
    assert [rule.__name__ for rule in rules if not rule.__doc__] == []


def test_no_rule_always_says_yes():
    """A guard whose body cannot say no would be a stub."""
    source = "".join(Path(one.__file__).read_text() for one in (guards, guards_of_works))
    bodies = re.split(r"\n(?=def |@)", source)
    named = {step_guard.__name__ for step in ProjectLife.steps() for step_guard in step.guards}
    silent = [
        body for body in bodies
        if (found := re.search(r"def (\w+)\(project", body)) and found[1] in named
        and "return no(" not in body
    ]  # fmt: skip
    assert silent == []


def test_every_step_has_words_for_the_button_and_for_the_timeline():
    assert [step.verb for step in ProjectLife.steps() if not (step.button and step.sentence)] == []


def test_an_unknown_or_borrowed_name_is_no_step():
    assert ProjectLife.step("accept") is ProjectLife.accept
    assert [ProjectLife.step(name) for name in ("step", "outlook", "__init__", "fly", "")] == [
        None
    ] * 5
