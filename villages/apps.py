"""The name of this floor in the admin, and what it gives to the cellar."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "地方与人员"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from villages import addresses, calendar, checks, desk_hours  # noqa: F401  registers the check
        from weishishi.kernel import workdays

        user_logged_in.connect(desk_hours.begin, dispatch_uid="desk hours begin")
        workdays.calendar_from(calendar.KEPT.rows)
        addresses.tell_the_outbox()
