"""A hazard that was removed first is written down here; what is owed is listed here."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.actions import urgent
from projects.actions.urgent import Removal
from projects.admin import routes
from projects.admin.decision import TOP, PermissionDenied
from projects.forms.urgent import OwedForm, RemovalForm
from projects.queries.owed import by_matter, of_project, owed_to, who_may_order
from villages.desk import acting
from villages.scopes import villages_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """应急先行实施 of one project: the form, or what was written down and what is owed."""
    by = Actor.at(acting(request))
    if request.method == "POST":
        return _record(desk, request, project, by)
    return _show(desk, request, project, by)


def _show(desk, request, project, by, *, form=None, refusals=(), status=200):
    removal, reasons = getattr(project, "urgent", None), urgent.why_not(project, by)
    return desk.render(
        request, "urgent", project, status, title=_("应急先行实施"), removal=removal,
        owed=of_project(project, clock.today()) if removal else [], reasons=reasons,
        form=None if reasons else form or _form(project, by), refusals=refusals,
    )  # fmt: skip


def _form(project, by, data=None):
    now = localtime(clock.now()).replace(second=0, microsecond=0)
    initial = {"ordered_by": str(by.post.pk), "ordered_at": now, "done_at": now}
    return RemovalForm(data, initial=initial, posts=who_may_order(project))


def _record(desk, request, project, by):
    form = _form(project, by, request.POST)
    if not form.is_valid():
        reasons = [reason for errors in form.errors.values() for reason in errors]
        return _show(desk, request, project, by, form=form, refusals=reasons, status=400)
    try:
        urgent.record(project, Removal(**form.cleaned_data), by=by)
    except Refused as refusal:
        return _show(desk, request, project, by, form=form, refusals=refusal.reasons, status=409)
    messages.success(request, _("已登记。要补的手续和日期在下面，也会出现在“我的待办”。"))
    here = reverse("admin:projects_project_urgent", args=[project.pk])
    return HttpResponseRedirect(here + TOP)


def owed_page(desk, request):
    """应急欠账: what is owed in this post's villages, the longest due first."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    post = acting(request)
    towns = list(
        villages_of(post).order_by("town__code").values_list("town", "town__name").distinct()
    )
    form = OwedForm(request.GET, towns=towns)
    rows = by_matter(owed_to(post, clock.today(), **form.chosen()))
    return desk.render(
        request, "owed", None, title=_("应急欠账（{}）").format(len(rows)), rows=rows, form=form,
        has_towns=len(towns) > 1,
    )  # fmt: skip


ROUTES = [
    routes.page("urgent", page),
    routes.listed("owed", owed_page),
]
