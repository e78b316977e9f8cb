"""What a resident does without an account: follow, complete or take back what she proposed."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects import voting
from projects.actions import proposals
from projects.forms.tracking import SupplementForm, TrackForm
from projects.lifecycle import ProjectLife
from projects.pages import proofs
from projects.queries import history, photos, tracking
from projects.queries.public_project import detail
from projects.states import BEFORE_DELIBERATION, State
from weishishi.kernel.numbers import spaced
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused


class SeeOther(HttpResponseRedirect):
    """Done: the browser fetches the next page, and a reload sends nothing twice."""

    status_code = 303

    def __init__(self, name, *args):
        super().__init__(reverse(name, args=args))


TEN_MINUTES = 600
PER_ADDRESS = Tries("track-address", most=10, seconds=TEN_MINUTES)
PER_NUMBER = Tries("track-number", most=5, seconds=TEN_MINUTES)
PER_NUMBER_A_DAY = Tries("track-number-day", most=20, seconds=24 * 3600)  # of 10,000 endings


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def track(request):
    if request.method != "POST":
        return render(request, "resident/track.html", {"form": TrackForm(initial=_asked(request))})
    form = TrackForm(request.POST)
    if not form.is_valid():
        return render(request, "resident/track.html", {"form": form}, status=422)
    number, address = form.cleaned_data["number"], address_of(request)
    limits = (PER_ADDRESS.spend(address), PER_NUMBER.spend(number), PER_NUMBER_A_DAY.spend(number))
    if not all(limits):
        return _too_often(request, form)
    if tracking.proved(number, form.cleaned_data["proof"]) is None:
        form.add_error(None, _("查询号和后四位（或查询码）对不上，请照回执核对后再查。"))
        return render(request, "resident/track.html", {"form": form}, status=422)
    PER_ADDRESS.give_back(address)
    PER_NUMBER.give_back(number)
    PER_NUMBER_A_DAY.give_back(number)
    proofs.remember(request, number)
    return SeeOther("tracked", number)


def _asked(request):
    return {"number": request.GET.get("number", "")[:20]}


def _too_often(request, form):
    form.add_error(
        None, _("查得太多次了，或者系统正忙，请过 10 分钟再试；着急请打热线，或到党群服务中心查。")
    )
    response = render(request, "resident/track.html", {"form": form}, status=429)
    response.headers["Retry-After"] = str(TEN_MINUTES)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proofs.required
def tracked(request, project):
    """Her own page; what is posted to it answers a return."""
    if request.method != "POST":
        return _own_page(request, project, SupplementForm())
    form = SupplementForm(request.POST)
    if form.is_valid():
        try:
            proposals.supplement(project, by=request.hands, text=form.cleaned_data["text"])
            return SeeOther("tracked", project.query_no)
        except Refused as refusal:
            form.add_error(None, " ".join(refusal.reasons))
    return _own_page(request, project, form, status=422)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proofs.required
def withdraw(request, project):
    """Asks once more before a matter is taken back, because it cannot be undone."""
    refused = []
    if request.method == "POST":
        try:
            ProjectLife.withdraw(project, by=request.hands)
            return SeeOther("tracked", project.query_no)
        except Refused as refusal:
            refused = refusal.reasons
    context = {"project": project, "number": spaced(project.query_no), "refused": refused}
    return render(request, "resident/withdraw.html", context, status=409 if refused else 200)


def _own_page(request, project, form, status=200):
    told = detail(project.query_no)
    context = {
        "own": project,
        "project": told,
        "log": history.timeline(told.entries, project.village, for_proposer=True),
        "messages_for_you": tracking.messages_of(project),
        "receipt_no": tracking.receipt_of(project),
        "form": form,
        "photos": photos.all_of(project),
        "evaluate_at": _own_way_to_speak(project),
        "may_add_photos": project.state in BEFORE_DELIBERATION,
        "must_answer": project.state == State.RETURNED,
        "may_withdraw": project.state in BEFORE_DELIBERATION,
    }
    return render(request, "resident/tracked.html", context, status=status)


def _own_way_to_speak(project):
    """The address of her own link while residents are asked; empty otherwise."""
    evaluation = voting.running(project) if project.state == State.EVALUATING else None
    if evaluation is None or project.recipient not in voting.invited(project):
        return ""
    return voting.address_of(project, me=voting.link_token(evaluation, *project.recipient))
