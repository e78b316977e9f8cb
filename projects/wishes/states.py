"""Where a wish can be, and the words it is described with; codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WishState(TextChoices):
    """code, what the public reads, what staff read (Django's label)."""

    DRAFT = "draft", _("没有公布"), _("草稿")
    PUBLISHED = "published", _("等人认领"), _("已公布，待认领")
    CLAIMED = "claimed", _("已认领"), _("已认领，待送达")
    DELIVERED = "delivered", _("已送达"), _("已送达，待致谢")
    THANKED = "thanked", _("已圆梦"), _("已致谢，办结")
    WITHDRAWN = "withdrawn", _("已撤下"), _("已撤下")

    def __new__(cls, code, public_name):
        state = str.__new__(cls, code)
        state._value_ = code
        state.public_name = public_name
        return state

    @property
    def css(self):
        if self in FULFILLED:
            return "done"
        return "end" if self == WishState.WITHDRAWN else ""


FULFILLED = (WishState.DELIVERED, WishState.THANKED)
# A wish without a promise may be claimed, one with a promise waits for what was promised.
ON_THE_WALL = (WishState.PUBLISHED, WishState.CLAIMED, *FULFILLED)
BEFORE_DELIVERY = (WishState.DRAFT, WishState.PUBLISHED, WishState.CLAIMED)


class Whose(TextChoices):
    """对象类别: a group, never a person."""

    ELDERLY = "elderly", _("长者")
    CHILDREN = "children", _("儿童")
    DISABLED = "disabled", _("残障人士")
    LOW_INCOME = "low_income", _("困难家庭")
    WOMEN = "women", _("妇女")
    OTHER = "other", _("其他")


class Claimer(TextChoices):
    """认领人类别: the public reads this and no name, unless thanks were given in one."""

    ENTERPRISE = "enterprise", _("爱心企业")
    ORGANISATION = "organisation", _("社会组织、单位")
    PERSON = "person", _("爱心个人")


class Ended(TextChoices):
    """How a promise ended; empty while it holds."""

    HOLDS = "", _("有效")
    DELIVERED = "delivered", _("已兑现")
    LAPSED = "lapsed", _("过期，回到心愿墙")
    CANCELLED = "cancelled", _("已取消")
    WITHDRAWN = "withdrawn", _("心愿撤下")


class Check(TextChoices):
    """What is looked at on delivery. (慈善法 36: goods must be safe and usable; no 摊派, no show)"""

    AS_WISHED = "as_wished", _("东西和心愿写的一致，数量齐全")
    IN_ORDER = "in_order", _("完好、能用、在保质期内，没有安全隐患")
    IN_HAND = "in_hand", _("当面交到本人或者家属、监护人手上")
    NO_MONEY = "no_money", _("没有向受助人收任何费用，没有经手现金")
    NO_SHOW = "no_show", _("没有要求受助人配合拍照、宣传")


class SignedBy(TextChoices):
    """谁签收: who signed the paper; the name stands on the paper only."""

    SELF = "self", _("本人")
    FAMILY = "family", _("家属")
    GUARDIAN = "guardian", _("监护人")
    VILLAGE = "village", _("村（社区）代收转交")
