"""评议: a resident says how it was done, standing before it or from the link in her message."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects import voting
from projects.actions import evaluations as deeds
from projects.actions.evaluations import Speaker
from projects.forms.evaluations import AnswerForm
from projects.models.evaluations import Way
from projects.pages.resident import TEN_MINUTES, SeeOther
from projects.pages.signed_in import door
from projects.queries import evaluations, speaking
from projects.queries.public_project import detail
from villages.models import Contact, Person
from weishishi.kernel.actor import Actor
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused

VOICES = Tries("evaluation-address", most=30, seconds=TEN_MINUTES)
# Links that are nobody's: each costs a fingerprint for everybody who was asked.
MISSES = Tries("evaluation-link-address", most=30, seconds=TEN_MINUTES)
SPOKEN = "evaluated"  # in the session: which page to thank on, nothing else


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request, number):
    """The form for whom we know, the way in for who stands before the poster, the result for all."""
    project = evaluations.asked(number)
    if project is None:
        raise Http404
    if request.session.pop(SPOKEN, "") == number:
        return _page(request, project, thanks=True)
    if not evaluations.is_running(project):
        return _page(request, project)
    asked = {name: request.POST.get(name) or request.GET.get(name, "") for name in ("me", "site")}
    evaluation = voting.running(project)
    if evaluation is None or not voting.is_poster(evaluation, asked["site"]):
        asked["site"] = ""
    speaker, way = _speaker(request, project, evaluation, **asked)
    if speaker is None:
        return _page(request, project, way_in=_way_in(request, project, asked), site=asked["site"])
    if request.method != "POST" and deeds.has_spoken(evaluation, speaker):
        return _page(request, project, has_spoken=True)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, project, form=form, **asked)
    return _try(request, project, form, asked, speaker, way)


def _try(request, project, form, asked, speaker, way):
    if not form.is_valid():
        return _page(request, project, 422, form=form, **asked)
    if not VOICES.spend(address_of(request)):
        form.add_error(
            None,
            _("这里评得太快了，您选的都还在，请过几分钟再交；着急请打热线，或到党群服务中心说。"),
        )
        response = _page(request, project, 429, form=form, **asked)
        response.headers["Retry-After"] = str(TEN_MINUTES)
        return response
    try:
        deeds.speak(
            project, by=Actor.from_contact(None), speaker=speaker, answer=form.answer(), way=way
        )
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return _page(request, project, 409, form=form, **asked)
    request.session[SPOKEN] = project.query_no
    return SeeOther("evaluate", project.query_no)


def _speaker(request, project, evaluation, me, site):
    """(who speaks, how she came), or (None, "") for whom we do not know yet."""
    if evaluation is None:
        return None, ""
    if me and (whose := _whose(request, evaluation, me)):
        return known(*whose), Way.LINK
    user = request.user
    if not is_proved(user):
        return None, ""
    speaker = Speaker(user.phone_index, "person", user.pk)
    if site:
        return speaker, Way.SITE
    return (speaker, Way.LINK) if evaluations.knows_her(project, user) else (None, "")


def _whose(request, evaluation, token):
    """Of whom the link is; None for nobody's, and where an address tried too many of them."""
    if not MISSES.spend(address_of(request)):
        return None
    if whose := voting.whose_link(evaluation, token):
        MISSES.give_back(address_of(request))
    return whose


def known(kind, key):
    model = Person if kind == "person" else Contact
    index = model.objects.filter(pk=key).values_list("phone_index", flat=True).first()
    return Speaker(index or "", kind, key)


def is_proved(user):
    return user.is_authenticated and user.phone_index and user.phone_verified_at


def _way_in(request, project, asked):
    """Where she signs in by phone and code and comes back from; empty for who has done so."""
    if is_proved(request.user):
        return ""
    if not asked["site"]:
        return door(reverse("evaluate", args=[project.query_no]))
    return door(f"{reverse('evaluate', args=[project.query_no])}?site={asked['site']}")


def _page(request, project, status=200, **context):
    context = {
        "form": None,
        "project": detail(project.query_no), "is_running": evaluations.is_running(project),
        "results": evaluations.of_project(project.pk), "has_spoken": False, **context,
        "speak": speaking.where_to_speak(project) if evaluations.is_running(project) else None,
    }  # fmt: skip
    return render(request, "resident/evaluate.html", context, status=status)
