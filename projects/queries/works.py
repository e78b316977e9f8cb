"""How far is it, who takes part, what is to be looked at again: for the desk and for everybody."""

from dataclasses import dataclass
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.clocks import until
from projects.households import is_at_home, places_told
from projects.looks import SOON, due_to_look
from projects.models import Acceptance, LookAgain, Milestone, Party, Progress, Talk, WorkItem
from projects.models.splitting import months_before
from projects.queries import looks
from projects.queries.there_is import nothing
from projects.states import FINAL, State
from villages.roles import VILLAGE_DESK
from villages.scopes import villages_of
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.kept_query import KeptQuery, Param

LOOKED_AFTER = (State.COMPLETED, State.EVALUATING, State.EVALUATED, State.ARCHIVED)
MOST = 50


def items_of(pk):
    """What is built where, each with its place and the estate of a building; one query."""
    return _items(project=pk)


@KeptQuery
def _items():
    rows = WorkItem.objects.filter(project=Param("project", BigIntegerField()))
    return rows.select_related("place__parent")


@dataclass(frozen=True)
class PublicWorks:
    """What everybody may read: `items` are (name and place, there, planned, unit)."""

    per_cent: int | None
    told_on: str
    done: str
    problem: str
    next: str
    items: list
    milestones: list  # every Milestone, in its order
    parties: list
    talks: int
    households: int
    assets: list
    accepted: list  # every Acceptance, in the order of time
    upkeep: str
    looks: list  # what residents said when they were asked again, from five voices on

    @property
    def is_empty(self):
        told = self.parties or self.assets or self.accepted or self.milestones
        return self.per_cent is None and not told

    @property
    def width(self):
        return f"{self.per_cent or 0}%"


def public_of(row, items):
    """Of a row of projects.queries.public_project and its work items; one query for each kind of the
    rest that is there."""
    [last] = row.told_progress or [None]
    [talks] = row.told_talks or [{"points": 0, "households": 0}]
    accepted = [] if nothing(row, "acceptances") else _accepted(project=row.pk)
    passed = [one for one in accepted if one.result == Acceptance.Result.PASSED]
    return PublicWorks(
        per_cent=last["per_cent"] if last else None,
        told_on=written(localdate(parse_datetime(last["at"]))) if last else "",
        done=last["done"] if last else "", problem=last["problem"] if last else "",
        next=last["next"] if last and row.state not in FINAL else "",
        items=_counted(items),
        milestones=[_milestone(**one) for one in row.told_milestones],
        parties=[_party(**one) for one in row.told_parties],
        talks=talks["points"], households=talks["households"],
        assets=[] if nothing(row, "assets") else list(row.assets.values_list("what", flat=True)),
        accepted=accepted, upkeep=_upkeep(passed[-1]) if passed else "",
        looks=looks.public_of(row.told_looks) if passed else [],
    )  # fmt: skip


@KeptQuery
def _accepted():
    rows = Acceptance.objects.filter(project=Param("project", BigIntegerField()))
    return rows.order_by("pk")


def told_progress():
    """For `annotate` on projects: the newest report, [] without one."""
    rows = Progress.objects.filter(project=OuterRef("pk")).order_by("-pk")
    told = JSONObject(per_cent="per_cent", at="at", done="done", problem="problem", next="next")
    return ArraySubquery(rows.values(told=told)[:1])


def told_milestones():
    """For `annotate` on projects: every stage of the works, in its order."""
    rows = Milestone.objects.filter(project=OuterRef("pk")).order_by("order", "pk")
    return ArraySubquery(
        rows.values(told=JSONObject(what="what", due_on="due_on", done_on="done_on"))
    )


def _milestone(what, due_on, done_on):
    return Milestone(
        what=what, due_on=parse_date(due_on), done_on=parse_date(done_on) if done_on else None
    )


def told_talks():
    """For `annotate` on projects: at how many points with how many households, [] without any."""
    rows = Talk.objects.filter(project=OuterRef("pk")).order_by().values("project")
    told = JSONObject(points=Count("pk"), households=Sum("households"))
    return ArraySubquery(rows.annotate(told=told).values("told"))


def _counted(items):
    """Each with its place as far as the public may know it: a building's is its estate, a home's none;
    homes of the same name whose place is not told are added up."""
    told, found = places_told(items), {}
    for item in items:
        if item.actual is None:
            continue
        where = told[item.pk]
        name = f"{where}：{item.name}" if where else item.name
        key = (name, item.unit) if is_at_home(item) else item.pk
        there, planned = found.get(key, (name, 0, 0, item.unit))[1:3]
        found[key] = name, there + item.actual, planned + item.quantity, item.unit
    return [
        (name, f"{there.normalize():f}", f"{planned.normalize():f}", unit)
        for name, there, planned, unit in found.values()
    ]


def _upkeep(one):
    if not one.upkeep_by:
        return ""
    return (
        _("{who}，到 {day}").format(who=one.upkeep_by, day=written(one.upkeep_until))
        if one.upkeep_until
        else one.upkeep_by
    )


def told_parties():
    """For `annotate` on projects: those who take part now."""
    rows = Party.objects.filter(project=OuterRef("pk"), ended_at=None).order_by("pk")
    told = JSONObject(
        role="role", name=Coalesce("organisation__name", "office"), does="does", pk="organisation"
    )
    return ArraySubquery(rows.values(told=told))


def _party(role, name, does, pk):
    """(role, name, what it does, its page's number or None)."""
    return str(Party.Role(role).label), name, does, pk


@dataclass(frozen=True)
class ToLookAt:
    """A finished project somebody has to look at again."""

    project: object
    months: int
    due_on: object
    lamp: object


def waiting(post, today=None):
    """For 我的待办: what the village looks at again, 3 and 12 months after its acceptance passed, from a
    week before on, until somebody wrote down what she saw; first due first, nothing for others."""
    if post.role not in VILLAGE_DESK:
        return []
    today, first, last = today or clock.today(), *LookAgain.MONTHS
    a_year_on = Q(on__lte=months_before(today + SOON, last))  # the look after three months is past
    due = Q(on__lte=months_before(today + SOON, first))
    later = Acceptance.objects.filter(project=OuterRef("project"), pk__gt=OuterRef("pk"))
    rows = Acceptance.objects.filter(
        a_year_on & ~_looked(last) | due & ~a_year_on & ~_looked(first), ~Exists(later),
        result=Acceptance.Result.PASSED, project__state__in=LOOKED_AFTER,
        project__village__in=villages_of(post),
    )  # fmt: skip
    rows = rows.select_related("project__village__town").order_by("on", "pk")
    return [(rows, partial(_looks, today=today))]


def _looked(months):
    """Somebody looked after so many months, or later."""
    looks = LookAgain.objects.filter(project=OuterRef("project"), months__gte=months)
    return Q(Exists(looks))


def _looks(rows, today):
    first, last = LookAgain.MONTHS
    found = []
    for one in rows[:MOST]:
        months = last if one.on <= months_before(today + SOON, last) else first
        day = due_to_look(one.on, months)
        found.append(ToLookAt(one.project, months, day, until(day, today)))
    return sorted(found, key=lambda one: one.due_on)
