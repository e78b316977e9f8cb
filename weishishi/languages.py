"""In which language does a visitor read? Chinese, unless she chose another one herself.

A browser set to English is no wish: most visitors' browsers were never set by them, and a page half
in English helps nobody. The desk speaks Chinese only, like the papers it produces.
"""

from django.conf import settings
from django.utils import translation

DEFAULT = settings.LANGUAGE_CODE
CHOICES = dict(settings.LANGUAGES)
ENGLISH = "en"


class ChosenLanguage:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = chosen_by(request)
        with translation.override(chosen):
            request.LANGUAGE_CODE = chosen
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", chosen)
            return response


def chosen_by(request):
    """The code of the language this request is answered in."""
    if request.path.startswith(f"/{settings.ADMIN_PATH}"):
        return DEFAULT
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in CHOICES else DEFAULT
