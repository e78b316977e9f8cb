"""资金使用台账, 年度额度 and 资金核对: the money of villages and towns at the desk."""

from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from uuid import uuid4

import xlsxwriter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from funding.actions import quotas as deeds
from funding.invariants import TWELVE, audit_words
from funding.models import AuditRun
from funding.queries import quotas, register
from projects.dashboards import export
from projects.forms.registers import LedgerForm, QuotaForm
from projects.models import Programme
from villages.desk import acting
from villages.roles import READERS, Role
from villages.scopes import towns_of, villages_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import WAN_FEN, yuan

PAGE, MOST, MOST_GOODS = 50, 100_000, 200
AUDITORS = READERS | {Role.AUDIT_ADMIN}
COLUMNS = (
    "日期", "凭证号", "村（社区）", "摘要", "收入来源", "收入", "收款单位、用途", "支出", "余额",
    "发票或合同号", "凭证指纹", "经办", "审核",
)  # fmt: skip


def _reader(request, roles=READERS):
    post = acting(request)
    if post is None or post.role not in roles:
        raise PermissionDenied
    return post


def _render(desk, request, name, **context):
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **context}
    request.current_app = desk.admin_site.name
    return TemplateResponse(request, f"admin/funding/{name}.html", context)


# ── 台账 ─────────────────────────────────────────────────────────────────────────────────────────
def ledger(desk, request):
    """One page of it, or with `?as=` all of it as a workbook or as CSV."""
    post = _reader(request)
    form = _form(request, post)
    asked = _asked(form)
    show = wan_shown if form.is_wan else yuan
    if (kind := request.GET.get("as")) in _FILES:
        return _FILES[kind](asked, form)
    totals = register.sums(asked)
    pages = max(1, -(-totals.number // PAGE))
    page = min(_number(request.GET.get("page")), pages)
    rows = register.lines(asked, most=PAGE, skip=(page - 1) * PAGE)
    return _render(
        desk, request, "ledger", title=_("资金使用台账"), form=form, unit=_unit(form),
        rows=[_labelled(_cells(row, show)) for row in rows], totals=totals, show_totals={
            name: show(getattr(totals, name)) for name in ("opening", "income", "spending", "closing")
        },
        goods=[
            (one.entry, one.sources, show(one.fen)) for one in register.goods(asked, most=MOST_GOODS)
        ],
        page=page, pages=pages, query=_query(request),
    )  # fmt: skip


def _form(request, post):
    villages = list(villages_of(post).order_by("code", "pk"))
    first = Programme.objects.order_by("year").values_list("year", flat=True).first()
    return LedgerForm(request.GET, villages=villages, first_year=first or clock.today().year)


def _asked(form):
    one = form.villages.get(form.chosen("village"))
    villages = [one.pk] if one else [village.pk for village in form.villages.values()]
    first, last = form.period()
    number = "".join(form.chosen("number").split())
    return register.Asked(tuple(villages), first, last, form.chosen("source"), number)


def _number(text):
    return int(text) if (text or "").isdecimal() and len(text) < 7 and int(text) else 1


def _query(request):
    told = request.GET.copy()
    for name in ("page", "as"):
        told.pop(name, None)
    return told.urlencode()


def _unit(form):
    return _("单位：万元") if form.is_wan else _("单位：元")


def wan_shown(fen):
    """万元 with at most four decimals, rounded only here."""
    wan = (Decimal(fen) / WAN_FEN).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
    return f"{wan.normalize():,f}" if wan else "0"


def _cells(row, show):
    entry = row.entry
    paid_to = "：".join(filter(None, [entry.payee, entry.note])) if row.spending else ""
    return [
        f"{entry.happened_on:%Y-%m-%d}", f"{entry.pk}", entry.budget.village.name,
        _said(entry), row.sources if row.income else "", show(row.income) if row.income else "",
        paid_to, show(row.spending) if row.spending else "", show(row.balance),
        entry.document_no or entry.reference, entry.evidence[:8], entry.actor_name,
        entry.approver_name,
    ]  # fmt: skip


def _labelled(cells):
    """[(label, cell, whether it is a sum)]; on a phone each line is a card of what it says."""
    return [
        (_(label), cell, at in (5, 7, 8))
        for at, (label, cell) in enumerate(zip(COLUMNS, cells, strict=True))
    ]


def _said(entry):
    what = f"{entry.get_kind_display()}{entry.get_pay_kind_display() if entry.pay_kind else ''}"
    return "：".join(filter(None, [what, entry.note]))


def _everything(asked):
    skip = 0
    while skip < MOST:
        rows = register.lines(asked, most=1000, skip=skip)
        yield from rows
        if len(rows) < 1000:
            return
        skip += 1000


def _workbook(asked, form):
    """The field's columns, a totals row, the unit above; numbers are numbers, texts are texts."""
    scale = WAN_FEN if form.is_wan else 100
    stream = BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "in_memory": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, bold = book.add_worksheet("资金使用台账"), book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.0000" if form.is_wan else "#,##0.00"})
        totals = register.sums(asked)
        sheet.set_column(0, len(COLUMNS), 14)
        sheet.write_string(0, 0, f"资金使用台账  {asked.first} 至 {asked.last}", bold)
        sheet.write_string(0, 8, str(_unit(form)))
        sheet.write_row(1, 0, COLUMNS, bold)
        sheet.write_string(2, 3, "上期结转")
        sheet.write_number(2, 8, totals.opening / scale, money)
        at = 3
        for row in _everything(asked):
            cells = _cells(row, yuan)
            fens = {5: row.income, 7: row.spending, 8: row.balance}
            for column, cell in enumerate(cells):
                if column not in fens:
                    sheet.write_string(at, column, str(cell))
                elif fens[column] or column == 8:
                    sheet.write_number(at, column, fens[column] / scale, money)
            at += 1
        sheet.write_string(at, 3, "合计", bold)
        for column, fen in ((5, totals.income), (7, totals.spending), (8, totals.closing)):
            sheet.write_number(at, column, fen / scale, money)
        at += 2
        for one in register.goods(asked, most=MOST_GOODS):
            said = ["实物（不计入合计）", f"{one.entry.happened_on}", one.sources, one.entry.note]
            sheet.write_row(at, 0, [str(cell) for cell in said])
            sheet.write_number(at, 5, one.fen / scale, money)
            at += 1
    answer = HttpResponse(
        stream.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    return _attached(answer, "xlsx")


def _csv(asked, form):
    show, totals = (wan_shown if form.is_wan else yuan), register.sums(asked)

    def rows():
        yield [f"资金使用台账 {asked.first} 至 {asked.last}", str(_unit(form))]
        yield COLUMNS
        yield ["", "", "", "上期结转", "", "", "", "", show(totals.opening)]
        for row in _everything(asked):
            yield _cells(row, show)
        yield ["", "", "", "合计", "", show(totals.income), "", show(totals.spending),
               show(totals.closing)]  # fmt: skip
        for one in register.goods(asked, most=MOST_GOODS):
            yield ["实物（不计入合计）", one.entry.happened_on, one.sources, one.entry.note, "",
                   show(one.fen)]  # fmt: skip

    answer = StreamingHttpResponse(export.lines(rows()), content_type="text/csv; charset=utf-8")
    return _attached(answer, "csv")


def _attached(answer, ending):
    answer["Content-Disposition"] = f'attachment; filename="ledger-{clock.today():%Y%m%d}.{ending}"'
    return answer


_FILES = {"xlsx": _workbook, "csv": _csv}


# ── 额度 ─────────────────────────────────────────────────────────────────────────────────────────
def quota_page(desk, request):
    """Every village and town of hers; a town officer sets the villages', a district officer both."""
    post = _reader(request)
    year = _year(request)
    refusals, status, form = [], 200, None
    if request.method == "POST":
        form = QuotaForm(request.POST)
        try:
            if form.is_valid():
                _allot(post, year, form)
                messages.success(request, _("额度已登记。"))
                return HttpResponseRedirect(f"{request.path}?year={year}#main")
            refusals = [reason for errors in form.errors.values() for reason in errors]
            status = 400
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    villages = villages_of(post).select_related("town").order_by("town__code", "code", "pk")
    rows = quotas.of_villages(villages, year)
    towns = quotas.of_towns(towns_of(post).order_by("code"), year, rows)
    years = list(Programme.objects.order_by("-year").values_list("year", flat=True))
    answer = _render(
        desk, request, "quotas", title=_("{}年额度").format(year), year=year, years=years,
        groups=_grouped(towns, rows), form=form, refusals=refusals, key=uuid4(),
        may_villages=post.role in (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER),
        may_towns=post.role == Role.DISTRICT_OFFICER, total=_sum(rows),
        asked_for=_place_of(request.POST.get("place", "")),
    )  # fmt: skip
    answer.status_code = status
    return answer


def _year(request):
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 else clock.today().year


def _grouped(towns, rows):
    """[(the town's row or None, its villages' rows)]; who sees no town sees her villages alone."""
    by_town = {row.place.pk: row for row in towns}
    groups = {}
    for row in rows:
        groups.setdefault(row.place.town_id, []).append(row)
    return [
        (by_town.get(pk), quotas.given_on(by_town[pk].place, same) if pk in by_town else 0, same)
        for pk, same in groups.items()
    ]


def _sum(rows):
    return {
        "allotted": sum(row.allotted or 0 for row in rows),
        "committed": sum(row.committed for row in rows),
        "spent": sum(row.spent for row in rows),
    }  # fmt: skip


def _place_of(text):
    """("village", 17)"""
    kind, _colon, pk = text.partition(":")
    return kind, int(pk) if pk.isdecimal() and len(pk) < 19 else 0


def _allot(post, year, form):
    told = form.cleaned_data
    kind, pk = _place_of(told["place"])
    may = {
        "village": (Role.TOWN_OFFICER, Role.DISTRICT_OFFICER), "town": (Role.DISTRICT_OFFICER,),
    }  # fmt: skip
    if post.role not in may.get(kind, ()):
        raise PermissionDenied
    rows = villages_of(post) if kind == "village" else towns_of(post)
    place = rows.filter(pk=pk).first()
    if place is None:
        raise PermissionDenied
    deed = deeds.allot_to_village if kind == "village" else deeds.allot_to_town
    deed(
        place, year, fen=form.fen(), key=told["key"], by=Actor.at(post), on=clock.today(),
        reference=told["reference"],
    )  # fmt: skip


# ── 核对 ─────────────────────────────────────────────────────────────────────────────────────────
def audit_page(desk, request):
    """What the twelve invariants answered last night."""
    _reader(request, AUDITORS)
    last = AuditRun.objects.first()
    return _render(
        desk, request, "audit", title=_("资金核对"), last=last, words=audit_words(last),
        lines=[(one, last.found.get(one.code) if last else None) for one in TWELVE],
    )  # fmt: skip
