"""What we do with your data, and how everybody can use these pages: for everybody to read."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects import retention
from villages import notices


@require_safe
def notice(request):
    """The notice in force."""
    return _page(request, notices.CURRENT)


@require_safe
def former_notice(request, version):
    """The notice as somebody agreed to it; versions are kept for good."""
    if version not in notices.VERSIONS:
        raise Http404
    return _page(request, version)


@require_safe
def accessibility(request):
    return render(request, "public/accessibility.html")


def _page(request, version):
    is_current = version == notices.CURRENT
    return render(
        request,
        "public/privacy.html",
        {
            "notice": notices.template_of(version),
            "version": version,
            "since": notices.VERSIONS[version],
            "is_current": is_current,
            "others": [other for other in notices.VERSIONS if other != notices.CURRENT],
            "periods": retention.printed() if is_current else notices.FORMER_PERIODS[version],
            "owner": settings.OWNER_LINE or settings.SITE_NAME,
            "answer_days": notices.ANSWER_DAYS,
        },
    )
