"""验收 is written down on the spot, item by item; then everybody signs, and later somebody looks again."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.actions import documents
from projects.actions import photos
from projects.actions.noting import locked, write_down
from projects.actions.progress import count, named, plain, scene_of
from projects.guards_of_works import service_was_given
from projects.looks import SOON, due_to_look
from projects.models import Acceptance, AcceptanceRole, LookAgain, Photo, Project, Signature
from projects.people import ACCEPT, conflict_over
from projects.queries.services import acceptance_lines
from projects.states import State
from villages.roles import TOWN_DESK, VILLAGE_DESK, Role
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused

AFTERWARDS = (State.COMPLETED, State.EVALUATING, State.EVALUATED, State.ARCHIVED)


@dataclass(frozen=True)
class Seen:
    """`actuals` is {primary key of the work item: (Decimal, quality is good, words)}; `members` are
    (role, name) of who signed on paper, `file` is the scan of it; `scene` is where the photos are
    taken, the place of the works where it is left out."""

    result: str
    begun_on: date
    done_on: date
    actuals: dict
    problems: str = ""
    deadline: date | None = None
    upkeep_by: str = ""
    upkeep_until: date | None = None
    members: tuple = ()
    file: Any = None
    photos: tuple = ()
    scene: str = ""


@atomic
def accept(project, seen, *, by, at=None, late_reason=""):
    """Write an acceptance down; `Refused` for more than planned, for dates out of order, for less than
    planned that is said to have passed, where a problem has no day, and for names that are said to
    stand on a paper nobody can look at."""
    project = locked(project, by, states=(State.INSPECTING,))
    count(project, {pk: actual for pk, (actual, _good, _words) in seen.actuals.items()})
    items, short = _items(project, seen)
    if seen.result == Acceptance.Result.PASSED and short:
        raise Refused(
            _("还有没到数或质量不合格的：{}。结论请选“限期整改”，写明整改期限。").format("；".join(short))
        )  # fmt: skip
    if seen.result == Acceptance.Result.PASSED:
        _must_have_served(project, at or clock.now())
    items += acceptance_lines(project)
    document = _scan(project, seen, by)
    row = write_down(
        Acceptance, project, by, at, late_reason, begun_on=seen.begun_on, done_on=seen.done_on,
        on=localdate(at or clock.now()), items=items, result=seen.result, problems=seen.problems,
        deadline=None if seen.result == Acceptance.Result.PASSED else seen.deadline,
        upkeep_by=seen.upkeep_by, upkeep_until=seen.upkeep_until, document=document,
    )  # fmt: skip
    for role, name in seen.members:
        _put_down(row, role, name, None, row.at)
    if seen.photos:
        photos.attach(
            project, by=by, files=seen.photos, phase=Photo.Phase.AFTER, acceptance=row,
            scene=scene_of(project, seen.scene), taken_on=row.on, at=row.recorded_at,
        )  # fmt: skip
    return row


def _scan(project, seen, by):
    """The paper with the signatures: the one that came with it, or the one of an earlier record of
    this inspection."""
    if seen.file:
        return documents.keep(project.budget, seen.file, by=by)
    of_now = project.acceptances.filter(at__gte=project.state_since, document__isnull=False)
    kept = of_now.select_related("document").last()
    if kept is None and seen.members:
        raise Refused(
            _("写了在纸上签字的人，请把签好的纸拍照或扫描，附在“纸上签字的扫描件”里再保存。")
        )
    return kept.document if kept else None


def _must_have_served(project, at):
    if not (verdict := service_was_given(project, localdate(at))):
        raise Refused(verdict.reason)


def _items(project, seen):
    found, short = [], []
    for item in project.work_items.select_related("place__parent"):
        actual, good, words = seen.actuals.get(item.pk, (item.actual, None, ""))
        if actual is None or good is None:
            raise Refused(_("{}：还没有写实际数量和质量，请逐项填写。").format(named(item)))
        found.append(
            [
                item.name, str(item.place or ""), plain(item.quantity), plain(actual), item.unit,
                good, words,
            ]
        )  # fmt: skip
        if Decimal(actual) < item.quantity or not good:
            short.append(f"{named(item)} {plain(actual)}/{plain(item.quantity)} {item.unit}")
    return found, short


@atomic
def sign(acceptance, *, by):
    """She who was there signs under her account, for the role her post has in it."""
    project = Project.objects.select_for_update(no_key=True).get(pk=acceptance.project_id)
    role = role_of(project, by.post)
    if role is None:
        raise Refused(_("验收由本村（社区）、监督委员会和镇的工作人员签字；其他人在纸上签。"))
    if reasons := conflict_over(ACCEPT)(project, by):
        raise Refused(*reasons)
    if acceptance.pk != project.acceptances.last().pk or project.state != State.INSPECTING:
        raise Refused(_("这一次验收已经过去，不能再签字。"))
    signed = acceptance.signatures.filter(post__isnull=False).select_related("post")
    if any(may_have_acted(by.person, one.post, one.signed_at) for one in signed):
        raise Refused(_("您已经签过了。"))  # one person, one signature, under whichever post
    return _put_down(acceptance, role, str(by.person), by.post, clock.now())


def role_of(project, post):
    """For whom somebody of that post signs; None when she has no part in it."""
    if post is None:
        return None
    if post.village_id == project.village_id:
        if post.role in VILLAGE_DESK:
            return AcceptanceRole.VILLAGE
        if post.role == Role.SUPERVISION_COMMITTEE:
            return AcceptanceRole.SUPERVISION
    is_ours = post.town_id == project.village.town_id and post.role in TOWN_DESK
    return AcceptanceRole.TOWN if is_ours else None


def _put_down(acceptance, role, name, post, at):
    if not name.strip():
        raise Refused(_("在纸上签字的，写上姓名。"))
    row = Signature(
        acceptance=acceptance, role=role, name=name.strip(), post=post, on_paper=post is None,
        signed_at=at,
    )  # fmt: skip
    try:
        with in_words(Signature):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row


@atomic
def look_again(project, *, by, months, is_fine, words, at=None, late_reason=""):
    """回头看: whether it still does what it should. `Refused` more than a week before it is due."""
    project = locked(project, by, states=AFTERWARDS)
    passed = project.acceptances.filter(result=Acceptance.Result.PASSED).last()
    due, on = passed and due_to_look(passed.on, months), localdate(at or clock.now())
    if due is None or on < due - SOON:
        raise Refused(
            _("第 {months} 个月的回头看要到 {day} 前后去看，最早提前一周记。").format(
                months=months, day=written(due)
            )
            if due
            else _("还没有验收合格的记录，不用回头看。")
        )
    return write_down(
        LookAgain, project, by, at, late_reason, months=months, is_fine=is_fine, words=words
    )  # fmt: skip
