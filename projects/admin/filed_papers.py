"""拍照存进来: one picture is filed under its matter; a queue in the browser sends the same form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import filed_papers as deeds
from projects.admin import routes
from projects.forms.filed_papers import FilePaperForm
from projects.people import village_committee
from projects.queries.filed_papers import MODEL, of_project
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

__all__ = ["MODEL", "page"]


def page(desk, request, project):
    """What was photographed, and the form. Who asks for JSON (the queue) reads what became of it."""
    by = Actor.at(acting(request))
    may_write = village_committee.hold(project, by)
    form, refusals, status = FilePaperForm(), [], 200
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        form = FilePaperForm(request.POST, request.FILES)
        refusals, status = _kept(project, form, by)
        if _asks_for_json(request):
            words = "" if refusals else form.kept()
            return JsonResponse({"kept": words, "reasons": refusals}, status=status)
        if not refusals:
            messages.success(request, form.kept())
            here = reverse("admin:projects_project_filed", args=[project.pk])
            return HttpResponseRedirect(here)
    return desk.render(
        request, "filed", project, status, form=form, refusals=refusals, may_write=may_write,
        rows=of_project(project), title=_("纸质材料"),
    )  # fmt: skip


def _kept(project, form, by):
    """(why not, status)"""
    if not form.is_valid():
        return form.reasons(), 400
    told = form.cleaned_data
    try:
        deeds.keep(project, by=by, file=told["photo"], paper=told["paper"], token=told["token"])
    except Refused as refusal:
        return refusal.reasons, 409
    return [], 200


def _asks_for_json(request):
    return request.headers.get("Accept", "").startswith("application/json")


ROUTES = [
    routes.page("filed", page, MODEL),
]
