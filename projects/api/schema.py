"""The OpenAPI description, for programs: YAML, or JSON where ?format=json or Accept asks for it."""

from django.conf import settings
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation

from projects.api.base import PerAddress


class Description(SpectacularAPIView):
    http_method_names = ("get", "head")
    throttle_classes = (PerAddress,)
    content_negotiation_class = DefaultContentNegotiation

    def _get_filename(self, request, version):
        """A header's file name is ASCII; the title of the description is not."""
        return f"weishishi-api.{self.perform_content_negotiation(request, force=True)[0].format}"

    def initial(self, request, *args, **kwargs):
        translation.activate(settings.LANGUAGE_CODE)
        super().initial(request, *args, **kwargs)


def api_page():
    """The YAML of docs/api.yaml."""
    with translation.override(settings.LANGUAGE_CODE):
        schema = SchemaGenerator().get_schema(public=True)
        return OpenApiYamlRenderer().render(schema, renderer_context={}).decode()
