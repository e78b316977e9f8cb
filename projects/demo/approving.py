"""Who agreed in the demo district, what waits for the lead contacts, and the hazard removed first?

All of it through the same actions as everybody's deeds. The offices are the demo's own, the words and
numbers invented.
"""

from datetime import time, timedelta
from itertools import cycle

from django.utils.timezone import localdate, localtime

from projects.actions import approvals, urgent
from projects.actions.approvals import Opinion
from projects.actions.urgent import Removal
from projects.approving import chain_for
from projects.demo.days import TODAY, WORKING_DAYS, is_working_day, moment
from projects.demo.places import SHABAISHI
from projects.models import TemplatePhrase
from villages.roles import Role
from weishishi.kernel.actor import Actor
from weishishi.kernel.workdays import add_working_days

CHECKED = (
    "材料齐全，会议和公示手续完备，拟同意。", "金额在上限以内，群众意见一致，拟同意。",
    "现场核过，数量和单价属实，拟同意。",
)  # fmt: skip
AGREED = ("同意。", "到村里看过，同意。", "同意，抓紧实施。")
PHRASES = (
    ("agree", "材料齐全，会议和公示手续完备，拟同意。"), ("agree", "现场看过，情况属实，同意。"),
    ("agree", "同意，抓紧实施，注意施工安全。"),
    ("return", "数量和单价不清楚，请补充明细后再报。"),
    ("return", "请补充会议签到表和公示照片后再报。"),
    ("return", "与在建的政府投资项目重复，请重新核实。"),
    ("send_back", "请补一张现场照片，写清在哪个自然村。"),
    ("send_back", "请写明影响多少户，大约多少人。"),
    ("decline", "这一段由市政维护，已转告，不属于微实事范围。"),
    ("merge", "和已受理的一件是同一处，并在一起办，进度看那一件。"),
    ("suspend", "连日下雨不能施工，天晴后接着做。"),
    ("rectify", "数量和清单不符，请在七日内补齐。"),
)  # fmt: skip
# The order was given so many working days before the last day of the demo: the meeting is late.
ORDERED_AGO = 12
OPENS, CLOSES, A_QUARTER = time(8, 30), time(17, 30), timedelta(minutes=15)
FILED_WITHIN = 2  # working days after the approval


class Approvers:
    """The town's posts write their opinions in the order of the rules."""

    def __init__(self, staff, source):
        self.staff, self.source = staff, source
        self._checked, self._agreed = cycle(CHECKED), cycle(AGREED)

    def agree(self, project, at, words=""):
        """The whole chain of a matter that is confirmed at that moment."""
        roles = chain_for(project, localdate(at)).roles
        since = project.state_since
        rows = [
            Opinion(
                self._words(role, words if role == roles[-1] else ""), role=role,
                post=self._post(role, project),
                at=_in_office(since + (at - since) * number / len(roles), since, at),
            )
            for number, role in enumerate(roles, start=1)
        ]  # fmt: skip
        return approvals.bring_in(project, rows, by=self._importer(project))

    def check(self, project):
        """The town's officer has written hers; the lead contact has not been there yet."""
        first = Opinion(
            next(self._checked), role=Role.TOWN_OFFICER,
            post=self._post(Role.TOWN_OFFICER, project),
            at=project.state_since + timedelta(minutes=40),
        )  # fmt: skip
        return approvals.give(project, first, by=self._importer(project))

    def file(self, projects):
        """The district takes note of these, numbered in the order of their approval."""
        by = Actor.importer(f"{self.staff.district.office}（{self.source}）")
        for number, (project, at) in enumerate(projects, start=1):
            day = min(add_working_days(localdate(at), FILED_WITHIN), WORKING_DAYS[-1])
            approvals.file(project, by=by, number=f"演示备〔2021〕{number:03}号", filed_on=day)

    def _words(self, role, words):
        return words or next(self._checked if role == Role.TOWN_OFFICER else self._agreed)

    def _post(self, role, project):
        village = project.village
        return {
            Role.TOWN_OFFICER: self.staff.town[village.town.code],
            Role.LEAD_CONTACT: self.staff.lead[village.code],
            Role.DISTRICT_OFFICER: self.staff.district,
        }[role]

    def _importer(self, project):
        office = self.staff.town[project.village.town.code].office
        return Actor.importer(f"{office}（{self.source}）")


def _in_office(wanted, since, until):
    """The moment between the two at which an office was open: that one, or the last before it; right
    after `since` where there is none."""
    earlier = wanted
    while earlier > since:
        local = localtime(earlier)
        if OPENS <= local.time() <= CLOSES and is_working_day(local.date()):
            return min(earlier, until)
        earlier -= A_QUARTER
    return min(since + A_QUARTER, until)


def offer_phrases(towns):
    """Every town starts with the same few sentences."""
    TemplatePhrase.objects.bulk_create(
        TemplatePhrase(town=town, verdict=verdict, words=words)
        for town in towns
        for verdict, words in PHRASES
    )


def remove_a_hazard_first(plans, projects, staff, source):
    """A hazard in or near 沙白石村 was removed before the meeting, which is now two days late."""
    day = WORKING_DAYS[TODAY - ORDERED_AGO]
    plan = _a_hazard_still_discussed(plans, moment(day, 9))
    if plan is None:
        raise ValueError("no hazard is being discussed in the demo that was there twelve days ago")
    project = projects[plan.key]
    urgent.record(
        project,
        Removal(
            ordered_by=staff.secretary[plan.village], ordered_at=moment(day, 10, 20),
            reason="随时可能伤到路过的老人和小孩，等开会、公示要两个多星期，等不了。",
            done_at=moment(day, 16, 45), done="先把有危险的地方换好、围好，挂了反光警示牌。",
            done_by="村（社区）维修队",
        ),
        by=Actor.importer(f"{staff.secretary[plan.village].office}（{source}）"),
    )  # fmt: skip
    return project


def _a_hazard_still_discussed(plans, at):
    found = [
        plan for plan in plans
        if plan.hazard != "none" and plan.outcome in ("deliberating", "screening")
        and plan.verbs[1:2] == ["accept"] and plan.deeds[1].at < at
    ]  # fmt: skip
    nearest = lambda plan: (plan.village != SHABAISHI, plan.village[:9] != SHABAISHI[:9], plan.key)
    return min(found, key=nearest, default=None)
