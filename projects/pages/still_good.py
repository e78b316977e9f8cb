"""还好用吗: a resident says from the link in her message whether it still serves her."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects import looking
from projects.actions import looks as deeds
from projects.actions.evaluations import Speaker
from projects.forms.looks import StillGoodForm
from projects.pages.evaluate import is_proved, known
from projects.pages.resident import TEN_MINUTES, SeeOther
from projects.pages.signed_in import door
from projects.queries import evaluations, looks
from projects.queries.public_project import detail
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused

VOICES = Tries("look-address", most=30, seconds=TEN_MINUTES)
MISSES = Tries("look-link-address", most=30, seconds=TEN_MINUTES)
SAID = "said-still-good"  # in the session: which page to thank on, nothing else


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def still_good(request, number):
    """The question for whom we know; for everybody what was said, from five voices on."""
    project = evaluations.asked(number)
    if project is None:
        raise Http404
    if request.session.pop(SAID, "") == number:
        return _page(request, project, thanks=True)
    round = looks.open_round(project)
    me = request.POST.get("me") or request.GET.get("me", "")
    speaker = _speaker(request, round, me) if round else None
    if speaker is None:
        return _page(request, project, is_open=bool(round))
    form = StillGoodForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, project, form=form, me=me)
    return _try(request, project, round, form, me, speaker)


def _try(request, project, round, form, me, speaker):
    if not form.is_valid():
        return _page(request, project, 422, form=form, me=me)
    if not VOICES.spend(address_of(request)):
        words = _("这里说得太快了，您写的都还在，请过几分钟再交；着急请打热线。")
        form.add_error(None, words)
        response = _page(request, project, 429, form=form, me=me)
        response.headers["Retry-After"] = str(TEN_MINUTES)
        return response
    try:
        deeds.say(round, speaker=speaker, **form.said())
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return _page(request, project, 409, form=form, me=me)
    request.session[SAID] = project.query_no
    return SeeOther("still_good", project.query_no)


def _speaker(request, round, me):
    """Who was sent this link, or who is signed in and proposed or also needs it; None otherwise."""
    if me and (whose := _whose(request, round, me)):
        return known(*whose)
    user = request.user
    if is_proved(user) and evaluations.knows_her(round.project, user):
        return Speaker(user.phone_index, "person", user.pk)
    return None


def _whose(request, round, token):
    """Of whom the link is; None for nobody's, and where an address tried too many of them."""
    if not MISSES.spend(address_of(request)):
        return None
    if whose := looking.whose_link(round, token):
        MISSES.give_back(address_of(request))
    return whose


def _page(request, project, status=200, **context):
    way_in = "" if is_proved(request.user) else door(reverse("still_good", args=[project.query_no]))
    found = detail(project.query_no)
    context = {
        "form": None, "is_open": False, "way_in": way_in, **context,
        "project": found, "looks": found.works.looks if found.works else [],
    }  # fmt: skip
    return render(request, "resident/still_good.html", context, status=status)
