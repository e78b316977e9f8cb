"""村务公开·资金 of one village, quarter by quarter: on the screen, for the board, as a table."""

import segno
from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from projects.dashboards import export
from projects.queries import places, public_books
from projects.queries.public_books import Quarter
from weishishi.kept_pages import same_for_everybody
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import yuan
from weishishi.record.queries import mark


@require_safe
@same_for_everybody
def page(request, pk):
    return render(request, "public/village_money.html", _context(request, pk))


@require_safe
@same_for_everybody
def printed(request, pk):
    """The sheet for the village's board, A4, to be sealed, with a QR code that leads to the page; always
    in Chinese."""
    with override(settings.LANGUAGE_CODE):
        context = _context(request, pk)
    path = reverse("village_money", args=[pk])
    address = request.build_absolute_uri(f"{path}?quarter={context['books'].quarter.key}")
    code = segno.make(address, error="q", micro=False).svg_inline(omitsize=True, border=2)
    context |= {"qr": mark_safe(code), "mark": mark()}
    return render(request, "public/village_money_print.html", context)


@require_safe
def table(request, pk):
    """The same quarter in one file, line by line."""
    context = _context(request, pk, whole=True)
    village, books = context["village"], context["books"]
    answer = StreamingHttpResponse(
        export.lines(_rows(village, books)), content_type="text/csv; charset=utf-8"
    )
    name = f"money-{village.pk}-{books.quarter.key}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _context(request, pk, *, whole=False):
    village = places.village(pk)
    if village is None:
        raise Http404
    asked = request.GET.get("quarter", "")
    quarter = Quarter.read(asked)
    return {
        "village": village,
        "books": public_books.books(village, quarter, most=None if whole else public_books.MOST),
        "tell": public_books.whom_to_tell(village),
        "point": getattr(village, "service_point", None),
        "ignored": bool(asked) and quarter is None,
        "day": clock.today(),
    }


def _rows(village, books):
    yield [
        _("类别"), _("日期"), _("查询号"), _("项目"), _("事项"), _("说明"), _("出资方或收款方"),
        _("金额（元）"),
    ]  # fmt: skip
    for one in books.income:
        yield [_("收入"), "", "", "", one.source, one.mark, one.giver, one.amount]
    yield [_("收入合计"), "", "", "", "", "", "", yuan(books.income_fen)]
    for one in books.payments:
        yield _line(_("支付"), one)
    yield [_("支付合计"), "", "", "", "", "", "", yuan(books.paid_fen)]
    for one in books.gifts:
        yield _line(_("实物折价"), one)
    yield [_("实物折价合计（不计入上面）"), *[""] * 6, yuan(books.gifts_fen)]
    yield []
    about = _("{village} {quarter}资金公开，截至 {day}").format(
        village=village.name, quarter=books.quarter.words, day=written(clock.today())
    )
    yield [about]


def _line(kind, one):
    number = spaced(one.number) if one.number else ""
    return [kind, one.on.isoformat(), number, one.title, one.name, one.what, one.who, one.amount]
