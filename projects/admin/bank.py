"""每月对账 at the town's finance office: a statement beside the ledger, line by line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from funding.actions import reconciliation as deeds
from funding.models import BankStatement, Entry
from funding.queries.reconciliation import of_statement
from projects.forms.bank import StatementForm
from villages.desk import acting
from villages.roles import Role
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

# Names of persons stand in it: the office that keeps the account, and who audits it.
READ = {Role.TOWN_FINANCE, Role.AUDITOR}


def _post(request):
    post = acting(request)
    if post is None or post.role not in READ:
        raise PermissionDenied
    return post


def _statements(post):
    rows = BankStatement.objects.select_related("town")
    return rows.filter(town=post.town) if post.town_id else rows.filter(
        town__district=post.district_id
    )  # fmt: skip


def _render(desk, request, name, status=200, **context):
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **context}
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/funding/{name}.html", context, status=status)


def months(desk, request):
    """The months that were sent, and the form for the next one."""
    post = _post(request)
    may = post.role == Role.TOWN_FINANCE
    form, refusals, status = StatementForm(), [], 200
    if request.method == "POST":
        if not may:
            raise PermissionDenied
        form, status = StatementForm(request.POST, request.FILES), 400
        try:
            if form.is_valid():
                file = form.cleaned_data["file"]
                one = deeds.take_in(
                    post.town, form.cleaned_data["month"], name=file.name, data=file.read(),
                    by=Actor.at(post),
                )  # fmt: skip
                messages.success(request, _("流水已收到，能配上的已经配上。"))
                return HttpResponseRedirect(reverse("admin:funding_bank_month", args=[one.pk]))
            refusals = [reason for errors in form.errors.values() for reason in errors]
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        except ValidationError as error:
            refusals, status = error.messages, 409
    return _render(
        desk, request, "bank", status, title=_("每月对账"), rows=list(_statements(post)[:60]),
        form=form if may else None, refusals=refusals,
    )  # fmt: skip


def month(desk, request, pk):
    """One month: what is open first; each line with the deed that settles it."""
    post = _post(request)
    statement = _statements(post).filter(pk=pk).first()
    if statement is None:
        raise Http404
    refusals, status = [], 200
    if request.method == "POST":
        if post.role != Role.TOWN_FINANCE:
            raise PermissionDenied
        try:
            done = _do(statement, request.POST, Actor.at(post))
            messages.success(request, done)
            return HttpResponseRedirect(f"{request.path}#main")
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        statement.refresh_from_db()
    found = of_statement(statement)
    return _render(
        desk, request, "bank_month", status,
        title=_("{month} 对账").format(month=f"{statement.month:%Y-%m}"), statement=statement,
        month=found, may=post.role == Role.TOWN_FINANCE and not statement.closed_at,
        typed=request.POST if refusals else {}, refusals=refusals,
        sums=[(label, yuan(fen)) for label, fen in (
            (_("银行流水净额"), found.bank), (_("账上净额"), found.ledger),
            (_("配上的"), found.matched), (_("流水里另有说明的"), found.explained_rows),
            (_("账上另有说明的"), found.explained_entries), (_("没有说明的差额"), found.difference),
        )],
    )  # fmt: skip


def _do(statement, told, by):
    if "close" in told:
        deeds.close(statement, by=by)
        return _("这个月已复核关账。")
    words = told.get("words", "")
    if told.get("ledger"):
        entry = _one(Entry.objects.filter(budget__village__town=statement.town), told["ledger"])
        deeds.explain_entry(statement, entry, words, by=by)
        return _("说明已记下。")
    row = _one(statement.rows.select_related("statement__town"), told.get("row", ""))
    if "unpair" in told:
        deeds.unpair(row, by=by)
        return _("已取消这一笔的配对。")
    if told.get("entry"):
        rows = Entry.objects.filter(budget__village__town=statement.town)
        deeds.pair(row, _one(rows, told["entry"]), by=by)
        return _("已配上。")
    deeds.explain_row(row, words, by=by)
    return _("说明已记下。")


def _one(rows, pk):
    found = rows.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    if found is None:
        raise Refused(_("没有这一行，请刷新页面。"))
    return found
