"""One meeting for everybody: how many were there, what was decided with how many votes."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.queries import public_meetings
from weishishi.kept_pages import same_for_everybody


@require_safe
@same_for_everybody
def meeting(request, pk):
    found = public_meetings.meeting(pk)
    if found is None:
        raise Http404
    return render(request, "public/meeting.html", {"meeting": found})
