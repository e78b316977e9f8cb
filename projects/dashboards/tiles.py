"""How many, how much? One function is one number, and its docstring is its definition.

Every counter returns the very rows it counts: a page shows their number, and its link lists them.
The published counters are cumulative: a project counts in every stage it has ever reached. The
numbers themselves are read from the summary every step keeps up (projects.models.tallies).
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Sum

from funding.queries import Sums
from projects.choices import Channel
from projects.dashboards.where import EVERYWHERE, Where, tallies_of
from projects.models import Project, Tally
from projects.models.tallies import CASH, EVER, MONEY, PAID, Scope
from projects.queries.periods import ALWAYS, Period
from projects.queries.places import villages_of_the_district
from projects.states import State
from villages.models import Town

__all__ = ["ALWAYS", "COUNTERS", "EVERYWHERE", "Period", "Where", "counts", "funds"]


# ── The rows behind a number ─────────────────────────────────────────────────────────────────────
def ever(state, where=EVERYWHERE, period=ALWAYS):
    """The projects that came to `state` for the first time in the period; each once."""
    return Project.objects.filter(
        where.of(), period.moments("journal__happened_at"),
        journal__target=state, journal__first_time=True,
    )  # fmt: skip


def collected(where=EVERYWHERE, period=ALWAYS):
    """已征集：曾经提交过的件数（含后来退回、合并、转办、撤回和不予受理的）。"""
    return ever(State.SUBMITTED, where, period)


def accepted(where=EVERYWHERE, period=ALWAYS):
    """已受理：曾经受理过的件数。"""
    return ever(State.ACCEPTED, where, period)


def deliberated(where=EVERYWHERE, period=ALWAYS):
    """已协商：曾经提交大家商量的件数。"""
    return ever(State.DELIBERATING, where, period)


def confirmed(where=EVERYWHERE, period=ALWAYS):
    """已确定：曾经由镇批准立项的件数；只在公示或待批的不算。"""
    return ever(State.CONFIRMED, where, period)


def started(where=EVERYWHERE, period=ALWAYS):
    """已实施：曾经开工的件数，含已完成的。"""
    return ever(State.IN_PROGRESS, where, period)


def completed(where=EVERYWHERE, period=ALWAYS):
    """已完成：曾经验收合格的件数。"""
    return ever(State.COMPLETED, where, period)


def online(where=EVERYWHERE, period=ALWAYS):
    """线上征集：从线上渠道提交的件数。"""
    return collected(where, period).filter(channel=Channel.ONLINE)


def online_accepted(where=EVERYWHERE, period=ALWAYS):
    """线上受理：线上提交的项目中曾经受理过的件数。"""
    return accepted(where, period).filter(channel=Channel.ONLINE)


COUNTERS = {
    "collected": collected, "accepted": accepted, "deliberated": deliberated,
    "confirmed": confirmed, "started": started, "completed": completed,
    "online": online, "online_accepted": online_accepted,
}  # fmt: skip


# ── The numbers, from the summary ────────────────────────────────────────────────────────────────
def counts(where=EVERYWHERE, period=ALWAYS):
    """All counters at once, in one query; each equals the count of its function's rows."""
    return _one(_counted(where.tallies(period)))


def counts_by_town(period=ALWAYS, towns=None):
    """{town id: counters}, in one query; the towns add up to the district. `towns`: ids only."""
    return _counts_by("place", _places(Scope.TOWN, towns, period))


def counts_by_village(villages, period=ALWAYS):
    """{village id: counters} of each of these, ids, in one query; none for none."""
    found = _counts_by("place", _places(Scope.VILLAGE, villages, period)) if villages else {}
    return {pk: found.get(pk) or dict.fromkeys(COUNTERS, 0) for pk in villages}


def counts_by_channel(where=EVERYWHERE, period=ALWAYS):
    """{channel: counters}, in one query."""
    return _counts_by("channel", where.tallies(period))


def funds(where=EVERYWHERE, period=ALWAYS):
    """涉及资金：已确定项目预算中的现金，其中社会资金为赞助、捐赠、社区基金和自筹；实物另列。

    Whole fen. A project first confirmed in the period counts with its budget. (domain: what counts
    as money)
    """
    return _funds_of(_money(where.tallies(period)))


def funds_by_town(period=ALWAYS, towns=None):
    """{town id: cash in fen of its confirmed budgets}, in one query; the towns add up."""
    found = defaultdict(list)
    for place, measure, fen in _money(_places(Scope.TOWN, towns, period), "place"):
        found[place].append((measure, fen))
    return {place: _funds_of(rows).cash for place, rows in found.items()}


@dataclass(frozen=True)
class Figures:
    """What a board shows of one place: counters, money, and the counters of each channel."""

    counts: dict
    funds: Sums
    by_channel: dict
    by_class: dict  # {class: (cash of the confirmed, paid)}, whole fen

    @property
    def paid(self):
        return sum(paid for _cash, paid in self.by_class.values())


def figures(wheres, period=ALWAYS):
    """{place: its figures} in one query, so that the parts of one look add up to the whole."""
    rows = tallies_of(wheres, period).filter(measure__in=[*EVER, *MONEY, *CASH, *PAID])
    found = defaultdict(list)
    for scope, place, *row in rows.values_list("scope", "place", "measure", "channel").annotate(
        Sum("amount")
    ):
        found[scope, place].append(row)
    return {
        one: _figures([row for key in one.keys_in(period) for row in found[key]]) for one in wheres
    }


def _figures(rows):
    counted, money, channels = [], defaultdict(int), defaultdict(list)
    for measure, channel, number in rows:
        if measure in EVER:
            counted.append((measure, channel, number))
            channels[channel].append((measure, channel, number))
        else:
            money[measure] += int(number)
    by_channel = {channel: _one(some) for channel, some in channels.items()}
    by_class = {
        code: (money.pop(f"cash:{code}", 0), money.pop(f"paid:{code}", 0)) for code in PAID.values()
    }
    return Figures(_one(counted), _funds_of(money.items()), by_channel, by_class)


def _places(scope, places, period):
    rows = Tally.objects.filter(period.days("month"), scope=scope)
    return rows if places is None else rows.filter(place__in=places)


def _counted(rows, *by):
    found = rows.filter(measure__in=EVER).order_by()
    return found.values_list(*by, "measure", "channel").annotate(Sum("amount"))


def _counts_by(column, rows):
    found = defaultdict(list)
    for key, *row in _counted(rows, column):
        found[key].append(row)
    return {key: _one(some) for key, some in found.items()}


def _one(rows):
    """The counters of (measure, channel, number)."""
    found = dict.fromkeys(COUNTERS, 0)
    for measure, channel, number in rows:
        found[measure] += int(number)
        if channel == Channel.ONLINE and measure in _ONLINE:
            found[_ONLINE[measure]] += int(number)
    return found


_ONLINE = {"collected": "online", "accepted": "online_accepted"}


def _money(rows, *by):
    found = rows.filter(measure__in=MONEY).order_by()
    return found.values_list(*by, "measure").annotate(Sum("amount"))


def _funds_of(rows):
    return Sums(**dict.fromkeys(MONEY, 0) | {measure: int(fen) for measure, fen in rows})


# ── Places ───────────────────────────────────────────────────────────────────────────────────────
def units(day):
    """村（社区）：那一天存在的、有居民的村和社区。"""
    return villages_of_the_district(day)


def towns(day):
    """镇：那一天至少有一个村（社区）的镇。"""
    return Town.objects.filter(villages__in=units(day)).distinct()


def towns_of_the_site():
    """Every town of this site's district, the ended ones too: where its figures can lie."""
    return Town.objects.filter(district__code=settings.DISTRICT_CODE)


def rate(part, whole):
    """'33.6%': the share in per cent with one decimal, or '—' when there is nothing to divide by."""
    return f"{part / whole:.1%}" if whole else "—"
