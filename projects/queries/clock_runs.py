"""Every clock of a project derived anew from its journal, and what differs from the clocks that are kept."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from projects.models import Project
from projects.promises import PAUSES, Promise, Why, notice_pause, of_stay
from projects.states import State

AT_ONCE = 500


@dataclass
class Stay:
    """A stay in a state with a limit, as the journal tells it; fields as in ClockRun."""

    entry: object
    state: str
    started_at: datetime
    pauses: list = field(default_factory=list)
    stopped_at: datetime | None = None
    was_due_on: date | None = None  # when it stopped or was paused: a fact of that day
    promise: Promise | None = None

    @property
    def is_paused(self):
        return bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def runs(self):
        return self.stopped_at is None and not self.is_paused

    @property
    def spans(self):
        return [(first, last) for first, last, _why in self.pauses if last]

    @property
    def due_on(self):
        stands = self.stopped_at or self.is_paused
        return self.was_due_on if stands else self.promise.due_on

    def row(self):
        """The columns of its clock."""
        return {
            "state": str(self.state), "started_at": self.started_at, "stopped_at": self.stopped_at,
            "due_on": self.due_on, "stood_still": self.promise.stood_still,
            "limit": self.promise.limit, "basis": self.promise.basis[:200],
            "pauses": [
                [first.isoformat(), last and last.isoformat(), str(why.value)]
                for first, last, why in self.pauses
            ],
        }  # fmt: skip

    @property
    def facts(self):
        """What has to be the same in its clock: by which book a clock ran that has stopped is told,
        when it was due is in the journal."""
        told = {"limit", "basis", "stood_still"} if self.stopped_at else set()
        return {name: value for name, value in self.row().items() if name not in told}


def stays_of(project, today):
    """Its stays in states with a limit, in order; no query where `together` was asked."""
    stays = []
    for entry in sorted(project.journal.all(), key=lambda one: one.pk):
        _turn(project, stays, entry)
    return [stay for stay in stays if _promise(project, stay, today)]


def _turn(project, stays, entry):
    day, running = localdate(entry.happened_at), [one for one in stays if one.stopped_at is None]
    goes_on = next((one for one in running if one.is_paused and one.state == entry.target), None)
    why = PAUSES.get((entry.source, entry.target))
    for stay in running:
        if stay.state == entry.source:
            stay.was_due_on = entry.was_due_on
        if why and stay.state == entry.source:
            stay.pauses.append([day, None, why])
        elif not why and stay is not goes_on:
            stay.stopped_at = entry.happened_at
    if goes_on:
        goes_on.pauses[-1][1] = day
        return
    pauses = _on_the_board(project, entry) if entry.target == State.ON_NOTICE else []
    stays.append(Stay(entry, State(entry.target), entry.happened_at, pauses))


def _on_the_board(project, entry):
    """The days of the notice, where the book does not count them."""
    day = localdate(entry.happened_at)
    if not notice_pause(project, day, day):
        return []
    rows = project.notice_items.select_related("notice").filter(
        notice__posted_at__lte=entry.happened_at
    )
    item = rows.order_by("-pk").first()
    return [[day, item.notice.last_day, Why.NOTICE]] if item else []


def _promise(project, stay, today):
    until = localdate(stay.stopped_at) if stay.stopped_at else today
    if stay.is_paused:
        until = stay.pauses[-1][0]
    stay.promise = of_stay(project, stay.state, stay.started_at, pauses=stay.spans, until=until)
    return stay.promise


def together(projects=None):
    """Projects with everything their clocks follow from, a few hundred at a time."""
    rows = Project.objects.all() if projects is None else projects
    return (
        rows.exclude(state=State.DRAFT)
        .select_related("village")
        .prefetch_related("journal", "runs", "changes", "acceptances")
        .order_by("pk")
        .iterator(chunk_size=AT_ONCE)
    )


@dataclass(frozen=True)
class Difference:
    """A clock that is not as the journal tells it; `run` is None where it is missing, `stay` where
    there is one too many."""

    project: object
    run: object
    stay: Stay | None
    words: str

    def __str__(self):
        return f"{self.project.query_no} {self.words}"


def differences(today, projects=None):
    """Every clock that differs, one by one."""
    for project in together(projects):
        stays = {stay.entry.pk: stay for stay in stays_of(project, today)}
        now = next((stay for stay in stays.values() if stay.runs), None)
        for run in project.runs.all():
            stay = stays.pop(run.entry_id, None)
            if words := _said(run, stay):
                yield Difference(project, run, stay, words)
        for stay in stays.values():
            yield Difference(project, None, stay, f"{State(stay.state).label}：缺这一行")
        if now and now.due_on != project.due_on:
            words = f"{now.state.label}：项目的应办日期 {project.due_on} ≠ {now.due_on}"
            yield Difference(project, _clock_of(project, now), now, words)


def _clock_of(project, stay):
    return next((run for run in project.runs.all() if run.entry_id == stay.entry.pk), None)


def _said(run, stay):
    if stay is None:
        return f"{run.get_state_display()}：多这一行"
    wrong = [
        f"{name} {getattr(run, name)} ≠ {value}"
        for name, value in stay.facts.items()
        if getattr(run, name) != value
    ]
    return f"{run.get_state_display()}：{'；'.join(wrong)}" if wrong else ""
