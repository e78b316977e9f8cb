"""What every page knows about the house: its name, its slogan, whether it is a demo."""

from django.conf import settings

from villages.rulebook import DEFAULTS
from weishishi.kernel import clock

# Which entry of the menu a page belongs to, where its own name is none.
SECTIONS = {
    "project": "projects",
    "village": "projects",
    "town": "projects",
    "receipt": "propose",
    "tracked": "track",
    "withdraw": "track",
}


def house(request):
    name = getattr(request.resolver_match, "url_name", None) or ""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "ANSWER_DAYS": DEFAULTS.limits["submitted"],
        "SLOGAN": settings.SLOGAN,
        "OWNER_LINE": settings.OWNER_LINE,
        "HOTLINE": settings.HOTLINE,
        "DEMO": settings.DEMO,
        "DEMO_DAY": clock.today() if settings.DEMO else None,
        "SECTION": SECTIONS.get(name, name),
        "LARGE": request.COOKIES.get("size") == "large",
        "LANG": "en" if getattr(request, "LANGUAGE_CODE", "") == "en" else "zh-CN",
    }
