"""What may programs and other people's pages take from here, and how do they read it?"""

from django.conf import settings
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from projects.dashboards.definitions import definitions
from projects.queries.api_docs import operations


@require_safe
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
def api_docs(request):
    """The description of the API as a page: from the same schema as programs read."""
    with translation.override(settings.LANGUAGE_CODE):
        schema = SchemaGenerator().get_schema(public=True)
    return render(
        request,
        "public/api_docs.html",
        {"about": schema["info"]["description"], "operations": operations(schema)},
    )
