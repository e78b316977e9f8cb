"""A need is written down, read for a reason, given a way of help, and its home is looked at."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import proposals
from projects.actions.proposals import Proposal
from projects.care import Mode, NeedKind, Spot
from projects.choices import Channel, MicroType
from projects.models import CareNeed, CareReading, HomeSafety
from projects.people import village_committee
from villages.roles import may
from villages.scopes import reaches
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

WHOLE = "姓名、住址、需求、居家评估"  # stored, so not translated
OPEN_FOR = timedelta(minutes=30)
LEAST_REASON = 5
AT_MOST_AGO = timedelta(days=60)  # what is older is brought in as history, or it was mistyped


@dataclass(frozen=True)
class Need:
    """One person and what she needs; her name, address and need are sealed."""

    year: int
    category: str
    kind: str
    name: str
    address: str
    need: str
    is_agreed: bool
    mode: str = ""


@dataclass(frozen=True)
class Looked:
    """What was found in the home; `in_order` are codes of projects.care.Spot."""

    checked_on: date
    in_order: tuple
    grade: str
    advice: str = ""
    campaign: object = None


def write(village, *, by, need, form_token: UUID, at=None):
    """Write one person of the census down; a form sent twice gives the first one again. `Refused`
    for another village, without a yes, and for another year than the one that runs."""
    _must_be_theirs(village.pk, by)
    _must_be_this_year(need.year, by)
    if not need.is_agreed:
        raise Refused(_("要本人或监护人同意才能登记，请先征得同意。"))
    try:
        with atomic():
            return CareNeed.objects.create(
                village=village, written_by=by.post, written_at=at or clock.now(),
                form_token=form_token, **vars(need),
            )  # fmt: skip
    except IntegrityError as error:
        if error.__cause__.diag.constraint_name != "one_form_one_care_need":
            raise
        return CareNeed.objects.get(form_token=form_token)


def read(need, *, by, why):
    """Written down before anything is shown; returns the reading, which opens this need to this
    person for half an hour. `Refused` without right, scope or reason."""
    post = by.post
    if post is None or not may(post.role, "v", "projects.careneed"):
        raise Refused(_("困难群众的情况只给所在村（社区）和镇经办人查阅。"))
    if not reaches(post, need.village_id):
        raise Refused(_("这不是您辖区里的，不能查阅。"))
    if len(why.strip()) < LEAST_REASON:
        raise Refused(_("请写明为什么查阅，至少 {} 个字，会留下记录。").format(LEAST_REASON))
    return CareReading.objects.create(
        need=need, person=by.person, post=post, office=by.name, what=WHOLE, why=why.strip(),
        at=clock.now(),
    )  # fmt: skip


def opens(reading, by):
    """Whether this reading still shows its need to this person under this hat."""
    is_hers = by.post and (reading.person_id, reading.post_id) == (by.person.pk, by.post.pk)
    return bool(is_hers) and clock.now() - reading.at <= OPEN_FOR


@atomic
def decide(need, *, by, mode):
    """How she is helped: 购买服务, 自助互助 or 开发项目."""
    need = CareNeed.objects.select_for_update(no_key=True).get(pk=need.pk)
    _must_be_theirs(need.village_id, by)
    need.mode = mode
    need.save(update_fields=["mode"])
    return need


@atomic
def propose(need, *, by):
    """A project for what she and others like her need (开发项目): a draft of the village that says
    which kind of help, and nothing of hers. Asked twice it is the same draft; one that was swept is
    begun anew. `Refused` before 开发项目 is the way."""
    need = CareNeed.objects.select_for_update(no_key=True, of=("self",)).get(pk=need.pk)
    _must_be_theirs(need.village_id, by)
    if need.project_id:
        return need.project
    if need.mode != Mode.PROJECT:
        raise Refused(_("帮扶方式是“开发项目”的才提项目，请先改帮扶方式。"))
    kind = str(NeedKind(need.kind).label)
    need.project = proposals.save_draft(
        Proposal(
            form_token=uuid4(), village=need.village, title=f"困难群众帮扶：{kind}",
            need=f"按困难群众摸查，本村（社区）有居民需要“{kind}”方面的帮助，拟提一个项目。",
            channel=Channel.VISIT, micro_type=MicroType.SERVICE,
        ),
        by=by,
    ).project  # fmt: skip
    need.save(update_fields=["project"])
    return need.project


def look_at_home(need, *, by, looked, at=None):
    """One assessment of the home's safety."""
    _must_be_theirs(need.village_id, by)
    if looked.checked_on > clock.today():
        raise Refused(_("评估日期不能在今天以后。"))
    if not by.imports and looked.checked_on < clock.today() - AT_MOST_AGO:
        raise Refused(
            _("评估日期最早写到 {days} 天以前，请核对；以前的评估请系统管理员导入。").format(
                days=AT_MOST_AGO.days
            )
        )
    return HomeSafety.objects.create(
        need=need, checked_on=looked.checked_on, grade=looked.grade, advice=looked.advice,
        in_order=[one.value for one in Spot if one in looked.in_order], campaign=looked.campaign,
        by=by.post, by_name=by.name, recorded_at=at or clock.now(),
    )  # fmt: skip


@atomic
def forget(need):
    """The person goes, the number stays."""
    CareNeed.objects.filter(pk=need.pk).update(
        name="", address="", need="", forgotten_at=clock.now()
    )
    need.home_checks.update(advice="")


def _must_be_this_year(year, by):
    """The census of the running year; in the first weeks of a year still that of the last one."""
    today = clock.today()
    allowed = sorted({today.year, (today - AT_MOST_AGO).year})
    if not by.imports and year not in allowed:
        raise Refused(
            _("年份请写{years}，请核对；以前年份的摸查请系统管理员导入。").format(
                years=_("、").join(str(one) for one in allowed)
            )
        )


@dataclass(frozen=True)
class _Place:
    village_id: int


def _must_be_theirs(village_pk, by):
    if by.kind == Kind.SYSTEM or village_committee.hold(_Place(village_pk), by):
        return
    raise Refused(_("困难群众的需求由所在村（社区）登记和办理。"))
