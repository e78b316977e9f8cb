"""What everybody may read: the district's matters and one of them."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from projects.dashboards import drilled, tiles
from projects.forms.filters import FilterForm
from projects.queries import public, public_notices, support
from projects.queries.public_project import detail
from projects.states import State
from weishishi import languages
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock

RECENT, FINISHED = 6, 3
A_YEAR = 365 * 24 * 3600
SIZES = ("normal", "large")


@require_safe
@same_for_everybody
def home(request):
    moving, finished = public.lately(RECENT, FINISHED)
    return render(
        request,
        "public/home.html",
        {
            "counts": tiles.counts(),
            "funds": tiles.funds(),
            "day": clock.today(),
            "cards": moving,
            "finished": finished,
        },
    )


@require_safe
@same_for_everybody
def projects(request):
    form = FilterForm.of(request.GET)
    filters = form.filters()
    before = public.read_mark(request.GET.get("before", ""))
    page = public.page(
        filters, drilled.rows_behind(filters), total=drilled.total_behind(filters), before=before
    )
    return render(
        request,
        "public/projects.html",
        {
            "form": form,
            "page": page,
            "followed_as": form.kept_as()[0],
            "older": form.address(before=page.older) if page.older else "",
            "newest": (form.address() or "?") if before else "",
            "map_address": form.address() if filters.village or filters.town else "",
        },
    )


@require_safe
@same_for_everybody
def project(request, number):
    found = detail(number)
    if found is None:
        raise Http404
    context = {
        "project": found,
        "stance": _stance(request, number),
        "hanging": _hanging(found),
    }
    return render(request, "public/project.html", context)


def _hanging(found):
    """Its notice with the answers; nothing is asked of what never hung anywhere."""
    ever = any(entry.target == State.ON_NOTICE for entry in found.entries)
    return public_notices.of_project(found.pk) if ever and found.is_released else None


def _stance(request, number):
    """Who is signed in reads whether she is counted; None for everybody else, who asks nothing."""
    if not request.user.is_authenticated:
        return None
    return support.stance_of(request.user, support.joinable(number))


@csrf_exempt  # a reading size is no secret, and a token on every page would keep pages from caches
@require_POST
def size(request):
    """Remember how large this reader wants the text, and in which language, and go back to where
    she was."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return remember_wishes(request, HttpResponseRedirect(wanted if safe else "/"))


def remember_wishes(request, response):
    """Keep the size and the language chosen with it for a year."""
    wishes = (("size", SIZES), (settings.LANGUAGE_COOKIE_NAME, languages.CHOICES))
    for name, known in wishes:
        chosen = request.POST.get(name)
        if chosen in known:
            response.set_cookie(
                name, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(),
                httponly=True,
            )  # fmt: skip
    return response
