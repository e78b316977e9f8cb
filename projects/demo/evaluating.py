"""What did the residents of the demo say? The paper ballots of the tale, counted as it tells them."""

import re
from random import Random

from projects.actions import dossiers, evaluations
from projects.actions.evaluations import Answer, Speaker
from projects.choices import ProjectClass
from projects.lifecycle import ProjectLife
from projects.models.evaluations import Voter, Way
from projects.satisfaction import PARTS, Grade, Said
from projects.states import State

# 收回评议表 61 份，满意 61。
_TOLD = {
    "satisfied": r"(?<![本不])满意[：:]? ?(\d+)", "basic": r"基本满意[：:]? ?(\d+)",
    "dissatisfied": r"不满意[：:]? ?(\d+)",
}  # fmt: skip
BY_PHONE = 12  # of the ballots of a tale, so many were said on a phone and have their five parts
ON_PAPER = "纸质档案，在村（社区）档案柜（历史资料导入）"
_BUILT = {
    Grade.SATISFIED: ("比以前方便多了，谢谢。", "办得快，也问过我们意见。", "希望以后有人管护。"),
    Grade.BASIC: ("时间拖得久了一点，别的都好。", "还可以，再多几处就好了。"),
    Grade.DISSATISFIED: ("离我家这边还是远，用不上。", "做得粗了一点，请再看看。"),
}
_GIVEN = {
    Grade.SATISFIED: ("很方便，谢谢。", "时间安排得好，也问过我们意见。", "希望以后接着办。"),
    Grade.BASIC: ("来的人多，等得久了一点，别的都好。", "还可以，再多几场就好了。"),
    Grade.DISSATISFIED: ("时间和上班冲突，去不了。", "通知得晚了，没有赶上。"),
}
WORDS = {
    ProjectClass.WORKS: _BUILT, ProjectClass.GOODS: _BUILT, ProjectClass.SERVICES: _GIVEN,
}  # fmt: skip


def said_in(note):
    """The numbers a note tells, as they are."""
    found = {name: re.search(pattern, note) for name, pattern in _TOLD.items()}
    return Said(**{name: int(match[1]) for name, match in found.items() if match})


def before(step, project, plan, deed, by):
    """The ballots are in before the round is closed; where it is to be mended they say so."""
    if step is ProjectLife.close_evaluation:
        said = said_in(deed.note)
        if plan.key.startswith("article-"):
            said = _by_phone(project, plan, said, deed.at, by)
    elif step is ProjectLife.reopen:
        chance = Random(f"reopen {plan.key}")
        said = Said(chance.randint(3, 7), chance.randint(2, 6), chance.randint(15, 24))
    else:
        if step is ProjectLife.archive:
            dossiers.explain_the_rest(project, by=by, words=ON_PAPER, at=deed.at)
        return
    evaluations.hand_in_sheet(project, by=by, where="入户和会上收回", said=said, at=deed.at)


def _by_phone(project, plan, said, at, by):
    """A dozen of them speak for themselves; returns what is left for the paper."""
    chance = Random(f"voices {plan.key}")
    number = min(BY_PHONE, said.satisfied - 1)
    for one in range(number):
        words = _words(plan, Grade.SATISFIED, one) if plan.key == "article-lamps" else ""
        _speak(project, chance, f"{plan.key} {one}", Grade.SATISFIED, by, words, at)
    return Said(said.satisfied - number, said.basic, said.dissatisfied, said.invalid)


def _words(plan, grade, number):
    """The first few say something, each the next sentence of her grade."""
    words = WORDS[ProjectClass(plan.project_class)][grade]
    return words[number % len(words)] if number < 4 else ""


def leave_open(plans, projects, by):
    """Where residents are being asked some have spoken: enough to be counted, or not yet."""
    running = [
        plan for plan in plans
        if plan.outcome == "evaluating" and projects[plan.key].state == State.EVALUATING
    ]  # fmt: skip
    for order, plan in enumerate(running):
        chance = Random(f"voices {plan.key}")
        for one in range((7, 3, 0, 11)[order % 4]):
            grade = chance.choice((Grade.SATISFIED,) * 5 + (Grade.BASIC, Grade.DISSATISFIED))
            words = _words(plan, grade, one) if order % 4 == 3 else ""
            _speak(projects[plan.key], chance, f"{plan.key} {one}", grade, by, words)


def _speak(project, chance, who, grade, by, words="", at=None):
    parts = {
        code: grade if chance.random() < 0.9 else Grade.BASIC
        for code in PARTS
        if chance.random() < 0.95
    }
    answer = Answer(grade, chance.choice(Voter.values), parts, words)
    way = chance.choice((Way.SITE, Way.LINK, Way.LINK))
    speaker = Speaker(kind="demo", key=who)
    evaluations.speak(project, by=by, speaker=speaker, answer=answer, way=way, at=at)
