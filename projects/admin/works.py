"""实施 at the desk: progress from a phone, who takes part, what was agreed, what is checked; on A4 too."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.queries.balances import paid_by
from projects.actions import progress as reports
from projects.actions import works as deeds
from projects.admin import routes
from projects.forms import works as forms
from projects.forms.photos import ask_again
from projects.people import village_committee
from projects.queries.awards import standing_of
from projects.queries.photos import shot_if_ready
from projects.queries.tasks import of_project
from projects.watching_people import checked, watches_people
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

# What is added on the page: form, deed, what is said afterwards.
ADDED = {
    "party": (forms.PartyForm, deeds.add_party, gettext_lazy("参加单位已保存。")),
    "task": (forms.TaskForm, deeds.add_task, gettext_lazy("分工已保存。")),
    "milestone": (forms.MilestoneForm, deeds.add_milestone, gettext_lazy("节点已保存。")),
    "talk": (forms.TalkForm, deeds.talk, gettext_lazy("商定的位置已保存。")),
    "asset": (forms.AssetForm, deeds.use_asset, gettext_lazy("利用的资产已保存。")),
    "compliance": (forms.ComplianceForm, deeds.check_compliance, gettext_lazy("检查结果已保存。")),
}
# What is ended on the page: the rows of the project it is one of, and the deed.
ENDED = {
    "end_party": ("parties", deeds.end_party), "finish_task": ("tasks", deeds.finish_task),
    "reach": ("milestones", deeds.reach),
}  # fmt: skip


def page(desk, request, project):
    """Everything of the works on one page; each part has a form of its own, behind a fold."""
    by = Actor.at(acting(request))
    may_write = village_committee.hold(project, by)
    added, refusals, status = {}, [], 200
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        what = request.POST.get("part", "")
        try:
            if what in ENDED:
                return _end(request, project, by, what)
            form = _form(what, project, request.POST)
            if form.is_valid():
                ADDED[what][1](project, by=by, **form.cleaned_data)
                messages.success(request, ADDED[what][2])
                return HttpResponseRedirect(_here(project))
            added, status = {what: form}, 400
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
            added = {what: form} if what in ADDED else {}
    return _show(desk, request, project, may_write, added, refusals, status)


def _show(desk, request, project, may_write, added, refusals, status):
    items = list(project.work_items.select_related("place__parent"))
    watches = watches_people(items)
    names = _may_be_added(project, watches) if may_write else []
    asked = _asked_for(request, project) if "task" in names else {}
    return desk.render(
        request, "works", project, status, title=_("实施"), refusals=refusals,
        is_wrong=status == 400, items=items, award=standing_of(project),
        reports=list(project.progress.order_by("-pk")), tasks=of_project(project),
        parties=list(project.parties.filter(ended_at=None).select_related("organisation")),
        talks=list(project.talks.select_related("place__parent")),
        assets=list(project.assets.all()), lines=checked(project) if watches else [],
        milestones=list(project.milestones.all()), may_write="party" in names,
        may_finish="task" in names,
        may_report=may_write and project.status in reports.RUNNING,
        forms={name: added.get(name) or asked.get(name) or _form(name, project) for name in names},
        opened=next(iter(added or asked), ""),
    )  # fmt: skip


def _may_be_added(project, watches):
    """Everything while it is open; afterwards only what is still to be done about it."""
    if project.status in deeds.OPEN:
        return [name for name in ADDED if name != "compliance" or watches]
    return ["task"] if project.status in deeds.TO_BE_DONE else []


def _asked_for(request, project):
    """The form of a task as a 回头看 proposes it: ?what=…&who=…"""
    told = {name: request.GET.get(name, "")[:60] for name in ("what", "who")}
    return {"task": _form("task", project, initial=told)} if told["what"] else {}


def _form(what, project, data=None, initial=None):
    if what not in ADDED:
        raise Http404
    return ADDED[what][0](data, initial=initial, project=project, auto_id=f"id_{what}_%s")


def _end(request, project, by, what):
    rows, end = ENDED[what]
    pk = request.POST.get("pk", "")
    row = getattr(project, rows).filter(pk=pk).first() if pk.isdecimal() else None
    if row is None:
        raise Http404
    end(row, by=by)
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(_here(project))


def _here(project):
    return reverse("admin:projects_project_works", args=[project.pk]) + "#main"


def report_page(desk, request, project):
    """One page for the phone: how far, in words, up to three photos."""
    by = Actor.at(acting(request))
    if not village_committee.hold(project, by):
        raise PermissionDenied
    form = forms.ProgressForm(request.POST or None, request.FILES or None, project=project)
    refusals, status, lost_photos = [], 200, False
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                reports.report(project, form.report(), by=by, **form.when())
                messages.success(request, _what_is_shown(project, form.cleaned_data["photos"]))
                return HttpResponseRedirect(_here(project))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
        lost_photos = ask_again(form)
    return desk.render(
        request, "progress", project, status, form=form, refusals=refusals, title=_("报进度"),
        is_wrong=status == 400, lost_photos=lost_photos, last=project.progress.last(),
        may_report=project.status in reports.RUNNING,
    )  # fmt: skip


def _what_is_shown(project, photos):
    """The public page has the newest report, so that another one corrects it; photos wait for their
    release."""
    said = _("进度已保存。公开页只显示最新的一次；写错了，再报一次就换掉。")
    if not photos:
        return said
    here = reverse("admin:projects_project_photos", args=[project.pk])
    link = format_html('<a href="{}">{}</a>', here, _("照片页"))
    return format_html("{}{}", said, format_html(_("照片还没有公开，请到{link}放行。"), link=link))


def sheet(desk, request, project):
    """开工、月进度表 on A4: every report with what was there, in the order of time."""
    told = list(project.progress.prefetch_related("photos"))
    paid = paid_by(project.budget_id, [localdate(one.at) for one in told])
    rows = [
        (one, [shot for photo in one.photos.order_by("pk") if (shot := shot_if_ready(photo))], fen)
        for one, fen in zip(told, paid, strict=True)
    ]
    begun = project.journal.filter(verb="start").order_by("pk").first()
    return desk.render(
        request, "progress_sheet", project, title=_("开工、月进度表"), rows=rows,
        award=standing_of(project), begun=begun,
    )  # fmt: skip


ROUTES = [
    routes.page("works", page),
    routes.page("progress", report_page),
    routes.page("progress_sheet", sheet),
]
