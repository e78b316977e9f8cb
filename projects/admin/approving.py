"""One page on which an approver reads and decides on the phone, the printed form, and many at once."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects import board
from projects.actions import approvals
from projects.actions.approvals import Opinion
from projects.actions.steps import may_record_late
from projects.admin import routes
from projects.admin.decision import TOP, PermissionDenied, money_of, on_to_the_next
from projects.approving import AGREE, RETURN
from projects.forms.approving import BatchForm, FilingForm, OpinionForm
from projects.lifecycle import ProjectLife
from projects.models import Approval, DistrictFiling
from projects.people import district_office
from projects.queries import evidence
from projects.queries.approvals import (
    EXPLAINED,
    batch,
    chosen,
    party_opinion_of,
    sheet_of,
    why_not,
)
from projects.queries.owed import CONFIRMED
from projects.queries.phrases import offered_in
from projects.queries.preview import words_for
from projects.queries.signs import chip
from projects.queries.turns import waiting_for
from villages.desk import acting
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """The chain of one project; the form when it is this post's turn."""
    by = Actor.at(acting(request))
    if request.method == "POST":
        return _file(desk, request, project, by) if "file" in request.POST else _give(
            desk, request, project, by
        )  # fmt: skip
    return _show(desk, request, project, by)


def _show(desk, request, project, by, *, form=None, filing=None, refusals=(), status=200):
    sheet = sheet_of(project)
    reasons = why_not(project, by, ceiling_reason=EXPLAINED)
    form = form or _form(project, by, sheet, reasons)
    return desk.render(
        request, "approval", project, status,
        title=_("审批：{title}").format(title=project.title_for(by.post)), sheet=sheet, reasons=reasons,
        form=form if _is_asked(project, by, sheet, reasons) else None, refusals=refusals,
        filed=DistrictFiling.objects.filter(project=project).select_related("filed_by").first(),
        filing=_filing(project, by, filing), money=money_of(project), chip=chip(project.status),
        work=list(project.work_items.all()), evidence=evidence.of(project),
        preview="" if reasons else _told(project, by, sheet, form),
    )  # fmt: skip


def _is_asked(project, by, sheet, reasons):
    """Whose turn it is may send back what cannot be agreed to yet."""
    is_next = bool(by.post) and sheet.next_role == by.post.role
    return not reasons or (is_next and not why_not(project, by, verdict=RETURN))


def _told(project, by, sheet, form):
    """What the proposer reads when this opinion, the last one, is an agreement."""
    note = form.cleaned_data.get("note", "") if form.is_bound and form.is_valid() else ""
    return words_for(project, ProjectLife.confirm.verb, by=by, note=note) if sheet.is_last else ""


def _form(project, by, sheet, reasons=(), data=None):
    explained = any(link.approval and link.approval.ceiling_reason for link in sheet.links)
    return OpinionForm(
        data, initial={"seen_state": project.state, "verdict": RETURN if reasons else AGREE},
        phrases=phrases_of(project.village.town_id), may_record_late=may_record_late(by),
        asks_reason=sheet.chain.is_over_the_ceiling and not explained, may_agree=not reasons,
    )  # fmt: skip


def _filing(project, by, form):
    """The form of the district, once there is something to file."""
    if not district_office.hold(project, by) or project.status not in CONFIRMED:
        return None
    return form or FilingForm(initial={"filed_on": clock.today()})


def phrases_of(town):
    """The sentences a town writes often."""
    return offered_in(town, Approval.Verdict.values)


def _give(desk, request, project, by):
    form = _form(project, by, sheet_of(project), data=request.POST)
    if not form.is_valid():
        reasons = [reason for errors in form.errors.values() for reason in errors]
        return _show(desk, request, project, by, form=form, refusals=reasons, status=400)
    seen = form.cleaned_data["seen_state"]
    try:
        project = approvals.give(project, Opinion(**form.told()), by=by, seen_state=seen)
    except Refused as refusal:
        project.refresh_from_db()
        return _show(desk, request, project, by, form=form, refusals=refusal.reasons, status=409)
    if project.state == "town_review":
        messages.success(
            request, _("意见已写好，接着由{who}审批。").format(who=_following(project))
        )
        return HttpResponseRedirect(reverse("admin:index") + TOP)
    return on_to_the_next(request, project)


def _following(project):
    return sheet_of(project).next_role.label


def _file(desk, request, project, by):
    form = FilingForm(request.POST)
    if not form.is_valid():
        return _show(desk, request, project, by, filing=form, status=400)
    try:
        approvals.file(project, by=by, **form.cleaned_data)
    except Refused as refusal:
        reasons = refusal.reasons
        return _show(desk, request, project, by, filing=form, refusals=reasons, status=409)
    messages.success(request, _("已备案。"))
    return HttpResponseRedirect(reverse("admin:projects_project_approval", args=[project.pk]) + TOP)


def printed(desk, request, project):
    """审批、备案表 on A4: opinions, names of posts, times, and places for seals."""
    return desk.render(
        request, "approval_sheet", project, sheet=sheet_of(project), money=money_of(project),
        content=board.content_of(project), reported=_reported(project),
        party=party_opinion_of(project),
        groups=list(project.beneficiaries.all()),
        filed=DistrictFiling.objects.filter(project=project).select_related("filed_by").first(),
        title=_("审批、备案表"),
    )  # fmt: skip


def _reported(project):
    """With which entry the village reported it to the town; None where it was handed back since."""
    last = project.journal.filter(verb__in=("report", "hand_back")).order_by("pk").last()
    return last if last and last.verb == ProjectLife.report.verb else None


def batch_page(desk, request):
    """One opinion for many: choose, look at what goes and what cannot and why, then all that go."""
    if not desk.has_view_permission(request):
        raise PermissionDenied
    post = acting(request)
    by, waiting = Actor.at(post), waiting_for(post)
    form = BatchForm(request.POST or None, phrases=phrases_of(post.town_id))
    if request.method != "POST":
        return _batch(desk, request, waiting, form)
    keys = [key for key in request.POST.getlist("projects") if key.isdecimal()][:100]
    projects = chosen(post, keys)
    if not projects:
        return _batch(
            desk, request, waiting, form, refusals=[_("请先勾选要审批的项目。")], status=400
        )
    if not form.is_valid():
        reasons = [reason for errors in form.errors.values() for reason in errors]
        return _batch(desk, request, waiting, form, refusals=reasons, status=400)
    if "go" not in request.POST:
        return _batch(desk, request, waiting, form, preview=batch(projects, by))
    try:
        done = approvals.give_to_all(projects, form.cleaned_data["note"], by=by)
    except Refused as refusal:
        preview = batch(projects, by)
        return _batch(desk, request, waiting, form, preview, refusal.reasons, status=409)
    messages.success(request, _("{count} 件都写好了意见。").format(count=len(done)))
    return HttpResponseRedirect(reverse("admin:projects_project_approvals") + TOP)


def _batch(desk, request, waiting, form, preview=None, refusals=(), status=200):
    briefs = evidence.short(waiting)
    for project in waiting:
        project.short = briefs[project.pk]
    return desk.render(
        request, "approvals", None, status, title=_("待我审批（{}）").format(len(waiting)),
        waiting=waiting, form=form, preview=preview, refusals=refusals,
        chosen=set(request.POST.getlist("projects")),
    )  # fmt: skip


ROUTES = [
    routes.page("approval", page),
    routes.page("approval_sheet", printed),
    routes.listed("approvals", batch_page),
]
