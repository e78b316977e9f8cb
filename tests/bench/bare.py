"""What Django itself costs, beside which our pages are measured: the newest thirty of the same rows in
the same database, for the API fifty, without a house around them."""

from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.serializers import ModelSerializer

from projects.models import Project

ROWS, RECORDS = 30, 50
FIELDS = (
    "query_no", "public_title", "state", "submitted_at", "state_since", "due_on", "supporters",
    "project_class",
)  # fmt: skip
PAGE = """<!doctype html><title>{{ title }}</title><ul>{% for row in rows %}
<li><a href="/projects/{{ row.0 }}/">{{ row.1 }}</a> {{ row.2 }} {{ row.3 }} {{ row.4 }} {{ row.5 }} {{ row.6 }}
{{ row.7 }}</li>{% endfor %}</ul>"""


def listed(request):
    """A list whose values are formatted before the template."""
    rows = Project.objects.filter(released_at__isnull=False).order_by("-submitted_at", "-pk")
    told = [
        (number, title, state, f"{at:%Y-%m-%d}", f"{since:%Y-%m-%d}", due and f"{due:%Y-%m-%d}", joined, kind)
        for number, title, state, at, since, due, joined, kind in rows.values_list(*FIELDS)[:ROWS]
    ]  # fmt: skip
    return HttpResponse(_TEMPLATE.render({"title": "bare", "rows": told}))


class _Record(ModelSerializer):
    class Meta:
        model = Project
        fields = FIELDS


class _ByMoment(CursorPagination):
    page_size, ordering = RECORDS, "-submitted_at"


class _Api(ListAPIView):
    queryset = Project.objects.filter(released_at__isnull=False)
    serializer_class, pagination_class = _Record, _ByMoment
    authentication_classes, permission_classes = (), (AllowAny,)
    renderer_classes, throttle_classes = (JSONRenderer,), ()


_TEMPLATE = engines["django"].from_string(PAGE)
VIEWS = {"/bare/": listed, "/bare/api/": _Api.as_view()}


class Bare:
    """Asks those views without middleware, in the place of a test client."""

    def get(self, address):
        answer = VIEWS[address](RequestFactory().get(address))
        return answer.render() if hasattr(answer, "render") else answer
