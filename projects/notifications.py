"""Who hears what, by which way: the table of all messages (docs/notifications.md is made from it).

Few by default: the box holds everything, a text message goes out where a resident must do something
or a matter is decided. The words of a topic are templates/messages/<topic>.txt.
"""

from django.utils.translation import gettext_lazy as _

from villages.roles import Role
from weishishi.outbox.models import Channel
from weishishi.outbox.topics import Subject, Topic, declare

SMS, EMAIL, WECHAT, ROBOT = Channel.SMS, Channel.EMAIL, Channel.WECHAT, Channel.ROBOT

# ── What somebody chooses by ─────────────────────────────────────────────────────────────────────
DECIDED = Subject(
    "decided", _("我提的事：答复和决定"), _("依法要答复您的，关不掉，只能选从哪里收。"), legal=True
)
ASKED = Subject("asked", _("我提的事：要我补充、请我评议"), _("不补充，事情就停在那里。"))
MOVING = Subject("moving", _("我提的事：办到哪一步了"), _("每走一步说一声。"))
ALSO = Subject(
    "also", _("我也需要的事"), _("批准、开工、办完、评议和了结时说一声，以后再问问还好不好用。")
)
FOLLOWED = Subject("followed", _("我关注的"), _("关注的项目有进展，关注的村、类别有新项目。"))
SIGNED_UP = Subject("signed_up", _("我报名的活动"), _("改期、取消时说一声。"))
PROMISED = Subject("promised", _("我认领的心愿"), _("快到期、送到、取消时说一声。"))
# What whoever holds a post chooses by, for the messages of her office.
PRESSING = Subject(
    "office_pressing", _("限期要办的：到期提醒、催办督办、监督发现"),
    _("有期限，要答复：工作群里这一份关不掉，可以再加别的。"), pressing=True, chosen_by="office",
)  # fmt: skip
OFFICE = Subject(
    "office", _("轮到您办的事"), _("新提的事、退回的事、要批的事、要付的钱、代理和移交。"),
    chosen_by="office",
)  # fmt: skip
HEARD = Subject(
    "office_heard", _("别的单位的答复和建议"), _("催办的答复、整改答复、复核结果、审计建议。"),
    chosen_by="office",
)  # fmt: skip
WEEKLY = Subject("weekly", _("每周小结"), _("每周一早上，一条。"), chosen_by="office")
DIGEST = Subject("digest", _("汇总"), _("几条消息合成一条时用。"), chosen_by="")

PROPOSER, SUPPORTERS = _("提出人"), _("点过“我也需要”的人")
FOLLOWERS, OFFICES = _("关注的人"), _("办公室（任职的人都看得到）")
GUESTS, CLAIMERS = _("报名的人"), _("认领心愿的人")

_LOUD, _PUSH, _STILL = (SMS, WECHAT), (WECHAT,), ()
_TO_PROPOSER = {
    DECIDED: {
        "declined": _LOUD, "referred": _LOUD, "reserved": _LOUD, "merged": _LOUD, "unmerged": _LOUD,
        "not_passed": _LOUD, "confirmed": _LOUD, "terminated": _LOUD, "evaluated": _PUSH,
    },
    ASKED: {"returned": _LOUD, "evaluating": _LOUD, "look": _PUSH},
    MOVING: {
        "submitted": _LOUD, "completed": _LOUD, "accepted": _PUSH, "screening": _STILL,
        "deliberating": _PUSH, "on_notice": _PUSH, "started": _PUSH, "suspended": _PUSH,
        "rectifying": _PUSH, "withdrawn": _STILL,
    },
}  # fmt: skip
_TO_SUPPORTERS = (
    "confirmed", "started", "completed", "evaluating", "evaluated", "ended", "merged", "unmerged",
    "withdrawn", "look",
)  # fmt: skip

# Which office is told of which step: topic → role. The village's own, or its town's, or the district's.
TO_OFFICES = {
    "office_submitted": Role.LIAISON,
    "office_reported": Role.TOWN_OFFICER,
    "office_handed_back": Role.SECRETARY,
    "office_confirmed": Role.SECRETARY,
}
# Whose move it is now where no step of a project says so; who stands in, who takes over.
_TO_GO_ON = (
    "office_objection", "office_next_opinion", "office_payment", "office_change", "stand_in",
    "taken_over",
)  # fmt: skip

_TO_CLAIMERS = {
    "wish_claimed": _PUSH, "wish_expiring": _LOUD, "wish_lapsed": _LOUD, "wish_renewed": _STILL,
    "wish_cancelled": _LOUD, "wish_withdrawn": _LOUD, "wish_delivered": _PUSH,
    "wish_thanked": _PUSH,
}  # fmt: skip
_TO_GUESTS = {"activity_moved": _LOUD, "activity_cancelled": _LOUD}
# What has a day by which it is done or answered: a light, an urge, what who watches found.
_BY_A_DAY = ("nudge", "urge", "urge_overdue", "finding", "finding_returned", "finding_overdue")
# What became of an urge or a finding, and what the auditors advise.
_HEARD = ("urge_answered", "finding_answered", "finding_closed", "advice", "advice_answered")


def declare_all():
    for subject, topics in _TO_PROPOSER.items():
        declare(*(Topic(key, subject, PROPOSER, ways) for key, ways in topics.items()))
    declare(*(Topic(f"also_{key}", ALSO, SUPPORTERS) for key in _TO_SUPPORTERS))
    declare(Topic("followed", FOLLOWED, FOLLOWERS), Topic("news", FOLLOWED, FOLLOWERS))
    declare(*(Topic(key, OFFICE, OFFICES, (ROBOT,)) for key in (*TO_OFFICES, *_TO_GO_ON)))
    declare(*(Topic(key, PRESSING, OFFICES, (ROBOT,)) for key in _BY_A_DAY))
    declare(*(Topic(key, HEARD, OFFICES, (ROBOT,)) for key in _HEARD))
    declare(*(Topic(key, PROMISED, CLAIMERS, ways) for key, ways in _TO_CLAIMERS.items()))
    declare(*(Topic(key, SIGNED_UP, GUESTS, ways) for key, ways in _TO_GUESTS.items()))
    declare(Topic("weekly", WEEKLY, OFFICES, (ROBOT,)), Topic("digest", DIGEST, FOLLOWERS))
