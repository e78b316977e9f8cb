"""What happens when the portal wakes up."""

from django.apps import AppConfig
from django.conf import settings


class WeishishiConfig(AppConfig):
    name = "weishishi"

    def ready(self):
        from django.db.backends.signals import connection_created

        from weishishi import checks, demo_day, freshness  # noqa: F401  registers the system checks
        from weishishi.kernel import clock

        connection_created.connect(freshness.watch)

        if settings.DEMO:
            clock.shifted_by(demo_day.shift)
