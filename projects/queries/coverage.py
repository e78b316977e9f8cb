"""Which villages and communities does the programme reach?

One function is one number: it says which villages count on `day`, and its docstring is the
definition. The board counts them, the list and the API show the same rows.
"""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as lazy

from projects.models import Meeting, Tally
from projects.models.tallies import Scope
from projects.queries.periods import Period
from villages.deliberation import COUNCILS
from villages.models import ServicePoint


def point(day):
    """有联络点：登记了党群服务中心或者其他联络点的村（社区）。"""
    return Exists(ServicePoint.objects.filter(village=OuterRef("pk")))


def project(day):
    """有微实事：开始以来至少征集过一件的村（社区）。"""
    return Exists(_counted("collected"))


def deliberated(day):
    """今年商量过：今年至少有一件提交大家商量的村（社区）。"""
    return Exists(_counted("deliberated").filter(month__year=day.year))


def council(day):
    """有议事会：登记过村（居）民代表会议、四议两公开或者居民议事会的村（社区），取消的会议不算。"""
    return Exists(_meetings().filter(kind__in=COUNCILS))


def met(day):
    """今年开过会：今年开过会的村（社区），会议到会人数够、已经结束；几种会议都算。"""
    this_year = Period.read(str(day.year)).moments("begins_at")
    return Exists(_meetings().filter(this_year, status=Meeting.Status.CLOSED))


COVERED = {
    "point": point, "project": project, "deliberated": deliberated, "council": council, "met": met,
}  # fmt: skip
COVERED_WORDS = {
    "point": lazy("有联络点"), "project": lazy("有微实事"), "deliberated": lazy("今年商量过事情"),
    "council": lazy("有议事会"), "met": lazy("今年开过会"),
}  # fmt: skip


def _counted(measure):
    rows = Tally.objects.filter(scope=Scope.VILLAGE, place=OuterRef("pk"), measure=measure)
    return rows.order_by()


def _meetings():
    rows = Meeting.objects.filter(village=OuterRef("pk")).order_by()
    return rows.exclude(status=Meeting.Status.CANCELLED)


def told(rows, day):
    """These villages, each with `has_point`, `has_project` … as its own attributes."""
    return rows.annotate(**{f"has_{key}": condition(day) for key, condition in COVERED.items()})
