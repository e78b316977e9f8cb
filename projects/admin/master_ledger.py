"""项目总台账 at the desk: a month on the page and on A4, the same as a file for the spreadsheet."""

from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.admin import routes
from projects.dashboards import export
from projects.forms.figures import MonthForm
from projects.queries import master_ledger
from projects.queries.periods import ALWAYS
from villages.desk import acting
from weishishi.kernel import clock

MOST = 200  # on the page; the file has all


def page(desk, request):
    """What was proposed in one month, every column of the paper ledger."""
    form, rows = _asked(desk, request)
    with override("zh-hans"):  # a paper
        lines = list(master_ledger.lines(rows[:MOST]))
    total = rows.count()
    return desk.render(
        request, "master_ledger", None, title=_("项目总台账"), form=form, lines=lines,
        total=total, is_cut=total > len(lines), period=form.period, today=clock.today(),
    )  # fmt: skip


def as_csv(desk, request):
    """The same as CSV, all of it."""
    _form, rows = _asked(desk, request)
    with override("zh-hans"):
        table = [[*line.values()] for line in master_ledger.lines(rows)]
    answer = StreamingHttpResponse(
        export.lines([master_ledger.COLUMNS, *table]), content_type="text/csv; charset=utf-8"
    )
    name = f"project-ledger-{_form.period.key or 'all'}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _asked(desk, request):
    if not desk.has_view_permission(request):
        raise PermissionDenied
    form = MonthForm(request.GET or {"period": f"{clock.today():%Y-%m}"})
    form.period = form.cleaned_data["period"] if form.is_valid() else ALWAYS
    return form, master_ledger.rows_of(acting(request), form.period or ALWAYS)


ROUTES = [
    routes.listed("master_ledger", page),
    routes.listed("master_ledger_csv", as_csv),
]
