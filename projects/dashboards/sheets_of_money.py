"""The tables of a board that are about money: where it comes from, what of it was paid."""

from django.utils.translation import gettext as _

from projects.choices import ProjectClass
from projects.dashboards import spending
from projects.dashboards.tables import Cell, Table, address, width
from weishishi.kernel.yuan import wan


def money(funds, where, period):
    """Cash by source with its share; what was given in kind has a column of its own."""
    rows = [
        [Cell(label, css=css), Cell(wan(fen)), Cell(width(fen, funds.cash)), Cell("—")]
        for css, label, fen in sources(funds)
    ]
    if funds.in_kind:
        in_kind = [
            Cell(_("实物折价"), css="kind"),
            Cell("—"),
            Cell(_("不计入")),
            Cell(wan(funds.in_kind)),
        ]
        rows.append(in_kind)  # fmt: skip
    behind = address(where, period, counted="confirmed")
    total = [Cell(_("合计")), Cell(wan(funds.cash), behind), Cell("—"), Cell(wan(funds.in_kind))]
    share = f"{funds.social / funds.cash:.2%}" if funds.cash else "—"
    return Table(
        "money",
        _("社会资金占 {share}").format(share=share),
        [_("来源"), _("万元"), _("占比"), _("实物")],
        rows,
        total,
        _("已确定项目预算中的现金；社会资金含赞助、捐赠、社区基金和自筹，实物折价另列，也是万元。")
        + _("财政资金为合计减去社会资金和村集体资金。"),
    )


def paid(figures, where, period):
    """What was paid of the confirmed cash, by class; the rate only since the start."""
    rows = []
    for code, (cash, paid) in figures.by_class.items():
        if cash or paid:
            name = str(ProjectClass(code).label) if code else _("没有写类别")
            asked = {"project_class": code} if code else {}
            rows.append([Cell(name), *_paid(cash, paid, where, period, **asked)])
    total = [Cell(_("合计")), *_paid(figures.funds.cash, figures.paid, where, period)]
    words = spending.paid_rate(figures.paid, figures.funds.cash, period)
    title = (
        _("已支付 {paid} 万元，占已确定的 {rate}") if not period.key else _("已支付 {paid} 万元")
    )
    return Table(
        "paid", title.format(paid=wan(figures.paid), rate=words),
        [_("类别"), _("确定（万元）"), _("已支付（万元）"), _("支付率")], rows, total,
        _("支付率是已支付除以已确定项目预算中的现金；已支付按付款的日期算，退回的已减去，实物不算。")
        + (_("一段时间里付的和确定的不是同一批，所以不算支付率。") if period.key else ""),
    )  # fmt: skip


def _paid(cash, paid, where, period, **asked):
    yield Cell(wan(cash), address(where, period, counted="confirmed", **asked))
    yield Cell(wan(paid), address(where, period, counted="paid", **asked))
    yield Cell(spending.paid_rate(paid, cash, period))


def sources(funds):
    """(colour, words, fen) of the cash; the collective's money only where there is some."""
    parts = [("gov", _("财政资金"), funds.fiscal), ("social", _("社会资金"), funds.social)]
    if funds.collective:
        parts.append(("village", _("村集体资金"), funds.collective))
    return parts


def money_bar(funds):
    """[(colour, words, left, width)]: the sources side by side."""
    left, parts = 0.0, []
    for colour, label, fen in sources(funds):
        parts.append((colour, label, f"{left:.2f}%", width(fen, funds.cash)))
        left += 100 * fen / funds.cash if funds.cash else 0
    return parts
