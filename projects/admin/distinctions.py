"""精品项目 at the desk: what was said about it, and what this post may say now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import distinctions
from projects.admin import routes
from projects.forms.distinctions import WordForm
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """Read by everybody who sees the project; the town recommends, the district decides."""
    by = Actor.at(acting(request))
    kinds = distinctions.open_to(project, by)
    form = WordForm(request.POST or None, kinds=kinds) if kinds else None
    refusals, status = [], 200
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        status = 400
        if form.is_valid():
            told = form.cleaned_data
            try:
                distinctions.say(project, told["kind"], by=by, reason=told["reason"])
                messages.success(request, _("已保存。"))
                here = reverse("admin:projects_project_distinction", args=[project.pk])
                return HttpResponseRedirect(here + "#main")
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "distinction", project, status, form=form, refusals=refusals,
        title=_("精品项目"), said=list(project.distinctions.order_by("-pk")),
        is_worthy=project.status in distinctions.WORTHY and project.is_released,
    )  # fmt: skip


ROUTES = [
    routes.page("distinction", page),
]
