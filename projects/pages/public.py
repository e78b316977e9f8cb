"""What everybody may read: the district's matters, one of them, a village, a town."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from projects.dashboards import tiles
from projects.forms.filters import FilterForm
from projects.queries import (
    care,
    history,
    joint,
    partners,
    places,
    public,
    public_notices,
    services,
    support,
    wishes,
)
from projects.queries.public_project import detail
from projects.states import State
from villages.rulebook import rules_for
from weishishi import languages
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock

RECENT = 6
A_YEAR = 365 * 24 * 3600
SIZES = ("normal", "large")


@require_safe
@same_for_everybody
def home(request):
    return render(
        request,
        "public/home.html",
        {
            "counts": tiles.counts(),
            "funds": tiles.funds(),
            "day": clock.today(),
            "cards": public.lately(RECENT),
        },
    )


@require_safe
@same_for_everybody
def projects(request):
    form = FilterForm.of(request.GET)
    filters = form.filters()
    before = public.read_mark(request.GET.get("before", ""))
    page = public.page(
        filters, tiles.rows_behind(filters), total=tiles.total_behind(filters), before=before
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


@require_safe
@same_for_everybody
def village(request, pk):
    found = places.village(pk)
    if found is None:
        raise Http404
    rows = public.visible().filter(joint.of_villages((found.pk,)))
    return render(
        request,
        "public/village.html",
        {
            "village": found,
            "point": getattr(found, "service_point", None),
            "office": history.committee_of(found),
            "scope": f"&village={found.pk}",
            "map_address": f"?village={found.pk}",
            "neighbourhoods": places.neighbourhoods(found),
            "counts": tiles.counts(tiles.Where(village=found.pk)),
            "cards": public.newest(rows, public.PAGE),
            **_wishes(found),
            "groups": partners.groups_of(found),
            "activities": services.of_village(found),
            "ANSWER_DAYS": rules_for(found, on=clock.today()).limits["submitted"],
            "has_ended": bool(found.valid_to and found.valid_to < clock.today()),
        },
    )


def _wishes(village):
    """Its wishes are counted apart from its projects; nothing more is asked where there are none."""
    counts = wishes.counts(village=village.pk)
    return {
        "wish_counts": counts,
        "wish_scope": f"&village={village.pk}",
        "wishes": wishes.recent(village) if counts.collected else (),
    }


@require_safe
@same_for_everybody
def town(request, pk):
    found = places.town(pk)
    if found is None:
        raise Http404
    counts = tiles.counts_by_village(found.pk)
    nothing = dict.fromkeys(tiles.COUNTERS, 0)
    villages = places.villages_of_town(found)
    return render(
        request,
        "public/town.html",
        {
            "town": found,
            "scope": f"&town={found.pk}",
            "rows": [(one, counts.get(one.pk, nothing)) for one in villages],
            "total": tiles.counts(tiles.Where(town=found.pk)),
            "care": care.public_counts(found.pk),
        },
    )


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
