"""Every table of messages and their deliveries."""

from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import CASCADE, F, Q

import weishishi.kernel.clock
from weishishi.kernel.tables import ID, Tables, columns

TABLES = [
    CreateModel(
        name="Message",
        fields=columns(
            id=ID,
            recipient_kind=models.CharField("收件人类别", max_length=10),
            recipient_key=models.CharField("收件人", max_length=64),
            topic=models.CharField("主题", max_length=40),
            about=models.CharField("有关的查询号", blank=True, db_index=True, max_length=20),
            facts=models.JSONField("内容要素", default=dict),
            text=models.TextField("正文", blank=True),
            dedupe_key=models.CharField(max_length=120, unique=True),
            due_at=models.DateTimeField("送达时间"),
            recalled_at=models.DateTimeField("撤回时间", null=True),
            read_at=models.DateTimeField("看过的时间", null=True),
        ),
        options={
            "verbose_name": "消息",
            "verbose_name_plural": "消息",
            "ordering": ["-due_at", "-pk"],
            "indexes": [
                models.Index(
                    fields=["recipient_kind", "recipient_key", "due_at"], name="message_box"
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(recalled_at__isnull=True) | Q(recalled_at__lt=F("due_at")),
                    name="recalled_before_it_was_due",
                    violation_error_message="消息已经送达，不能再撤回。",
                )
            ],
        },
    ),
    CreateModel(
        name="Delivery",
        fields=columns(
            id=ID,
            message=models.ForeignKey(
                "outbox.message", CASCADE, related_name="deliveries", verbose_name="消息"
            ),
            channel=models.CharField(
                "渠道",
                choices=[
                    ("sms", "短信"),
                    ("email", "电子邮件"),
                    ("wechat", "微信公众号"),
                    ("robot", "工作群机器人"),
                ],
                max_length=10,
            ),
            state=models.CharField(
                "状态",
                choices=[
                    ("waiting", "等待发送"),
                    ("sent", "已发送"),
                    ("dead", "发送失败"),
                    ("recalled", "已撤回"),
                    ("dropped", "没有地址"),
                ],
                default="waiting",
                max_length=10,
            ),
            wanted_at=models.DateTimeField("本该发出的时间"),
            next_at=models.DateTimeField("下次发送时间"),
            tries=models.PositiveSmallIntegerField("已试次数", default=0),
            trouble=models.CharField("没发出去的原因", blank=True, max_length=120),
            sent_at=models.DateTimeField("发出时间", null=True),
        ),
        options={
            "verbose_name": "对外发送",
            "verbose_name_plural": "对外发送",
            "ordering": ["next_at", "pk"],
            "indexes": [
                models.Index(
                    F("next_at"), F("id"), condition=Q(state="waiting"), name="delivery_waiting"
                ),
                models.Index(F("id"), condition=Q(state="dead"), name="delivery_dead"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("message", "channel"),
                    name="one_delivery_by_channel",
                    violation_error_message="这条消息已经从这个渠道发了。",
                ),
                models.CheckConstraint(
                    condition=Q(sent_at__isnull=False, state="sent")
                    | Q(~Q(state="sent"), sent_at__isnull=True),
                    name="sent_has_a_moment",
                    violation_error_message="已发送的要有发出时间。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Address",
        fields=columns(
            id=ID,
            recipient_kind=models.CharField("收件人类别", max_length=10),
            recipient_key=models.CharField("收件人", max_length=64),
            channel=models.CharField(
                "渠道",
                choices=[
                    ("sms", "短信"),
                    ("email", "电子邮件"),
                    ("wechat", "微信公众号"),
                    ("robot", "工作群机器人"),
                ],
                max_length=10,
            ),
            value=models.TextField("地址"),
            since=models.DateTimeField("登记时间", default=weishishi.kernel.clock.now),
        ),
        options={
            "verbose_name": "联系地址",
            "verbose_name_plural": "联系地址",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("recipient_kind", "recipient_key", "channel"),
                    name="one_address_by_channel",
                    violation_error_message="这个渠道已经登记了地址，请直接修改。",
                )
            ],
        },
    ),
    CreateModel(
        name="Choice",
        fields=columns(
            id=ID,
            recipient_kind=models.CharField("收件人类别", max_length=10),
            recipient_key=models.CharField("收件人", max_length=64),
            subject=models.CharField("事项", max_length=40),
            channel=models.CharField(
                "渠道",
                choices=[
                    ("sms", "短信"),
                    ("email", "电子邮件"),
                    ("wechat", "微信公众号"),
                    ("robot", "工作群机器人"),
                ],
                max_length=10,
            ),
            wanted=models.BooleanField("要"),
        ),
        options={
            "verbose_name": "接收选择",
            "verbose_name_plural": "接收选择",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("recipient_kind", "recipient_key", "subject", "channel"),
                    name="one_choice_by_subject_and_channel",
                    violation_error_message="这一项已经选过了，请直接修改。",
                )
            ],
        },
    ),
    CreateModel(
        name="Pulse",
        fields=columns(
            id=ID,
            name=models.CharField("名称", max_length=20, unique=True),
            at=models.DateTimeField("时间"),
        ),
        options={"verbose_name": "后台心跳", "verbose_name_plural": "后台心跳"},
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [Tables(TABLES)]
