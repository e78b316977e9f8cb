"""我也需要: one button, for who is signed in; everybody else signs in first and comes back to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import support as deeds
from projects.pages.resident import SeeOther
from projects.pages.signed_in import signed_in
from projects.queries import support
from projects.queries.public_project import detail
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def need(request, number):
    """GET asks, POST does it; `back` in the form takes it back."""
    found = support.joinable(number)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    by = Actor.resident(request.user)
    try:
        if "back" in request.POST:
            deeds.take_back(found, by=by)
            messages.success(request, _("已经取消，您不再算在里面，也不再收到这件事的消息。"))
        else:
            deeds.support(found, by=by)
            messages.success(request, _("记下了：您也需要。有进展会写进“我的”。"))
    except Refused as refusal:
        return _page(request, found, refusal.reasons)
    return SeeOther("project", number)


def _page(request, found, refused=()):
    context = {
        "project": detail(found.query_no),
        "stance": support.stance_of(request.user, found),
        "refused": refused,
    }
    return render(request, "resident/need.html", context, status=409 if refused else 200)
