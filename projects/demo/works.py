"""How was it built in the demo? Reported, accepted, put right where something was missing, looked after."""

from datetime import time, timedelta

from django.utils.timezone import localdate

from projects.actions import acceptance, progress, services, turnout, works
from projects.actions.acceptance import Seen
from projects.actions.progress import Report
from projects.actions.services import Agreed, Occasion
from projects.actions.turnout import Came
from projects.choices import ProjectClass
from projects.demo import scan
from projects.demo.people import NANSHUI
from projects.demo.places import SHABAISHI
from projects.lifecycle import ProjectLife
from projects.models import Acceptance, Party
from projects.states import State
from projects.watching_people import watches_people
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

UPKEEP = timedelta(days=365)
TO_PUT_RIGHT = timedelta(days=10)
# 30 lamps in four hamlets; on the first inspection two of the third hamlet were missing.
LAMPS, MISSING = "article-lamps", 2
STAGES = (("和居民商定灯位", 2), ("灯杆立好", 10), ("接电、试灯", 16))
HALF_WAY = (8, 8, 2, 0)  # of 8, 8, 7 and 7
CHECKED = {
    "purpose": "装在公共部位，不对着住户门窗。", "sign": "出入口和楼道口贴了提示。",
    "kept": "存 30 天自动覆盖，值班室两人可调看。", "filed": "已向派出所备案（假定）。",
    "no_face": "刷卡、密码都能开，不刷脸。",
}  # fmt: skip
VISITORS = 20  # at one of them; an assumption, like the places
IN_THE_ARCHIVES = "签到在纸质档案里，历史资料导入时没有逐场录入，村里已经核对。"
_TALKED = (("榕树旁巷口", 3), ("祠堂后巷", 2), ("村道弯道", 4), ("晒谷场旁", 3))
_PARTIES = {
    "article-lamps": ((Party.Role.LEAD, "", "沙白石村村民委员会", "牵头，商定灯位"),),
    "article-songs": (
        (Party.Role.SOCIAL_WORKER, "社会工作服务中心（演示）", "", "授课和组织"),
        (Party.Role.SPONSOR, "社会工作服务中心（演示）", "", "赞助大部分费用"),
    ),
    "article-clinic": ((Party.Role.DEPARTMENT, "南水镇卫生院（演示）", "", "医生进驻"),),
    "article-bus": ((Party.Role.TEAM, "平安巡逻小组", "", "上下学时维持秩序"),),
}  # fmt: skip


def before(step, project, plan, deed, by):
    """What the guards of the step ask for."""
    if step is ProjectLife.inspect:
        if plan.key == LAMPS and not project.acceptances.exists():
            half_way(project, deed, by)
        report(project, plan, deed, by)
    elif step is ProjectLife.rectify:
        inspect(project, plan, deed.at, by, is_fine=False)
    elif step is ProjectLife.complete:
        _check_what_watches(project, deed, by)
        _say_what_was_agreed(project, deed, by)
        inspect(project, plan, deed.at, by, is_fine=True)


def after(step, project, plan, deed, organisations, by):
    """On the day on which works begin: who takes part, and what was agreed with the residents."""
    if step is not ProjectLife.start or project.progress.exists():
        return
    for role, name, office, does in _PARTIES.get(plan.key, ()):
        works.add_party(
            project, by=by, role=role, organisation=organisations.get(name), office=office,
            does=does, at=deed.at,
        )  # fmt: skip
    if plan.key == LAMPS:
        _plan_the_lamps(project, deed, by)
        places = {item.place for item in project.work_items.select_related("place")}
        for place, (point, homes) in zip(sorted(places, key=str), _TALKED, strict=True):
            works.talk(
                project, by=by, place=place, point=point, households=homes, at=deed.at,
                agreed="灯杆靠墙，灯头不对着窗户。",
            )  # fmt: skip
    elif plan.key == "article-clinic":
        works.use_asset(
            project, by=by, what="党群服务中心旁的闲置用房", owner="村集体", at=deed.at,
            basis="村民代表会议同意无偿使用（演示）",
        )  # fmt: skip
    progress.report(
        project, Report(per_cent=5, done="人员、材料进场，现场已交底。", next="按合同期施工。"),
        by=by, at=deed.at,
    )  # fmt: skip


def _plan_the_lamps(project, deed, by):
    """Three stages for everybody to follow; who agrees on the spots with the residents until when."""
    begun = localdate(deed.at)
    for what, days in STAGES:
        works.add_milestone(
            project, by=by, what=what, due_on=begun + timedelta(days=days), at=deed.at
        )
    works.reach(project.milestones.first(), by=by, on=begun)
    works.finish_task(
        works.add_task(
            project, by=by, what="和沿线居民商定灯位", who="联络员（演示）", with_whom="网格员",
            due_on=begun,
        ),
        by=by, at=deed.at,
    )  # fmt: skip


def half_way(project, deed, by):
    """The monthly report in between, with what was in the way; the second stage is reached."""
    begun = project.progress.first().at
    at = begun + (deed.at - begun) * 3 / 5
    there = {
        item.pk: min(item.quantity, left)
        for item, left in zip(project.work_items.all(), HALF_WAY, strict=True)
    }
    told = Report(
        per_cent=60, done="两个自然村的灯已经装好，另外两个自然村灯杆立好。", actuals=there,
        problem="连着下雨，第三自然村的灯推迟两天装。", next="雨停以后装完剩下的灯，接电试灯。",
    )  # fmt: skip
    progress.report(project, told, by=by, at=at)
    for stage in project.milestones.filter(done_on=None)[:1]:
        works.reach(stage, by=by, on=localdate(at))


def _check_what_watches(project, deed, by):
    """Cameras and door access: every line was looked at before it passed."""
    if not watches_people(project.work_items.all()):
        return
    for line, words in CHECKED.items():
        works.check_compliance(
            project, by=by, line=line, holds=True, words=words, at=deed.at
        )  # fmt: skip


def _say_what_was_agreed(project, deed, by):
    """A service whose occasions are in the paper archives: what it was, and that it was looked through."""
    if project.project_class != ProjectClass.SERVICES or project.service_plans.exists():
        return
    on = localdate(deed.at)
    begun = localdate(project.journal.filter(verb="start").order_by("pk").first().happened_at)
    items = project.work_items.all()
    sessions = max(1, sum(int(item.quantity) for item in items if item.unit == "场"))
    agreed = Agreed(
        eligibility="本村（社区）居民（假定）", begins_on=begun, ends_on=max(on, begun),
        frequency=f"一共 {sessions} 场（演示）", venue="党群服务中心",
        person_times=sessions * VISITORS, activities=sessions,
    )  # fmt: skip
    services.plan(project, agreed, by=by, at=deed.at)
    occasion = Occasion(
        "约定的场次，合在一起补记", agreed.ends_on, time(9), time(11), agreed.venue,
        takes_sign_up=False,
    )  # fmt: skip
    came = Came(
        way="head_count", others=agreed.person_times, sessions=sessions, words=IN_THE_ARCHIVES
    )
    turnout.hold(services.announce(project, occasion, by=by, at=deed.at), came, by=by)


def leave_open(plans, projects, staff):
    """Where lamps are being put up, the liaison still has to agree on the spots with the residents."""
    running = [
        plan for plan in plans
        if projects[plan.key].state == State.IN_PROGRESS and "灯" in plan.title
    ]  # fmt: skip
    plan = min(
        running, default=None,
        key=lambda one: (one.village != SHABAISHI, not one.village.startswith(NANSHUI)),
    )  # fmt: skip
    if plan is None:
        return
    post = staff.liaison[plan.village]
    works.add_task(
        projects[plan.key], by=Actor.at(post), what="和沿线居民商定灯位", post=post,
        with_whom="网格员", due_on=clock.today() + timedelta(days=2),
    )  # fmt: skip


def report(project, plan, deed, by):
    """It is said to be finished: all of it; of the lamps, the first time, all but two."""
    first = not project.acceptances.exists()
    words = "全部做完，已经自查。" if first else "按验收意见整改完毕，请重新验收。"
    if plan.project_class == ProjectClass.SERVICES:
        words = "约定的服务全部做完。"
    for stage in project.milestones.filter(done_on=None) if plan.key == LAMPS else ():
        works.reach(stage, by=by, on=localdate(deed.at))
    actuals = _there(project, plan, first=first and "rectify" in plan.verbs)
    progress.report(
        project, Report(per_cent=100, done=words, actuals=actuals), by=by, at=deed.at
    )  # fmt: skip


def inspect(project, plan, at, by, *, is_fine):
    """The committee goes through the list; a third of the roles sign on paper, all in the file."""
    on = localdate(at)
    steps = dict(project.journal.order_by("pk").values_list("verb", "happened_at"))
    there = _there(project, plan, first=not is_fine)
    actuals = {pk: (actual, True, "") for pk, actual in there.items()}
    if not is_fine and plan.key != LAMPS:
        pk = min(actuals)
        actuals[pk] = (actuals[pk][0], False, "局部不平整。")
    wrong = "第三自然村还有 2 盏没有装。" if plan.key == LAMPS else "局部质量不合格，要返工。"
    seen = Seen(
        result=Acceptance.Result.PASSED if is_fine else Acceptance.Result.RECTIFY,
        begun_on=localdate(steps["start"]), done_on=localdate(steps["inspect"]), actuals=actuals,
        problems="" if is_fine else wrong, deadline=None if is_fine else on + TO_PUT_RIGHT,
        upkeep_by=project.village.full_name if is_fine else "",
        upkeep_until=on + UPKEEP if is_fine else None,
        members=(
            ("village", "副主任（演示）"), ("residents", "陈姨、李叔（演示）"),
            ("supervision", "监督委员（演示）"), ("implementer", "项目负责人（演示）"),
        ),
        file=scan.signed(),
    )  # fmt: skip
    acceptance.accept(project, seen, by=by, at=at)


def _there(project, plan, *, first):
    """{item: how much of it}; the lamps of the third hamlet, the first time, two less."""
    found = {item.pk: item.quantity for item in project.work_items.all()}
    if plan.key == LAMPS and first:
        third = sorted(found)[2]
        found[third] -= MISSING
    return found
