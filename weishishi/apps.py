"""What happens when the portal wakes up."""

from django.apps import AppConfig


class WeishishiConfig(AppConfig):
    name = "weishishi"

    def ready(self):
        from weishishi import checks  # noqa: F401  registers the system checks
