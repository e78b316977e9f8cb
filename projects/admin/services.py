"""服务 at the desk: what was agreed, the calendar of activities, what was given so far."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import serving
from projects.actions import services as deeds
from projects.admin import routes
from projects.choices import ProjectClass
from projects.forms import services as forms
from projects.people import village_committee
from projects.queries import services
from villages.desk import acting
from villages.roles import may
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def _plan(project, by, form):
    deeds.plan(project, form.agreed(), by=by, **form.how())


def _announce(project, by, form):
    deeds.announce(project, form.occasion(), by=by)


def _explain(project, by, form):
    deeds.explain(project, by=by, **form.cleaned_data)


# What is added on the page: deed, what is said afterwards.
PARTS = {
    "plan": (_plan, gettext_lazy("服务约定已保存，公开页上看得到。")),
    "announce": (_announce, gettext_lazy("活动已预告，公开页上看得到。")),
    "explain": (_explain, gettext_lazy("说明已保存。")),
}


def page(desk, request, project):
    """The plan, the activities and the sums; each form behind a fold."""
    by = Actor.at(acting(request))
    hers = village_committee.hold(project, by)
    plan = serving.plan_of(project)
    added, refusals, status = {}, [], 200
    if request.method == "POST":
        if not hers:
            raise PermissionDenied
        what = request.POST.get("part", "")
        form, status = _form(what, plan, request.POST), 400
        if form.is_valid():
            try:
                PARTS[what][0](project, by, form)
                messages.success(request, PARTS[what][1])
                return HttpResponseRedirect(here(project))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
        added = {what: form}
    return _show(desk, request, project, by, plan, added, refusals, status)


def _show(desk, request, project, by, plan, added, refusals, status):
    hers = village_committee.hold(project, by)
    done = serving.given(project)
    short = serving.missing(plan, done) if plan else None
    offered = {
        "plan": project.status in deeds.PLANNING,
        "announce": plan and project.status in deeds.ENDING,
        "explain": short and project.status in deeds.PLANNING,
    }  # fmt: skip
    is_service = project.project_class == ProjectClass.SERVICES
    return desk.render(
        request, "service", project, status, title=_("服务"), refusals=refusals,
        is_wrong=status == 400, plan=plan, plans=list(project.service_plans.order_by("-pk")),
        done=done, short=short, shortfall=project.shortfalls.last(), is_service=is_service,
        rows=services.desk_of(project), served=services.served_words(project.pk)[0],
        may_read=may(by.post.role, "v", "projects.servedperson"),
        forms={
            name: added.get(name) or _form(name, plan)
            for name, is_open in offered.items() if is_open
        } if hers and is_service else {},
        opened=next(iter(added), ""),
    )  # fmt: skip


def _form(what, plan, data=None):
    kinds = {
        "plan": lambda: forms.PlanForm(data, corrects=plan, auto_id="id_plan_%s"),
        "announce": lambda: forms.OccasionForm(data, plan=plan, auto_id="id_announce_%s"),
        "explain": lambda: forms.ExplainForm(data, auto_id="id_explain_%s"),
    }
    if what not in kinds:
        raise Http404
    return kinds[what]()


def here(project):
    return reverse("admin:projects_project_service", args=[project.pk]) + "#main"


ROUTES = [
    routes.page("service", page),
]
