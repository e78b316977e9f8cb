"""The name of the record in the admin."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "weishishi.record"
    verbose_name = "存证"
