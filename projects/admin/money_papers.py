"""The papers of a project's money, on A4 or as the file that came in."""

from datetime import date

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from funding.queries import register
from projects.admin import routes
from projects.queries import reimbursement
from projects.queries.awards import standing_of
from weishishi.kernel import clock
from weishishi.kernel.yuan import in_words

MOST_LINES = 500


def received_in_kind(project):
    """What was taken over in kind, the oldest first; what was taken back, too."""
    return project.budget.entries.filter(kind="receive_in_kind").order_by("happened_on", "pk")


def receipt(desk, request, project, pk):
    """实物接收单 on A4."""
    entry = project.budget and received_in_kind(project).filter(pk=pk).first()
    if not entry:
        raise Http404
    taken = entry.legs.select_related("account").first().account
    of = {"form": "in_kind", "source": taken.source, "giver": taken.giver_id}
    return desk.render(
        request, "receipt_in_kind", project, title=_("实物接收单"), entry=entry,
        share=project.budget.shares.filter(**of).first(),
        pledge=project.budget.pledges.filter(**of, withdrawn_at=None).first(),
        document=project.budget.documents.filter(sha256=entry.evidence).first(),
        correction=getattr(entry, "corrected_by", None), words=in_words(entry.amount_fen),
    )  # fmt: skip


def ledger(desk, request, project):
    """资金使用台账 of one project on A4, from its first day; 404 where there is no money."""
    if project.budget is None or not project.budget.reference:
        raise Http404
    asked = register.Asked(
        (project.village_id,), date(project.programme.year - 1, 1, 1), clock.today(),
        reference=project.budget.reference,
    )  # fmt: skip
    rows = list(register.every_line(asked, most=MOST_LINES))
    for row in rows:
        row.entry.recorded_name = register.recorder_of(row.entry)
    settlement, award = getattr(project.budget, "settlement", None), standing_of(project)
    return desk.render(
        request, "ledger_sheet", project, title=_("资金使用台账"), rows=rows,
        sums=register.sums(asked), goods=register.goods(asked, most=MOST_LINES),
        contract_no=settlement.contract_no if settlement else award and award.contract_no,
    )  # fmt: skip


def thanks(desk, request, project, pk):
    """感谢状 on A4, of the day the pledge was signed: thanks, and no receipt for tax."""
    pledge = project.budget and project.budget.pledges.select_related("giver").filter(pk=pk).first()
    if not pledge or not pledge.is_live:
        raise Http404
    return desk.render(
        request, "thanks", project, title=_("感谢状"), pledge=pledge, day=pledge.signed_on
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


ROUTES = [
    routes.page("reimbursement", package),
    routes.page("ledger_sheet", ledger),
    routes.part("money/receipts/<int:part>", "money_receipt", receipt),
    routes.part("money/thanks/<int:part>", "money_thanks", thanks),
    routes.part("money/files/<int:part>", "money_file", file),
]
