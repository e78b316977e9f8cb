"""Who has an interest in this project, as declared at the desk."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import interests
from projects.admin import routes
from projects.forms.approving import EndForm, InterestForm
from projects.models import InterestedParty
from projects.queries.interests import declared, who_could
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """Read by everybody who sees the project; declared and ended by those who work on it."""
    by = Actor.at(acting(request))
    if request.method == "POST":
        try:
            done = _end(request, project, by) if "party" in request.POST else _declare(
                request, project, by
            )  # fmt: skip
        except Refused as refusal:
            return _show(desk, request, project, by, refusals=refusal.reasons, status=409)
        messages.success(request, done)
        here = reverse("admin:projects_project_interests", args=[project.pk])
        return HttpResponseRedirect(here + "#main")
    return _show(desk, request, project, by)


def _show(desk, request, project, by, *, refusals=(), status=200):
    may_write = interests.may_declare(project, by)
    return desk.render(
        request, "interests", project, status, title=_("利害关系"), refusals=refusals,
        parties=declared(project), may_write=may_write,
        form=_form(project, request.POST or None) if may_write else None,
    )  # fmt: skip


def _form(project, data=None):
    people = [(str(person.pk), f"{person}（{office}）") for person, office in who_could(project)]
    return InterestForm(data if data and "person" in data else None, people=people)


def _read(form):
    if not form.is_valid():
        raise Refused(*(reason for errors in form.errors.values() for reason in errors))
    return form.cleaned_data


def _declare(request, project, by):
    told = _read(_form(project, request.POST))
    people = {str(person.pk): person for person, _office in who_could(project)}
    interests.declare(project, people[told["person"]], told["kind"], by=by)
    return _("已申报。有利害关系的人不能批准、验收、评议这件事。")


def _end(request, project, by):
    told = _read(EndForm(request.POST))
    party = InterestedParty.objects.filter(project=project, pk=told["party"]).first()
    if party is None:
        raise Refused(_("没有这条申报，请刷新页面。"))
    interests.end(party, by=by, reason=told["end_reason"])
    return _("已取消申报。")


ROUTES = [
    routes.page("interests", page),
]
