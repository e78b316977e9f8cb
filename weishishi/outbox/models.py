"""What we owe whom: written with the fact it reports, delivered after that has been committed."""

from django.db import models


class MessageQuerySet(models.QuerySet):
    def to(self, kind, key):
        return self.filter(recipient_kind=kind, recipient_key=str(key))

    def delivered(self):
        return self.filter(sent_at__isnull=False)

    def unread(self):
        return self.delivered().filter(read_at__isnull=True)

    def due(self, moment):
        return self.filter(sent_at__isnull=True, due_at__lte=moment)


class Message(models.Model):
    """The recipient is a kind and a key, not a foreign key: a person, or a contact by phone."""

    recipient_kind = models.CharField("收件人类别", max_length=10)
    recipient_key = models.CharField("收件人", max_length=64)
    topic = models.CharField("主题", max_length=40)
    about = models.CharField("有关的查询号", max_length=20, blank=True, db_index=True)
    facts = models.JSONField("内容要素", default=dict)
    text = models.TextField("正文", blank=True)
    dedupe_key = models.CharField(max_length=120, unique=True)
    due_at = models.DateTimeField("应送时间")
    sent_at = models.DateTimeField("送达时间", null=True)
    read_at = models.DateTimeField("看过的时间", null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-due_at", "-pk"]
        indexes = [
            models.Index(fields=["recipient_kind", "recipient_key", "sent_at"], name="message_box"),
            models.Index(
                "due_at", name="message_waiting", condition=models.Q(sent_at__isnull=True)
            ),
        ]

    def __str__(self):
        return f"{self.topic} {self.about}"
