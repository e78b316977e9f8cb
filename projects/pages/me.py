"""我的: what a resident proposed and also needs, and what waits for her; the door for who is not in."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions.claims import claim
from projects.pages.resident import SeeOther
from projects.pages.signed_in import door, signed_in
from projects.queries import mine, sheets, wish_claims
from weishishi.outbox.actions import mark_read


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request):
    """POST claims what was proposed under the same phone before there was an account."""
    person = request.user
    if not person.is_authenticated:
        return render(request, "resident/door.html", {"sign_in": door(request.path)})
    if request.method == "POST":
        messages.success(request, _claimed(claim(person)))
        return SeeOther("me")
    proposed, needed = mine.proposed_by(person), mine.needed_by(person)
    context = {
        "waiting": [own for own in proposed if own.asks],
        "drafts": sheets.drafts_of(person),
        "proposed": [own.card for own in proposed],
        "needed": [own.card for own in needed],
        "promised": wish_claims.of_person(person),
        "unread": mine.unread_by(person),
        "unclaimed": mine.unclaimed_by(person).count(),
        "most": mine.MOST,
    }
    return render(request, "resident/me.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def inbox(request):
    """All messages; POST says that they were looked at."""
    if request.method == "POST":
        mark_read(recipient=("person", request.user.pk))
        return SeeOther("me")
    return render(request, "resident/inbox.html", {"inbox": mine.messages_to(request.user)})


def _claimed(number):
    if not number:
        return _("没有要收进来的：您的手机号没有在别处提过。")
    return ngettext("收进来 {} 件。", "收进来 {} 件。", number).format(number)
