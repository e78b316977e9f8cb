"""How far was it in between? Reported when it begins, at the end of each month, and when it had to stop:
as far as the time that has passed of the time it takes."""

from datetime import timedelta
from itertools import pairwise

from django.utils.timezone import localdate

from projects.actions import progress
from projects.actions.progress import Report
from projects.choices import ProjectClass
from projects.demo import sessions
from projects.demo.days import WORKING_DAYS, moment
from projects.demo.partners import period_of

Kind = ProjectClass
FIRST, LEAST, MOST = 5, 10, 90  # per cent: on the first day, what is worth a report, unfinished
BEGUN = {
    Kind.WORKS: ("人员、材料进场，现场已交底。", "按合同期施工。"),
    Kind.GOODS: ("合同已签，和供货单位约好了送货时间。", "到货后逐件清点、安装。"),
    Kind.SERVICES: ("服务人员到位，时间、地点已经告诉大家。", "按约定的时间开展。"),
}
# (up to so many per cent, what was done, what comes next)
SO_FAR = {
    Kind.WORKS: (
        (35, "材料到齐，已经做了一小部分。", "按合同期施工。"),
        (70, "主要部分正在做，现场有围挡和警示牌。", "按合同期施工。"),
        (100, "主要部分做好了，正在收尾。", "收尾、自查，然后申请验收。"),
    ),
    Kind.GOODS: (
        (35, "厂家正在备货，摆放和安装的位置已经量好。", "到货后逐件清点、安装。"),
        (70, "到了一部分货，已经逐件清点。", "其余到货后一起安装。"),
        (100, "货到齐了，正在安装、试用。", "装好、自查，然后申请验收。"),
    ),
    Kind.SERVICES: ((100, "按约定的时间开展。", "接着开展。"),),
}
MONTHS_END = [day for day, after in pairwise(WORKING_DAYS) if after.month != day.month]


def begin(project, plan, deed, by):
    done, then = BEGUN[Kind(plan.project_class)]
    told = Report(per_cent=FIRST, done=done, next=then)
    progress.report(project, told, by=by, at=deed.at)


def catch_up(project, plan, day, by):
    """The reports of the months that ended before that day and were not written yet."""
    last = project.progress.last()
    for end in MONTHS_END:
        if localdate(last.at) < end < day and _per_cent(plan, end) >= max(LEAST, last.per_cent):
            last = progress.report(project, _told(plan, end), by=by, at=moment(end, 16))


def stop(project, plan, deed, by):
    """Why it rests, on the day on which it stopped."""
    day = localdate(deed.at)
    catch_up(project, plan, day, by)
    told = _told(plan, day, least=project.progress.last().per_cent, problem=deed.note)
    progress.report(project, told, by=by, at=deed.at)


def _told(plan, day, *, least=FIRST, problem=""):
    per_cent = max(least, _per_cent(plan, day))
    done, then = next(
        words for upto, *words in SO_FAR[Kind(plan.project_class)] if per_cent <= upto
    )
    if sessions.is_counted(plan):
        done = _counted(plan, day)
    elif per_cent <= FIRST:
        done, then = BEGUN[Kind(plan.project_class)]
    return Report(per_cent=per_cent, done=done, problem=problem, next="" if problem else then)


def _counted(plan, day):
    held, heads = sessions.given_until(plan, day)
    if not held:
        return "时间、地点已经告诉大家，还没有开展。"
    by_heads = plan.work[0][2] == sessions.BY_HEADS
    return f"已经服务 {heads} 人次。" if by_heads else f"已经开展 {held} 场。"


def _per_cent(plan, day):
    """In fives."""
    if sessions.is_counted(plan):
        done = sessions.given_until(plan, day)[0] / len(sessions.sessions_of(plan))
    else:
        done = _passed(plan, day)
    return max(FIRST, min(MOST, round(done * 20) * 5))


def _passed(plan, day):
    """The part of its time that has passed: of what is done, up to the inspection."""
    begun, ended = (
        next((localdate(deed.at) for deed in plan.deeds if deed.verb == verb), None)
        for verb in ("start", "inspect")
    )
    whole = ended - begun if ended else period_of(plan)
    return (day - begun) / max(whole, timedelta(days=1))
