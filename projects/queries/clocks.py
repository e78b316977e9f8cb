"""The clocks of one project as the desk shows them."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.clocks import LAMPS, Lamp, lamp
from projects.promises import WAITS_IN


@dataclass(frozen=True)
class Line:
    """One stay in a state: its days, its pauses and moves, and how it ended or stands."""

    run: object
    name: str
    started_on: date
    stopped_on: date | None
    lamp: Lamp
    moves: list
    nudges: list


def lines_of(project, today):
    """Every stay with a limit, the newest first; three queries."""
    rows = project.runs.prefetch_related("moves", "nudges").order_by("-pk")
    return [_line(project, run, today) for run in rows]


def running_of(project):
    """The clock of the state it is in; None without a limit. One query."""
    return project.runs.filter(stopped_at=None, state=project.state).first()


def _line(project, run, today):
    return Line(
        run, run.get_state_display(), localdate(run.started_at),
        run.stopped_at and localdate(run.stopped_at), _lamp(project, run, today),
        list(run.moves.all()), list(run.nudges.all()),
    )  # fmt: skip


def _lamp(project, run, today):
    if run.stopped_at is None and not run.is_paused:
        return lamp(project, today) or Lamp("fine", _("没有期限"))
    if run.stopped_at is None:
        return Lamp("hold", str(LAMPS["hold"]))
    if run.due_on is None or run.state in WAITS_IN:
        return Lamp("hold", _("已结束"))
    if localdate(run.stopped_at) <= run.due_on:
        return Lamp("fine", _("按时办出"))
    return Lamp("late", _("超期办出"))
