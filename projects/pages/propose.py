"""我要提: the first screen, before there is a sheet, and the offer to go on with one."""

from urllib.parse import urlencode
from uuid import uuid4

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import sheets
from projects.forms.proposals import StartForm
from projects.models.sheets import KIND
from projects.pages import hands
from projects.pages.public import remember_wishes
from projects.pages.resident import SeeOther
from projects.pages.turns import (
    SHEETS,
    WISHES,
    keeps_what_was_typed,
    next_screen,
    read_key,
    saved_page,
    too_late,
)
from projects.queries import sheets as shown
from weishishi.kernel.tries import address_of


@keeps_what_was_typed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request):
    """The first screen, or what can be gone on with."""
    if request.method == "POST":
        return _discarded(request) if "discard" in request.POST else _begin(request)
    drafts = shown.unfinished_of(hands.writer_of(request))
    wanted = {name: request.GET.get(name, "")[:20] for name in ("village", "kind", "library")}
    if drafts and "new" not in request.GET:
        again = f"?{urlencode({'new': 1, **{k: v for k, v in wanted.items() if v}})}"
        context = {"drafts": drafts, "again": again, "saved": request.GET.get("saved")}
        return hands.keep(request, render(request, "resident/propose/go_on.html", context))
    form = StartForm(initial={"form_token": uuid4(), **wanted})
    return _start_page(request, form)


def _start_page(request, form, status=200):
    context = {"form": form, "form_of_this_page": "sheet", "step": 1, "action": reverse("propose")}
    page = render(request, "resident/propose/kind.html", context, status=status)
    return hands.keep(request, page)


def _begin(request):
    form = StartForm(request.POST)
    if any(wish in request.POST for wish in WISHES):
        wanted = urlencode(
            {"new": 1, **form.typed(), "library": request.POST.get("library", "")[:20]}
        )
        return remember_wishes(request, redirect(f"{reverse('propose')}?{wanted}"))
    if late := too_late(request):
        form.add_error(None, late)
        return _start_page(request, form, status=403)
    if not form.is_valid():
        return _start_page(request, form, status=422)
    if not SHEETS.spend(address_of(request)):
        form.add_error(None, _("这里提得太快了，您填的都还在，请过几分钟再提交；着急请打热线。"))
        return _start_page(request, form, status=429)
    writer, key = hands.writer_of(request), form.key
    if shown.exists(key) and shown.opened_by(writer, key) is None:
        key = uuid4()
    told = {name: typed for name, typed in form.typed().items() if typed} | form.words()
    sheet = sheets.begin(key, by=hands.actor_of(request), browser=writer.browser, told=told)
    return hands.keep(
        request, saved_page(sheet) if "save" in request.POST else next_screen(sheet, KIND)
    )


def _discarded(request):
    """Throw a sheet away that is hers and was not handed in."""
    if key := read_key(request.POST["discard"]):
        sheet = shown.opened_by(hands.writer_of(request), key)
        if sheet and sheet.submitted_at is None:
            sheets.discard(sheet, by=hands.actor_of(request))
    return SeeOther("propose")
