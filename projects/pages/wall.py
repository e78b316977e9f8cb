"""The wall screen: public figures, large, for whoever knows the address."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.dashboards.wall import board
from projects.queries import screens

SECONDS = 60  # between two looks


@require_safe
def wall(request, token):
    """A wrong or ended token is an address that does not exist."""
    found = screens.open_at(token)
    if found is None:
        raise Http404
    answer = render(request, "public/screen.html", {"seconds": SECONDS, **board(found.town)})
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer
