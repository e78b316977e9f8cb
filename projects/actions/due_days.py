"""The calendar of a year is there: the days by which findings and urges were to be answered follow."""

from django.db.models import Exists, OuterRef
from django.db.transaction import atomic
from django.utils.timezone import localdate

from projects.models import DueDay, Finding, FindingStep, Urge
from projects.queries.findings import State, in_state, standing_of
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days


@atomic
def work_out():
    """Write down every day that was not known when it was given and is known now; returns how many.

    Once a day after midnight. What is answered meanwhile keeps its open day: nobody owes it.
    """
    found = [*_of_findings(), *_of_returns(), *_of_urges()]
    known = [(name, row, day) for name, row, within in found if (day := _day(row, within))]
    rows = [DueDay(**{name: row}, on=day, at=clock.now()) for name, row, day in known]
    DueDay.objects.bulk_create(rows, ignore_conflicts=True)  # another beat was faster
    return len(rows)


def _of_findings():
    rows = standing_of(Finding.objects.filter(due_on=None, worked_out=None))
    owed = rows.filter(in_state(State.OPEN, clock.today())).exclude(last_kind=_RETURN)
    return [("finding", row, row.within) for row in owed]


def _of_returns():
    """The last word of a finding, sent back; where its days were not written, those it had at first."""
    later = FindingStep.objects.filter(finding=OuterRef("finding"), order__gt=OuterRef("order"))
    rows = FindingStep.objects.filter(~Exists(later), kind=_RETURN, due_on=None, worked_out=None)
    return [
        ("step", row, row.within or row.finding.within) for row in rows.select_related("finding")
    ]


def _of_urges():
    rows = Urge.objects.filter(due_on=None, worked_out=None, answer=None)
    return [("urge", row, row.within) for row in rows]


def _day(row, within):
    try:
        return add_working_days(localdate(row.at), within)
    except Refused:  # not announced yet
        return None


_RETURN = FindingStep.Kind.RETURN
