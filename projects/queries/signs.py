"""How is a state shown to everybody: the five beads of the rail, and a chip of a bead and a word?"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.states import DONE, FIVE_STAGES, Stage, State


@dataclass(frozen=True)
class Bead:
    """One of the five stages: `done`, `now`, or neither."""

    word: str
    css: str = ""


@dataclass(frozen=True)
class Chip:
    """`number` stands in the bead; a tick or a dash replaces it when all is over."""

    number: int
    css: str
    word: str


def beads(state):
    """The rail of a project whose last running state is `state`; all open for None."""
    return _beads(state, get_language())


def chip(state):
    return _chip(State(state), get_language())


def reached_words(state):
    """What the rail says to somebody who cannot see it."""
    if state is None:
        return _("五步：征集、遴选、确定、实施、评议")
    number = stage_number(state)
    if _walked(state) == len(FIVE_STAGES):
        return _("五步都已走完")
    if _walked(state) == number:
        return _("第 {number} 步已办完：{stage}").format(number=number, stage=state.stage.label)
    return _("走到第 {number} 步：{stage}").format(number=number, stage=state.stage.label)


def stage_number(state):
    return FIVE_STAGES.index(state.stage) + 1 if state.stage in FIVE_STAGES else 0


def _walked(state):
    """How many stages lie behind: the present one counts when its work is done."""
    return stage_number(state) if state in DONE else stage_number(state) - 1


@cache
def _beads(state, language):
    if state is None:
        return tuple(Bead(stage.label) for stage in FIVE_STAGES)
    walked, number = _walked(state), stage_number(state)
    return tuple(
        Bead(str(stage.label), "done" if place <= walked else "now" if place == number else "")
        for place, stage in enumerate(FIVE_STAGES, start=1)
    )


@cache
def _chip(state, language):
    css = state.colour if state.colour != "run" else ""
    number = 0 if state.stage == Stage.ENDS else stage_number(state)
    return Chip(number, css, str(state.public_name))
