"""Month by month: how far has the programme come?"""

from django.db.models import Sum


def months(where):
    """按月：当月提交多少件、办成多少件，从有记录的第一个月起。

    {month: (collected, completed)} in one query.
    """
    rows = where.tallies_by_month().filter(measure__in=("collected", "completed"))
    found = {}
    for month, measure, number in rows.values_list("month", "measure").annotate(Sum("amount")):
        found.setdefault(month, {})[measure] = int(number)
    return {
        month: (found[month].get("collected", 0), found[month].get("completed", 0))
        for month in sorted(found)
    }
