"""How was it built in the demo? Reported, accepted, put right where something was missing, looked after."""

from datetime import timedelta

from django.utils.timezone import localdate

from projects.actions import acceptance, progress, works
from projects.actions.acceptance import Seen
from projects.actions.progress import Report
from projects.choices import ProjectClass
from projects.demo import names, reporting, scan
from projects.demo.people import NANSHUI
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
    "purpose": "装在公共部位，不对着住户门窗。", "sign": "装的地方贴了提示。",
    "kept": "存 30 天自动覆盖，值班室两人可调看。", "filed": "已向派出所备案。",
    "no_face": "只录像，不做人脸识别。",
}  # fmt: skip
WITH_A_DOOR = {"no_face": "刷卡、密码都能开，不刷脸。"}
DOOR = "门禁"
# What is not good at a first inspection, at the item, as the step tells of the whole.
NOT_GOOD = {
    ProjectClass.WORKS: "还有地方要返工。", ProjectClass.GOODS: "有的要加固、调换。",
    ProjectClass.SERVICES: "记录不全。",
}  # fmt: skip
FINISHED = {
    ProjectClass.WORKS: "全部做完，已经自查。", ProjectClass.GOODS: "全部到货装好，已经清点、试用。",
    ProjectClass.SERVICES: "约定的服务全部做完。",
}  # fmt: skip
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
        reporting.catch_up(project, plan, localdate(deed.at), by)
        report(project, plan, deed, by)
    elif step is ProjectLife.rectify:
        inspect(project, plan, deed, by, is_fine=False)
    elif step in (ProjectLife.suspend, ProjectLife.terminate) and project.progress.exists():
        reporting.stop(project, plan, deed, by)
    elif step is ProjectLife.complete:
        _check_what_watches(project, deed, by)
        inspect(project, plan, deed, by, is_fine=True)


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
            basis="村民代表会议同意无偿使用",
        )  # fmt: skip
    reporting.begin(project, plan, deed, by)


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
            project, by=by, what="和沿线居民商定灯位", who="联络员", with_whom="网格员",
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
    items = project.work_items.all()
    if not watches_people(items):
        return
    door = WITH_A_DOOR if any(DOOR in item.name for item in items) else {}
    for line, words in (CHECKED | door).items():
        works.check_compliance(
            project, by=by, line=line, holds=True, words=words, at=deed.at
        )  # fmt: skip


def leave_open(plans, projects, staff, office_of):
    """What runs has its reports of the months; where lamps are just going to be put up, the liaison
    still has to agree on the spots with the residents."""
    running = [plan for plan in plans if projects[plan.key].state == State.IN_PROGRESS]
    for plan in running:
        by = Actor.importer(office_of(plan))
        reporting.catch_up(projects[plan.key], plan, clock.today(), by)
    just_begun = [plan for plan in running if plan.kind == "lamp"]
    plan = max(
        just_begun, default=None,
        key=lambda one: (one.village.startswith(NANSHUI), one.deeds[-1].at),
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
    words = (
        FINISHED[ProjectClass(plan.project_class)] if first else "按验收意见整改完毕，请重新验收。"
    )
    for stage in project.milestones.filter(done_on=None) if plan.key == LAMPS else ():
        works.reach(stage, by=by, on=localdate(deed.at))
    actuals = _there(project, plan, first=first and "rectify" in plan.verbs)
    progress.report(
        project, Report(per_cent=100, done=words, actuals=actuals), by=by, at=deed.at
    )  # fmt: skip


def inspect(project, plan, deed, by, *, is_fine):
    """The committee goes through the list; a third of the roles sign on paper, all in the file."""
    on = localdate(deed.at)
    steps = dict(project.journal.order_by("pk").values_list("verb", "happened_at"))
    there = _there(project, plan, first=not is_fine)
    actuals = {pk: (actual, True, "") for pk, actual in there.items()}
    if not is_fine and plan.key != LAMPS:
        pk = min(actuals)
        actuals[pk] = (actuals[pk][0], False, NOT_GOOD[ProjectClass(plan.project_class)])
    wrong = "第三自然村还有 2 盏没有装。" if plan.key == LAMPS else deed.note
    is_kept = is_fine and plan.project_class != ProjectClass.SERVICES  # nothing of a service stays
    seen = Seen(
        result=Acceptance.Result.PASSED if is_fine else Acceptance.Result.RECTIFY,
        begun_on=localdate(steps["start"]), done_on=localdate(steps["inspect"]), actuals=actuals,
        problems="" if is_fine else wrong, deadline=None if is_fine else on + TO_PUT_RIGHT,
        upkeep_by=project.village.full_name if is_kept else "",
        upkeep_until=on + UPKEEP if is_kept else None,
        members=(
            ("village", f"主任{names.CHAIR}"), ("residents", names.RESIDENTS),
            ("supervision", f"监督委员{names.WATCHER}"), ("implementer", "项目负责人"),
        ),
        file=scan.signed(),
    )  # fmt: skip
    acceptance.accept(project, seen, by=by, at=deed.at)


def _there(project, plan, *, first):
    """{item: how much of it}; the lamps of the third hamlet, the first time, two less."""
    found = {item.pk: item.quantity for item in project.work_items.all()}
    if plan.key == LAMPS and first:
        third = sorted(found)[2]
        found[third] -= MISSING
    return found
