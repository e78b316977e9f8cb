"""每月对账 at the town's finance office: a statement beside the ledger, line by line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from funding.actions import reconciliation as deeds
from funding.bank.tables import MOST_BYTES
from funding.models import BankStatement
from funding.queries import reconciliation as queries
from projects.admin.statement_page import PHRASES, VIEWS, page_of_rows
from projects.forms.bank import StatementForm
from villages.desk import acting_as, framed
from villages.roles import Role
from villages.scopes import villages_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

# Names of persons stand in it: the office that keeps the account, and who audits it.
READ = {Role.TOWN_FINANCE, Role.AUDITOR}
SHOWN = 60  # months in the list


def _statements(post):
    rows = BankStatement.objects.select_related("town", "village")
    return rows.filter(town=post.town) if post.town_id else rows.filter(
        town__district=post.district_id
    )  # fmt: skip


def months(desk, request):
    """The months that were sent, and the form for the next one."""
    post = acting_as(request, READ)
    may = post.role == Role.TOWN_FINANCE
    if request.method == "POST" and not may:
        raise PermissionDenied
    form, refusals, status = _form(request, post) if may else None, [], 200
    if request.method == "POST":
        status = 400
        try:
            if form.is_valid():
                return _take_in(request, post, form)
            refusals = [reason for errors in form.errors.values() for reason in errors]
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        except ValidationError as error:
            refusals, status = error.messages, 409
    rows = queries.with_counts(_statements(post))[:SHOWN]
    return framed(
        desk, request, "funding/bank", status, title=_("每月对账"), rows=list(rows), form=form,
        refusals=refusals,
    )  # fmt: skip


def _form(request, post):
    where = {"town": post.town, "villages": villages_of(post).order_by("code", "pk")}
    if request.method == "POST":
        return StatementForm(request.POST, request.FILES, **where)
    return StatementForm(**where)


def _take_in(request, post, form):
    file = form.cleaned_data["file"]
    if file.size > MOST_BYTES:
        raise Refused(_("文件超过 5 MB，请按月从银行导出，一个文件一个月。"))
    one = deeds.take_in(
        post.town, name=file.name, data=file.read(), by=Actor.at(post), **form.told()
    )
    words = _("读到 {rows} 行，机器配上 {matched} 行；剩下的请看一看。").format(
        rows=one.rows.count(), matched=one.rows.filter(queries.MATCHED).count()
    )
    messages.success(request, words)
    return HttpResponseRedirect(_address(one))


def _address(statement):
    return reverse("admin:funding_bank_month", args=[statement.pk])


def _statement_or_404(post, pk):
    statement = _statements(post).filter(pk=pk).first()
    if statement is None:
        raise Http404
    return statement


def month(desk, request, pk):
    """One month: what is open first; each line with the deed that settles it."""
    post = acting_as(request, READ)
    statement, refusals, status = _statement_or_404(post, pk), [], 200
    if request.method == "POST":
        if post.role != Role.TOWN_FINANCE:
            raise PermissionDenied
        try:
            messages.success(request, _do(statement, request.POST, Actor.at(post)))
            return HttpResponseRedirect(_address(statement) + _back(request.POST) + "#main")
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        statement = _statement_or_404(post, pk)
    may = post.role == Role.TOWN_FINANCE
    found, told = queries.of_statement(statement), request.POST or request.GET
    return framed(
        desk, request, "funding/bank_month", status,
        title=_("{whose} {month} 对账").format(
            whose=statement.whose, month=f"{statement.month:%Y-%m}"
        ),
        statement=statement, month=found, refusals=refusals, views=VIEWS, phrases=PHRASES,
        alone=[one for one in found.entries if one.here is None],
        rows=page_of_rows(statement, told, may and statement.is_open),
        may=may and statement.is_open, may_reopen=may and bool(statement.closed_at),
        steps=list(statement.steps.all()), words=told.get("words", ""), why=told.get("why", ""),
        chosen=set(request.POST.getlist("row")), chosen_entries=set(request.POST.getlist("ledger")),
        moved_since=_moved_since(statement, found),
    )  # fmt: skip


def _moved_since(statement, found):
    """Whether something was booked into the month after it was closed."""
    closed = statement.ledger_in_fen, statement.ledger_out_fen
    return bool(statement.closed_at) and closed != (found.ledger.income, found.ledger.spending)


def _back(told):
    """The same lines again."""
    kept = {name: told.get(name, "") for name in ("show", "page")}
    pairs = [
        f"{name}={value}" for name, value in kept.items() if value.isascii() and value.isalnum()
    ]
    return "?" + "&".join(pairs) if pairs else ""


def _do(statement, told, by):
    """What the button says, before the colon of its value; about what, behind it. Returns what to
    tell."""
    name, _colon, about = told.get("do", "").partition(":")
    at, words, why = _number(about), told.get("words", ""), told.get("why", "")
    if name == "pair":
        deeds.pair(statement, at, deeds.entry_of(_number(told.get(f"entry-{at}", ""))), by=by)
        return _("第 {} 行已配上。").format(at)
    if name == "unpair":
        deeds.unpair(statement, at, by=by)
        return _("已取消第 {} 行的配对。").format(at)
    if name == "explain":
        chosen = {"rows": _numbers(told, "row"), "entries": _numbers(told, "ledger")}
        number = deeds.explain(statement, words=words, by=by, **chosen)
        return _("{} 笔的说明已记下。").format(number)
    if name == "match":
        number = deeds.match_again(statement, by=by)
        return _("又配上 {} 行。").format(number) if number else _("没有新的能配上。")
    if name == "close":
        deeds.close(statement, by=by)
        return _("这个月已复核关账。")
    if name == "reopen":
        deeds.reopen(statement, why=why, by=by)
        return _("这个月重新打开了。")
    if name == "discard":
        deeds.discard(statement, why=why, by=by)
        return _("这份流水作废了，可以重新上传这个月的。")
    raise Refused(_("没有这一行，请刷新页面。"))


def _number(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _numbers(told, name):
    return [_number(text) for text in told.getlist(name)][:1000]


def report(desk, request, pk):
    """The month on A4: both totals, and what their difference consists of, to the fen."""
    statement = _statement_or_404(acting_as(request, READ), pk)
    found = queries.of_statement(statement)
    own = {one.entry.pk for one in found.entries}
    return framed(
        desk, request, "funding/bank_report", statement=statement, title=_("银行对账表"), month=found,
        bank_only=[
            one for one in statement.rows.select_related("entry")
            if (one.explanation if one.entry_id is None else one.entry_id not in own)
        ],
        ledger_only=[one for one in found.entries if one.here is None and not one.is_open],
    )  # fmt: skip
