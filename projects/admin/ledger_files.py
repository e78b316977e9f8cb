"""资金使用台账 as lines: the columns of the paper ledger on the page, in a workbook and as CSV."""

from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from funding.queries import register
from projects.dashboards import export
from weishishi.kernel import clock
from weishishi.kernel.yuan import WAN_FEN, wan, yuan

MOST, MOST_GOODS = 100_000, 200
VILLAGE, MATTER, SUMS = "村（社区）", "项目", ("收入", "支出", "余额")
COLUMNS = (
    "日期", "凭证号", VILLAGE, MATTER, "摘要", "收入来源", "收入", "收款单位", "用途", "支出", "余额",
    "发票号", "合同号", "附件（指纹）", "经办", "审核",
)  # fmt: skip


def unit_of(form):
    return _("单位：万元") if form.is_wan else _("单位：元")


def wan_shown(fen):
    """万元 with at most four decimals, rounded only here."""
    rounded = (Decimal(fen) / WAN_FEN).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)
    return f"{rounded.normalize():,f}" if rounded else "0"


def columns_of(asked):
    """Those of the paper ledger; the village's where there are several."""
    return [name for name in COLUMNS if name != VILLAGE or len(asked.villages) > 1]


def cells_of(row, show, columns, matters, mark=8):
    """The cells of one line; `matters` names the matter of each budget (projects.queries.booked), `mark`
    is how much of a file's fingerprint is told."""
    entry, is_in, is_out = row.entry, bool(row.income), bool(row.spending)
    settlement = getattr(entry.budget, "settlement", None)
    told = {
        "日期": f"{entry.happened_on:%Y-%m-%d}", "凭证号": f"{entry.pk}",
        VILLAGE: entry.budget.village.name, MATTER: matters.get(entry.budget_id, ""),
        "摘要": _said(entry),
        "收入来源": row.sources if is_in else "", "收入": show(row.income) if is_in else "",
        "收款单位": entry.payee if is_out else "", "用途": entry.note if is_out else "",
        "支出": show(row.spending) if is_out else "", "余额": show(row.balance),
        "发票号": entry.bill_no,
        "合同号": settlement.contract_no if settlement else "",
        "附件（指纹）": entry.evidence[:mark],
        "经办": register.recorder_of(entry),
        "审核": entry.approver_name,
    }  # fmt: skip
    return [told[name] for name in columns]


def only(columns, told):
    return [told.get(name, "") for name in columns]


def totals_of(columns, totals, show):
    words = _("合计（{} 笔）").format(f"{totals.number:,}")
    return only(columns, {
        "摘要": words, "收入": show(totals.income), "支出": show(totals.spending),
        "余额": show(totals.closing),
    })  # fmt: skip


def labelled(cells, columns):
    """[(label, cell, whether it is a sum)]; on a phone each line is a card of what it says."""
    return [(_(name), cell, name in SUMS) for name, cell in zip(columns, cells, strict=True)]


def _said(entry):
    what = f"{entry.get_kind_display()}{entry.get_pay_kind_display() if entry.pay_kind else ''}"
    return "：".join(filter(None, [what, entry.note]))


def _workbook(asked, form, matters):
    """The field's columns, a totals row, the unit above; numbers are numbers, texts are texts."""
    scale, columns = WAN_FEN if form.is_wan else 100, columns_of(asked)
    stream = BytesIO()
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False, "in_memory": True,
    }  # fmt: skip
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, bold = book.add_worksheet("资金使用台账"), book.add_format({"bold": True})
        form_of = "#,##0.0000" if form.is_wan else "#,##0.00"
        money = book.add_format({"num_format": form_of})
        heavy = book.add_format({"num_format": form_of, "bold": True})
        totals = register.sums(asked)

        def write(at, cells, words=None, fens=money):
            for column, (name, cell) in enumerate(zip(columns, cells, strict=True)):
                if name not in SUMS:
                    sheet.write_string(at, column, str(cell), words)
                elif cell != "":
                    sheet.write_number(at, column, cell / scale, fens)

        sheet.set_column(0, len(columns), 14)
        sheet.freeze_panes(2, 0)
        sheet.write_string(0, 0, f"资金使用台账  {asked.first} 至 {asked.last}", bold)
        sheet.write_string(0, columns.index("余额"), str(unit_of(form)))
        sheet.write_row(1, 0, columns, bold)
        write(2, only(columns, {"摘要": _("上期结转"), "余额": totals.opening}))
        at = 3
        for row in register.every_line(asked, most=MOST):
            write(at, cells_of(row, int, columns, matters, mark=64))
            at += 1
        write(at, totals_of(columns, totals, int), bold, heavy)
        at += 2
        for cells in _goods(asked, columns, int, matters):
            write(at, cells)
            at += 1
    answer = HttpResponse(
        stream.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    return _attached(answer, "xlsx")


def _goods(asked, columns, show, matters):
    for one in register.goods(asked, most=MOST_GOODS):
        yield goods_of(one, columns, show, matters)


def goods_of(one, columns, show, matters):
    """A part of its own below, in no sum: what was taken over in kind, at its value."""
    entry = one.entry
    return only(columns, {
        "日期": f"{entry.happened_on:%Y-%m-%d}", "凭证号": f"{entry.pk}",
        VILLAGE: entry.budget.village.name, MATTER: matters.get(entry.budget_id, ""),
        "摘要": _("实物（不计入合计）：{}").format(entry.note), "收入来源": one.sources,
        "收入": show(one.fen), "发票号": entry.reference, "附件（指纹）": entry.evidence,
        "经办": entry.actor_name,
    })  # fmt: skip


def _csv(asked, form, matters):
    """The same as text; 万元 exact to the fen."""
    show, totals, columns = wan if form.is_wan else yuan, register.sums(asked), columns_of(asked)

    def rows():
        yield [f"资金使用台账 {asked.first} 至 {asked.last}", str(unit_of(form))]
        yield columns
        yield only(columns, {"摘要": _("上期结转"), "余额": show(totals.opening)})
        for row in register.every_line(asked, most=MOST):
            yield cells_of(row, show, columns, matters, mark=64)
        yield totals_of(columns, totals, show)
        yield from _goods(asked, columns, show, matters)

    answer = StreamingHttpResponse(export.lines(rows()), content_type="text/csv; charset=utf-8")
    return _attached(answer, "csv")


def _attached(answer, ending):
    answer["Content-Disposition"] = f'attachment; filename="ledger-{clock.today():%Y%m%d}.{ending}"'
    return answer


FILES = {"xlsx": _workbook, "csv": _csv}
