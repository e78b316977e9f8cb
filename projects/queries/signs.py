"""How is a state shown to everybody: the five beads of the rail, and a chip of a bead and a word?"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.states import DONE, FIVE_STAGES, Stage, State


@dataclass(frozen=True)
class Bead:
    """One of the five stages: `done`, `now`, `end` where it went no further, or none of them."""

    word: str
    css: str = ""

    @property
    def note(self):
        return _("到此为止") if self.css == "end" else ""


@dataclass(frozen=True)
class Chip:
    """`number` stands in the bead; a tick or a dash replaces it when all is over."""

    number: int
    css: str
    word: str


def beads(state, has_ended=False):
    """The rail of a project whose last running state is `state`; all open for None. With `has_ended`
    it ended there, and is not on its way."""
    return _beads(state, bool(has_ended), get_language())


def chip(state):
    return _chip(State(state), get_language())


def reached_words(state, has_ended=False):
    """What the rail says to somebody who cannot see it."""
    said = _reached_words(state)
    is_on_its_way = state is not None and _walked(state) < stage_number(state)
    return _("{said}，到此为止").format(said=said) if has_ended and is_on_its_way else said


def _reached_words(state):
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
def _beads(state, has_ended, language):
    if state is None:
        return tuple(Bead(stage.label) for stage in FIVE_STAGES)
    walked, number = _walked(state), stage_number(state)
    here = "end" if has_ended else "now"
    return tuple(
        Bead(str(stage.label), "done" if place <= walked else here if place == number else "")
        for place, stage in enumerate(FIVE_STAGES, start=1)
    )


@cache
def _chip(state, language):
    css = state.colour if state.colour != "run" else ""
    number = 0 if state.stage == Stage.ENDS else stage_number(state)
    return Chip(number, css, str(state.public_name))
