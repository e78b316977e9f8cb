"""Projects, villages and figures for programs: read-only, the same answers as the pages."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from projects.api import described
from projects.api.base import ForEverybody, Pages, understood
from projects.api.library import LibraryRecord
from projects.api.newest import NewestFirst, newest
from projects.api.partners import PartnerRecord
from projects.api.serializers import (
    FiguresRecord,
    ListedRecord,
    OneProjectRecord,
    VillageRecord,
)
from projects.choices import ProjectClass
from projects.dashboards import spending, tiles
from projects.dashboards.coverage import coverage, villages_with
from projects.dashboards.definitions import definition_of
from projects.dashboards.where import EVERYWHERE, Where
from projects.forms.figures import FiguresForm, VillagesAskedForm
from projects.forms.filters import FilterForm
from projects.forms.library import LibraryFilterForm
from projects.forms.partners import PartnerFilterForm
from projects.queries import library, partners
from projects.queries.coverage import COVERED
from projects.queries.public_project import detail_of, row_of
from villages.models import Town, Village
from weishishi.kernel import clock


class ByNumber(Pages):
    page_size = 100
    ordering = "pk"


@described.projects
class Projects(ForEverybody, ListAPIView):
    """Every submitted project, newest first; the filters are those of /projects/."""

    serializer_class = ListedRecord
    pagination_class = NewestFirst
    filter_backends = ()

    def get_queryset(self):
        return newest(understood(FilterForm.of(self.request.GET)).filters())


@described.project
class OneProject(ForEverybody, APIView):
    """One project with its log, its money and its photos: what its page shows."""

    def get(self, request, number):
        row = row_of(number)
        if row is None:
            raise NotFound(_("没有这个查询号，请核对十位数字。"))
        row.detail = detail_of(row)
        return Response(OneProjectRecord(row, context={"request": request}).data)


@described.villages
class Villages(ForEverybody, ListAPIView):
    """The villages and communities that exist today; virtual units are left out."""

    serializer_class = VillageRecord
    pagination_class = ByNumber
    filter_backends = ()

    def get_queryset(self):
        asked, day = understood(VillagesAskedForm(self.request.GET)).cleaned_data, clock.today()
        where = Where(town=asked["town"])
        return villages_with(asked["has"], where, day).select_related("town")


@described.library
class Library(ForEverybody, ListAPIView):
    """What is on the menu today; the conditions are those of /library/."""

    serializer_class = LibraryRecord
    pagination_class = ByNumber
    filter_backends = ()

    def get_queryset(self):
        form = understood(LibraryFilterForm(self.request.GET))
        return library.entries(form.asked()).order_by("pk")

    def paginate_queryset(self, queryset):
        return library.dishes(super().paginate_queryset(queryset))


@described.partners
class Partners(ForEverybody, ListAPIView):
    """Who is on the register today, with its record; the condition is that of /partners/."""

    serializer_class = PartnerRecord
    pagination_class = ByNumber
    filter_backends = ()

    def get_queryset(self):
        kind = understood(PartnerFilterForm(self.request.GET)).cleaned_data["kind"]
        rows = partners.listed()
        return rows.filter(kind=kind) if kind else rows

    def paginate_queryset(self, queryset):
        return partners.with_records(super().paginate_queryset(queryset))


@described.figures
class Figures(ForEverybody, APIView):
    """The published figures of the district, or of ?town= or ?village=; money in fen."""

    def get(self, request):
        form = understood(FiguresForm(request.GET))
        asked = form.cleaned_data
        where, period = Where(asked["town"], asked["village"]), asked["period"]
        _must_exist(where)
        towns = list(_towns()) if where == EVERYWHERE else []
        found = tiles.figures([where, *(Where(town=town.pk) for town in towns)], period)
        funds, day = found[where].funds, clock.today()
        figures = {
            "as_of": day,
            "period": period.key,
            **found[where].counts,
            "cash_fen": funds.cash,
            "fiscal_fen": funds.fiscal,
            "social_fen": funds.social,
            "collective_fen": funds.collective,
            "in_kind_fen": funds.in_kind,
            "paid_fen": found[where].paid,
            "paid_rate": _rate(found[where], period),
            "by_class": _by_class(found[where]),
            "towns": tiles.towns(day).count(),
            "villages": tiles.units(day).count(),
            "coverage": coverage(where, day),
            "by_town": [_of_town(town, found[Where(town=town.pk)]) for town in towns],
            "definitions": {name: definition_of(one) for name, one in tiles.COUNTERS.items()}
            | {
                "coverage": definition_of(coverage),
                **{name: definition_of(one) for name, one in COVERED.items()},
                "cash_fen": definition_of(tiles.funds),
                "paid_fen": definition_of(spending.paid),
                "paid_rate": definition_of(spending.paid_rate),
            },
        }
        return Response(FiguresRecord(figures).data)


def _towns():
    """The towns of the site in the order of their codes; they add up to the district."""
    return tiles.towns_of_the_site().order_by("code", "pk")


def _of_town(town, found):
    return {
        "town": town.pk, "town_name": town.name, "cash_fen": found.funds.cash,
        "paid_fen": found.paid, **found.counts,
    }  # fmt: skip


def _rate(found, period):
    """Paid of the confirmed cash, to the ten-thousandth; None where there is no rate."""
    if period.key or not found.funds.cash:
        return None
    return round(found.paid / found.funds.cash, 4)


def _by_class(found):
    return [
        {
            "project_class": code, "class_name": str(ProjectClass(code).label) if code else "",
            "cash_fen": cash, "paid_fen": paid,
        }
        for code, (cash, paid) in found.by_class.items()
        if code or cash or paid
    ]  # fmt: skip


def _must_exist(where):
    if where.village and not Village.objects.filter(pk=where.village).exists():
        raise NotFound(_("没有这个村（社区）。"))
    if where.town and not Town.objects.filter(pk=where.town).exists():
        raise NotFound(_("没有这个镇。"))
