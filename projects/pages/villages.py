"""The villages and communities of the district, one of them, a town."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.dashboards import coverage, tiles
from projects.dashboards.where import Where
from projects.forms.filters import VillagesForm, shortcuts
from projects.pages.turning import turned
from projects.queries import care, history, joint, partners, places, public, services, wishes
from villages.rulebook import rules_for
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock


@require_safe
@same_for_everybody
def listed(request):
    """What each of them has; with `has` exactly those a number of the coverage counts."""
    form, day = VillagesForm.of(request.GET), clock.today()
    asked = form.asked()
    where = Where(**{name: pk for name, pk in asked.items() if name != "has"})
    page = coverage.page(where, asked.get("has"), day, request.GET.get("page", ""))
    context = {"form": form, "day": day, **turned(page, asked)}
    return render(request, "public/villages.html", context)


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
            "counts": tiles.counts(Where(village=found.pk)),
            "cards": public.released_first(rows, public.PAGE),
            "shortcuts": shortcuts({"village": found.pk}),
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
    villages = places.villages_of_town(found)
    counts = tiles.counts_by_village([one.pk for one in villages])
    return render(
        request,
        "public/town.html",
        {
            "town": found,
            "scope": f"&town={found.pk}",
            "shortcuts": shortcuts({"town": found.pk}),
            "rows": [(one, counts[one.pk]) for one in villages],
            "total": tiles.counts(Where(town=found.pk)),
            "care": care.public_counts(found.pk),
        },
    )
