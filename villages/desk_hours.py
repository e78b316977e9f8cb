"""How long may somebody stay signed in at the desk? Half an hour without a sign of life, 12 in all.

Residents are not concerned (villages.backends). What was typed into a form of the desk and sent too
late is kept, sealed, in the session of the signed-out browser; whoever signs in again as the same
person sends it with one more press.
"""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from villages.backends import came_by_phone
from weishishi.kernel import aside

SINCE, SEEN = "desk_since", "desk_seen"
UNSENT = "unsent"
WRITTEN_EVERY = 60  # seconds between two notes of a sign of life
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "code", "credential")


class SeeOther(HttpResponseRedirect):
    status_code = 303


def begin(sender, request, user, **more):
    """The clock of a session starts when somebody comes in by the staff's door."""
    if not came_by_phone(request.session):
        request.session[SINCE] = request.session[SEEN] = time.time()


class DeskHours:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """After the check against forged forms, so that only what she sent herself is kept."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        session = request.session
        if SESSION_KEY not in session or came_by_phone(session):
            return None
        if _is_sent_by_a_page(request):
            return HttpResponse(status=401) if _is_over(session) else None
        if not _is_over(session):
            return _note(session)
        return _send_out(request)


def _is_sent_by_a_page(request):
    """What a queue in the browser sends is no sign of life, and signs nobody out: what she is typing
    meanwhile would not be kept any more."""
    asks = request.headers.get("Accept", "").startswith("application/json")
    return asks and request.method == "POST" and request.path.startswith(reverse("admin:index"))


def _is_over(session):
    now = time.time()
    idle = now - session.get(SEEN, now)
    stayed = now - session.get(SINCE, now)
    return idle > settings.DESK_IDLE_MINUTES * 60 or stayed > settings.DESK_HOURS * 3600


def _note(session):
    now = time.time()
    if now - session.get(SEEN, 0) > WRITTEN_EVERY:
        session[SEEN] = now
        session.setdefault(SINCE, now)


def _send_out(request):
    """Out, and at the desk and on an organisation's pages to the sign-in page, which says why and leads
    back."""
    who = request.session[SESSION_KEY]
    logout(request)
    login, leave = reverse("admin:login"), reverse("admin:logout")
    inside = (reverse("admin:index"), reverse("organisation"))
    if not request.path.startswith(inside) or request.path in (login, leave):
        return None
    back = request.get_full_path()
    if request.method == "POST" and not any("password" in name for name in request.POST):
        back = _keep(request, who)
    elif request.method == "POST":
        back = reverse("admin:index")
    return SeeOther(f"{login}?{urlencode({'next': back, 'left': '1'})}")


def _keep(request, who):
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER_KEPT
    ]
    words = {
        "who": who, "to": request.get_full_path(), "typed": typed, "files": bool(request.FILES),
    }  # fmt: skip
    return reverse("admin:unsent" if aside.lay(request.session, UNSENT, words) else "admin:index")


def unsent(request):
    """What she could not send before: {"to", "typed", "files"}; None when it is not hers."""
    kept = aside.take_up(request.session, UNSENT)
    if kept and kept["who"] == request.session.get(SESSION_KEY):
        return kept
    aside.forget(request.session, UNSENT)
    return None
