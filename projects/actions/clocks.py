"""Clocks follow the book, the calendar and what was agreed; and all of them are counted again."""

from django.db.models import prefetch_related_objects
from django.db.transaction import atomic

from projects.models import ClockRun, Project, tallies
from projects.models.clocks import DueChange, move, standing
from projects.promises import BY_ACCEPTANCE, of_stay
from projects.queries.clock_runs import AT_ONCE, differences
from projects.states import State
from weishishi.kernel import clock

Reason = DueChange.Reason


@atomic
def follow(project, reason):
    """What is promised for the state it is in is worked out again, for a hazard or another period
    that was agreed; clock, due date and figures move together. Returns the changed fields."""
    run = _running(project)
    promise = of_stay(
        project, project.state, run.started_at if run else project.state_since,
        pauses=run.spans if run else (), until=clock.today(),
    ) if project.state_since else None  # fmt: skip
    was, project.due_on = project.due_on, promise and promise.due_on
    if run and promise:
        move(run, promise, reason, clock.now())
    if was == project.due_on:
        return []
    tallies.add(project, tallies.another_date(project.state, was, project.due_on))
    return ["due_on"]


def follow_book_and_calendar(today=None):
    """Every clock that runs is held against the book and the calendar of today; where another day
    comes out, the old one stays readable with what changed it. Returns how many moved.

    Once a day after midnight: a decision begins at the earliest the day after it was made. What is
    paused stands still; it is worked out when it goes on.
    """
    today, moved, after = today or clock.today(), 0, 0
    while rows := list(_running_after(after)[:AT_ONCE]):
        after = rows[-1].pk
        prefetch_related_objects(rows, "project__changes", "project__acceptances")
        moved += sum(_follow(run, today) for run in rows if not run.is_paused)
    return moved


def _running_after(pk):
    rows = ClockRun.objects.filter(stopped_at=None, pk__gt=pk).order_by("pk")
    return rows.select_related("project__village")


def _follow(run, today):
    promise = _promise(run, run.project, today)
    return _differs(run, promise) and _move(run.pk, today)


def _differs(run, promise):
    kept = {name: getattr(run, name) for name in standing(promise)} if promise else None
    return kept is not None and kept != standing(promise)


def _promise(run, project, today):
    return of_stay(project, run.state, run.started_at, pauses=run.spans, until=today)


@atomic
def _move(pk, today):
    """Under the lock of the project, as every step: it may have gone on meanwhile."""
    run = ClockRun.objects.get(pk=pk)
    project = Project.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "village__town"
    ).get(pk=run.project_id)  # fmt: skip
    run.refresh_from_db()
    if run.stopped_at or run.is_paused or project.state != run.state:
        return False
    promise = _promise(run, project, today)
    if not _differs(run, promise):
        return False
    was, project.due_on = project.due_on, promise.due_on
    reason, basis = _reason(run, promise)
    move(run, promise, reason, clock.now(), basis)
    if was == project.due_on:
        return False
    project.save(update_fields=["due_on"])
    tallies.add(project, tallies.another_date(project.state, was, project.due_on))
    return True


def _reason(run, promise):
    if promise.limit != run.limit and promise.basis != BY_ACCEPTANCE:
        return Reason.BOOK, promise.basis
    year = max((day.year for day in (run.due_on, promise.due_on) if day), default=0)
    return Reason.CALENDAR, f"{year}年放假调休日历"


def _running(project):
    run = project.runs.filter(stopped_at=None, state=project.state).first()
    return None if run is None or run.is_paused else run


# ── Counted again ────────────────────────────────────────────────────────────────────────────────
def check(projects=None):
    """Every clock that is not as journal, book and calendar tell it, in words; changes nothing."""
    return [str(one) for one in differences(clock.today(), projects)]


@atomic
def count_anew(projects=None):
    """Put right what differs, and the due date of its project; returns how many clocks it were.

    A clock that no journal row began is stopped where it began, never deleted: others point to it.
    """
    number = 0
    for one in differences(clock.today(), projects):
        number += 1
        if one.stay is None:
            one.run.delete() if _is_alone(one.run) else _stop(one.run)
        elif one.run is None:
            ClockRun.objects.create(project=one.project, entry=one.stay.entry, **one.stay.row())
        else:
            ClockRun.objects.filter(pk=one.run.pk).update(**one.stay.row())
        if one.stay:
            _same_day(one.project, one.stay)
    return number


def _is_alone(run):
    return not (run.moves.exists() or run.nudges.exists())


def _stop(run):
    ClockRun.objects.filter(pk=run.pk).update(stopped_at=run.started_at)


def _same_day(project, stay):
    """The project is due on the day of the clock of its state."""
    running = stay.stopped_at is None and not stay.is_paused and stay.state == project.state
    if running and project.due_on != stay.due_on:
        was, project.due_on = project.due_on, stay.due_on
        Project.objects.filter(pk=project.pk).update(due_on=stay.due_on)
        tallies.add(project, tallies.another_date(State(project.state), was, stay.due_on))
