"""The clock of a state: when it began, by when it is due, how long it stood still, when it stopped.

Every row follows from the journal, the book and the calendar; the step that starts, pauses or stops a
clock writes it in its own transaction (`turn`), and `manage.py recount_clocks` derives all of them
again and compares.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from projects.promises import PAUSED, PAUSES, Why, of_stay
from projects.states import State


class ClockRun(models.Model):
    """One stay in a state with a limit. A pause is [paused on, went on on or null, why]; `due_on` is
    null where the calendar is not announced, `limit` where a day was set instead of a limit."""

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, related_name="runs", verbose_name="项目"
    )
    entry = models.OneToOneField(
        "projects.JournalEntry", models.PROTECT, related_name="run", verbose_name="哪一步开始的"
    )
    state = models.CharField("环节", max_length=20, choices=State)
    started_at = models.DateTimeField("开始时间")
    limit = models.PositiveSmallIntegerField("期限（工作日）", null=True)
    basis = models.CharField("期限的依据", max_length=200)
    due_on = models.DateField("应办日期", null=True)
    pauses = models.JSONField("暂停", default=list)
    stood_still = models.PositiveSmallIntegerField("暂停了几个工作日", default=0)
    stopped_at = models.DateTimeField("停止时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "环节时钟"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "state"], condition=Q(stopped_at=None),
                name="one_clock_runs_for_a_state",
                violation_error_message="这个环节的时钟已经在走了，请刷新页面。",
            ),
            models.CheckConstraint(
                name="a_clock_stops_after_it_starts",
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                violation_error_message="时钟停止的时间不能早于开始的时间。",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["due_on", "id"], name="clocks_due", condition=Q(stopped_at=None)),
        ]

    def __str__(self):
        return self.get_state_display()

    @property
    def is_paused(self):
        return self.stopped_at is None and bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def spans(self):
        """(the day it was paused, the day it went on) of every pause that is over or will be."""
        return [
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last, _why in self.pauses
            if last
        ]

    @property
    def reasons(self):
        """(first day, last day or None, why) of every pause, for a page."""
        return [
            (date.fromisoformat(first), last and date.fromisoformat(last), Why(why).label)
            for first, last, why in self.pauses
        ]


class DueChange(models.Model):
    """The day by which something is due moved: from which day to which, why, and by what."""

    append_only = True

    class Reason(models.TextChoices):
        BOOK = "book", "办理期限改了"
        CALENDAR = "calendar", "放假调休日历改了"
        PAUSE = "pause", "暂停的日子不算"
        AGREED = "agreed", "工期变更"
        HAZARD = "hazard", "按安全隐患的期限算"

    run = models.ForeignKey(ClockRun, models.PROTECT, related_name="moves", verbose_name="时钟")
    old_due_on = models.DateField("原应办日期", null=True)
    new_due_on = models.DateField("新应办日期", null=True)
    reason = models.CharField("原因", max_length=10, choices=Reason)
    basis = models.CharField("依据", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "应办日期变动"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="a_moved_day_is_another_day",
                condition=Q(old_due_on=None) | Q(new_due_on=None) | ~Q(old_due_on=F("new_due_on")),
                violation_error_message="应办日期没有变。",
            )
        ]

    def __str__(self):
        return f"{self.old_due_on} → {self.new_due_on}"


# ── Written by steps ─────────────────────────────────────────────────────────────────────────────
def arriving(project, state, happened):
    """(what is promised for the state a project comes to, the paused clock that goes on or None)."""
    day = localdate(happened)
    if state in PAUSED and project.state_since:
        run = project.runs.filter(state=state, stopped_at=None).first()
        if run and run.is_paused:
            run.pauses[-1][1] = day.isoformat()
            return of_stay(project, state, run.started_at, pauses=run.spans, until=day), run
    return of_stay(project, state, happened, until=day), None


def turn(project, entry):
    """The step that is being taken starts, pauses or stops clocks."""
    promise, goes_on = project.promise, project.goes_on
    running = project.runs.filter(stopped_at=None)
    if why := PAUSES.get((entry.source, entry.target)):
        _pause(running.filter(state=entry.source).first(), localdate(entry.happened_at), why)
    elif goes_on:
        running.exclude(pk=goes_on.pk).update(stopped_at=entry.happened_at)
        move(goes_on, promise, DueChange.Reason.PAUSE, entry.happened_at)
    else:
        running.update(stopped_at=entry.happened_at)
    if promise and not goes_on:
        ClockRun.objects.create(
            project=project, entry=entry, state=entry.target, started_at=entry.happened_at,
            pauses=project.pauses, **standing(promise),
        )  # fmt: skip


def standing(promise):
    """What a clock keeps of what is promised."""
    return {
        "limit": promise.limit, "basis": promise.basis[:200], "due_on": promise.due_on,
        "stood_still": promise.stood_still,
    }  # fmt: skip


def move(run, promise, reason, at, basis=""):
    """Write down what is promised now; a day that moved stays readable as it was."""
    old = run.due_on
    for name, value in standing(promise).items():
        setattr(run, name, value)
    run.save(update_fields=["pauses", *standing(promise)])
    if old != run.due_on:
        why = Why(run.pauses[-1][2]).label if reason == DueChange.Reason.PAUSE else promise.basis
        run.moves.create(
            old_due_on=old, new_due_on=run.due_on, reason=reason, basis=(basis or why)[:200], at=at
        )


def _pause(run, day, why):
    if run is not None:
        run.pauses.append([day.isoformat(), None, str(why.value)])
        run.save(update_fields=["pauses"])
