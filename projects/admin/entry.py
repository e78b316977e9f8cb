"""A resident speaks, staff write it down, and the resident takes a slip home."""

import segno
from django.contrib import messages
from django.db.transaction import atomic
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from projects.actions import filed_papers, proposals
from projects.admin import routes
from projects.forms.entry import EntryForm
from projects.models import Filed
from villages.desk import acting
from villages.models import ServicePoint
from villages.scopes import villages_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request):
    """The form; on success the slip. Nothing typed is lost on an error."""
    post = acting(request)
    form = EntryForm(request.POST or None, request.FILES or None, villages=villages_of(post))
    refusals, status = [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _receive(request, form, Actor.at(post))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
        if form.files and not form.has_error("paper"):
            form.add_error("paper", _("照片要是不在下面了，请再选一次。"))
    title = _("替居民登记一件")
    return desk.render(request, "entry", None, status, form=form, refusals=refusals, title=title)


@atomic
def _receive(request, form, by):
    """The matter, and with it the paper it was typed from."""
    if "draft" in request.POST:
        draft = proposals.save_draft(form.proposal(), by=by).project
        _file(draft, form, by)
        messages.success(
            request, _("已存为草稿，只有本村（社区）的工作人员看得到；提交后才有查询号。")
        )
        return HttpResponseRedirect(reverse("admin:projects_project_change", args=[draft.pk]))
    receipt = proposals.submit(
        form.proposal(), by=by, at=form.cleaned_data["at"],
        late_reason=form.cleaned_data["late_reason"],
    )  # fmt: skip
    _file(receipt.project, form, by)
    return to_slip(request, receipt.project)


def _file(project, form, by):
    told = form.cleaned_data
    if told["paper"]:
        filed_papers.keep(
            project, by=by, file=told["paper"], paper=Filed.FORM, token=told["form_token"]
        )


def to_slip(request, project):
    """The matter is received: print what the resident takes home."""
    if code := proposals.slip_code(project):
        request.session[_key(project)] = code
    return HttpResponseRedirect(reverse("admin:projects_project_slip", args=[project.pk]))


def slip(desk, request, project):
    """The paper slip. The six-digit code is shown once; the project keeps its fingerprint."""
    if project.query_no is None:
        raise Http404
    track = f"{reverse('track')}?number={project.query_no}"
    url = request.build_absolute_uri(track)
    return desk.render(
        request, "slip", project,
        title=_("回执"), is_village_desk=desk.has_add_permission(request),
        slip_code=request.session.pop(_key(project), ""),
        point=ServicePoint.objects.filter(village=project.village_id).first(),
        url=url,
        qr=mark_safe(segno.make(url, error="q", micro=False).svg_inline(omitsize=True, border=2)),
    )  # fmt: skip


def _key(project):
    return f"slip-{project.pk}"


ROUTES = [
    routes.page("slip", slip),
]
