"""The committee holds a matter against the lists, and says why it is no part of another one."""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.noting import locked, stamp
from projects.models import SelfCheck, SplitAnswer, SplitOther
from projects.models.screening import LEAST_WORDS
from projects.states import OPEN_TO_EDITS
from weishishi.kernel.verdict import Refused

LEAST_ANSWER = 10  # characters of the answer to a warning


@atomic
def self_check(project, *, by, answers, at=None, late_reason=""):
    """Answer lines of the lists: `answers` is {line's primary key: (yes or no, words)}.

    What is answered the same as before is not written again. Returns the new rows. `Refused` for a
    line not in force on that date and for words of fewer than four characters.
    """
    project = locked(project, by, states=OPEN_TO_EDITS)
    columns = stamp(by, at, late_reason)
    lines = {line.rule.pk: line for line in project.self_checks.lines(_day(columns))}
    reasons, rows = [], []
    for pk, (answer, words) in answers.items():
        words, line = words.strip(), lines.get(pk)
        if line is None:
            reasons.append(_("清单里没有这一项，请刷新页面再填。"))
        elif len(words) < LEAST_WORDS:
            reasons.append(_("{line}：请写明理由，至少 {least} 个字。").format(
                line=line.rule, least=LEAST_WORDS))  # fmt: skip
        elif line.check is None or (line.check.answer, line.check.words) != (answer, words):
            rows.append(
                SelfCheck(project=project, rule_id=pk, answer=answer, words=words, **columns)
            )
    if reasons:
        raise Refused(*reasons)
    for row in rows:
        row.clean_fields(exclude=["project", "rule", "by"])
    return SelfCheck.objects.bulk_create(rows)


@atomic
def answer_splitting(project, *, by, words, at=None, late_reason=""):
    """Say in writing why this and the others are different matters; they are noted with it.

    `Refused` where nothing is together above the ceiling, and for fewer than ten characters.
    """
    project = locked(project, by, states=OPEN_TO_EDITS)
    columns = stamp(by, at, late_reason)
    others = {row.pk for one in project.split_answers.near(_day(columns)) for row in one.others}
    if not others:
        raise Refused(_("没有合起来超过上限的项目，不用说明。"))
    words = words.strip()
    if len(words) < LEAST_ANSWER:
        raise Refused(_("请写明为什么不是拆分，至少 {} 个字。").format(LEAST_ANSWER))
    answer = SplitAnswer(project=project, words=words, **columns)
    answer.clean_fields(exclude=["project", "by"])
    answer.save()
    SplitOther.objects.bulk_create(SplitOther(answer=answer, other_id=pk) for pk in sorted(others))
    return answer


def _day(columns):
    return localdate(columns["at"])
