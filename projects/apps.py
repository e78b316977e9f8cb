"""The name of this floor in the admin."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "微实事项目"

    def ready(self):
        """Signing in and claiming do not know each other, nor do the ledger and the figures, so signals
        stand between them."""
        from django.contrib.auth import user_logged_in

        from funding.actions.ledger import booked
        from projects.actions.claims import when_signed_in
        from projects.actions.tallies import follow_the_ledger
        from projects.notifications import declare_all

        declare_all()
        user_logged_in.connect(when_signed_in)
        booked.connect(follow_the_ledger)
