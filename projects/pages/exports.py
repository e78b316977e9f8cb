"""The list of projects as CSV: the same filters, the same columns, line by line."""

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.dashboards import drilled, export
from projects.forms.filters import FilterForm
from projects.queries import public
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import yuan

MOST = 100_000  # lines of one file; Excel opens ten times as many, slowly


@require_safe
def projects(request):
    """Everything the list would show, page after page, in one file of at most 100,000 lines."""
    form = FilterForm.of(request.GET)
    filters = form.filters()
    rows = public.matching(filters, drilled.rows_behind(filters))
    about = "；".join(f"{label}：{words}" for label, words, _address in form.chosen())
    answer = StreamingHttpResponse(
        export.lines(_rows(rows, about or _("全部"))), content_type="text/csv; charset=utf-8"
    )
    name = f"projects-{clock.today():%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _rows(rows, about):
    """Heads, a line for each project, and how many there are with how much money."""
    yield [
        _("查询号"), _("名称"), _("地方"), _("现在"), _("走到哪一步"), _("金额（元）"), _("时限"),
    ]  # fmt: skip
    number, fen = 0, 0
    for card in public.all_cards(rows, MOST):
        number, fen = number + 1, fen + card.fen
        lamp = card.lamp.words if card.lamp else ""
        yield [
            spaced(card.number), card.title, card.where, card.chip.word, card.reached,
            yuan(card.fen) if card.fen else "", lamp,
        ]  # fmt: skip
    yield [_("合计"), _("{number} 件").format(number=number), "", "", "", yuan(fen), ""]
    yield []
    yield [_("{about}，截至 {day}").format(about=about, day=written(clock.today()))]
    yield [_("金额是公开版里写明的现金预算，还没有确定立项的也在内；公开版发布以前不写金额。")]
    if number == MOST:
        yield [_("一个文件最多 {most} 件，请加条件分几次下载。").format(most=f"{MOST:,}")]
