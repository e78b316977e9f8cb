"""How far is the district? The public progress page, and each of its tables as CSV."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.dashboards import boards, export, sheets_of_money
from projects.dashboards.definitions import definitions
from projects.queries.periods import ALWAYS, Period
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel.dates import written


@require_safe
@same_for_everybody
def progress(request):
    period, is_ignored = chosen_period(request)
    board = boards.progress(period)
    if "table" in request.GET:
        return csv_of(request, board)
    return render(
        request,
        "public/progress.html",
        {
            "board": board,
            "bar": sheets_of_money.money_bar(board.funds),
            "definitions": definitions(),
            "ignored": is_ignored,
        },
    )


def chosen_period(request):
    """(the period in the address, whether it could not be read and is left out)"""
    try:
        return Period.read(request.GET.get("period", "")), False
    except ValueError:
        return ALWAYS, True


def csv_of(request, board, place=""):
    """The table the address names, as it stands on the page."""
    table = board.tables.get(request.GET["table"])
    if table is None:
        raise Http404
    about = _("{place}{period}，截至 {day}").format(
        place=f"{place} · " if place else "", period=board.period.words, day=written(board.day)
    )
    answer = HttpResponse(export.of_table(table, about), content_type="text/csv; charset=utf-8")
    name = f"{table.key}-{board.period.key or 'all'}-{board.day:%Y%m%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
