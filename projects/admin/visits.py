"""Site visits at the desk: written on a phone on the spot, corrected later, printed for the file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from projects.actions import visits as deeds
from projects.admin import routes
from projects.admin.screening import back_to
from projects.forms.photos import ask_again
from projects.forms.visits import VisitForm
from projects.people import village_committee
from projects.queries.photos import shot_if_ready
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """One visit, or with `?corrects=` its new version."""
    by = Actor.at(acting(request))
    if not village_committee.hold(project, by):
        raise PermissionDenied
    old = _standing(project, request.GET.get("corrects", ""))
    form = VisitForm(
        request.POST or None, request.FILES or None, village=project.village, corrects=old
    )
    refusals, status, lost_photos = [], 200, False
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _write(project, old, form, by)
                messages.success(request, _("踏勘记录已保存。"))
                return back_to(project)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
            except ValidationError as error:
                refusals, status = error.messages, 409
        lost_photos = ask_again(form)
    return desk.render(
        request, "visit", project, status, form=form, refusals=refusals, old=old,
        title=_("更正踏勘记录") if old else _("踏勘记录"), is_wrong=status == 400,
        lost_photos=lost_photos,
    )  # fmt: skip


def _standing(project, pk):
    if not pk:
        return None
    found = project.visits.standing().filter(pk=pk).first() if pk.isdecimal() else None
    if found is None:
        raise Http404
    return found


def _write(project, old, form, by):
    if old is None:
        return deeds.visit(project, by=by, findings=form.findings(), **form.when())
    return deeds.correct(
        old, by=by, findings=form.findings(), reason=form.cleaned_data["reason"], **form.when()
    )


def sheet(desk, request, project, pk):
    """A visit on A4, with the places for signatures; a former version says so."""
    rows = project.visits.select_related("replaced_by", "replaces", "by")
    visit = rows.filter(pk=pk).first()
    if visit is None:
        raise Http404
    return desk.render(
        request, "visit_sheet", project, title=_("踏勘记录"), visit=visit,
        measures=list(visit.measures.all()),
        shots=[shot for photo in visit.photos.order_by("pk") if (shot := shot_if_ready(photo))],
        replaced=getattr(visit, "replaced_by", None),
        may_correct=village_committee.hold(project, Actor.at(acting(request))),
    )  # fmt: skip


ROUTES = [
    routes.page("visit", page),
    routes.part("visits/<int:part>", "visit_sheet", sheet),
]
