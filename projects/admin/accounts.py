"""The accounts of an organisation at the desk: opened with a link told once, ended with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.forms.accounts import AccountForm
from villages.actions import organisation_accounts as accounts
from villages.actions.organisations import may_keep
from villages.desk import acting, framed
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, pk):
    """Read by who reads the register; opened and ended by who keeps the entry."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    organisation = desk.get_queryset(request).filter(pk=pk).first()
    if organisation is None:
        raise Http404
    post = acting(request)
    may_write = may_keep(organisation, post)
    opens = request.POST.get("deed") == "open"
    form = AccountForm(request.POST if opens else None) if may_write else None
    refusals, status, link = [], 200, ""
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        status = 400
        try:
            token = _carry_out(request, organisation, form, Actor.at(post))
            if token is None and not form.is_bound:
                messages.success(request, _("账号已停用，马上不能登录。"))
                here = reverse("admin:villages_organisation_accounts", args=[pk])
                return HttpResponseRedirect(here + "#main")
            if token:
                link = request.build_absolute_uri(reverse("invitation", args=[token]))
                form, status = AccountForm(), 200
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    answer = framed(
        desk, request, "villages/organisation/accounts", status, title=_("组织账号"), form=form,
        organisation=organisation, accounts=list(accounts.standing_of(organisation)), link=link,
        refusals=refusals, may_write=may_write,
    )  # fmt: skip
    answer["Cache-Control"] = "no-store, private"
    return answer


def _carry_out(request, organisation, form, by):
    """The secret of a link, or None where there is none to tell."""
    if form.is_bound:
        if not form.is_valid():
            return None
        return accounts.open_account(organisation, by=by, **form.cleaned_data)[1]
    number = request.POST.get("account", "")
    rows = accounts.standing_of(organisation)
    post = rows.filter(pk=number).first() if number.isdecimal() and len(number) < 16 else None
    if post is None:
        raise Refused(_("没有这个账号，请刷新页面。"))
    if request.POST.get("deed") == "invite":
        return accounts.invite_again(post, by=by)
    return accounts.close_account(post, by=by, reason=request.POST.get("reason", ""))
