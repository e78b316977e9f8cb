"""我的项目 of an organisation: what it proposes, carries out, helps with or sponsors, and nothing else."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import organisations as deeds
from projects.actions import progress as reports
from projects.actions import proposals
from projects.forms.organisations import AnswerForm, ApplicationForm, OwnReportForm
from projects.forms.photos import ask_again
from projects.pages.resident import SeeOther
from projects.queries import organisations as own
from projects.queries.partners import record_of
from projects.states import RUNNING, State
from villages.desk_hours import UNSENT, unsent
from villages.roles import DOOR_ROLES, Role
from weishishi.kernel import aside, dates
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def for_an_organisation(view):
    """Who works under an organisation's post; staff of the desk have no business here."""

    @never_cache
    @wraps(view)
    def shown(request, *args, **kwargs):
        post = request.hats.acting
        if post is None or post.role not in DOOR_ROLES:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if post.role != Role.ORGANISATION:
            raise PermissionDenied
        if request.method == "POST":  # what waited to be sent is sent, or something else is
            aside.forget(request.session, UNSENT)
        return view(request, post, *args, **kwargs)

    return shown


@for_an_organisation
@require_http_methods(["GET", "HEAD"])
def home(request, post):
    mine = own.mine(post.organisation_id)
    context = {
        "post": post,
        "waiting": [one for one in mine if one.asks],
        "mine": mine,
        "record": record_of(post.organisation),
        "kept": unsent(request),
    }
    return render(request, "organisation/home.html", context)


@for_an_organisation
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request, post):
    """申报: one screen; nothing typed is lost."""
    villages = deeds.villages_for(post.organisation)
    form = ApplicationForm(request.POST or None, villages=villages)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                receipt = deeds.propose(form.cleaned_data, by=Actor.at(post))
                messages.success(request, _proposed(receipt.project))
                return SeeOther("organisation_project", receipt.project.query_no)
            except Refused as refusal:
                form.add_error(None, " ".join(refusal.reasons))
    context = {"form": form, "post": post}
    return render(request, "organisation/propose.html", context, status=status)


def _proposed(project):
    village, due_on = project.village.name, project.due_on
    if due_on is None:  # that year's calendar is not announced
        return _("申报交给{village}了，进展写在这一页。").format(village=village)
    said = _("申报交给{village}了，最晚 {day} 答复；进展写在这一页。")
    return said.format(village=village, day=dates.written(due_on))


def of_its_own(view):
    """The project when it is its own in one of the four ways; any other is not there."""

    @for_an_organisation
    @wraps(view)
    def shown(request, post, number):
        project = own.one(post.organisation_id, number)
        if project is None:
            raise Http404
        return view(request, post, project)

    return shown


@of_its_own
@require_http_methods(["GET", "HEAD", "POST"])
def project(request, post, project):
    """One project as this organisation may read it; posted to, it answers a return."""
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                text = form.cleaned_data["text"]
                proposals.supplement(project, by=Actor.at(post), text=text)
                messages.success(request, _("补充的情况已经交给村（社区），接着往下办。"))
                return SeeOther("organisation_project", project.query_no)
            except Refused as refusal:
                form.add_error(None, " ".join(refusal.reasons))
    return _show(request, post, project, form, status)


def _show(request, post, project, form, status):
    proposed, carries = own.PROPOSED in project.ways, own.CARRIES in project.ways
    context = {
        "post": post,
        "project": project,
        "title": own.title_for(project, project.ways),
        "facts": own.page_of(project, post.organisation_id),
        "proposed": proposed,
        "may_answer": proposed and project.state == State.RETURNED,
        "may_report": carries and project.status in RUNNING,
        "form": form,
    }
    return render(request, "organisation/project.html", context, status=status)


@of_its_own
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, post, project):
    """报进度, for who carries it out; of what it only helps with there is no such page."""
    if own.CARRIES not in project.ways:
        raise Http404
    form = OwnReportForm(request.POST or None, request.FILES or None, project=project)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                told = form.report()
                reports.report(project, told, by=Actor.at(post))
                messages.success(request, _reported(told))
                return SeeOther("organisation_project", project.query_no)
            except Refused as refusal:
                form.add_error(None, " ".join(refusal.reasons))
        ask_again(form)
    context = {
        "post": post,
        "project": project,
        "title": own.title_for(project, project.ways),
        "form": form,
        "last": project.progress.last(),
        "may_report": project.status in RUNNING,
    }
    return render(request, "organisation/report.html", context, status=status)


def _reported(told):
    if told.photos:
        said = _("进度记下了：{per_cent}%。照片处理好以后由村（社区）公开。")
    else:
        said = _("进度记下了：{per_cent}%。")
    return said.format(per_cent=told.per_cent)
