"""Who takes part in the micro-projects of this district: organisations, groups, teams, their record."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.pages.turning import turned
from projects.queries import briefings, partners
from villages.models import Organisation
from weishishi.kept_pages import same_for_everybody

MOST_PAGES = 100


@require_safe
@same_for_everybody
def listed(request):
    kind = request.GET.get("kind", "")
    kind = kind if kind in Organisation.Kind.values else ""
    groups, page = partners.page(kind, request.GET.get("page", ""))
    context = {
        "groups": groups,
        "kinds": Organisation.Kind.choices,
        "chosen": kind,
        "briefings": briefings.held(),
        **turned(page, {"kind": kind}),
    }
    return render(request, "public/partners.html", context)


@require_safe
@same_for_everybody
def one(request, pk):
    found = partners.one(pk)
    if found is None:
        raise Http404
    asked = request.GET.get("page", "")[:4]
    number = min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdigit() else 1
    number = max(number, 1)
    lines, has_more = partners.page_of(found, number)
    context = {
        "partner": found, "record": partners.record_of(found), "lines": lines,
        "older": f"?page={number + 1}" if has_more else "",
        "newest": request.path if number > 1 else "",
    }  # fmt: skip
    return render(request, "public/partner.html", context)
