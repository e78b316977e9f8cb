"""What happens when the portal wakes up."""

from django.apps import AppConfig, apps
from django.conf import settings


class WeishishiConfig(AppConfig):
    name = "weishishi"

    def ready(self):
        from django.db.backends.signals import connection_created

        from weishishi import checks, demo_day, freshness  # noqa: F401  registers the system checks
        from weishishi.kernel import clock, displays

        connection_created.connect(freshness.watch)
        displays.quicken(model for model in apps.get_models() if _is_ours(model))

        if settings.DEMO:
            clock.shifted_by(demo_day.shift)


def _is_ours(model):
    return model.__module__.split(".")[0] in ("weishishi", "villages", "funding", "projects")
