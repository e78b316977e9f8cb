"""How much of an agreed service was given so far?

Receives projects and uses their related managers only, so that guards may ask.
"""

from dataclasses import dataclass

ACTIVITIES, PERSON_TIMES = "场", "人次"  # stored, so not translated


@dataclass(frozen=True)
class Given:
    """Of the activities that were held; `hours` of volunteers, halves."""

    held: int
    person_times: int
    hours: float


@dataclass(frozen=True)
class Missing:
    """Less than agreed; `unit` is ACTIVITIES, or PERSON_TIMES where no number of them was agreed."""

    agreed: int
    given: int
    unit: str


def plan_of(project):
    """The newest plan, or None."""
    return project.service_plans.last()


def newest(attendances):
    """Of each activity the row that holds; one query."""
    return attendances.order_by("activity_id", "-pk").distinct("activity_id")


def given(project, until=None):
    """Counted as written down up to that day; one query."""
    rows = project.attendances.all()
    if until is not None:
        rows = rows.filter(at__date__lte=until)
    rows = list(newest(rows))
    return Given(
        held=sum(one.sessions for one in rows),
        person_times=sum(one.person_times for one in rows),
        hours=sum(one.hours for one in rows),
    )


def missing(plan, done):
    """What is short of the plan, or None."""
    if plan.activities is not None:
        short = Missing(plan.activities, done.held, ACTIVITIES)
    else:
        short = Missing(plan.person_times, done.person_times, PERSON_TIMES)
    return short if short.given < short.agreed else None


def is_explained(project, short, until):
    """Whether somebody wrote down why exactly this much is missing."""
    last = project.shortfalls.filter(at__date__lte=until).last()
    return bool(last) and (last.agreed, last.given, last.unit) == (
        short.agreed, short.given, short.unit,
    )  # fmt: skip
