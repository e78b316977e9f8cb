"""How many days does it take from stage to stage, and were the limits kept?"""

from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Case, F, Q, Sum, When

from projects.dashboards.tiles import ALWAYS, rate
from projects.dashboards.where import any_of, since_the_start, tallies_of
from projects.models import Tally
from projects.models.tallies import LIMITS, OPEN, SPANS, STANDING
from projects.states import FIVE_STAGES, State

WHOLE = "whole"


@dataclass
class Pace:
    """One stage; `histogram` is {whole days: how many}, `overdue` what lies there too long."""

    histogram: dict = field(default_factory=dict)
    kept: int = 0
    missed: int = 0
    overdue: int = 0

    @property
    def number(self):
        return sum(self.histogram.values())

    @property
    def median(self):
        return self.within(0.5)

    @property
    def ninety(self):
        return self.within(0.9)

    def within(self, share):
        """The fewest whole days within which at least this share had passed (nearest rank: with n of
        them in order the value at place ⌈share·n⌉, never between two); None without any."""
        due, passed = share * self.number, 0
        for days in sorted(self.histogram):
            passed += self.histogram[days]
            if passed >= due - 1e-9:
                return days
        return None

    @property
    def due(self):
        """How many limits ended: kept, missed, and over with nothing done."""
        return self.kept + self.missed + self.overdue

    @property
    def on_time(self):
        return rate(self.kept, self.due)


def paces(where, period=ALWAYS, today=None):
    """各步用时：从第一次进入这一步到第一次进入下一步的日历天数，评议算到归档，全程从提交算到完成；
    中位天数是一半在这些天以内，九成天数是九成在这些天以内（取第 ⌈0.9×件数⌉ 件的天数），还没有走完的不算；
    按时率是在应办日期当天或以前办出的次数，占办出的和超期还没有办出的次数（应办日期按工作日算，暂停的日子不算，
    等提出人补充和暂停的不算次数）。

    Only what passed on in the period, and what was due in it and still lies there. Two queries; exact,
    not estimated: {stage or "whole": Pace}.
    """
    return paces_of([where], period, today)[where]


def paces_of(wheres, period=ALWAYS, today=None):
    """{place: {stage or "whole": Pace}} of many places, in the same queries; without `today` what is
    overdue is not asked."""
    found = {where: {key: Pace() for key in (*_STAGES, WHOLE)} for where in wheres}
    owners = _owners(wheres, period)
    rows = tallies_of(wheres, period).filter(measure__in=[*SPANS, *LIMITS])
    for scope, place, measure, bucket, amount in rows.values_list(
        "scope", "place", "measure", "bucket"
    ).annotate(Sum("amount")):
        kind, stage = measure.split(":")
        for where in owners[scope, place]:
            one = found[where][stage]
            if kind == "days":
                one.histogram[bucket] = one.histogram.get(bucket, 0) + int(amount)
            else:
                setattr(one, kind, getattr(one, kind) + int(amount))
    if today:
        for where, stage, number in _overdue(wheres, period, today):
            found[where][stage].overdue += number
    return found


_STAGES = [stage.value for stage in FIVE_STAGES]


def _owners(wheres, period):
    """{(scope, place): whose figures its rows are}"""
    owners = {}
    for where in wheres:
        for key in where.keys_in(period):
            owners.setdefault(key, []).append(where)
    return owners


def _overdue(wheres, period, today):
    """(place, stage, how many) that was due in the period, before today, and was not done."""
    late, amount = _late(wheres, period, today.toordinal())
    rows = Tally.objects.filter(late, measure__in=_RUNNING, month=STANDING).order_by()
    owners = _owners(wheres, period)
    for where in wheres:
        for key in where.keys:
            owners[key] = [*{*owners.get(key, []), where}]
    for scope, place, measure, number in rows.values_list("scope", "place", "measure").annotate(
        number=amount
    ):
        for where in owners[scope, place]:
            yield where, State(measure.removeprefix("open:")).stage.value, int(number)


_RUNNING = [one for one in OPEN if one != f"open:{State.SUSPENDED.value}"]


def _late(wheres, period, today):
    """Which rows of the summary to add up, and how. Where there is a total, late is what has a limit
    less what is due today or later, as in lamps.py."""
    by_day = {key for where in wheres for key in where.keys}
    if period.key:
        first, after = period.first.toordinal(), min(today, period.last.toordinal() + 1)
        return any_of(by_day) & Q(bucket__gte=first, bucket__lt=after), Sum("amount")
    summed = {key for key in by_day if since_the_start(key) != key}
    rows = any_of(by_day - summed) & Q(bucket__gte=1, bucket__lt=today)
    if summed:
        rows |= any_of(map(since_the_start, summed)) & Q(bucket__gte=1)
        rows |= any_of(summed) & Q(bucket__gte=today)
    minus = Case(
        When(any_of(summed), then=-F("amount")), default=F("amount"), output_field=BigIntegerField()
    )
    return rows, Sum(minus)


def slowest(paces):
    """The stage in which half take longest, or None where nothing has passed yet."""
    walked = [stage for stage in FIVE_STAGES if paces[stage.value].number]
    return max(walked, key=lambda stage: paces[stage.value].median, default=None)
