"""老弱病残孤寡: who needs care, what for, and how it is given; codes are stored, labels are shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LEAST_SHOWN = 5  # people; a smaller number might point at somebody


class Category(TextChoices):
    OLD = "old", _("老（独居、空巢长者）")
    FRAIL = "frail", _("弱（低保、困难家庭）")
    ILL = "ill", _("病（重病、慢病）")
    DISABLED = "disabled", _("残（残障人士）")
    ORPHANED = "orphaned", _("孤（孤儿、困境儿童）")
    WIDOWED = "widowed", _("寡（丧偶、失独）")


class NeedKind(TextChoices):
    SAFETY = "safety", _("居家安全、无障碍")
    CARE = "care", _("生活照料、助餐")
    COMPANY = "company", _("陪伴、心理")
    HEALTH = "health", _("看护、康复")
    LEARNING = "learning", _("学习、成长")
    WORK = "work", _("就业、增收")
    OTHER = "other", _("其他")


class Mode(TextChoices):
    """帮扶方式."""

    UNDECIDED = "", _("还没定")
    SERVICE = "service", _("购买服务")
    MUTUAL = "mutual", _("自助互助")
    PROJECT = "project", _("开发项目")


class Spot(TextChoices):
    """居家环境安全评估: what is looked at in a home."""

    FLOOR = "floor", _("地面防滑，没有绊脚的东西")
    BATH = "bath", _("卫生间有扶手、防滑垫")
    LIGHT = "light", _("过道、床头有灯，开关够得着")
    WIRING = "wiring", _("电线、插座没有老化、超负荷")
    GAS = "gas", _("燃气有报警，阀门、软管完好")
    STEPS = "steps", _("门槛、台阶有坡道或扶手")
    EXIT = "exit", _("出口没有堵，能很快出门")
    CALL = "call", _("有紧急呼叫，家人、邻居的电话在手边")


class Grade(TextChoices):
    SAFE = "safe", _("安全")
    SOME = "some", _("有隐患，要改造")
    URGENT = "urgent", _("隐患大，马上改造")
