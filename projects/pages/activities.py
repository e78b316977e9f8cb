"""What comes next in the district, one activity with its form, and one's own place at it: found again by 报名号 and phone, taken back."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import sign_ups as deeds
from projects.forms.activities import ActivityFilterForm, FindSignUpForm, SignUpForm
from projects.pages import proofs
from projects.pages.resident import TEN_MINUTES, SeeOther
from projects.queries import services, sign_ups
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel.numbers import spaced
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused

SIGN_UPS = Tries("sign-ups", most=20, seconds=TEN_MINUTES)  # a family, or a whole bench of a square
PER_ADDRESS = Tries("sign-up-address", most=10, seconds=TEN_MINUTES)
PER_NUMBER = Tries("sign-up-number", most=5, seconds=TEN_MINUTES)


@require_safe
@same_for_everybody
def listed(request):
    form = ActivityFilterForm.of(request.GET)
    page = services.coming(**form.asked(), number=request.GET.get("page", ""))
    context = {
        "form": form, "page": page,
        "older": form.address(page=page.next_page_number()) if page.has_next() else "",
        "newest": (form.address() or "?") if page.has_previous() else "",
    }  # fmt: skip
    return render(request, "public/activities.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request, pk):
    """What, when, where; whoever wants to come finds the form below, phone first."""
    row = services.one(pk)
    if row is None:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    form, status = SignUpForm(request.POST or None, person=person), 200
    if request.method == "POST":
        found, status = _try(request, row, form)
        if found:
            proofs.remember(request, found.number)
            return SeeOther("sign_up", found.number)
        row = services.one(pk) or row
    context = {
        "activity": services.told(row), "project": row.project, "form": form,
        "changes": row.changes.order_by("-pk"),
    }  # fmt: skip
    response = render(request, "public/activity.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(TEN_MINUTES)
    return response


def _try(request, row, form):
    """(the sign-up, 303), or (None, the status of the page that says why not)."""
    if not form.is_valid():
        return None, 422
    if not SIGN_UPS.spend(address_of(request)):
        form.add_error(None, _("这里报名得太快了，您填的都还在，请过几分钟再提交。"))
        return None, 429
    try:
        return deeds.sign_up(row, form.coming()), 303
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return None, 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request):
    """From 报名号 and phone to one's place."""
    if request.method != "POST":
        typed = {"number": request.GET.get("number", "")[:20]}
        return render(
            request, "resident/find_sign_up.html", {"form": FindSignUpForm(initial=typed)}
        )
    form, status = FindSignUpForm(request.POST), 422
    if form.is_valid():
        number, address = form.cleaned_data["number"], address_of(request)
        if not all((PER_ADDRESS.spend(address), PER_NUMBER.spend(number))):
            form.add_error(None, _("查得太多次了，请过 10 分钟再试；着急请打热线。"))
            status = 429
        elif sign_ups.proved(number, form.cleaned_data["digits"]):
            PER_ADDRESS.give_back(address)
            PER_NUMBER.give_back(number)
            proofs.remember(request, number)
            return SeeOther("sign_up", number)
        else:
            form.add_error(None, _("报名号和手机号后四位对不上，请核对后再查。"))
    return render(request, "resident/find_sign_up.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, number):
    """Her place and how it stands; she may take it back until the activity begins."""
    found = sign_ups.numbered(number)
    if found is None or not proofs.proved(request, number):
        return redirect(f"{reverse('find_sign_up')}?number={number}")
    refusals, status = [], 200
    if request.method == "POST":
        try:
            deeds.take_back(found)
            return SeeOther("sign_up", number)
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    row = services.one(found.activity_id)
    context = {
        "sign_up": found, "spaced": spaced(number), "refusals": refusals,
        "activity": services.told(row or found.activity) if row else None,
    }  # fmt: skip
    return render(request, "resident/sign_up.html", context, status=status)
