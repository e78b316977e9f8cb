"""How many, how much? One function is one number, and its docstring is its definition.

Every counter returns the very rows it counts: a page shows their count, and its link lists them.
The published counters are cumulative: a project counts in every stage it has ever reached.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from funding.models import Form, Share
from funding.queries import sums
from projects.choices import Channel
from projects.models import JournalEntry, Project
from projects.queries.places import villages_of_the_district
from projects.states import State
from villages.models import Town


@dataclass(frozen=True)
class Where:
    """The whole district, one town or one village."""

    town: int | None = None
    village: int | None = None

    def of(self, prefix=""):
        """As a filter on rows whose village is reached by `prefix`."""
        if self.village:
            return Q(**{f"{prefix}village": self.village})
        return Q(**{f"{prefix}village__town": self.town}) if self.town else Q()


EVERYWHERE = Where()


def ever(state, where=EVERYWHERE):
    """The projects that ever reached `state`; each once, by its first journal row of that state."""
    return Project.objects.filter(where.of(), journal__target=state, journal__first_time=True)


def collected(where=EVERYWHERE):
    """已征集：曾经提交过的件数（含后来退回、合并、转办、撤回和不予受理的）。"""
    return ever(State.SUBMITTED, where)


def accepted(where=EVERYWHERE):
    """已受理：曾经受理过的件数。"""
    return ever(State.ACCEPTED, where)


def confirmed(where=EVERYWHERE):
    """已确定：曾经由镇批准立项的件数；只在公示或待批的不算。"""
    return ever(State.CONFIRMED, where)


def started(where=EVERYWHERE):
    """已实施：曾经开工的件数，含已完成的。"""
    return ever(State.IN_PROGRESS, where)


def completed(where=EVERYWHERE):
    """已完成：曾经验收合格的件数。"""
    return ever(State.COMPLETED, where)


def online(where=EVERYWHERE):
    """线上征集：从线上渠道提交的件数。"""
    return collected(where).filter(channel=Channel.ONLINE)


def online_accepted(where=EVERYWHERE):
    """线上受理：线上提交的项目中曾经受理过的件数。"""
    return accepted(where).filter(channel=Channel.ONLINE)


COUNTERS = {
    "collected": collected, "accepted": accepted, "confirmed": confirmed, "started": started,
    "completed": completed, "online": online, "online_accepted": online_accepted,
}  # fmt: skip
_STATES = {
    "collected": State.SUBMITTED, "accepted": State.ACCEPTED, "confirmed": State.CONFIRMED,
    "started": State.IN_PROGRESS, "completed": State.COMPLETED,
}  # fmt: skip


def _ever_counts():
    """One conditional count per cumulative counter, over journal rows."""
    counts = {name: Count("pk", filter=Q(target=state)) for name, state in _STATES.items()}
    by_line = Q(project__channel=Channel.ONLINE)
    counts["online"] = Count("pk", filter=by_line & Q(target=State.SUBMITTED))
    counts["online_accepted"] = Count("pk", filter=by_line & Q(target=State.ACCEPTED))
    return counts


def _first_times(where):
    return JournalEntry.objects.filter(
        where.of("project__"), first_time=True, target__in=_STATES.values()
    )


def counts(where=EVERYWHERE):
    """All counters at once, in one query; each equals the count of its function's rows."""
    return _first_times(where).aggregate(**_ever_counts())


def counts_by_town():
    """{town id: counters}, in one query; the towns add up to the district."""
    rows = _first_times(EVERYWHERE).values("project__village__town").annotate(**_ever_counts())
    return {row.pop("project__village__town"): row for row in rows}


def counts_by_village(town):
    """{village id: counters} of one town, in one query."""
    rows = _first_times(Where(town=town)).values("project__village").annotate(**_ever_counts())
    return {row.pop("project__village"): row for row in rows}


def counts_by_channel():
    """{channel: counters}, in one query."""
    rows = _first_times(EVERYWHERE).values("project__channel").annotate(**_ever_counts())
    return {row.pop("project__channel"): row for row in rows}


def funds(where=EVERYWHERE):
    """涉及资金：已确定项目预算中的现金，其中社会资金为赞助、捐赠、社区基金和自筹；实物另列。

    Whole fen. A project ever confirmed counts with its budget. (domain: what counts as money)
    """
    return sums(Share.objects.filter(budget__project__in=confirmed(where)))


def funds_by_town():
    """{town id: cash in fen of its confirmed budgets}, in one query; the towns add up."""
    cash = Share.objects.filter(form=Form.CASH, budget__project__in=confirmed())
    rows = cash.values_list("budget__project__village__town").annotate(Sum("amount_fen"))
    return {town: int(fen) for town, fen in rows}


def units(day):
    """村（社区）：那一天存在的、有居民的村和社区。"""
    return villages_of_the_district(day)


def towns(day):
    """镇：那一天至少有一个村（社区）的镇。"""
    return Town.objects.filter(villages__in=units(day)).distinct()


def rate(part, whole):
    """'33.6%': the share in per cent with one decimal, or '—' when there is nothing to divide by."""
    return f"{part / whole:.1%}" if whole else "—"
