"""Django's migrate, as the owner of the tables, and then the application's rights."""

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from weishishi import grants


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        alias = grants.OWNER if grants.OWNER in connections else DEFAULT_DB_ALIAS
        parser.set_defaults(database=alias)

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if options["database"] == grants.OWNER and not (
            options["plan"] or options["check_unapplied"]
        ):
            grants.give()
