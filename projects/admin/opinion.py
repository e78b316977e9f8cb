"""The party organisation's opinion on a project, stage by stage (党组织意见)."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import opinions
from projects.admin import decision, routes
from projects.forms.meetings import OpinionForm
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def give(desk, request, project):
    """Record one opinion; refused, the page says why."""
    here = reverse("admin:projects_project_change", args=[project.pk])
    if request.method != "POST":
        return HttpResponseRedirect(here)
    form = OpinionForm(request.POST)
    if not form.is_valid():
        reasons = [reason for errors in form.errors.values() for reason in errors]
        return decision.page(desk, request, project, refusals=reasons, status=400)
    try:
        opinions.opine(project, by=Actor.at(acting(request)), **form.cleaned_data)
    except Refused as refusal:
        return decision.page(desk, request, project, refusals=refusal.reasons, status=409)
    messages.success(request, _("党组织意见已记下。"))
    return HttpResponseRedirect(here + "#opinions")


ROUTES = [
    routes.page("opinion", give),
]
