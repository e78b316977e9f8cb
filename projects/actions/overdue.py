"""A finding or an urge was not answered in time: who owes the answer hears it, and who asked.

Once for each day that was given, however often the house looks: the message is the memory of it.
"""

from django.db import IntegrityError
from django.db.transaction import atomic

from projects.actions.nudges import offices_work
from projects.actions.telling import public_facts
from projects.models import Finding, Urge
from projects.models.findings import OWING_ROLE, Owes
from projects.queries.findings import State, in_state, standing_of
from projects.queries.urges import with_day
from villages.offices import office_key, office_of
from weishishi.kernel import clock
from weishishi.kernel.dates import in_chinese
from weishishi.outbox.actions import owe_all
from weishishi.outbox.models import Message


def remind(today=None):
    """Tell both sides of everything whose day has passed; returns of how many. Nobody is told on a
    day off."""
    today = today or clock.today()
    if not offices_work(today):
        return 0
    return sum(map(_tell, [*_findings(today), *_urges(today)]))


def _findings(today):
    rows = standing_of(Finding.objects.all()).filter(in_state(State.OVERDUE, today))
    for row in rows.order_by("pk"):
        owing = office_key(OWING_ROLE[Owes(row.owed_by)], row.village)
        facts = {"office": str(row.get_owed_by_display())}
        yield "finding_overdue", row, row.project, row.village, ("office", owing), facts


def _urges(today):
    rows = with_day(Urge.objects.filter(answer=None)).filter(owed_on__lt=today)
    rows = rows.select_related(
        "project__village", "to__village", "to__town", "to__district", "by__village", "by__town",
        "by__district",
    )  # fmt: skip
    for row in rows.order_by("pk"):
        facts = {"office": row.to_name, "kind": str(row.get_kind_display())}
        yield "urge_overdue", row, row.project, row.project.village, office_of(row.to), facts


def _tell(one):
    """Owe both the same words, which say no more than the public may read."""
    topic, row, project, village, owing, facts = one
    offices = {owing, office_of(row.by)} if row.by else {owing}
    key = f"{topic}:{row.pk}:{row.owed_on}"
    if Message.objects.filter(dedupe_key__startswith=f"{key}:").exists():
        return False
    try:
        with atomic():
            owe_all(
                {f"{key}:{office}": (kind, office) for kind, office in sorted(offices)},
                topic=topic, about=(project and project.query_no) or "",
                facts=public_facts(project, village)
                | {"from": row.by_name, "due": in_chinese(row.owed_on), **facts},
            )  # fmt: skip
    except IntegrityError as error:
        if "dedupe_key" not in (error.__cause__.diag.constraint_name or ""):
            raise
        return False  # somebody else's beat was faster
    return True
