"""The name of the outbox in the admin."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "weishishi.outbox"
    verbose_name = "消息"
