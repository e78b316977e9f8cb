"""What happens when the portal wakes up."""

from django.apps import AppConfig
from django.conf import settings


class WeishishiConfig(AppConfig):
    name = "weishishi"

    def ready(self):
        from weishishi import checks, demo_day  # noqa: F401  registers the system checks
        from weishishi.kernel import clock

        if settings.DEMO:
            clock.shifted_by(demo_day.shift)
