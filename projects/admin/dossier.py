"""归档 at the desk: what the file still needs, and the whole file as one PDF or one ZIP."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects import filing
from projects.actions import dossiers, handed_out, packing
from projects.admin import routes
from projects.admin.decision import PermissionDenied
from projects.admin.dossier_papers import reads_meetings, sheets_of
from projects.forms.dossiers import FileAwayForm, NotesForm
from projects.people import village_committee
from projects.queries import dossiers as known
from projects.queries import filed_papers
from projects.states import State
from villages.desk import acting
from weishishi.kernel import clock, press
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """The list of papers; what is missing is explained in one form. Whoever opens it wants the file next."""
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
    if request.method == "GET":
        press.get_ready()
    return desk.render(
        request, "dossier", project, status, title=_("归档，一项目一档"), lines=lines, form=form,
        refusals=refusals, is_wrong=status == 400, missing=missing,
        may_write=is_hers and project.status in dossiers.OPEN, away=away, ended=ended,
        filed=dossiers.filed_of(project) if ended else None, handed=handed_out.of(project),
    )  # fmt: skip


def _here(project):
    return reverse("admin:projects_project_dossier", args=[project.pk])


def as_pdf(desk, request, project):
    """The whole file; where no PDF can be made, the same document to print from the browser."""
    html = packing.inlined(
        packing.whole(
            known.cover_of(project, _title(request, project)), sheets_of(desk, request, project)
        )
    )
    try:
        return _download(press.pdf(html), project, "pdf", "application/pdf")
    except press.NoPdf:
        return HttpResponse(html)


def as_zip(desk, request, project):
    """Papers, photos, payment files, facts, manifest and verifier. The papers show the photos that lie
    beside them; the PDF has its own."""
    cover = known.cover_of(project, _title(request, project))
    sheets = sheets_of(desk, request, project)
    pictures = known.pictures_of(
        project, with_pages=reads_meetings(desk, request),
        with_papers=filed_papers.may_read(acting(request), project.pk),
    )  # fmt: skip
    names = {str(photo.key): name for name, photo in pictures}
    html = packing.whole(cover, sheets)
    files = {"dossier.html": packing.linked(html, names).encode()}
    try:
        files["dossier.pdf"] = press.pdf(packing.inlined(html))
    except press.NoPdf as reason:
        files["no_pdf.txt"] = f"{reason}\n同一份文件：dossier.html。\n".encode()
    for number, sheet in enumerate(sheets, start=1):
        one = packing.linked(packing.whole(cover, [sheet]), names, up="../")
        files[f"forms/{number:02}-{sheet.code}.html"] = one.encode()
    files |= known.files_of(project, pictures)
    data, fingerprint = packing.packed(files, known.about(project, cover))
    answer = _download(data, project, "zip", "application/zip")
    answer["X-Manifest-SHA256"] = fingerprint
    handed_out.keep(project, fingerprint, acting(request).office)
    return answer


def _title(request, project):
    return project.title_for(acting(request))


def _download(data, project, kind, media):
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="dossier-{project.query_no}.{kind}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


ROUTES = [
    routes.page("dossier", page),
    routes.page("dossier_pdf", as_pdf),
    routes.page("dossier_zip", as_zip),
]
