"""How many, how much, how long? Every figure of a dashboard, kept up by the step that changes it.

A step adds rows in its own transaction and changes none, so that nobody waits for a row everybody
counts in. A figure is a sum, and exact at every commit; projects.actions.tallies presses the rows
together now and then and counts them anew from the live rows.
"""

from datetime import date
from itertools import pairwise

from django.db import connection, models
from django.db.models import Q
from django.utils.timezone import localdate

from funding.models import Share
from funding.queries import sums
from projects.choices import ProjectClass
from projects.promises import PAUSES, WAITS_IN
from projects.states import FINAL, FIVE_STAGES, State


class Scope(models.TextChoices):
    """Whose figure it is; `place` is the id of the district, town or village, 0 for everywhere.

    The total is everywhere again, since the start: by no month, and what is in hand by no day, so
    that it has as few rows after twenty years and a million matters as after one year.
    """

    TOTAL = "total", "开始以来"
    ALL = "all", "全部"
    DISTRICT = "district", "区"
    TOWN = "town", "镇"
    VILLAGE = "village", "村（社区）"


# How many ever came to a state; counted in the month in which they first came, by channel.
EVER = {
    "collected": State.SUBMITTED, "accepted": State.ACCEPTED, "deliberated": State.DELIBERATING,
    "confirmed": State.CONFIRMED, "started": State.IN_PROGRESS, "completed": State.COMPLETED,
}  # fmt: skip
_COUNTED_IN = {state: measure for measure, state in EVER.items()}
# Through these doors a matter walks from stage to stage and into the archive: no step leads into a
# stage by another one.
DOORS = (
    State.SUBMITTED, State.SCREENING, State.ON_NOTICE,
    State.IN_PROGRESS, State.EVALUATING, State.ARCHIVED,
)  # fmt: skip
# Fen of the budgets of the month in which they were first confirmed: the fields of funding's Sums.
MONEY = ("fiscal", "social", "collective", "in_kind")
# The cash of the same budgets by the class of the project, and what was paid of it, in the month in
# which it was paid; a matter without a class has a measure, too.
CASH = {f"cash:{code}": code for code in (*ProjectClass.values, "")}
PAID = {f"paid:{code}": code for code in (*ProjectClass.values, "")}
# Days from the first time in one state to the first time in another, in the month of the latter;
# `bucket` is the number of days.
SPANS = {f"days:{door.stage.value}": (door, after) for door, after in pairwise(DOORS)} | {
    "days:whole": (State.SUBMITTED, State.COMPLETED)
}
# Limits kept and missed by the stage whose state was left; matters in hand by their state.
LIMITS = [f"{word}:{stage.value}" for word in ("kept", "missed") for stage in FIVE_STAGES]
OPEN = [f"open:{state.value}" for state in State if state not in {*FINAL, State.DRAFT}]
STANDING = date(1, 1, 1)  # the month of what is counted as it stands, not in a period


class Tally(models.Model):
    """One addend. `open:<state>` counts the matters in a state by the day on which they are due
    (`bucket`, its ordinal, 0 for none; 1 for any day in the total); `kept:<stage>` and `missed:<stage>` how often a state with
    a limit was left in time or too late."""

    scope = models.CharField(max_length=8, choices=Scope)
    place = models.BigIntegerField()
    month = models.DateField()
    channel = models.CharField(max_length=10, blank=True)
    measure = models.CharField(max_length=20)
    bucket = models.IntegerField(default=0)
    amount = models.BigIntegerField()
    is_fresh = models.BooleanField(default=False)  # written by a step, not pressed together yet

    class Meta:
        verbose_name = verbose_name_plural = "统计汇总"
        indexes = [
            models.Index(fields=["scope", "place", "measure", "month"], name="tally_figure"),
            models.Index(fields=["id"], name="tally_fresh", condition=Q(is_fresh=True)),
            # What is due from a day on, without the years of what should have been done before.
            models.Index(
                fields=["bucket"], name="tally_due", condition=Q(scope=Scope.ALL, month=STANDING)
            ),
        ]

    def __str__(self):
        return f"{self.scope} {self.place} {self.measure} {self.amount:+}"


class TallyCheck(models.Model):
    """The summary was held against the live rows: when, and how many figures differed."""

    checked_at = models.DateTimeField("核对时间")
    different = models.PositiveIntegerField("不一致的数")

    class Meta:
        verbose_name = verbose_name_plural = "统计核对"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.checked_at:%Y-%m-%d %H:%M} {self.different}"


def moved_by(project, entry):
    """What one journalled step adds: (month, channel, measure, bucket, amount)."""
    day = localdate(entry.happened_at)
    month = day.replace(day=1)
    yield from _standing(entry.source, project.was_due_on, -1)
    yield from _standing(entry.target, project.due_on, 1)
    if entry.was_due_on and counts_as_kept(entry.source, entry.target):
        kept = "kept" if day <= entry.was_due_on else "missed"
        yield month, "", f"{kept}:{State(entry.source).stage.value}", 0, 1
    if entry.first_time:
        if measure := _COUNTED_IN.get(entry.target):
            yield month, project.channel, measure, 0, 1
        if entry.target == State.CONFIRMED and project.budget_id:
            yield from money(month, project.project_class, money_of(project))
        yield from _spans(project, entry, day)


def counts_as_kept(source, target):
    """A clock that is paused, or waits for somebody else, was neither kept nor missed."""
    return source not in WAITS_IN and (source, target) not in PAUSES


def another_date(state, was_due_on, due_on):
    """A matter that stays where it is and is due on another day."""
    yield from _standing(state, was_due_on, -1)
    yield from _standing(state, due_on, 1)


def money_of(project):
    return sums(Share.objects.filter(budget=project.budget_id))


def money(month, project_class, new, old=None):
    """What a confirmed budget adds, or the change from `old` to `new` sums; whole fen."""
    for measure in MONEY:
        if change := getattr(new, measure) - (getattr(old, measure) if old else 0):
            yield month, "", measure, 0, change
    if change := new.cash - (old.cash if old else 0):
        yield month, "", f"cash:{project_class}", 0, change


def paid(day, project_class, fen):
    """What was paid that day, negative where it came back; whole fen."""
    if fen:
        yield day.replace(day=1), "", f"paid:{project_class}", 0, fen


def another_class(month, cash, payments, was, now):
    """A confirmed matter turns out to be of another class: its money moves along. `payments` are
    (first day of a month, whole fen)."""
    for code, sign in ((was, -1), (now, 1)):
        if cash:
            yield month, "", f"cash:{code}", 0, sign * cash
        for paid_in, fen in payments:
            yield from paid(paid_in, code, sign * fen)


def _standing(state, due_on, sign):
    measure = f"open:{State(state).value}"
    if measure in OPEN:
        yield STANDING, "", measure, due_on.toordinal() if due_on else 0, sign


def _spans(project, entry, day):
    ended = {start: measure for measure, (start, end) in SPANS.items() if end == entry.target}
    if ended:
        since = project.journal.filter(first_time=True, target__in=ended)
        for start, moment in since.values_list("target", "happened_at"):
            yield day.replace(day=1), "", ended[start], (day - localdate(moment)).days, 1


_INSERT = """
INSERT INTO projects_tally (scope, place, month, channel, measure, bucket, amount, is_fresh)
WITH rows (month, channel, measure, bucket, amount) AS (VALUES {rows})
SELECT s.scope, s.place, r.month, r.channel, r.measure, r.bucket, r.amount, true
FROM (VALUES {places}) s (scope, place)
CROSS JOIN rows r
"""
_TOTAL = """
UNION ALL
SELECT 'total', 0, %s, r.channel, r.measure,
       CASE WHEN starts_with(r.measure, 'open:') THEN least(r.bucket, 1) ELSE r.bucket END,
       r.amount, true
FROM rows r
"""


def places_of(project):
    """{(scope, place)} of the towns and villages in which a project counts, each once."""
    units = [(project.village_id, project.village.town_id)]
    if project.is_joint:
        units += project.joint.values_list("village", "village__town")
    return {(Scope.VILLAGE.value, one) for one, _town in units} | {
        (Scope.TOWN.value, town) for _one, town in units
    }


def add(project, rows):
    """Add these rows for the project's villages, their towns, its district, everywhere and the total."""
    district = (Scope.DISTRICT.value, project.village.town.district_id)
    _insert({(Scope.ALL.value, 0), district, *places_of(project)}, rows, _INSERT + _TOTAL)


def add_in(places, rows):
    """Add these rows in some towns and villages only: a village joins a matter, or leaves it."""
    if places:
        _insert(places, rows, _INSERT)


def _insert(places, rows, statement):
    rows = list(rows)
    if not rows:
        return
    places = sorted(places)
    into = {
        "rows": ", ".join(["(%s::date, %s, %s, %s, %s::bigint)"] * len(rows)),
        "places": ", ".join(["(%s, %s::bigint)"] * len(places)),
    }
    given = [one for row in rows for one in row] + [one for place in places for one in place]
    with connection.cursor() as cursor:
        cursor.execute(
            statement.format(**into), [*given, *([STANDING] if statement != _INSERT else [])]
        )
