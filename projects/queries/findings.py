"""How does a finding stand, who owes its answer, who judges it, and what does the public read?"""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, Min, OuterRef, Q, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.clocks import Lamp, until
from projects.models import Finding, FindingStep
from projects.models.findings import Owes
from projects.queries.lists import read_all
from villages.roles import VILLAGE_DESK, Role
from weishishi.kernel import clock

MOST = 50
JUDGES = (Role.SUPERVISOR, Role.AUDITOR)
Step = FindingStep.Kind
IS_OWED = Q(
    last_kind__in=("", Step.RETURN)
)  # of rows of `standing_of`: nobody answered, or not well


class State(TextChoices):
    OPEN = "open", gettext_lazy("待整改")
    OVERDUE = "overdue", gettext_lazy("超期未整改")
    ANSWERED = "answered", gettext_lazy("待复核")
    CLOSED = "closed", gettext_lazy("已销号")


def standing_of(rows):
    """These findings annotated with how they stand, for `in_state` and `dressed`; no query of its own."""
    steps = FindingStep.objects.filter(finding=OuterRef("pk")).order_by("-order")
    known = Coalesce("due_on", "worked_out__on")
    returned = steps.filter(kind=Step.RETURN).annotate(known=known)
    rows = rows.annotate(
        last_kind=Coalesce(Subquery(steps.values("kind")[:1]), Value("")),
        # The day of the return counts, also where nobody knows it yet: never the old one.
        owed_on=Case(
            When(Exists(returned), then=Subquery(returned.values("known")[:1])), default=known
        ),
    )
    return rows.select_related(
        "village__town", "project", "by__village", "by__town", "by__district"
    )


def in_state(state, today):
    """The condition on rows of `standing_of`."""
    return {
        State.OPEN: IS_OWED & (Q(owed_on__isnull=True) | Q(owed_on__gte=today)),
        State.OVERDUE: IS_OWED & Q(owed_on__lt=today),
        State.ANSWERED: Q(last_kind=Step.ANSWER),
        State.CLOSED: Q(last_kind=Step.CLOSE),
    }[state]


def state_of(row, today=None):
    """Of a row of `standing_of`."""
    if row.last_kind == Step.CLOSE:
        return State.CLOSED
    if row.last_kind == Step.ANSWER:
        return State.ANSWERED
    late = row.owed_on is not None and row.owed_on < (today or clock.today())
    return State.OVERDUE if late else State.OPEN


def lamp_of(row):
    state = state_of(row)
    if state in (State.CLOSED, State.ANSWERED):
        return Lamp("fine" if state == State.CLOSED else "hold", str(state.label))
    if row.owed_on is None:
        return Lamp("soon", _("等整改答复"))
    return until(row.owed_on, clock.today())


def dressed(rows):
    """These rows of `standing_of`, each with `state` and `lamp`."""
    for row in rows:
        row.state, row.lamp = state_of(row), lamp_of(row)
    return rows


def answers_for(finding, post):
    """Whether that post answers: the village's desk, or the town's officer."""
    if finding.owed_by == Owes.VILLAGE:
        return post.role in VILLAGE_DESK and post.village_id == finding.village_id
    return post.role == Role.TOWN_OFFICER and post.town_id == finding.village.town_id


def watches(finding, post):
    """Whether that post judges the answer: who found it, or who holds the same post of the same body
    (人大, 政协, 督查) now; what an import brought or no body signed, whoever watches there."""
    if post.role not in JUDGES or post.district_id != finding.village.town.district_id:
        return False
    by = finding.by
    return by is None or (by.role == post.role and by.body in ("", post.body))


def _hers(post):
    """The same as a condition."""
    signed = Q(by__role=post.role, by__body__in=("", post.body)) | Q(by__isnull=True)
    return signed & Q(village__town__district=post.district_id)


def of_project(project):
    """All of one project, the newest first; one query."""
    return dressed(list(standing_of(project.findings.order_by("-pk"))[:MOST]))


def waiting_for(post):
    """What this post has to answer, or to judge, the longest due first; one query, none for others."""
    return read_all(waiting(post))


def waiting(post):
    """For 我的待办: the same, not asked yet."""
    rows = standing_of(Finding.objects.all()).order_by("owed_on", "pk")
    if post.role in VILLAGE_DESK:
        rows = rows.filter(IS_OWED, village=post.village_id, owed_by=Owes.VILLAGE)
    elif post.role == Role.TOWN_OFFICER:
        rows = rows.filter(IS_OWED, village__town=post.town_id, owed_by=Owes.TOWN)
    elif post.role in JUDGES:
        late = in_state(State.OVERDUE, clock.today())  # she asked, and goes after it
        rows = rows.filter(_hers(post), Q(last_kind=Step.ANSWER) | late)
    else:
        return []
    return [(rows, lambda rows: dressed(list(rows[:MOST])))]


@dataclass(frozen=True)
class PublicFinding:
    """What everybody reads of it: the days, never a word."""

    on: date
    answered_on: date | None
    closed_on: date | None


def told_findings():
    """For `annotate` on projects: the days of its findings, oldest first; no query of its own."""
    steps = FindingStep.objects.filter(finding=OuterRef("pk")).order_by().values("finding")
    first = {
        kind: Subquery(steps.filter(kind=kind).annotate(first=Min("at")).values("first"))
        for kind in (Step.ANSWER, Step.CLOSE)
    }
    rows = Finding.objects.filter(project=OuterRef("pk")).order_by("pk")
    told = JSONObject(at="at", answered=first[Step.ANSWER], closed=first[Step.CLOSE])
    return ArraySubquery(rows.values(told=told))


def public_of(told):
    """The annotation of `told_findings` as a page shows it."""
    return [
        PublicFinding(_day(one["at"]), _day(one["answered"]), _day(one["closed"]))
        for one in told or []
    ]


def _day(moment):
    return localdate(parse_datetime(moment)) if moment else None
