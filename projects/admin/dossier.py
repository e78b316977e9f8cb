"""归档 at the desk: what the file still needs, and the whole file as one PDF or one ZIP."""

import re

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects import filing
from projects.actions import dossiers, packing
from projects.actions.packing import NoPdf, Sheet
from projects.admin import approving, evaluation, meeting_page, money_papers, stories, visits
from projects.admin.decision import PermissionDenied, journal_of, money_of
from projects.forms.dossiers import FileAwayForm, NotesForm
from projects.models import Meeting
from projects.people import village_committee
from projects.queries import dossiers as known
from projects.queries import public_notices
from projects.queries.photos import all_of, shot_if_ready
from projects.states import State
from villages.desk import acting
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

_ARTICLE = re.compile(r'<article class="paper.*?</article>', re.DOTALL)


def page(desk, request, project):
    """The list of papers; what is missing is explained in one form."""
    by = Actor.at(acting(request))
    is_hers = village_committee.hold(project, by)
    if request.method == "POST" and not is_hers:
        raise PermissionDenied
    ended = project.status == State.TERMINATED
    lines = filing.lines_of(project, clock.today())
    missing = [line.paper for line in lines if line.is_missing]
    is_filing = request.POST.get("deed") == "file_away"
    form = NotesForm(None if is_filing else request.POST or None, papers=missing)
    away = FileAwayForm(request.POST if is_filing else None)
    refusals, status = [], 200
    if request.method == "POST" and is_filing:
        status = 400
        if away.is_valid():
            try:
                dossiers.file_away(project, by=by, **away.cleaned_data)
                messages.success(request, _("已归档，账目已结清。"))
                return HttpResponseRedirect(_here(project))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    elif request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                dossiers.explain(project, by=by, notes=form.notes())
                messages.success(request, _("已记下。"))
                return HttpResponseRedirect(_here(project))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "dossier", project, status, title=_("归档，一项目一档"), lines=lines, form=form,
        refusals=refusals, is_wrong=status == 400, missing=missing,
        may_write=is_hers and project.status in dossiers.OPEN, away=away, ended=ended,
        filed=dossiers.filed_of(project) if ended else None,
    )  # fmt: skip


def _here(project):
    return reverse("admin:projects_project_dossier", args=[project.pk])


def as_pdf(desk, request, project):
    """The whole file; where no PDF can be made, the same document to print from the browser."""
    html = packing.whole(
        known.cover_of(project, _title(request, project)), _sheets(desk, request, project)
    )
    try:
        return _download(packing.pdf(html), project, "pdf", "application/pdf")
    except NoPdf:
        return HttpResponse(html)


def as_zip(desk, request, project):
    """Papers, photos, payment files, facts, manifest and verifier."""
    cover, sheets = (
        known.cover_of(project, _title(request, project)),
        _sheets(desk, request, project),
    )
    html = packing.whole(cover, sheets)
    files = {"dossier.html": html.encode()}
    try:
        files["dossier.pdf"] = packing.pdf(html)
    except NoPdf:
        files["no_pdf.txt"] = "本机不能生成 PDF，请用浏览器打印 dossier.html。".encode()
    for number, sheet in enumerate(sheets, start=1):
        one = packing.whole(cover, [sheet])
        files[f"forms/{number:02}-{sheet.code}.html"] = one.encode()
    files |= known.files_of(project)
    data, fingerprint = packing.packed(files, known.about(project, cover))
    answer = _download(data, project, "zip", "application/zip")
    answer["X-Manifest-SHA256"] = fingerprint
    return answer


def application(desk, request, project):
    """项目申报表 on A4."""
    return desk.render(
        request, "application", project, title=_("项目申报表"), **_facts(request, project)
    )


def _facts(request, project):
    return {
        "work": list(project.work_items.all()), "groups": list(project.beneficiaries.all()),
        "money": money_of(project), "lines": project.self_checks.lines(clock.today()),
    }  # fmt: skip


def _title(request, project):
    return project.title_for(acting(request))


def _download(data, project, kind, media):
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="dossier-{project.query_no}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


# ── The papers, each as its own page prints it ───────────────────────────────────────────────────
def _sheets(desk, request, project):
    """Every paper that exists, in the order of the file. Papers are Chinese whatever the desk speaks."""
    with override("zh-hans"):
        found = [
            Sheet(code if number == 1 else f"{code}-{number}", str(title), html)
            for code, title, responses in _papers(desk, request, project)
            for number, html in enumerate(responses, start=1)
        ]
    return [one for one in found if one.html]


def _papers(desk, request, project):
    """(code, title, [HTML])"""
    yield "application", _("项目申报表"), [_cut(application(desk, request, project))]
    seen = project.visits.standing().order_by("at")
    yield "visit", _("踏勘记录"), [
        _cut(visits.sheet(desk, request, str(project.pk), one.pk)) for one in seen
    ]  # fmt: skip
    yield "minutes", _("会议纪要"), _minutes(desk, request, project)
    yield "notice", _("公示"), _notices(request, project)
    yield "approval", _("审批、备案表"), [_cut(approving.printed(desk, request, project))]
    if project.budget_id:
        yield "money", _("报账资料"), [_cut(money_papers.package(desk, request, project))]
    yield "evaluation", _("满意度测评结果表"), [
        _cut(evaluation.result_sheet(desk, request, project))
    ]  # fmt: skip
    if known.result_of(project):
        yield "result", _("结果公示"), [_cut(stories.notice(desk, request, project))]
    shots = [(photo, shot_if_ready(photo)) for photo in all_of(project)]
    if any(shot for _photo, shot in shots):
        yield "photos", _("照片"), [_part("_photos_paper", shots=shots)]
    yield "journal", _("办理记录"), [_part("_journal_paper", journal=journal_of(project)[::-1])]


def _minutes(desk, request, project):
    """Of every closed meeting that talked about it; names are for who reads meetings."""
    register = desk.admin_site.get_model_admin(Meeting)
    if not register.has_view_permission(request):
        return []
    held = Meeting.objects.filter(items__project=project, status=Meeting.Status.CLOSED)
    rows = held.select_related("village__town").distinct().order_by("begins_at")
    return [_cut(meeting_page.minutes(register, request, one)) for one in rows]


def _notices(request, project):
    hung = project.notice_items.order_by("notice__posted_at").values_list("notice", flat=True)
    return [_notice(request, pk) for pk in dict.fromkeys(hung)]


def _notice(request, pk):
    """As it is printed for the board."""
    address = request.build_absolute_uri(reverse("public_notice", args=[pk]))
    code = segno.make(address, error="q", micro=False).svg_inline(omitsize=True, border=2)
    context = {"notice": public_notices.notice(pk), "address": address, "qr": mark_safe(code)}
    found = _ARTICLE.search(render_to_string("public/notice_print.html", context, request))
    return found[0] if found else ""


def _cut(response):
    """The <article class="paper"> of a page."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    found = _ARTICLE.search(response.content.decode())
    return found[0] if found else ""


def _part(name, **context):
    return render_to_string(f"admin/projects/project/{name}.html", context)
