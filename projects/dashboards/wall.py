"""What stands on a wall screen: at most seven tiles, no link, nothing about anybody."""

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.clocks import LAMPS
from projects.dashboards import tiles
from projects.dashboards.lamps import Lamps, lamps
from projects.dashboards.sheets_of_money import money_bar
from projects.dashboards.tables import width
from weishishi.kernel import clock
from weishishi.kernel.yuan import wan

MOST_ROWS = 5  # of the tile of lamps


def board(town=None):
    """The figures of the district or of one town, ready to be shown; a constant number of queries."""
    where = tiles.Where(town=town.pk) if town else tiles.EVERYWHERE
    now = localtime(clock.now())
    counts, funds = tiles.counts(where), tiles.funds(where)
    reach, standing = _places(town, now.date())
    return {
        "at": f"{now:%H:%M}",
        "day": now.date(),
        "place": town.name if town else "",
        "counts": counts,
        "widths": {key: width(many, counts["collected"]) for key, many in counts.items()},
        "reach": reach,
        "confirmed_rate": tiles.rate(counts["confirmed"], counts["collected"]),
        "started_rate": tiles.rate(counts["started"], counts["confirmed"]),
        "done_rate": tiles.rate(counts["completed"], counts["confirmed"]),
        "funds": funds,
        "fiscal": wan(funds.fiscal),
        "parts": money_bar(funds),
        "social_rate": width(funds.social, funds.cash),
        "lamps": worst(standing, MOST_ROWS),
    }


def _places(town, day):
    """How many towns and villages there are, in words, and [(name, lamps)] of each."""
    units = tiles.units(day)
    if town:
        villages = list(units.filter(town=town).order_by("code", "pk").values_list("pk", "name"))
        words = _("{villages} 个村（社区）").format(villages=len(villages))
        return words, _lamps({tiles.Where(village=pk): name for pk, name in villages}, day)
    towns = list(tiles.towns(day).order_by("code", "pk").values_list("pk", "name"))
    words = _("{towns} 个镇 {villages} 个村（社区）").format(
        towns=len(towns), villages=units.count()
    )
    return words, _lamps({tiles.Where(town=pk): name for pk, name in towns}, day)


def _lamps(names, day):
    return [(names[where], found) for where, found in lamps(list(names), day).items()]


def worst(rows, most):
    """At most `most` rows: those with most overdue and most soon due, the others added up in a last
    one without a name."""
    if len(rows) <= most:
        return rows
    ranked = sorted(rows, key=lambda row: (-row[1].late, -row[1].soon))
    rest = [found for _name, found in ranked[most - 1 :]]
    added = {kind: sum(getattr(one, kind) for one in rest) for kind in LAMPS}
    return [*ranked[: most - 1], ("", Lamps(**added))]
