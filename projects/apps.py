"""The name of this floor in the admin."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "微实事项目"

    def ready(self):
        """Signing in and claiming do not know each other, so a signal stands between them."""
        from django.contrib.auth import user_logged_in

        from projects.actions.claims import when_signed_in

        user_logged_in.connect(when_signed_in)
