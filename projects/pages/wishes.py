"""心愿墙: what people wish for, one wish with its claim form, and a claimer's own promise."""

from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import wish_claims as deeds
from projects.forms.wishes import ClaimForm, FindClaimForm, WishFilterForm
from projects.pages import proofs
from projects.pages.resident import TEN_MINUTES, SeeOther
from projects.queries import wish_claims, wishes
from projects.wishes import terms
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel.tries import Tries, address_of
from weishishi.kernel.verdict import Refused

CLAIMS = Tries("wish-claims", most=10, seconds=TEN_MINUTES)
PER_ADDRESS = Tries("claim-address", most=10, seconds=TEN_MINUTES)
PER_NUMBER = Tries("claim-number", most=5, seconds=TEN_MINUTES)
PER_NUMBER_A_DAY = Tries("claim-number-day", most=20, seconds=24 * 3600)


@require_safe
@same_for_everybody
def wall(request):
    form = WishFilterForm.of(request.GET)
    asked = form.asked()
    typed = request.GET.get("page", "")
    page = wishes.page(asked, int(typed) if typed.isascii() and typed.isdigit() else 1)
    context = {
        "form": form, "page": page, "cards": page.cards,
        "counts": wishes.counts(village=asked.village, town=asked.town),
        "older": form.address(page=page.next_page_number()) if page.has_next() else "",
        "newest": (form.address() or "?") if page.has_previous() else "",
    }  # fmt: skip
    return render(request, "public/wishes.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request, pk):
    """One wish; who may still claim it finds the terms first and the form below them."""
    row = wishes.one(pk)
    if row is None:
        raise Http404
    person = request.user if request.user.is_authenticated else None
    form, status = ClaimForm(request.POST or None, person=person), 200
    if request.method == "POST":
        claim, status = _try(request, row, form, person)
        if claim:
            proofs.remember(request, claim.number)
            return SeeOther("wish_claim", claim.number)
        row = wishes.one(pk) or row
    context = {
        "wish": wishes.card_of(row), "form": form, "terms": terms.TERMS,
        "steps": wishes.steps_of(row), "shots": wishes.shots_of(pk),
    }  # fmt: skip
    response = render(request, "public/wish.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = str(TEN_MINUTES)
    return response


def _try(request, row, form, person):
    """(the claim, 303), or (None, the status of the page that says why not)."""
    if not form.is_valid():
        return None, 422
    if not CLAIMS.spend(address_of(request)):
        form.add_error(None, _("这里认领得太快了，您填的都还在，请过几分钟再提交。"))
        return None, 429
    try:
        return deeds.claim(row, by=deeds.hands_of(person), promise=form.promise()), 303
    except Refused as refusal:
        form.add_error(None, refusal.reasons)
        return None, 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find_claim(request):
    """From 认领号 and phone to one's promise; who is signed in finds hers below 我的."""
    if request.method != "POST":
        typed = {"number": request.GET.get("number", "")[:20]}
        return render(request, "resident/find_claim.html", {"form": FindClaimForm(initial=typed)})
    form, status = FindClaimForm(request.POST), 422
    if form.is_valid():
        number, address = form.cleaned_data["number"], address_of(request)
        spent = (
            PER_ADDRESS.spend(address), PER_NUMBER.spend(number), PER_NUMBER_A_DAY.spend(number)
        )  # fmt: skip
        if not all(spent):
            form.add_error(None, _("查得太多次了，请过 10 分钟再试；着急请打热线。"))
            status = 429
        elif wish_claims.proved(number, form.cleaned_data["digits"]):
            PER_ADDRESS.give_back(address)
            PER_NUMBER.give_back(number)
            PER_NUMBER_A_DAY.give_back(number)
            proofs.remember(request, number)
            return SeeOther("wish_claim", number)
        else:
            form.add_error(None, _("认领号和手机号后四位对不上，请核对后再查。"))
    return render(request, "resident/find_claim.html", {"form": form}, status=status)


def _hers(view):
    """`view(request, claim)` for who made the claim; everybody else is asked for number and phone."""

    @never_cache
    @require_safe
    @wraps(view)
    def asked(request, number):
        claim = wish_claims.numbered(number)
        user = request.user
        known = claim and (
            proofs.proved(request, number)
            or (user.is_authenticated and wish_claims.is_of(claim, user))
        )
        if not known:
            return redirect(f"{reverse('find_claim')}?number={number}")
        return view(request, claim)

    return asked


@_hers
def claim(request, claim):
    """Her promise and how it stands."""
    context = {
        "claim": claim, "told": wish_claims.told(claim), "reason": wish_claims.reason_of(claim),
        "steps": wishes.steps_of(claim.wish), "inbox": wish_claims.messages_of(claim),
        "phone": wish_claims.phone_of(claim),
    }  # fmt: skip
    return render(request, "resident/wish_claim.html", context)


@_hers
def claim_paper(request, claim):
    """认领书 on A4."""
    context = {"claim": claim, "terms": terms.TERMS}
    return render(request, "resident/wish_claim_paper.html", context)


@_hers
def certificate(request, claim):
    """The certificate of thanks; a thank-you, no receipt for a donation. (慈善法 38)"""
    if not hasattr(claim, "delivery"):
        raise Http404
    return render(request, "resident/wish_thanks.html", {"claim": claim})
