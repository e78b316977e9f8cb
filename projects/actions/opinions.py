"""What the party organisation says at each stage, and what the assembly lets its representatives do."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Authorisation, PartyOpinion
from projects.states import FIVE_STAGES
from villages.deliberation import MeetingKind, is_open_to
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused


@atomic
def opine(project, *, by, stage, opinion, words="", at=None):
    """Record the party organisation's opinion (党组织意见) for one of the five stages; append-only,
    a later one of the same stage stands beside the earlier."""
    if by.kind != Kind.SYSTEM and not _leads(by, project):
        raise Refused(_("党组织意见由本村（社区）的党组织书记填写。"))
    if stage not in FIVE_STAGES:
        raise Refused(_("请选一个阶段。"))
    now = clock.now()
    if at and at > now:
        raise Refused(_("发表时间不能晚于现在。"))
    if opinion != PartyOpinion.Opinion.AGREES and not words.strip():
        raise Refused(_("不是同意的，请写明意见。"))
    return PartyOpinion.objects.create(
        project=project, stage=stage, opinion=opinion, words=words.strip(), actor_name=by.name,
        post=by.post, happened_at=at or now, recorded_at=now,
    )  # fmt: skip


def _leads(by, project):
    return by.post and by.post.role == Role.SECRETARY and by.post.village_id == project.village_id


@atomic
def authorise(village, *, by, decided_on, words, valid_until=None, document_no=""):
    """Write down that the villagers' assembly authorised its representatives."""
    if not is_open_to(MeetingKind.VILLAGERS_ASSEMBLY, village.kind):
        raise Refused(_("只有村才有村民会议的授权。"))
    if decided_on > clock.today():
        raise Refused(_("授权的日期不能在今天以后。"))
    return Authorisation.objects.create(
        village=village, decided_on=decided_on, valid_until=valid_until, words=words.strip(),
        document_no=document_no.strip(), recorded_by=by.post, recorded_at=clock.now(),
    )  # fmt: skip
