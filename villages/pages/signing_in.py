"""How does a resident sign in? A phone, the six digits sent to it, and she is in: no password.

One way for new and known phones, so that nobody learns from it whether a phone is known here; a new
phone gets its account after the code was right, when its owner has said that she is 14 or older.
"""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from villages import codes
from villages.actions import accounts
from villages.backends import BY_PHONE, came_by_phone
from villages.forms.signing_in import AgeForm, CodeForm, PhoneForm
from weishishi.kernel.phones import masked
from weishishi.kernel.verdict import Refused


class SeeOther(HttpResponseRedirect):
    """Done: a reload sends nothing twice."""

    status_code = 303


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Asks for the phone and sends the code."""
    next_page = _safe(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated and came_by_phone(request.session):
        return SeeOther(next_page or reverse("me"))
    if request.method != "POST":
        code = codes.Code(request.session)
        form = PhoneForm(initial={"phone": code.phone} if code else None)
        return _phone_page(request, form, next_page)
    form = PhoneForm(request.POST)
    if not form.is_valid():
        return _phone_page(request, form, next_page, status=422)
    phone = form.cleaned_data["phone"]
    if codes.Code(request.session).was_just_sent_to(phone):
        return SeeOther(reverse("sign_in_code"))
    try:
        codes.send(request, phone, next_page)
    except Refused as refusal:
        form.add_error(None, " ".join(refusal.reasons))
        return _phone_page(request, form, next_page, status=429)
    return SeeOther(reverse("sign_in_code"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request):
    """Asks for the six digits, sends new ones, and lets in; a new phone says its age before."""
    code = codes.Code(request.session)
    if not code:
        return SeeOther(reverse("sign_in"))
    if code.proved:
        return _say_age(request, code)
    if request.method != "POST":
        return _code_page(request, code, CodeForm())
    if "again" in request.POST:
        return _send_again(request, code)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, code, form, status=422)
    try:
        code.check(form.cleaned_data["code"])
    except Refused as refusal:
        form.add_error(None, " ".join(refusal.reasons))
        return _code_page(request, code, form, status=422)
    person = accounts.known_by(code.phone)
    return _let_in(request, code, person) if person else SeeOther(reverse("sign_in_code"))


@require_POST
def sign_out(request):
    logout(request)
    return SeeOther(reverse("home"))


def _say_age(request, code):
    form = AgeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "account/age.html", {"form": form}, status=status)
    return _let_in(request, code, accounts.open_by(code.phone))


def _let_in(request, code, person):
    if not person.is_active:
        code.forget()
        return _stopped(request)
    next_page = code.next_page
    code.forget()
    accounts.phone_was_proved(person)
    person.backend = BY_PHONE
    get_adapter(request).login(request, person)  # with a new session key
    request.session.set_expiry(settings.RESIDENT_SESSION_SECONDS)
    return SeeOther(next_page or reverse("me"))


def _stopped(request):
    context = {
        "title": _("这个账号已停用"),
        "sentence": _("这个手机号的账号已停用，不能登录。有疑问请打热线，或到党群服务中心问。"),
    }
    return render(request, "error.html", context, status=403)


def _send_again(request, code):
    try:
        codes.send(request, code.phone, code.next_page)
    except Refused as refusal:
        form = CodeForm({})
        form.errors.clear()
        form.add_error(None, " ".join(refusal.reasons))
        return _code_page(request, code, form, status=429)
    return SeeOther(reverse("sign_in_code"))


def _phone_page(request, form, next_page, status=200):
    context = {"form": form, "next": next_page}
    return render(request, "account/phone.html", context, status=status)


def _code_page(request, code, form, status=200):
    context = {"form": form, "phone": masked(code.phone), "shown": code.shown}
    return render(request, "account/code.html", context, status=status)


def _safe(request, address):
    """An address of this site, or none."""
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else ""
