"""The words a proposal is described with; codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ProjectClass(TextChoices):
    """The three classes of 珠委办字〔2021〕6号."""

    WORKS = "works", _("工程类")
    GOODS = "goods", _("货物类")
    SERVICES = "services", _("服务类")


class MicroType(TextChoices):
    WISH = "wish", _("微心愿")
    RENOVATION = "renovation", _("微改造")
    FACILITY = "facility", _("微设施")
    SERVICE = "service", _("微服务")


class Hazard(TextChoices):
    NONE = "none", _("没有")
    FALL = "fall", _("坠落、绊倒")
    FIRE = "fire", _("消防")
    ELECTRIC = "electric", _("用电")
    TRAFFIC = "traffic", _("交通")
    THEFT = "theft", _("治安")
    OTHER = "other", _("其他隐患")


class Urgency(TextChoices):
    ORDINARY = "ordinary", _("一般")
    SOON = "soon", _("较急")
    IMMEDIATE = "immediate", _("很急，有危险")


class Channel(TextChoices):
    ONLINE = "online", _("线上")
    WINDOW = "window", _("民微VIP专窗")
    HOTLINE = "hotline", _("热线")
    H12345 = "h12345", _("12345")
    VISIT = "visit", _("入户走访")
    COMMITTEE = "committee", _("当面告诉村（居）委会")
    WECHAT = "wechat", _("微信群")
    BOX = "box", _("意见箱")
    FORM = "form", _("纸质征集表")


class Identity(TextChoices):
    RESIDENT = "resident", _("居民")
    PARTY_MEMBER = "party_member", _("党员")
    DELEGATE = "delegate", _("党代表")
    DEPUTY = "deputy", _("人大代表")
    CPPCC = "cppcc", _("政协委员")
    ORGANISATION = "organisation", _("社会组织")
    VILLAGE = "village", _("村（社区）")


class Helps(TextChoices):
    """Whether who proposes it would give money or lend a hand (06-forms 问需表)."""

    MONEY = "money", _("愿意出资")
    LABOUR = "labour", _("愿意出力")
    BOTH = "both", _("愿意出资，也愿意出力")
    NO = "no", _("不方便")


class Group(TextChoices):
    """Whom it serves. Public pages show the group and a number, never a person."""

    EVERYBODY = "everybody", _("全体居民")
    ELDERLY = "elderly", _("长者")
    PUPILS = "pupils", _("小学生")
    CHILDREN = "children", _("儿童")
    DISABLED = "disabled", _("残障人士")
    LOW_INCOME = "low_income", _("困难家庭")
    WOMEN = "women", _("妇女")
    MIGRANTS = "migrants", _("外来务工人员")
    OTHER = "other", _("其他")


class Means(TextChoices):
    """How an implementer is chosen, the strictest last; how much each is enough for is the book's."""

    DIRECT = "direct", _("直接委托")
    QUOTES = "quotes", _("三家询价")
    COMPARISON = "comparison", _("比选")
    TENDER = "tender", _("招标")


def unreleased_title(micro_type):
    """What the public reads as a project's name until its public version is released."""
    kind = MicroType(micro_type).label if micro_type else gettext("微实事")
    return gettext("{kind}（内容整理中）").format(kind=kind)
