"""What may programs and other people's pages take from here, and how do they read it?"""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from projects.dashboards.definitions import definitions
from projects.queries.api_docs import operations
from weishishi.kept_pages import same_for_everybody


@require_safe
@same_for_everybody
def open_data(request):
    return render(
        request,
        "public/open_data.html",
        {
            "licence": settings.DATA_LICENCE,
            "per_minute": settings.API_PER_MINUTE,
            "definitions": definitions(),
        },
    )


@require_safe
@same_for_everybody
def api_docs(request):
    """The description of the API as a page: from the same schema as programs read."""
    with translation.override(settings.LANGUAGE_CODE):
        schema = SchemaGenerator().get_schema(public=True)
    return render(
        request,
        "public/api_docs.html",
        {"about": schema["info"]["description"], "operations": operations(schema)},
    )


# Half-done sheets, one's own matters and wall screens are no pages to find.
_PRIVATE = ("/propose/", "/track/", "/me/", "/organisation/", "/screen/", "/projects.csv")


@require_safe
def robots(request):
    """A demo shows invented details about real places: nobody shall find it by searching."""
    closed = ("/",) if settings.DEMO else _PRIVATE
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
