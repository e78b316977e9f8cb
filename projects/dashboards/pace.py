"""How many days does it take from stage to stage, and were the limits kept?"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Sum

from projects.dashboards.tiles import ALWAYS, rate
from projects.models.tallies import LIMITS, SPANS
from projects.states import FIVE_STAGES

WHOLE = "whole"


@dataclass
class Pace:
    """One stage; `histogram` is {whole days: how many}."""

    histogram: dict = field(default_factory=dict)
    kept: int = 0
    missed: int = 0

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
        """The fewest whole days within which at least this share had passed; None without any."""
        due, passed = share * self.number, 0
        for days in sorted(self.histogram):
            passed += self.histogram[days]
            if passed >= due - 1e-9:
                return days
        return None

    @property
    def on_time(self):
        return rate(self.kept, self.kept + self.missed)


def paces(where, period=ALWAYS):
    """各步用时：从第一次进入这一步到第一次进入下一步的日历天数，评议算到归档，全程从提交算到完成；
    中位天数是一半在这些天以内，九成天数是九成在这些天以内，还没有走完的不算；
    按时率是在应办日期当天或以前办出的次数，占全部办出的次数（应办日期按工作日算）。

    Only what passed on in the period; what still lies there is counted as overdue beside it. One
    query; exact, not estimated: {stage or "whole": Pace}.
    """
    found = defaultdict(Pace, {stage.value: Pace() for stage in FIVE_STAGES} | {WHOLE: Pace()})
    rows = where.tallies(period).filter(measure__in=[*SPANS, *LIMITS])
    for measure, bucket, amount in rows.values_list("measure", "bucket").annotate(Sum("amount")):
        kind, stage = measure.split(":")
        if kind == "days":
            found[stage].histogram[bucket] = int(amount)
        else:
            setattr(found[stage], kind, int(amount))
    return found


def slowest(paces):
    """The stage in which half take longest, or None where nothing has passed yet."""
    walked = [stage for stage in FIVE_STAGES if paces[stage.value].number]
    return max(walked, key=lambda stage: paces[stage.value].median, default=None)
