"""The points of a list, for the map beside it: the same filters as the list itself."""

from django.conf import settings
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from projects.dashboards import drilled
from projects.forms.filters import FilterForm
from projects.queries import public
from projects.queries.points import on_the_map
from weishishi.kernel.coordinates import told_in

FIVE_MINUTES = 300


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def points(request):
    """{"points": […]} of the matters `/projects/` lists under the same address; `district`: where a
    map without points begins, as the tiles draw it."""
    filters = FilterForm.of(request.GET).filters()
    rows = public.matching(filters, drilled.rows_behind(filters))
    district = told_in(settings.TILES_SYSTEM, *settings.DISTRICT_CENTRE)
    return JsonResponse({"points": on_the_map(rows), "district": district})
