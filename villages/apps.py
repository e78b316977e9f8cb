"""The name of this floor in the admin."""

from django.apps import AppConfig


class VillagesConfig(AppConfig):
    name = "villages"
    verbose_name = "地方与人员"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in

        from villages import desk_hours

        user_logged_in.connect(desk_hours.begin, dispatch_uid="desk hours begin")
