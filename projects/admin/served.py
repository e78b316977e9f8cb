"""服务对象 at the desk: lines without names; the names after a reason, for half an hour; who read them."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects import serving
from projects.actions import served as deeds
from projects.actions.services import ENDING
from projects.admin import routes
from projects.forms.care import WhyForm
from projects.forms.served import EnrolForm, StopForm
from projects.models import ServedPerson, ServedReading
from projects.people import village_committee
from villages.desk import ScopedAdmin, acting, town_filter, village_filter
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

MODEL = "projects.servedperson"  # of villages.roles


@admin.register(ServedReading)
class ServedReadingAdmin(ScopedAdmin):
    """Append-only: who audits reads it, nobody writes here, and nobody served is told."""

    scope_by = ("project__village",)
    list_display = ("at", "office", "reader", "about", "why")
    list_select_related = ("person", "project__village")
    list_filter = (town_filter("project__village"), village_filter("project__village"))
    date_hierarchy = "at"
    fields = ("at", "office", "reader", "about", "why")

    @admin.display(description=lazy("查阅人"))
    def reader(self, reading):
        return str(reading.person)

    @admin.display(description=lazy("查阅哪个项目的名单"))
    def about(self, reading):
        return reading.project.shown_title


def page(desk, request, project):
    """How many, of which kind, since when; nothing is told before why is written down."""
    by = Actor.at(acting(request))
    plan, hers = serving.plan_of(project), village_committee.hold(project, by)
    writes = hers and plan is not None and project.status in ENDING
    enrol, why, refusals, status = None, None, [], 200
    if request.method == "POST":
        what, status = request.POST.get("part", ""), 400
        try:
            if what == "read":
                why = WhyForm(request.POST)
                if why.is_valid():
                    reading = deeds.read(project, by=by, why=why.cleaned_data["why"])
                    return HttpResponseRedirect(_list_of(project, reading))
            elif what == "enrol":
                if not hers:
                    raise PermissionDenied
                enrol = EnrolForm(request.POST, eligibility=plan.eligibility if plan else "")
                if enrol.is_valid():
                    deeds.enrol(project, enrol.who(), by=by)
                    messages.success(request, _("已登记，姓名、电话加密保存。"))
                    return HttpResponseRedirect(_here(project))
            else:
                raise Http404
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    fresh = EnrolForm(eligibility=plan.eligibility) if writes else None
    return _private(
        desk.render(
            request, "served", project, status, title=_("服务对象（保密）"), refusals=refusals,
            is_wrong=status == 400, plan=plan, why=why or WhyForm(auto_id="id_why_%s"),
            people=ServedPerson.objects.filter(project=project).defer("name", "phone"),
            enrol=enrol or fresh, opened="enrol" if enrol else "",
        )
    )  # fmt: skip


def listed(desk, request, project, part):
    """The list itself, for half an hour after the reason was given; then it is asked again."""
    by = Actor.at(acting(request))
    reading = ServedReading.objects.filter(pk=part, project=project).first()
    if reading is None or not deeds.opens(reading, by):
        return HttpResponseRedirect(_here(project))
    hers, form, person, refusals, status = village_committee.hold(project, by), None, None, [], 200
    if request.method == "POST":
        if not hers:
            raise PermissionDenied
        person = _person_or_404(project, request.POST.get("pk", ""))
        form, status = StopForm(request.POST, auto_id=f"id_{person.pk}_%s"), 400
        if form.is_valid():
            try:
                deeds.stop(person, by=by, **form.cleaned_data)
                messages.success(request, _("已停止，从第二天起不再服务。"))
                return HttpResponseRedirect(_list_of(project, reading))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return _private(
        desk.render(
            request, "served_list", project, status, title=_("服务对象（保密）"),
            refusals=refusals, is_wrong=status == 400, reading=reading,
            people=[
                (one, form if form and one == person else StopForm(auto_id=f"id_{one.pk}_%s"))
                for one in ServedPerson.objects.filter(project=project)
            ],
            tried=form and person,
            may_stop=hers and project.status in ENDING,
        )
    )  # fmt: skip


def _person_or_404(project, pk):
    found = project.served.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 16 else None
    if found is None:
        raise Http404
    return found


def _private(response):
    response["Cache-Control"] = "no-store, private"
    return response


def _here(project):
    return reverse("admin:projects_project_served", args=[project.pk]) + "#main"


def _list_of(project, reading):
    return reverse("admin:projects_project_served_list", args=[project.pk, reading.pk]) + "#main"


ROUTES = [
    routes.page("served", page, MODEL),
    routes.part("served/<int:part>", "served_list", listed, MODEL),
]
