"""One activity at the desk: who came in under a minute, who signed up, another day, cancelled; 签到表."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import serving
from projects.actions import services as deeds
from projects.actions import sign_ups, turnout
from projects.admin import private, routes
from projects.forms.activities import DeskSignUpForm
from projects.forms.services import CancelForm, OccasionForm, TurnoutForm
from projects.models import Activity
from projects.people import village_committee
from projects.queries import services
from villages.desk import acting
from villages.roles import CONFIDANTS
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.phones import masked_name
from weishishi.kernel.verdict import Refused

BLANKS, MOST_BLANKS = 8, 40


def _came(activity, by, form):
    row = turnout.hold(activity, form.told(), by=by, **form.how())
    above = turnout.is_above(activity, row)
    if above:
        return _("已登记 {came} 人次，比名额多 {above} 人，公开页上照实写。").format(
            came=row.person_times, above=above
        )
    return _("已登记 {} 人次。").format(row.person_times)


def _move(activity, by, form):
    deeds.move(
        activity, form.occasion(), by=by, reason=form.cleaned_data["reason"]
    )  # fmt: skip
    return _("已改，报了名、留了手机号的人会收到消息。")


def _cancel(activity, by, form):
    deeds.cancel(activity, by=by, reason=form.cleaned_data["reason"])
    return _("已取消，报了名、留了手机号的人会收到消息。")


def _sign_up(activity, by, form):
    found = sign_ups.sign_up(activity, form.coming(), by=by)
    return _("已报名，报名号 {}，请写给报名人。").format(found.number)


DEEDS = {"came": _came, "move": _move, "cancel": _cancel, "sign_up": _sign_up}
TITLES = {
    "sign_up": gettext_lazy("登记当面报名"), "move": gettext_lazy("改日期、时间、地点、名额"),
    "cancel": gettext_lazy("取消这次活动"),
}  # fmt: skip


def page(desk, request, project, part):
    by = Actor.at(acting(request))
    activity = _activity_or_404(project, part)
    hers = village_committee.hold(project, by)
    tried, refusals, status = {}, [], 200
    if request.method == "POST" and not private.is_asked(request):
        if not hers:
            raise PermissionDenied
        what = request.POST.get("part", "")
        try:
            if what == "take_back":
                return _take_back(request, project, activity, by)
            form, status = _form(what, activity, request.POST), 400
            if form.is_valid():
                messages.success(request, DEEDS[what](activity, by, form))
                return HttpResponseRedirect(_here(project, activity))
            tried = {what: form}
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
            tried = {what: form} if what in DEEDS else {}
        activity = _activity_or_404(project, part)
    return _show(desk, request, project, activity, by, tried, refusals, status)


def _names(request, activity):
    """(what the button sends, what was pressed)"""
    key = private.key("sign_ups", activity)
    return key, private.shown(request, {key: f"{activity.project.query_no}/{activity.pk}"})


def _show(desk, request, project, activity, by, tried, refusals, status):
    names_key, shown = _names(request, activity)
    hers = village_committee.hold(project, by)
    row = activity.attendances.select_related("team").last()
    waits = activity.state == Activity.State.ANNOUNCED
    begun = activity.starts_at <= clock.now()
    may_count = hers and begun and activity.state != Activity.State.CANCELLED
    offered = {
        "came": may_count and project.status in (deeds.ENDING if waits else turnout.CORRECTING),
        "sign_up": waits and not begun and activity.takes_sign_up
        and project.status in deeds.ANNOUNCING,
        "move": waits and project.status in deeds.ANNOUNCING,
        "cancel": waits and project.status in deeds.ENDING,
    }  # fmt: skip
    knows = acting(request).role in CONFIDANTS
    return desk.render(
        request, "activity", project, status, title=activity.title, refusals=refusals,
        is_wrong=status == 400, activity=activity, row=row,
        above=turnout.is_above(activity, row) if row else 0,
        history=list(activity.attendances.select_related("team")), changes=activity.changes.all(),
        coming=services.signed_up(activity) if knows else [], knows=knows,
        number=activity.sign_ups.standing().count(), may_take_back=hers and waits and not begun,
        forms={
            name: tried.get(name) or _form(name, activity, names=bool(shown))
            for name, is_open in offered.items() if hers and is_open
        },
        titles=TITLES, opened=next(iter(tried), ""), begun=begun, names_key=names_key, shown=shown,
    )  # fmt: skip


def _form(what, activity, data=None, *, names=False):
    kinds = {
        "came": lambda: TurnoutForm(
            data, activity=activity, coming=services.signed_up(activity), names=names,
            corrects=activity.attendances.last(), auto_id="id_came_%s",
        ),
        "sign_up": lambda: DeskSignUpForm(data, auto_id="id_sign_up_%s"),
        "move": lambda: OccasionForm(data, moves=activity, auto_id="id_move_%s"),
        "cancel": lambda: CancelForm(data, auto_id="id_cancel_%s"),
    }  # fmt: skip
    if what not in kinds:
        raise Http404
    return kinds[what]()


def _take_back(request, project, activity, by):
    pk = request.POST.get("pk", "")
    row = activity.sign_ups.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 16 else None
    if row is None:
        raise Http404
    sign_ups.take_back(row, by=by)
    messages.success(request, _("已取消这个报名，名额空出来了。"))
    return HttpResponseRedirect(_here(project, activity))


def sheet(desk, request, project, part):
    """签到表 on A4: who signed up, then empty lines; masked until the button is pressed, and a number of
    empty lines where nobody may be named."""
    activity = _activity_or_404(project, part)
    knows = acting(request).role in CONFIDANTS
    names_key, shown = _names(request, activity)
    names = [one.contact.name for one in services.signed_up(activity)] if knows else []
    if not shown:
        names = [masked_name(name) for name in names]
    free = (activity.capacity or 0) - len(names)
    blanks = min(MOST_BLANKS, max(BLANKS, free))
    return desk.render(
        request, "sign_in_sheet", project, title=_("签到表"), activity=activity, names=names,
        blanks=range(len(names) + 1, len(names) + blanks + 1), plan=serving.plan_of(project),
        may_name=bool(names) and not shown, name_key=names_key,
    )  # fmt: skip


def _activity_or_404(project, part):
    found = project.activities.filter(pk=part).first()
    if found is None:
        raise Http404
    found.project = project
    return found


def _here(project, activity):
    return reverse("admin:projects_project_activity", args=[project.pk, activity.pk]) + "#main"


ROUTES = [
    routes.part("activities/<int:part>", "activity", page),
    routes.part("activities/<int:part>/sign-in", "sign_in_sheet", sheet),
]
