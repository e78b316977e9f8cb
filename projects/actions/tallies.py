"""The summary behind the dashboards is pressed together, held against the live rows, counted anew."""

from contextlib import contextmanager

from django.db import connection
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.db.transaction import atomic
from django.utils.timezone import localdate

from funding.models import AccountKind, Leg
from projects.models import Project, TallyCheck, tallies
from projects.queries.recount import KEY, differences, of_project
from projects.states import State
from weishishi.kernel import clock


def _key_of(table):
    return ", ".join(f"{table}.{column}" for column in KEY.split(", "))


# What the steps added and the rows of the same figures go, their sums come, in one statement: a
# reader sees the figures before or after it, which are the same. A nought needs no row.
_PRESS = f"""
WITH fresh AS (DELETE FROM projects_tally WHERE is_fresh RETURNING {KEY}, amount),
     keys AS (SELECT DISTINCT {KEY} FROM fresh),
     old AS (DELETE FROM projects_tally t USING keys
             WHERE NOT t.is_fresh AND ({_key_of("t")}) = ({_key_of("keys")})
             RETURNING {_key_of("t")}, t.amount)
INSERT INTO projects_tally ({KEY}, amount, is_fresh)
SELECT {KEY}, sum(amount)::bigint, false
FROM (SELECT * FROM fresh UNION ALL SELECT * FROM old) rows
GROUP BY {KEY} HAVING sum(amount) <> 0
"""


@atomic
def press_together():
    """Fewer rows with the same sums; returns how many were written. Steps go on meanwhile."""
    with connection.cursor() as cursor:
        _one_at_a_time(cursor)
        cursor.execute(_PRESS)
        return cursor.rowcount


@atomic
def count_anew():
    """Add what is missing, so that every figure is the live one; returns how many were wrong.

    An empty summary is filled by it. One statement, one snapshot: steps may go on meanwhile.
    """
    with connection.cursor() as cursor:
        _one_at_a_time(cursor)
        cursor.execute("SET LOCAL work_mem = '256MB'")
        cursor.execute(
            f"INSERT INTO projects_tally ({KEY}, amount, is_fresh)"
            f" SELECT {KEY}, amount, false FROM ({differences()}) missing"
        )
        return cursor.rowcount


def check():
    """Hold the summary against the live rows and note the outcome; changes no figure."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({differences()}) different")
        different = cursor.fetchone()[0]
    return TallyCheck.objects.create(checked_at=clock.now(), different=different)


@contextmanager
def follow_the_money(project):
    """Whatever happens to the shares of its budget inside, the summary follows where it was ever
    confirmed: the change counts in the month of the confirmation."""
    with atomic():
        confirmed = project.journal.filter(target=State.CONFIRMED, first_time=True).first()
        before = tallies.money_of(project) if confirmed else None
        yield
        if confirmed:
            month = localdate(confirmed.happened_at).replace(day=1)
            after = tallies.money_of(project)
            tallies.add(project, tallies.money(month, project.project_class, after, before))


def follow_the_ledger(sender, *, entry, legs, **_signal):
    """What was paid, came back or was corrected counts at once, in the transaction that books it."""
    fen = sum(
        fen for account, fen in legs.items()
        if account.kind == AccountKind.SPENT and not account.in_kind
    )  # fmt: skip
    if not fen:
        return
    rows = Project.objects.select_related("village__town").filter(budget=entry.budget_id)
    if project := rows.first():
        tallies.add(project, tallies.paid(entry.happened_on, project.project_class, fen))


def follow_the_class(project, was):
    """Another class, after it was confirmed once and went back to be talked about: the figures by
    class follow."""
    confirmed = project.journal.filter(target=State.CONFIRMED, first_time=True).first()
    if not confirmed or not project.budget_id or was == project.project_class:
        return
    legs = Leg.objects.filter(
        account__budget=project.budget_id, account__kind=AccountKind.SPENT, account__in_kind=False
    )
    months = legs.order_by().values_list(TruncMonth("entry__happened_on")).annotate(Sum("fen"))
    month, cash = localdate(confirmed.happened_at).replace(day=1), tallies.money_of(project).cash
    moved = [(paid_in, int(fen)) for paid_in, fen in months]
    tallies.add(
        project, tallies.another_class(month, cash, moved, was, project.project_class)
    )  # fmt: skip


def follow_the_villages(project, before):
    """Other villages take part: what it ever added is added where it counts from now on, and taken
    away where it does not. `before` are the places (tallies.places_of) until now."""
    after = tallies.places_of(project)
    with connection.cursor() as cursor:
        cursor.execute(of_project(), [project.pk])
        rows = cursor.fetchall()
    tallies.add_in(after - before, rows)
    tallies.add_in(before - after, [(*row, -amount) for *row, amount in rows])


def _one_at_a_time(cursor):
    """Those who rewrite the summary wait for each other; who reads or adds waits for nobody."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtext('weishishi.tallies'))")
