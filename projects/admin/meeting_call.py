"""The page on which a meeting is called: agenda from what waits, roster from the last one."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.actions import meetings
from projects.forms.desk import places_of
from projects.forms.meetings import CallForm, as_lines
from projects.queries import meetings as known
from villages.desk import acting
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request):
    """`?kind=` chooses whose roster is offered, `?project=` ticks one matter."""
    post = acting(request)
    village, candidates = post.village, known.candidates(post.village)
    kinds = known.kinds_open_to(village)
    kind = _chosen_kind(request, candidates, kinds, village)
    form = CallForm(
        request.POST or None, kinds=kinds, projects=candidates,
        places=places_of(village).filter(kind__in=(Place.Kind.HAMLET, Place.Kind.ESTATE)),
        initial=_initial(request, village, kind),
    )  # fmt: skip
    refusals, status = [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _call(request, village, form, Actor.at(post))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "call", None, status, form=form, refusals=refusals, title=_("召集会议"),
        kinds=kinds, kind=kind, rule=known.rule_of(village, kind), chosen=request.GET.get("project", ""),
    )  # fmt: skip


def _chosen_kind(request, candidates, kinds, village):
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    if asked in dict(kinds):
        return asked
    number = request.GET.get("project", "")
    project = candidates.filter(pk=number).first() if number.isdecimal() else None
    return str(known.usual_kind(village, project))


def _initial(request, village, kind):
    number = request.GET.get("project", "")
    return {
        "kind": kind,
        "begins_at": localtime(clock.now()),
        "venue": _("{village}会议室").format(village=village.name),
        "projects": [int(number)] if number.isdecimal() else [],
        "roster": as_lines(known.last_roster(village, kind)),
    }


def _call(request, village, form, by):
    told = dict(form.cleaned_data)
    meeting = meetings.call(village, by=by, projects=list(told.pop("projects")), **told)
    messages.success(request, _("{meeting}已登记，名单已固定。").format(meeting=meeting.name))
    return HttpResponseRedirect(reverse("admin:projects_meeting_change", args=[meeting.pk]))
