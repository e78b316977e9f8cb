"""What we owe whom: written with the fact it reports, delivered after that has been committed."""

from django.db import models
from django.db.models import Q

from weishishi.kernel import clock
from weishishi.kernel.cipher import SealedField


class ToSomebody(models.Model):
    """The recipient is a kind and a key, not a foreign key: a person, a contact by phone, an office."""

    recipient_kind = models.CharField("收件人类别", max_length=10)
    recipient_key = models.CharField("收件人", max_length=64)

    class Meta:
        abstract = True

    @property
    def recipient(self):
        return self.recipient_kind, self.recipient_key


class MessageQuerySet(models.QuerySet):
    def to(self, kind, key):
        return self.filter(recipient_kind=kind, recipient_key=str(key))

    def delivered(self, at=None):
        """In the box: nobody has to carry it there, its time has come and it was not recalled."""
        return self.filter(due_at__lte=at or clock.now(), recalled_at__isnull=True)

    def unread(self):
        return self.delivered().filter(read_at__isnull=True)


class Message(ToSomebody):
    topic = models.CharField("主题", max_length=40)
    about = models.CharField("有关的查询号", max_length=20, blank=True, db_index=True)
    facts = models.JSONField("内容要素", default=dict)
    text = models.TextField("正文", blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    due_at = models.DateTimeField("送达时间")
    recalled_at = models.DateTimeField("撤回时间", null=True)
    read_at = models.DateTimeField("看过的时间", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient_kind", "recipient_key", "due_at"], name="message_box")
        ]
        constraints = [
            models.CheckConstraint(
                name="recalled_before_it_was_due",
                condition=Q(recalled_at__isnull=True) | Q(recalled_at__lt=models.F("due_at")),
                violation_error_message="消息已经送达，不能再撤回。",
            )
        ]

    def __str__(self):
        return f"{self.topic} {self.about}"


class Channel(models.TextChoices):
    """Ways out of the building; the box needs none."""

    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"
    WECHAT = "wechat", "微信公众号"
    ROBOT = "robot", "工作群机器人"


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "等待发送"
    SENT = "sent", "已发送"
    DEAD = "dead", "发送失败"
    RECALLED = "recalled", "已撤回"
    DROPPED = "dropped", "没有地址"


class Delivery(models.Model):
    """A message on its way out by one channel: the row is the promise, the worker only keeps it.

    Whoever carries it takes a lease: it sets `next_at` ahead, so that another carries it again only
    when the first has certainly ended.
    """

    message = models.ForeignKey(
        Message, models.CASCADE, related_name="deliveries", verbose_name="消息"
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    state = models.CharField(
        "状态", max_length=10, choices=DeliveryState, default=DeliveryState.WAITING
    )
    wanted_at = models.DateTimeField("本该发出的时间")  # of the first try; never moves
    next_at = models.DateTimeField("下次发送时间")
    tries = models.PositiveSmallIntegerField("已试次数", default=0)
    trouble = models.CharField("没发出去的原因", max_length=120, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "对外发送"
        ordering = ["next_at", "pk"]
        indexes = [
            models.Index("next_at", "id", name="delivery_waiting", condition=Q(state="waiting")),
            models.Index("id", name="delivery_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "channel"], name="one_delivery_by_channel",
                violation_error_message="这条消息已经从这个渠道发了。",
            ),
            models.CheckConstraint(
                name="sent_has_a_moment",
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                violation_error_message="已发送的要有发出时间。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.get_channel_display()} {self.message_id}"


class Address(ToSomebody):
    """Where somebody wants to be reached beside her phone: an e-mail, a WeChat number, a group's robot.
    Encrypted: a robot's address is a key to the group."""

    channel = models.CharField("渠道", max_length=10, choices=Channel)
    value = SealedField("地址")
    since = models.DateTimeField("登记时间", default=clock.now)

    class Meta:
        verbose_name = verbose_name_plural = "联系地址"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_kind", "recipient_key", "channel"], name="one_address_by_channel",
                violation_error_message="这个渠道已经登记了地址，请直接修改。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.get_channel_display()


class Choice(ToSomebody):
    """She wants, or does not want, this subject by this channel."""

    subject = models.CharField("事项", max_length=40)
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    wanted = models.BooleanField("要")

    class Meta:
        verbose_name = verbose_name_plural = "接收选择"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient_kind", "recipient_key", "subject", "channel"],
                name="one_choice_by_subject_and_channel",
                violation_error_message="这一项已经选过了，请直接修改。",
            )
        ]

    def __str__(self):
        return f"{self.subject} {self.channel}"


class Pulse(models.Model):
    """The last minute in which the worker did what the clock told it: one row."""

    name = models.CharField("名称", max_length=20, unique=True)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "后台心跳"

    def __str__(self):
        return self.name
