"""时限和催办 of one project: its clocks, what moved them, who was reminded, and who is pressed to answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import urges as deeds
from projects.admin import routes
from projects.admin.leading_on import lead_on
from projects.forms.urges import UrgeAnswerForm, UrgeForm
from projects.models import Urge
from projects.queries import clocks, urges
from villages.desk import acting
from villages.roles import may
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    by = Actor.at(acting(request))
    if request.method == "POST":
        return _answer(desk, request, project, by) if "urge" in request.POST else _press(
            desk, request, project, by
        )  # fmt: skip
    return _show(desk, request, project, by)


def _press(desk, request, project, by):
    kinds = urges.may_press(project, by)
    if not kinds:
        raise PermissionDenied
    form = _form(project, by, kinds, request.POST)
    if not form.is_valid():
        return _show(desk, request, project, by, form=form, status=400)
    try:
        row = deeds.press(project, by=by, **form.cleaned_data)
    except Refused as refusal:
        return _show(
            desk, request, project, by, form=form, refusals=refusal.reasons, status=409
        )  # fmt: skip
    messages.success(request, _("已发给{office}。").format(office=row.to_name))
    return HttpResponseRedirect(_here(project))


def _answer(desk, request, project, by):
    key = request.POST["urge"]
    urge = project.urges.filter(pk=key).first() if key.isascii() and key.isdecimal() else None
    if urge is None:
        raise Http404
    if not urges.answers_for(urge, by.post):
        raise PermissionDenied
    form = _answer_form(urge, request.POST)
    if not form.is_valid():
        return _show(desk, request, project, by, answer=(urge.pk, form), status=400)
    try:
        deeds.answer(urge, by=by, **form.cleaned_data)
    except Refused as refusal:
        return _show(
            desk, request, project, by, answer=(urge.pk, form), refusals=refusal.reasons,
            status=409,
        )  # fmt: skip
    done = _("已答复，{office}看得到。").format(office=urge.by_name)
    return lead_on(request, done, _following(by.post))


def _following(post):
    """The next one this post owes an answer to."""
    for one in urges.waiting_for(post)[:1]:
        page = reverse("admin:projects_project_clock", args=[one.urge.project_id])
        return one.urge.project.title_for(post), f"{page}#urge-{one.urge.pk}"
    return None


def _show(desk, request, project, by, *, form=None, answer=(0, None), refusals=(), status=200):
    kinds, (typed_for, typed) = urges.may_press(project, by), answer
    found = urges.of_project(project, by.post)
    rows = [
        (one, (typed if one.urge.pk == typed_for else _answer_form(one.urge)))
        if one.may_answer or one.urge.pk == typed_for
        else (one, None)
        for one in found
    ]
    return desk.render(
        request, "clock", project, status, title=_("时限和催办"), refusals=refusals,
        is_wrong=status == 400, lines=clocks.lines_of(project, clock.today()), rows=rows,
        form=(form or _form(project, by, kinds)) if kinds else None, is_opened=form is not None,
    )  # fmt: skip


def _form(project, by, kinds, data=None):
    return UrgeForm(data, posts=urges.below(project, by.post), kinds=kinds)


def _answer_form(urge, data=None):
    return UrgeAnswerForm(data, auto_id=f"answer_{urge.pk}_%s")


def _here(project):
    return reverse("admin:projects_project_clock", args=[project.pk]) + "#main"


def issued(desk, request):
    """What her office urged and has no answer to yet; `?kind=supervise` are the 督办."""
    post = acting(request)
    if post is None or not may(post.role, "v", "projects.urged"):
        raise PermissionDenied
    kind = request.GET.get("kind", "")
    return desk.render(
        request, "urged", None, title=_("发出的催办、督办，还没有答复"), kind=kind,
        kinds=[("", _("全部")), *Urge.Kind.choices], rows=urges.issued_by(post, kind),
    )  # fmt: skip


ROUTES = [
    routes.page("clock", page),
    routes.listed("urged", issued),
]
