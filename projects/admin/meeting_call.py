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
from villages.deliberation import MeetingKind
from villages.desk import acting
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request):
    """`?kind=` chooses whose roster is offered, `?project=` ticks one matter. The button beside the
    kind asks for the rules and the roster of another kind; everything typed stays."""
    post = acting(request)
    village, candidates = post.village, known.candidates(post.village)
    kinds = known.kinds_open_to(village)
    kind = _chosen_kind(request, candidates, kinds, village)
    offered, another_kind = request.POST.get("offered") or kind, "another_kind" in request.POST
    form = CallForm(
        None if another_kind else request.POST or None, kinds=kinds, projects=candidates,
        places=places_of(village).filter(kind__in=(Place.Kind.HAMLET, Place.Kind.ESTATE)),
        initial=_initial(request, village, kind),
    )  # fmt: skip
    refusals, status = [], 200
    if another_kind:
        offered = _to_another_kind(request, form, village, kind, offered)
    elif request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _call(request, village, form, Actor.at(post))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "call", None, status, form=form, refusals=refusals, title=_("召集会议"),
        kind=dict(kinds)[kind], rule=known.rule_of(village, kind), offered=offered,
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


def _to_another_kind(request, form, village, kind, offered):
    """Everything typed stays; the roster changes where it is still the one that was `offered`.
    Returns the kind whose roster stands there now."""
    for name, field in form.fields.items():
        form.initial[name] = field.widget.value_from_datadict(request.POST, {}, name)
    typed = "\n".join((form.initial["roster"] or "").split())
    was = as_lines(known.last_roster(village, offered)) if offered in MeetingKind.values else ""
    roster = as_lines(known.last_roster(village, kind))
    if typed and typed != "\n".join(was.split()):
        messages.info(
            request, _("名单您改过，没有换。要换成上一次这种会议的，先清空名单，再按一次。")
        )
    elif roster:
        form.initial["roster"] = roster
        messages.info(
            request,
            _("名单换成了上一次{kind}的，您写的其他内容都还在。").format(
                kind=MeetingKind(kind).label
            ),
        )
        return kind
    else:
        messages.info(
            request,
            _("这里还没有开过{kind}，名单没有换，请核对应到的人。").format(
                kind=MeetingKind(kind).label
            ),
        )
    return offered


def _call(request, village, form, by):
    told = dict(form.cleaned_data)
    meeting = meetings.call(village, by=by, projects=list(told.pop("projects")), **told)
    messages.success(request, _("{meeting}已登记，名单已固定。").format(meeting=meeting.name))
    return HttpResponseRedirect(reverse("admin:projects_meeting_change", args=[meeting.pk]))
