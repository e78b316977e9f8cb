"""The papers of a project's money, on A4 or as the file that came in."""

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from projects.queries import reimbursement
from weishishi.kernel import clock
from weishishi.kernel.yuan import in_words


def receipt(desk, request, project, pk):
    """实物接收单 on A4."""
    entry = project.budget and project.budget.entries.filter(
        pk=pk, kind="receive_in_kind"
    ).first()  # fmt: skip
    if not entry:
        raise Http404
    taken = entry.legs.select_related("account").first().account
    share = project.budget.shares.filter(
        form="in_kind", source=taken.source, giver=taken.giver_id
    ).first()
    return desk.render(
        request, "receipt_in_kind", project, title=_("实物接收单"), entry=entry, share=share,
        correction=getattr(entry, "corrected_by", None), words=in_words(entry.amount_fen),
    )  # fmt: skip


def thanks(desk, request, project, pk):
    """感谢状 on A4: thanks, and no receipt for tax."""
    pledge = project.budget and project.budget.pledges.select_related("giver").filter(pk=pk).first()
    if not pledge or not pledge.is_live:
        raise Http404
    return desk.render(
        request, "thanks", project, title=_("感谢状"), pledge=pledge, today=clock.today()
    )


def package(desk, request, project):
    """报账资料: one page for the town's finance office, and before it what is missing."""
    return desk.render(
        request, "reimbursement", project, title=_("报账资料"),
        package=reimbursement.of_project(project), source=reimbursement.SOURCE,
    )  # fmt: skip


def file(desk, request, project, pk):
    """The file behind a payment, for staff who see the project: to be saved, never shown."""
    document = project.budget and project.budget.documents.filter(pk=pk).first()
    if not document:
        raise Http404
    try:
        content = document.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        content, as_attachment=True, filename=document.name,
        content_type=document.media_type,
    )  # fmt: skip
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
