"""What every page knows about the house: its name, its slogan, whether it is a demo."""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.utils.translation import gettext_lazy as _

from villages.rulebook import DEFAULTS
from weishishi.kernel import clock
from weishishi.languages import ENGLISH

# The words of the house: what a district says in its own way (weishishi/settings.py).
WORDS = (
    "SLOGAN", "LEAD", "NEARBY", "PROMISE", "WINDOW_LINE", "FILING_LINE", "OWNER_LINE", "HOTLINE",
    "ICP_RECORD", "POLICE_RECORD", "SITE_CODE",
)  # fmt: skip
# Which entry of the menu a page belongs to, where its own name is none.
SECTIONS = {
    "project": "projects",
    "village": "projects",
    "town": "projects",
    "town_rules": "projects",
    "partners": "projects",
    "partner": "projects",
    "sheet": "propose",
    "receipt": "propose",
    "tracked": "track",
    "more_photos": "track",
    "withdraw": "track",
    "support": "projects",
    "inbox": "me",
    "tracked_data": "track",
    "forget": "track",
    "my_data": "me",
    "close_account": "me",
    "projects_csv": "projects",
    "public_notice": "notices",
    "notice_print": "notices",
    "object_to": "notices",
    "objection": "notices",
    "objection_look_up": "notices",
    "wish": "wishes",
    "find_claim": "wishes",
    "wish_claim": "wishes",
    "wish_claim_paper": "wishes",
    "wish_certificate": "wishes",
}

# What government sites call the column a page stands in (meta ColumnName).
COLUMNS = {
    "home": _("首页"), "projects": _("找项目"), "notices": _("公示"), "propose": _("我要提"), "progress": _("进度公开"),
    "wishes": _("心愿墙"),
    "track": _("查进度"), "open_data": _("开放数据"),
}  # fmt: skip


def house(request):
    name = getattr(request.resolver_match, "url_name", None) or ""
    return {
        "SITE_NAME": settings.SITE_NAME,
        "HOST": _host(request),
        "ANSWER_DAYS": DEFAULTS.limits["submitted"],
        **{name: getattr(settings, name) for name in WORDS},
        "DEMO": settings.DEMO,
        "TILES": {
            "address": settings.TILES,
            "attribution": settings.TILES_ATTRIBUTION,
            "system": settings.TILES_SYSTEM,
        },
        "DEMO_DAY": clock.today() if settings.DEMO else None,
        "SECTION": SECTIONS.get(name, name),
        "COLUMN": COLUMNS.get(SECTIONS.get(name, name), ""),
        "LARGE": request.COOKIES.get("size") == "large",
        **_language(request),
    }


def _host(request):
    """By which name the visitor came; "" where it is none of ours, which the page of the refusal says."""
    with suppress(DisallowedHost):
        return request.get_host()
    return ""


def _language(request):
    """LANG for the page, and the other language one may change to."""
    code = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    is_english = code == ENGLISH
    return {
        "LANG": "en" if is_english else "zh-CN",
        "OTHER_LANGUAGE": next(pair for pair in settings.LANGUAGES if pair[0] != code),
    }
