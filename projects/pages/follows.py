"""关注: one page that asks, one button that does it; her follows and how she wants to be told."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from projects.actions import follows as deeds
from projects.forms.filters import FilterForm
from projects.forms.reaching import ReachingForm
from projects.pages.resident import SeeOther
from projects.pages.signed_in import signed_in
from projects.queries import follows, public
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def follow(request):
    """GET says what would be followed (a project's number or a search in the address), POST does it."""
    what = _asked(request)
    if request.method != "POST":
        return render(request, "resident/follow.html", what)
    try:
        deeds.follow(
            by=Actor.resident(request.user), project=what["project"], address=what["address"],
            words=what["words"],
        )  # fmt: skip
    except Refused as refusal:
        return render(
            request, "resident/follow.html", what | {"refused": refusal.reasons}, status=409
        )
    messages.success(request, _("关注了：{}。有新消息会写进“我的”。").format(what["words"]))
    return SeeOther("my_follows")


def _asked(request):
    if number := request.GET.get("project", ""):
        found = public.listed(public.visible().filter(query_no=number)).first()
        if found is None:
            raise Http404
        return {"project": found, "address": "", "words": public.title_of(found)}
    address, words = FilterForm.of(request.GET).kept_as()
    if not address or len(address) > 200:
        raise Http404
    return {"project": None, "address": address, "words": words}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request):
    """What she follows; POST takes one of them back."""
    if request.method == "POST":
        key = request.POST.get("unfollow", "")
        if not (key.isascii() and key.isdigit() and len(key) < 16):
            raise Http404
        if deeds.unfollow(int(key), by=Actor.resident(request.user)):
            messages.success(request, _("已经取消，不再告诉您。"))
        return SeeOther("my_follows")
    found = follows.followed_by(request.user)
    return render(request, "resident/follows.html", {"follows": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reaching(request):
    """Which subject by which way, and her e-mail; what the law owes her cannot be switched off."""
    told = request.POST if request.method == "POST" else None
    form = ReachingForm(("person", request.user.pk), request.user, told)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("记下了，以后照这样告诉您。"))
        return SeeOther("reaching")
    status = 422 if form.is_bound else 200
    return render(request, "resident/reaching.html", {"form": form}, status=status)
