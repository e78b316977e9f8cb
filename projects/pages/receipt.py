"""What she takes home: the number, what happens next and until when; at one address for a week."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import proposals, sheets
from projects.pages import hands
from projects.pages.resident import SeeOther
from projects.queries import history
from projects.queries import sheets as shown
from weishishi.kernel import clock
from weishishi.kernel.numbers import spaced

# Afterwards the slip is the proof: another person may sit at the same screen.
SHOWS_CODE = timedelta(minutes=30)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request, key):
    """The receipt in the browser, or for the account, it was given to; what is posted to it is the
    answer to 好不好填. For everybody else the way leads to /track/."""
    sheet = shown.opened_by(hands.writer_of(request), key)
    project = shown.submitted_as(sheet) if sheet else None
    if project is None:
        return redirect("track")
    if request.method == "POST":
        sheets.rate(sheet, by=hands.actor_of(request), rating=request.POST.get("rating", ""))
        return SeeOther("receipt", key)
    is_fresh = clock.now() - sheet.submitted_at < SHOWS_CODE
    code = proposals.slip_code(project)
    context = {
        "project": project,
        "number": spaced(project.query_no),
        "address": request.build_absolute_uri(reverse("project", args=[project.query_no])),
        "sheet": sheet,
        "again": "again" in request.GET,
        "code": code if is_fresh else "",
        "has_code": bool(code),
        "outlook": history.outlook(project),
    }
    return render(request, "resident/propose/done.html", context)
