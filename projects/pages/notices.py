"""公示: what hangs on the village's board today, and saying what is not right about it."""

import segno
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import objections
from projects.forms.notices import LookUpForm, ObjectionForm
from projects.models import NoticeItem
from projects.pages.resident import TEN_MINUTES, SeeOther
from projects.queries import places, public_objections
from projects.queries import public_notices as shown
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel.actor import Actor
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused
from weishishi.record.queries import mark

OBJECTIONS = Tries("objection-address", most=10, seconds=TEN_MINUTES)
LOOK_UPS = Tries("objection-look-up", most=60, seconds=TEN_MINUTES)


@require_safe
@same_for_everybody
def notices(request):
    """All notices, those that hang today on top; `village` shows one village's."""
    village, before = (_number(request, name) for name in ("village", "before"))
    cards, more = shown.past(village, before)
    of = places.village(village) if village else None
    scope = f"village={village}&" if village else ""
    return render(
        request,
        "public/notices.html",
        {
            "of": of,
            "running": [] if before else shown.running(village),
            "past": cards,
            "older": f"?{scope}before={more}" if more else "",
            "newest": (f"?{scope}".rstrip("&") if scope else "?") if before else "",
            "is_first": not before,
        },
    )


def _number(request, name):
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 16 else None


@require_safe
@same_for_everybody
def notice(request, pk):
    return render(request, "public/notice.html", {"notice": _found(pk)})


@require_safe
@same_for_everybody
def printed(request, pk):
    """The sheet for the board, A4, with a QR code that leads to the page; always in Chinese."""
    with override(settings.LANGUAGE_CODE):
        found = _found(pk)
    address = request.build_absolute_uri(reverse("public_notice", args=[pk]))
    code = segno.make(address, error="q", micro=False).svg_inline(omitsize=True, border=2)
    context = {"notice": found, "address": address, "qr": mark_safe(code), "mark": mark()}
    return render(request, "public/notice_print.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request, pk):
    """What is not right? Nothing else is asked, and nothing typed is lost."""
    found = _found(pk)
    items = [(line.pk, line.name) for line in found.lines if line.is_open]
    if not items:
        return render(request, "resident/objection_closed.html", {"notice": found})
    form = ObjectionForm(request.POST or None, items=items, initial=_asked(request, found))
    status = 200
    if request.method == "POST":
        received, status = _try(request, form)
        if received:
            return SeeOther("objection", received.number)
    one = items[0][1] if len(items) == 1 else ""
    context = {"notice": found, "form": form, "one": one}
    response = render(request, "resident/objection.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(TEN_MINUTES)
    return response


def _try(request, form):
    """(the objection, 303), or (None, the status of the page that says why not)."""
    if not form.is_valid():
        return None, 422
    if not OBJECTIONS.spend(address_of(request)):
        form.add_error(None, _too_often())
        return None, 429
    try:
        return _receive(form), 303
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return None, 409


def _receive(form):
    """Whoever is signed in is nobody here: she says who she is, or does not."""
    item = NoticeItem.objects.get(pk=form.cleaned_data["item"])
    return objections.receive(item, by=Actor.from_contact(None), said=form.said())


def _too_often():
    return _("这里提得太快了，您写的都还在，请过几分钟再提交；着急请打热线，或到党群服务中心说。")


def _asked(request, found):
    """The matter from whose page she came."""
    number = request.GET.get("project", "")
    asked = [str(line.pk) for line in found.lines if line.query_no == number]
    return {"item": asked[0]} if asked else {}


@require_safe
@same_for_everybody
def objection(request, number):
    """What became of an objection: everybody with its number reads the same as on the notice."""
    found = public_objections.answer_of(number)
    if found is None:
        raise Http404
    return render(request, "resident/objection_done.html", {"said": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request):
    """From a 意见号 to its answer."""
    form = LookUpForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            if not LOOK_UPS.spend(address_of(request)):
                form.add_error(None, _("查得太多次了，请过 10 分钟再试；着急请打热线。"))
                status = 429
            elif public_objections.answer_of(form.cleaned_data["number"]):
                return SeeOther("objection", form.cleaned_data["number"])
            else:
                form.add_error("number", _("没有这个意见号，请核对后再填。"))
    return render(request, "resident/objection_look_up.html", {"form": form}, status=status)


def _found(pk):
    found = shown.notice(pk)
    if found is None:
        raise Http404
    return found
