"""What did the party organisation of the village say of the report's matters? Once at each stage, in
invented words."""

from projects.actions import opinions
from projects.lifecycle import ProjectLife
from projects.models import PartyOpinion
from projects.states import Stage

SAID = {
    ProjectLife.accept: (Stage.COLLECT, "群众有需要，同意受理。"),
    ProjectLife.deliberate: (Stage.SELECT, "情况属实，同意提交大家商量。"),
    ProjectLife.report: (Stage.CONFIRM, "商量和公示都按程序办了，同意上报。"),
    ProjectLife.start: (Stage.IMPLEMENT, "同意实施，安排党员跟进。"),
    ProjectLife.open_evaluation: (Stage.EVALUATE, "同意请居民评议。"),
}


def opine(step, project, plan, deed, by):
    """The first time of each step."""
    if step not in SAID or not plan.key.startswith("article-"):
        return
    if plan.deeds[plan.verbs.index(deed.verb)] is deed:
        stage, words = SAID[step]
        agrees = PartyOpinion.Opinion.AGREES
        opinions.opine(project, by=by, stage=stage, opinion=agrees, words=words, at=deed.at)
