"""Clocks of the demo on its last day: the book's days, reminders in one town, what was urged by hand."""

from projects.actions import clocks, nudges, urges
from projects.clocks import lit
from projects.demo.days import TODAY, WORKING_DAYS, moment
from projects.models import Project, Urge
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

ASKED_AGO, ANSWERED_AGO, SUPERVISED_AGO = 6, 4, 2  # working days


def leave(staff, villages, town_code, source):
    """Of one town: one 催办 answered, one over its days, and one 督办 that waits for its answer."""
    clocks.follow_book_and_calendar()
    here = [village for village in villages.values() if village.town.code == town_code]
    nudges.nudge(villages=[village.pk for village in here], told_at=_on(0, 8))
    late = Project.objects.filter(lit("late", clock.today()), village__in=here)
    answered, over, watched = late.select_related("village").order_by("due_on", "pk")[:3]
    town, district = staff.town[town_code], staff.district
    first = _press(answered, town, _secretary(staff, answered), ASKED_AGO, source)
    urges.answer(
        first, by=_office(first.to, source), at=_on(ANSWERED_AGO, 16),
        text="已经安排，这个星期办结，办完马上报进度。",
    )  # fmt: skip
    _press(over, town, _secretary(staff, over), ASKED_AGO, source)
    _press(watched, district, town, SUPERVISED_AGO, source, Urge.Kind.SUPERVISION)


def _press(project, post, to, ago, source, kind=Urge.Kind.URGE):
    return urges.press(
        project, by=_office(post, source), kind=kind, to=to, within=urges.USUAL_DAYS[kind],
        text="已经超期，请说明原因，写明哪一天办完。", at=_on(ago, 9),
    )  # fmt: skip


def _secretary(staff, project):
    return staff.secretary[project.village.code]


def _office(post, source):
    return Actor.importer(f"{post.office}（{source}）")


def _on(ago, hour):
    return moment(WORKING_DAYS[TODAY - ago], hour)
