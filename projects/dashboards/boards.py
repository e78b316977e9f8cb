"""The boards, public and at the desk: tables of figures, each under its finding in one sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.dashboards import lamps as limits
from projects.dashboards import pace, reach, sheets, sheets_of_money, tiles
from projects.dashboards.coverage import coverage
from projects.dashboards.where import EVERYWHERE, Where
from projects.queries.periods import ALWAYS, offered
from weishishi.kernel import clock


@dataclass(frozen=True)
class Part:
    """One line of the table of places: a town of the district, a village of the town."""

    where: Where
    name: str
    href: str = ""


@dataclass
class Board:
    """Everything a board shows; `tables` by name, each with its CSV."""

    title: list
    day: object
    period: object
    periods: list
    counts: dict
    funds: object
    lamps: object
    coverage: dict
    slowest: object
    tables: dict
    towns: int = 0


def progress(period=ALWAYS):
    """Everything on /progress/, in a constant number of queries."""
    towns = list(tiles.towns_of_the_site())
    parts = [Part(Where(town=town.pk), town.name, sheets.page_of_town(town)) for town in towns]
    return board(EVERYWHERE, parts, period)


def board(where, parts, period=ALWAYS):
    """The board of one place with its parts, in a constant number of queries."""
    day, wheres = clock.today(), [where, *(part.where for part in parts)]
    figures = tiles.figures(wheres, period)
    lamps, months = limits.lamps(wheres, day), reach.months(where)
    paces, covered = pace.paces(where, period, day), coverage(where, day)
    here = figures[where]
    tables = [
        sheets.funnel(here.counts, where, period),
        sheets_of_money.money(here.funds, where, period),
        sheets_of_money.paid(here, where, period),
        sheets.days(paces, lamps[where], where, period),
        sheets.places(parts, figures, lamps, where, period) if parts else None,
        sheets.channels(here, where, period),
        sheets.months(months, where, period, day),
        sheets.coverage(covered, where),
    ]
    return Board(
        title=headline(here.counts, period), day=day, period=period,
        periods=offered(next(iter(months), day), day), counts=here.counts, funds=here.funds,
        lamps=lamps[where], coverage=covered, slowest=pace.slowest(paces),
        tables={table.key: table for table in tables if table}, towns=len(parts),
    )  # fmt: skip


def headline(counts, period):
    """The finding, in phrases that may stand on lines of their own."""
    done, confirmed = f"{counts['completed']:,}", f"{counts['confirmed']:,}"
    if period.key:
        return [
            _("{period}办成 {done} 件，").format(period=period.words, done=done),
            _("新确定 {confirmed} 件").format(confirmed=confirmed),
        ]
    return [
        _("已办成 {done} 件，").format(done=done),
        _("占已确定 {confirmed} 件的 {rate}").format(
            confirmed=confirmed, rate=tiles.rate(counts["completed"], counts["confirmed"])
        ),
    ]
