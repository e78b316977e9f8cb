"""One turn at a screen of 我要提, and what every button of it has in common."""

from dataclasses import dataclass, field
from uuid import UUID

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.forms.proposals import first_wrong
from projects.models.sheets import CHECK, SCREENS
from projects.pages import hands
from projects.pages.resident import SeeOther
from weishishi.kernel.tries import Tries

TEN_MINUTES = 600
SHEETS = Tries("propose-address", most=30, seconds=TEN_MINUTES)  # a whole office behind one address
HANDED_IN = Tries("propose-submit", most=30, seconds=TEN_MINUTES)
WISHES = ("size", "language")  # the buttons of the masthead
OTHER_BUTTONS = ("save", "go", "upload", "remove")


@dataclass
class Turn:
    """One look at, or one answer to, a screen of a sheet."""

    request: object
    sheet: object
    screen: str
    form: object = None
    complaints: list = field(default_factory=list)  # what was wrong beside the fields
    status: int = 200

    @property
    def actor(self):
        return hands.actor_of(self.request)

    @property
    def is_final(self):
        """Whether the main button was pressed: then every field must hold."""
        return not any(name in self.request.POST for name in (*WISHES, *OTHER_BUTTONS))


def keeps_what_was_typed(view):
    """Asked too late for its protection token, this page comes back as it was typed."""
    view.after_csrf_failure = view
    return view


def too_late(request):
    if getattr(request, "csrf_failed", False):
        return _("页面放得太久了，已经换新；您填的都还在，请再按一次。照片要重新选。")
    return ""


def has_account(turn):
    return turn.request.user.is_authenticated


def next_screen(sheet, screen):
    """The next screen, or the last one when everything else is known."""
    following = SCREENS[SCREENS.index(screen) + 1]
    wrong, _forms = first_wrong(sheet.told)
    return SeeOther("sheet", sheet.key, following if wrong else CHECK)


def saved_page(sheet):
    return see(f"{reverse('propose')}?saved={sheet.key}")


def see(address):
    response = redirect(address)
    response.status_code = 303
    return response


def read_key(text):
    """The key a button carries, or None for anything that is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
