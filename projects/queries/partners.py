"""Which organisations take part, and what have they done? The record everybody may read."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Case, Q, Value, When

from funding.models import Share
from projects.models import Award, Project
from projects.queries.partner_records import Record, ever, record_of, records_of
from projects.queries.signs import chip
from projects.states import State
from villages.models import Organisation

Kind = Organisation.Kind
PAGE = 30  # projects of one organisation
A_PAGE = 20  # organisations

__all__ = ["lines_of", "listed", "one", "page", "record_of"]


def listed():
    """The organisations of this site's district that are on the register today."""
    rows = Organisation.objects.standing().filter(district__code=settings.DISTRICT_CODE)
    return rows.select_related("village").defer("contact_name", "contact_phone")


def one(pk):
    """An organisation of this district, also one that is retired, or None."""
    rows = Organisation.objects.filter(district__code=settings.DISTRICT_CODE, pk=pk)
    return rows.select_related("village").defer("contact_name", "contact_phone").first()


@dataclass(frozen=True)
class Line:
    number: str
    title: str
    village: str
    chip: object
    role: str


def carried_out(organisation):
    """The projects whose standing award names it."""
    awards = Award.objects.standing().filter(organisation=organisation.pk).values("project")
    return Project.objects.filter(pk__in=awards)


def sponsored(organisation):
    """The confirmed projects for which it gives money or goods."""
    shares = Share.objects.filter(giver__organisation=organisation.pk).values("budget")
    rows = Project.objects.filter(budget__in=shares)
    return rows.filter(ever(State.CONFIRMED, "pk"))


def page_of(organisation, number=1):
    """(a page of 30 of its projects, whether there are older ones); two queries."""
    lines = lines_of(organisation, number * PAGE + 1)
    return lines[(number - 1) * PAGE : number * PAGE], len(lines) > number * PAGE


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


@dataclass(frozen=True)
class Listed:
    """An organisation and its record, as a card shows them."""

    organisation: Organisation
    record: Record


def page(kind="", number=1):
    """([(code, label, [Listed])] in the order of the kinds, the Django page) of 20
    organisations; five queries, two where nobody is registered."""
    rows = listed()
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    order = Case(*(When(kind=one, then=Value(n)) for n, one in enumerate(Kind.values)))
    found = Paginator(rows.order_by(order, "name", "pk"), A_PAGE).get_page(number)
    groups = {}
    for row in with_records(list(found.object_list)):
        groups.setdefault(row.organisation.kind, []).append(row)
    return [(one, Kind(one).label, groups[one]) for one in Kind.values if one in groups], found


def with_records(organisations):
    """[Listed] of these, three queries for all of them."""
    records = records_of([one.pk for one in organisations]) if organisations else {}
    return [Listed(one, records[one.pk]) for one in organisations]


def groups_of(village):
    """The residents' own groups and volunteer teams of a village; one query."""
    rows = listed().filter(village=village)
    return list(rows.order_by("kind", "name", "pk"))
