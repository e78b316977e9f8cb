"""What residents say when it is done: one voice per person and round, and nobody can tell whose."""

from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects import voting
from projects.actions.noting import locked, stamp
from projects.models import BallotSheet, Barred, Evaluation, Remark, Spoken, Voice
from projects.models.evaluations import Way
from projects.own_side import own_side_of
from projects.satisfaction import PARTS
from projects.states import State
from weishishi.kernel import cipher, clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

LEAST_REASON = 5


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a phone's index where she has one, and her account or contact where we know it.
    Used to let her speak once, and kept nowhere."""

    phone_index: str = ""
    kind: str = ""
    key: Any = None

    @property
    def mark(self):
        return self.phone_index or f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class Answer:
    """What she says; the parts are {code of satisfaction.PARTS: Grade}, those she answered."""

    overall: str
    voter: str
    parts: dict = field(default_factory=dict)
    words: str = ""


@atomic
def speak(project, *, by, speaker, answer, way, at=None):
    """Count this voice; an import says when (`at`). Returns nothing that could be kept beside the
    person.

    `Refused` when nobody is asked now, to who spoke before, and to the implementer and its contacts.
    """
    if way == Way.PHONE:
        locked(project, by, states=[State.EVALUATING])  # the committee's own
    evaluation = _open(project)
    refuse_the_implementer(evaluation.project, speaker, evaluation.barred)
    _room_for(evaluation, 1)
    _note_that_she_spoke(evaluation, speaker)
    Voice.objects.create(
        evaluation=evaluation, way=way, voter=answer.voter, overall=answer.overall,
        said_on=localdate(at) if at and by.imports else clock.today(), **answer.parts,
    )  # fmt: skip
    if answer.words.strip():
        Remark.objects.create(
            evaluation=evaluation, overall=answer.overall, words=answer.words.strip()
        )


@atomic
def hand_in_sheet(
    project, *, by, where, said, parts=None, at=None, late_reason="", replaces=None, reason=""
):  # fmt: skip
    """Paper ballots as counted; `parts` are {code of PARTS: Said} of what they say of each part. A
    correction is a new version with its reason. `Refused` for more voices of a part than valid ballots."""
    locked(project, by, states=[State.EVALUATING])
    evaluation, reason = _open(project), reason.strip()
    if replaces is not None and len(reason) < LEAST_REASON:
        raise Refused(_("请写明更正原因，至少 {} 个字。").format(LEAST_REASON))
    if replaces is not None and BallotSheet.objects.filter(replaces=replaces).exists():
        raise Refused(_("这份汇总已经更正过，请在最新的一份上更正。"))
    parts = {code: one for code, one in (parts or {}).items() if one.valid}
    if broken := [str(PARTS[code]) for code, one in parts.items() if one.valid > said.valid]:
        raise Refused(
            _("“{parts}”的份数比有效的 {n} 份还多，请核对。").format(
                parts="、".join(broken), n=said.valid
            )
        )
    columns = stamp(by, at, late_reason)
    if columns["at"] < evaluation.opened_at:
        raise Refused(_("收表的时间不能早于评议开始的时间。"))
    _room_for(evaluation, said.valid - (replaces.said.valid if replaces else 0))
    row = BallotSheet(
        evaluation=evaluation, where=where.strip(), replaces=replaces, reason=reason,
        satisfied=said.satisfied, basic=said.basic, dissatisfied=said.dissatisfied,
        invalid=said.invalid, parts={code: one.grades for code, one in parts.items()}, **columns,
    )  # fmt: skip
    row.clean_fields(exclude=["evaluation", "by", "replaces", "parts"])
    try:
        with in_words(BallotSheet):
            row.save()
    except IntegrityError:
        raise Refused(_("刚才有人更正过，请刷新页面再办。")) from None
    return row


@atomic
def state_members(project, *, by, members):
    """How many were to be asked in all, where the book counts against them."""
    locked(project, by, states=[State.EVALUATING])
    evaluation = _open(project)
    n = voting.counted(evaluation).valid
    if members < max(n, 1):
        raise Refused(_("应评人数不能少于已经收到的 {} 份有效评议。").format(n))
    evaluation.members = members
    evaluation.save(update_fields=["members"])
    return evaluation


@atomic
def bar(project, *, by, phone):
    """The phone of the implementer or of one of its contacts: it may not evaluate this matter. Only
    its keyed digest is kept."""
    locked(project, by, states=[State.EVALUATING])
    evaluation, index = _open(project), cipher.index(phone)
    if Spoken.objects.filter(digest=_digest(evaluation, index)).exists():
        raise Refused(_("这个手机号已经评过了，不能再登记；请在结果里说明情况。"))
    Barred.objects.get_or_create(evaluation=evaluation, phone_index=index)


def _open(project):
    """The round that is open, its row locked: who speaks waits for who speaks."""
    rows = Evaluation.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("project").filter(project=project.pk, closed_at__isnull=True)
    evaluation = found.first()
    if evaluation is None or evaluation.project.state != State.EVALUATING:
        raise Refused(_("现在不在评议期间，谢谢您；有话要说，请打热线或到党群服务中心说。"))
    return evaluation


def refuse_the_implementer(project, speaker, barred=None):
    """Who carries it out does not say how well it was done; `barred` are the phones a round names
    besides. (domain/02: 回避)"""
    index = speaker.phone_index
    apart = own_side_of(project).has(speaker.kind, speaker.key, index)
    if apart or (index and barred is not None and barred.filter(phone_index=index).exists()):
        raise Refused(_("承办单位和它的联系人不参加这件事的评议；有情况要说明，请找村（社区）。"))


def _room_for(evaluation, more):
    if not evaluation.against_members or evaluation.members is None:
        return
    if voting.counted(evaluation).valid + more > evaluation.members:
        raise Refused(
            _("应评人数是 {} 人，已经收满了；人数写错的，请村（社区）在“评议”页先改。").format(
                evaluation.members
            )
        )


def has_spoken(evaluation, speaker):
    """Whether this one spoke in this round: told to herself only."""
    return evaluation.spoken.filter(digest=_digest(evaluation, speaker.mark)).exists()


def _note_that_she_spoke(evaluation, speaker):
    """Her digest goes among the others of the round, all of them written anew in their order."""
    mine = _digest(evaluation, speaker.mark)
    digests = set(evaluation.spoken.values_list("digest", flat=True))
    if mine in digests:
        raise Refused(_("您已经评过了，每人只能评一次，谢谢您。"))
    evaluation.spoken.all().delete()
    Spoken.objects.bulk_create(
        Spoken(digest=digest, evaluation=evaluation) for digest in sorted(digests | {mine})
    )


def _digest(evaluation, mark):
    return cipher.index(f"evaluation:{evaluation.pk}:{mark}")
