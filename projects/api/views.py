"""Projects, villages and figures for programs: read-only, the same answers as the pages."""

from django.core.exceptions import ValidationError as NoSuchValue
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from projects.api.serializers import ProjectRecord, VillageRecord
from projects.dashboards import tiles
from projects.forms.filters import FilterForm
from projects.queries import public
from villages.models import Village
from weishishi.kernel import clock


class Pages(CursorPagination):
    """A forged address of a page leads nowhere; it breaks nothing."""

    invalid_cursor_message = _("网址里的 cursor 看不懂，请从第一页开始。")

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, NoSuchValue):
            raise NotFound(self.invalid_cursor_message) from None


class NewestFirst(Pages):
    page_size = 50
    ordering = ("-submitted_at", "-pk")


class ByNumber(Pages):
    page_size = 100
    ordering = "pk"


class Projects(ListAPIView):
    """Every submitted project, newest first; the filters are those of /projects/."""

    serializer_class = ProjectRecord
    pagination_class = NewestFirst
    filter_backends = ()

    def get_queryset(self):
        form = FilterForm(self.request.GET)
        if not form.is_valid():
            raise ValidationError(form.errors)
        filters = form.filters()
        return public.listed(public.matching(filters, tiles.rows_behind(filters)))


class Villages(ListAPIView):
    """The villages and communities that exist today; virtual units are left out."""

    serializer_class = VillageRecord
    pagination_class = ByNumber
    filter_backends = ()

    def get_queryset(self):
        return tiles.units(clock.today()).select_related("town")


class Figures(APIView):
    """The published figures of the district, or of ?town= or ?village=; money in fen."""

    def get(self, request):
        where = tiles.Where(town=_number(request, "town"), village=_number(request, "village"))
        funds, day = tiles.funds(where), clock.today()
        return Response(
            {
                "as_of": day,
                **tiles.counts(where),
                "cash_fen": funds.cash,
                "fiscal_fen": funds.fiscal,
                "social_fen": funds.social,
                "collective_fen": funds.collective,
                "in_kind_fen": funds.in_kind,
                "towns": tiles.towns(day).count(),
                "villages": tiles.units(day).count(),
                "definitions": {
                    name: counter.__doc__.strip() for name, counter in tiles.COUNTERS.items()
                }
                | {"cash_fen": tiles.funds.__doc__.splitlines()[0]},
            }
        )


def _number(request, name):
    """The id in the address, or None; anything else is refused."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValidationError({name: ["请填数字编号。"]})
    if name == "village" and not Village.objects.filter(pk=text).exists():
        raise ValidationError({name: ["没有这个村（社区）。"]})
    return int(text)
