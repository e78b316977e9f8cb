"""My data: see, take away, correct, take back a yes, close the account. (PIPL 15, 45-47)"""

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import forgetting
from projects.actions import own_data as deeds
from projects.forms.own_data import ContactForm, NameForm, SureForm
from projects.pages import proofs
from projects.pages.resident import SeeOther
from projects.pages.signed_in import signed_in
from projects.pages.takeaway import archive
from projects.queries import own_data
from projects.states import FINAL
from villages import notices
from villages.models import Consent
from villages.models.consents import Topic
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


# ── With an account ──────────────────────────────────────────────────────────────────────────────
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request):
    """POST corrects the name, or takes back the yes to showing it."""
    person = request.user
    form = NameForm(initial={"name": person.display_name})
    if request.method == "POST":
        by = Actor.resident(person)
        if "hide_name" in request.POST:
            deeds.hide_name(person, by=by)
            messages.success(request, _("已经收回，您的称呼不再公开。"))
            return SeeOther("my_data")
        form = NameForm(request.POST)
        if form.is_valid():
            deeds.rename(person, by=by, name=form.cleaned_data["name"])
            messages.success(request, _("称呼已经改好。"))
            return SeeOther("my_data")
    consents = Consent.objects.filter(person=person)
    return _page(request, "resident/my_data.html", form, own_data.of_person(person), consents)


@never_cache
@signed_in
@require_safe
def take_away(request):
    matters = own_data.matters_of(request.user)
    return archive(own_data.of_person(request.user), own_data.photos_of(matters))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request):
    """Says what goes and what stays, and asks once more, because it cannot be undone."""
    form, refused = _asked(request), []
    if request.method == "POST" and form.is_valid():
        try:
            forgetting.close_account(request.user, by=Actor.resident(request.user))
        except Refused as refusal:
            refused = refusal.reasons
        else:
            logout(request)
            return SeeOther("account_closed")
    running = own_data.matters_of(request.user).exclude(state__in=FINAL).count()
    context = {
        "form": form, "refused": refused, "running": running, "back": reverse("my_data")
    }  # fmt: skip
    return render(request, "resident/close.html", context, status=_status(form, refused))


@require_safe
def closed(request):
    return render(request, "resident/closed.html")


# ── By 查询号, without one ────────────────────────────────────────────────────────────────────────
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proofs.required
def tracked(request, project):
    contact = project.contact
    if contact is None:
        return redirect("my_data")
    form = ContactForm(initial={"name": contact.name, "phone": contact.phone})
    if request.method == "POST":
        by = Actor.from_contact(contact)
        if "hide_name" in request.POST:
            deeds.hide_contacts_name(project, by=by)
            messages.success(request, _("已经收回，您的称呼不再公开。"))
            return SeeOther("tracked_data", project.query_no)
        form = ContactForm(request.POST)
        if form.is_valid():
            deeds.correct_contact(project, by=by, **form.cleaned_data)
            messages.success(request, _("已经改好。"))
            return SeeOther("tracked_data", project.query_no)
    consents = Consent.objects.filter(contact=contact)
    sections = own_data.of_contact(contact)
    return _page(request, "resident/tracked_data.html", form, sections, consents, project)


@never_cache
@proofs.required
@require_safe
def take_away_tracked(request, project):
    contact = project.contact
    if contact is None:
        return redirect("my_data")
    return archive(own_data.of_contact(contact), own_data.photos_of(contact.proposals.all()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proofs.required
def forget(request, project):
    """The same question for who has no account."""
    if project.contact is None:
        return redirect("close_account")
    form = _asked(request)
    if request.method == "POST" and form.is_valid():
        forgetting.forget_contact(project, by=Actor.from_contact(project.contact))
        proofs.forget(request)
        return SeeOther("account_closed")
    running = project.contact.proposals.exclude(state__in=FINAL).count()
    back = reverse("tracked_data", args=[project.query_no])
    context = {"form": form, "running": running, "project": project, "back": back}
    return render(request, "resident/close.html", context, status=_status(form, []))


def _asked(request):
    return SureForm(request.POST if request.method == "POST" else None)


def _page(request, template, form, sections, consents, project=None):
    context = {
        "form": form,
        "sections": [section for section in sections if section.rows],
        "shows_name": consents.filter(topic=Topic.SHOW_NAME, withdrawn_at=None).exists(),
        "answer_days": notices.ANSWER_DAYS,
        "project": project,
    }
    return render(request, template, context, status=_status(form, []))


def _status(form, refused):
    if refused:
        return 409
    return 422 if form.is_bound and form.errors else 200
