"""Through which door did somebody come in? A session remembers it as its backend.

Staff come in by password and second factor, or by the district's unified sign-in. A resident proves
a phone, and that is no reason to let her sit down at a desk, even if she also works there.
"""

from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.backends import ModelBackend

BY_PHONE = "villages.backends.ByPhone"


class ByPhone(ModelBackend):
    """Keeps up the session of who proved a phone; an account that is switched off ends at once."""

    def authenticate(self, request, **credentials):
        """Nobody is let in by typing: villages.pages.signing_in does it after the code was right."""


def came_by_phone(session):
    return session.get(BACKEND_SESSION_KEY) == BY_PHONE
