"""In which language does a visitor read? Chinese, unless she chose another one herself.

A browser set to English is no wish: most visitors' browsers were never set by them, and a page half
in English helps nobody.
"""

from django.conf import settings
from django.utils import translation


class ChosenLanguage:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen not in dict(settings.LANGUAGES):
            chosen = settings.LANGUAGE_CODE
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response
