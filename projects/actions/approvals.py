"""The town's opinions: given one by one, for many at once, or brought in from paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.steps import may_record_late
from projects.actions.telling import tell_role
from projects.approving import AGREE, RETURN, agreed, chain_for, missing, round_of
from projects.lifecycle import ProjectLife
from projects.models import Approval, DistrictFiling, Project
from projects.models.approvals import OPINION_LENGTH
from projects.people import district_office
from projects.queries.approvals import why_not
from projects.states import State
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.machine import is_late
from weishishi.kernel.verdict import Refused

AGREED = "同意。"


@dataclass(frozen=True)
class Opinion:
    """What an approver says. `place` is (latitude, longitude) where she allowed it to be kept;
    `role` and `post` are told by an import only: a post speaks for itself."""

    words: str = ""
    verdict: str = AGREE
    ceiling_reason: str = ""
    on_site: bool = False
    place: tuple | None = None
    role: str = ""
    post: Any = None
    at: datetime | None = None
    late_reason: str = ""


@atomic
def give(project, opinion, *, by, seen_state=None):
    """Write one opinion down. To return it is the step back to the village; the agreement that
    completes the chain confirms the project in the same moment. Returns the project.

    Raises Refused with every reason.
    """
    project = _locked(project)
    at, written = opinion.at or clock.now(), clock.now()
    _refuse_if(_untimely(project, by, at, written, opinion))
    role = by.post.role if by.post else opinion.role
    _refuse_if(
        why_not(
            project, by, on=localdate(at), role=role, verdict=opinion.verdict,
            ceiling_reason=opinion.ceiling_reason,
        )
    )  # fmt: skip
    how = {"by": by, "at": opinion.at, "late_reason": opinion.late_reason}
    if opinion.verdict == RETURN:
        return ProjectLife.hand_back(project, note=opinion.words, seen_state=seen_state, **how)
    chain = chain_for(project, localdate(at))
    _write(project, chain, [(Role(role), opinion, at)], by, written)
    if left := missing(chain, agreed(project, localdate(at))):
        key = f"{project.pk}:{round_of(project)}"
        tell_role(left[0], project, topic="office_next_opinion", key=key, by=by, due=project.due_on)
        return project
    return ProjectLife.confirm(project, note=opinion.words, seen_state=seen_state, **how)


@atomic
def give_to_all(projects, words, *, by):
    """The same agreement for all of them, or for none: the first refusal names its matter."""
    done = []
    for project in sorted(projects, key=lambda one: one.pk):  # always locked in the same order
        try:
            done.append(give(project, Opinion(words), by=by))
        except Refused as refusal:
            named = [f"“{project.title}”：{reason}" for reason in refusal.reasons]
            raise Refused(*named, _("一件都没有办，请去掉这一件再试。")) from None
    return done


@atomic
def bring_in(project, opinions, *, by):
    """The opinions of a whole chain from paper, in order, each with its role and moment; what
    confirms is the step itself. Returns the project."""
    if by.kind != Kind.SYSTEM:
        raise Refused(_("审批意见要由审批人自己写。"))
    project = _locked(project)
    if project.state != State.TOWN_REVIEW:
        raise Refused(_("现在是“{}”，不能写审批意见。").format(project.get_state_display()))
    chain = chain_for(project, localdate(opinions[-1].at))
    if [Role(one.role) for one in opinions] != list(chain.roles):
        raise Refused(_("审批意见和规则不一致：{rule}。").format(rule=chain.words))
    rows = [(Role(one.role), one, one.at) for one in opinions]
    _write(project, chain, rows, by, clock.now())
    return project


@atomic
def file(project, *, by, number, filed_on):
    """The district takes note of a confirmed project; once, with its number and date."""
    project = _locked(project)
    reasons = [] if district_office.hold(project, by) or by.kind == Kind.SYSTEM else [
        _("备案由区里办理。")
    ]  # fmt: skip
    confirmed = project.journal.filter(target=State.CONFIRMED).order_by("pk").first()
    if confirmed is None:
        reasons.append(_("还没有确定立项，不能备案。"))
    elif filed_on < localdate(confirmed.happened_at):
        reasons.append(_("备案日期不能早于批准的日期。"))
    if filed_on > clock.today():
        reasons.append(_("备案日期不能晚于今天。"))
    if not number.strip():
        reasons.append(_("请写备案号。"))
    if DistrictFiling.objects.filter(project=project).exists():
        reasons.append(_("这件事已经备案了。"))
    elif DistrictFiling.objects.filter(number=number.strip()).exists():
        reasons.append(_("这个备案号已经用过了，请核对。"))
    _refuse_if(reasons)
    return DistrictFiling.objects.create(
        project=project, number=number.strip(), filed_on=filed_on, filed_by=by.post,
        recorded_at=clock.now(),
    )  # fmt: skip


def _locked(project):
    rows = Project.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*Project.read_with).get(pk=project.pk)


def _refuse_if(reasons):
    if reasons:
        raise Refused(*reasons)


def _untimely(project, by, at, written, opinion):
    if at > written:
        return [_("审批时间不能晚于现在。")]
    if project.state_since and at.replace(second=59) < project.state_since:
        return [_("审批时间不能早于报镇审批的时间。")]
    if opinion.at and by.kind != Kind.SYSTEM and not may_record_late(by):
        return [_("您的职务不能补录以前的日期，请按今天办理。")]
    if is_late(by, at, written) and len(opinion.late_reason.strip()) < 5:
        return [_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。")]
    return []


def _write(project, chain, rows, by, written):
    operator = project.operator
    turn = round_of(project)
    approvals = [_row(project, chain, role, opinion, at, by, written) for role, opinion, at in rows]
    for one in approvals:
        one.round, one.recorder_id = turn, operator and operator.person_id
    try:
        with in_words(Approval):
            Approval.objects.bulk_create(approvals)
    except ValidationError as broken:
        raise Refused(*broken.messages) from broken


def _row(project, chain, role, opinion, at, by, written):
    post = by.post or opinion.post
    latitude, longitude = opinion.place or (None, None)
    return Approval(
        project=project, order=chain.roles.index(role) + 1, role=role, post=post,
        person_id=by.person.pk if by.person else post and post.person_id, actor_name=by.name, imported=by.imports, verdict=AGREE,
        opinion=opinion.words.strip()[:OPINION_LENGTH] or AGREED,
        ceiling_reason=opinion.ceiling_reason.strip(), at=at, recorded_at=written,
        late_reason=opinion.late_reason.strip(), amount_fen=chain.fen,
        two_hands_from_fen=chain.two_hands_from, on_site=opinion.on_site,
        latitude=latitude, longitude=longitude,
    )  # fmt: skip
