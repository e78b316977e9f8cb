"""Where a proposal can be, what staff and the public call it, and who has it in hand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """The five public stages, and how a matter can end without all five."""

    UNSEEN = "", "—"
    COLLECT = "collect", _("征集")
    SELECT = "select", _("遴选")
    CONFIRM = "confirm", _("确定")
    IMPLEMENT = "implement", _("实施")
    EVALUATE = "evaluate", _("评议")
    ENDS = "ends", _("已了结")


FIVE_STAGES = (Stage.COLLECT, Stage.SELECT, Stage.CONFIRM, Stage.IMPLEMENT, Stage.EVALUATE)


class Holder(TextChoices):
    """Whose move it is."""

    PROPOSER = "proposer", _("提出人")
    VILLAGE = "village", _("村（社区）")
    TOWN = "town", _("镇")
    NOBODY = "nobody", _("无")


class State(TextChoices):
    """code, public stage, who has it, what the public reads, what staff read (Django's label)."""

    DRAFT = "draft", Stage.UNSEEN, Holder.PROPOSER, _("未提交"), _("草稿")
    SUBMITTED = "submitted", Stage.COLLECT, Holder.VILLAGE, _("已收到，等待受理"), _("待受理")
    RETURNED = "returned", Stage.COLLECT, Holder.PROPOSER, _("请补充情况"), _("退回补正")
    ACCEPTED = "accepted", Stage.COLLECT, Holder.VILLAGE, _("已受理"), _("已受理")
    DECLINED = "declined", Stage.ENDS, Holder.NOBODY, _("未能受理"), _("不予受理")
    MERGED = "merged", Stage.ENDS, Holder.NOBODY, _("已并入相同的一件"), _("合并")
    REFERRED = "referred", Stage.ENDS, Holder.NOBODY, _("已转交有关单位"), _("转办")
    WITHDRAWN = "withdrawn", Stage.ENDS, Holder.NOBODY, _("提出人已撤回"), _("撤回")
    SCREENING = "screening", Stage.SELECT, Holder.VILLAGE, _("正在了解情况"), _("初审")
    DELIBERATING = "deliberating", Stage.SELECT, Holder.VILLAGE, _("大家正在商量"), _("协商中")
    NOT_PASSED = "not_passed", Stage.SELECT, Holder.VILLAGE, _("商量后未通过"), _("未通过")
    RESERVED = "reserved", Stage.SELECT, Holder.VILLAGE, _("已列入储备"), _("入库储备")
    ON_NOTICE = "on_notice", Stage.CONFIRM, Holder.VILLAGE, _("公示中，欢迎提意见"), _("公示中")
    TOWN_REVIEW = "town_review", Stage.CONFIRM, Holder.TOWN, _("等镇里批准"), _("待镇级审批")
    CONFIRMED = "confirmed", Stage.CONFIRM, Holder.VILLAGE, _("已确定，准备开工"), _("已确定")
    IN_PROGRESS = "in_progress", Stage.IMPLEMENT, Holder.VILLAGE, _("正在实施"), _("实施中")
    SUSPENDED = "suspended", Stage.IMPLEMENT, Holder.VILLAGE, _("暂停"), _("暂停")
    INSPECTING = "inspecting", Stage.IMPLEMENT, Holder.VILLAGE, _("正在验收"), _("验收中")
    RECTIFYING = "rectifying", Stage.IMPLEMENT, Holder.VILLAGE, _("正在整改"), _("整改")
    COMPLETED = "completed", Stage.IMPLEMENT, Holder.VILLAGE, _("已完成"), _("已完成")
    EVALUATING = "evaluating", Stage.EVALUATE, Holder.VILLAGE, _("请您评议"), _("评议中")
    EVALUATED = "evaluated", Stage.EVALUATE, Holder.VILLAGE, _("已评议"), _("已评议")
    ARCHIVED = "archived", Stage.EVALUATE, Holder.NOBODY, _("已办结归档"), _("已归档")
    TERMINATED = "terminated", Stage.ENDS, Holder.NOBODY, _("已终止"), _("终止")

    def __new__(cls, code, stage, holder, public_name):
        state = str.__new__(cls, code)
        state._value_ = code
        state.stage, state.holder, state.public_name = stage, holder, public_name
        return state

    @property
    def is_final(self):
        return self in FINAL

    @property
    def colour(self):
        """The chip's class: a bead while it runs, a tick when done, a dash when it ended."""
        if self in DONE:
            return "done"
        return "run" if self.stage in FIVE_STAGES else "end"


FINAL = frozenset(
    {
        State.DECLINED, State.MERGED, State.REFERRED,
        State.WITHDRAWN, State.ARCHIVED, State.TERMINATED,
    }
)  # fmt: skip
# Being built: progress is reported.
RUNNING = (State.IN_PROGRESS, State.SUSPENDED, State.RECTIFYING)
DONE = frozenset({State.COMPLETED, State.EVALUATED, State.ARCHIVED})
# The proposal's facts may still be corrected by the committee.
OPEN_TO_EDITS = frozenset(
    {
        State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.SCREENING,
        State.DELIBERATING, State.NOT_PASSED, State.RESERVED,
    }
)  # fmt: skip
# What is said to a notice is weighed until the town has decided, also when its days are over: what
# is right is right a day later.
OPEN_TO_OBJECTIONS = (State.ON_NOTICE, State.TOWN_REVIEW)
# What the proposer may still take back.
BEFORE_DELIBERATION = (
    State.DRAFT, State.SUBMITTED, State.RETURNED, State.ACCEPTED, State.SCREENING,
)  # fmt: skip
