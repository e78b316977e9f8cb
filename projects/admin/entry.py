"""A resident speaks, staff write it down, and the resident takes a slip home."""

import segno
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from projects.actions import proposals
from projects.forms.entry import EntryForm
from villages.desk import acting
from villages.models import ServicePoint
from villages.scopes import villages_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request):
    """The form; on success the slip. Nothing typed is lost on an error."""
    post = acting(request)
    form = EntryForm(request.POST or None, villages=villages_of(post))
    refusals, status = [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _receive(request, form, Actor.at(post))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    title = _("替居民登记一件")
    return desk.render(request, "entry", None, status, form=form, refusals=refusals, title=title)


def _receive(request, form, by):
    receipt = proposals.submit(
        form.proposal(), by=by, at=form.cleaned_data["at"],
        late_reason=form.cleaned_data["late_reason"],
    )  # fmt: skip
    if receipt.slip_code:
        request.session[_key(receipt.project)] = receipt.slip_code
    return HttpResponseRedirect(reverse("admin:projects_project_slip", args=[receipt.project.pk]))


def slip(desk, request, project):
    """The paper slip. The six-digit code is shown once: only its fingerprint is kept."""
    url = request.build_absolute_uri(reverse("project", args=[project.query_no]))
    return desk.render(
        request, "slip", project,
        title=_("回执"),
        slip_code=request.session.pop(_key(project), ""),
        point=ServicePoint.objects.filter(village=project.village_id).first(),
        url=url,
        qr=mark_safe(segno.make(url, error="q", micro=False).svg_inline(omitsize=True, border=2)),
    )  # fmt: skip


def _key(project):
    return f"slip-{project.pk}"
