"""Whose half-filled form is this? A cookie of its own outlives the session and signing in.

The cookie holds a random key and the village used last; the sheet knows only the key's fingerprint.
Phone and name, typed on the last screen, lie sealed in the session while she looks something up on
an earlier one; a sheet never holds them.
"""

from secrets import token_urlsafe

from projects.queries.sheets import Writer
from weishishi.kernel import aside, cipher
from weishishi.kernel.actor import Actor

COOKIE, SALT = "sheets", "weishishi.sheets"
HALF_A_YEAR = 182 * 24 * 3600
HALF_AN_HOUR = 1800
REACH = "reach"


def writer_of(request):
    """The browser and the person who fill in; a browser met for the first time gets its key."""
    return Writer(cipher.index(_read(request)[0]), _person(request))


def actor_of(request):
    """Her deeds are a signed-in person's, or somebody's whom we do not know yet."""
    person = _person(request)
    return Actor.resident(person) if person else Actor.from_contact(None)


def knows(request):
    """Whether this visitor was here before: a cookie of ours, or somebody signed in."""
    return request.COOKIES.get(COOKIE) is not None or _person(request) is not None


def last_village(request):
    """The village used last in this browser, as typed; empty for a new one."""
    return _read(request)[1]


def keep(request, response, village=""):
    """Give the browser its key, and let it remember the village."""
    key, last = _read(request)
    response.set_signed_cookie(
        COOKIE, f"{key}|{village or last}", salt=SALT, max_age=HALF_A_YEAR, httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return response


def lay_aside(request, told):
    """Keep name and phone as typed, sealed, for half an hour."""
    words = {name: told.get(name, "")[:100] for name in ("name", "phone")}
    aside.lay(request.session, REACH, words if any(words.values()) else None, HALF_AN_HOUR)


def take_up(request):
    """The name and phone laid aside within the last half hour."""
    return aside.take_up(request.session, REACH) or {}


def forget(request):
    aside.forget(request.session, REACH)


def _person(request):
    return request.user if request.user.is_authenticated else None


def _read(request):
    if not hasattr(request, "sheet_cookie"):
        held = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=HALF_A_YEAR)
        key, _bar, village = held.partition("|")
        request.sheet_cookie = (key or token_urlsafe(24), village)
    return request.sheet_cookie
