"""What does the 申报表 ask besides: which batch, by what means, from when to when, how safely?

The newspaper says none of it. It follows from the plan, as a village would have written it down
before the works: days in tens, means by the book.
"""

from datetime import timedelta

from django.utils.timezone import localdate

from projects.choices import ProjectClass
from villages.rulebook import rules_for

FIRST_BATCH_UNTIL = 3  # the month; what was screened later came with the second
UNTIL_THE_START = timedelta(days=35)  # of what has not begun: the notice, the town, the filing
USUALLY = {ProjectClass.WORKS: 75, ProjectClass.GOODS: 60, ProjectClass.SERVICES: 120}  # days
OF_PLAN = {"article-meals": 274}  # from April to the end of the year
SAFETY = {
    ProjectClass.WORKS: "施工时围挡、放警示牌，接电由持证电工做；建成后由{office}管护，每月巡查一次，坏了及时修。",
    ProjectClass.GOODS: "到货时逐件验收、登记入册，接电由持证电工做；由{office}管护，每季度清点一次，坏了及时修。",
    ProjectClass.SERVICES: "场地先查消防和用电，活动有人带队看护；{office}每月看一次服务记录，听服务对象的意见。",
}  # fmt: skip


def facts_of(plan, village, at):
    """For `facts.edit` at the moment of the screening."""
    on = localdate(at)
    begins, days = _begins(plan, on), days_of(plan)
    return {
        "batch": 1 if on.month <= FIRST_BATCH_UNTIL else 2,
        "means": rules_for(village, on=on).means_for(plan.cash * 100)[0] if plan.cash else "",
        "planned_from": begins,
        "planned_until": begins + timedelta(days=days),
        "safety": SAFETY[plan.project_class].format(office=village.committee_name),
    }


def _begins(plan, on):
    started = _day(plan, "start")
    return started if started and started > on else on + UNTIL_THE_START


def days_of(plan):
    """What it really took, in tens upwards; of what is not done what such things take."""
    started, done = _day(plan, "start"), _day(plan, "complete") or _day(plan, "inspect")
    if not started or not done:
        return OF_PLAN.get(plan.key) or USUALLY[plan.project_class]
    return ((done - started).days // 10 + 1) * 10


def _day(plan, verb):
    return next((localdate(deed.at) for deed in plan.deeds if deed.verb == verb), None)
