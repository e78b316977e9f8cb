"""Which organisations take part, and what have they done? The record everybody may read."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate

from funding.models import Share
from projects.models import Award, JournalEntry, Project
from projects.queries.signs import chip
from projects.states import State
from villages.models import Organisation

Kind = Organisation.Kind
PAGE = 30


def listed():
    """The organisations of this site's district that are on the register today."""
    rows = Organisation.objects.standing().filter(district__code=settings.DISTRICT_CODE)
    return rows.select_related("village").defer("contact_name", "contact_phone")


def one(pk):
    """An organisation of this district, also one that is retired, or None."""
    rows = Organisation.objects.filter(district__code=settings.DISTRICT_CODE, pk=pk)
    return rows.select_related("village").defer("contact_name", "contact_phone").first()


@dataclass(frozen=True)
class Record:
    """How many it carried out and how that went; `sponsored` are those it gives for."""

    awarded: int
    delivered: int
    on_time: int
    evaluated: int
    sponsored: int

    @property
    def is_empty(self):
        return not (self.awarded or self.sponsored)


@dataclass(frozen=True)
class Line:
    number: str
    title: str
    village: str
    chip: object
    role: str


def _ever(target):
    rows = JournalEntry.objects.filter(project=OuterRef("pk"), target=target, first_time=True)
    return Exists(rows)


def _finished_on():
    """The day on which the works were first said to be finished."""
    rows = JournalEntry.objects.filter(
        project=OuterRef("project"), target=State.INSPECTING, first_time=True
    )
    return Subquery(rows.annotate(day=TruncDate("happened_at")).values("day")[:1])


def carried_out(organisation):
    """The projects whose standing award names it."""
    awards = Award.objects.standing().filter(organisation=organisation.pk).values("project")
    return Project.objects.filter(pk__in=awards)


def sponsored(organisation):
    """The confirmed projects for which it gives money or goods."""
    shares = Share.objects.filter(giver__organisation=organisation.pk).values("budget")
    rows = Project.objects.filter(budget__in=shares)
    return rows.filter(_ever(State.CONFIRMED))


def record_of(organisation):
    """Delivered: acceptance passed once. On time: said to be finished no later than the contract's
    last day. Evaluated: residents' evaluation was published. Four queries."""
    done = carried_out(organisation)
    awards = Award.objects.standing().filter(organisation=organisation.pk)
    completed = JournalEntry.objects.filter(
        project=OuterRef("project"), target=State.COMPLETED, first_time=True
    )
    in_time = awards.annotate(finished=_finished_on()).filter(
        Exists(completed), finished__lte=F("ends_on")
    )
    return Record(
        awarded=done.count(), delivered=done.filter(_ever(State.COMPLETED)).count(),
        on_time=in_time.count(), evaluated=done.filter(_ever(State.EVALUATED)).count(),
        sponsored=sponsored(organisation).count(),
    )  # fmt: skip


def lines_of(organisation, most=PAGE):
    """Its newest projects as everybody may read them; two queries."""
    found = {}
    for role, rows in (("carries", carried_out(organisation)), ("gives", sponsored(organisation))):
        rows = rows.select_related("village").order_by("-submitted_at", "-pk")
        rows = rows.only(
            "query_no", "state", "public_title", "released_at", "micro_type", "village__name",
            "submitted_at",
        )  # fmt: skip
        for row in rows.filter(~Q(state=State.DRAFT))[:most]:
            found.setdefault(row.pk, (row, []))[1].append(role)
    rows = sorted(found.values(), key=lambda pair: pair[0].submitted_at, reverse=True)
    return [
        Line(
            row.query_no, row.shown_title, row.village.name, chip(row.status),
            "both" if len(roles) == 2 else roles[0],
        )
        for row, roles in rows[:most]
    ]  # fmt: skip


def groups(kind=""):
    """[(label, organisations)] in the order of the kinds; one query."""
    rows = listed()
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    found = {}
    for row in rows.order_by("name", "pk"):
        found.setdefault(row.kind, []).append(row)
    return [(one, Kind(one).label, found[one]) for one in Kind.values if one in found]
