"""Django's migrate, as the owner of the tables, and then the application's rights and what every
database here begins with: the calendar of working days and the known policy documents."""

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
        if options["plan"] or options["check_unapplied"]:
            return
        if options["database"] == grants.OWNER:
            grants.give()
        _begin(options["database"])


def _begin(alias):
    """Years and documents that are not there yet; a newer library brings a newer year."""
    from villages.actions.calendars import load_known
    from villages.actions.documents import lay_out_known
    from villages.models import CalendarDay, PolicyDocument

    there = set(connections[alias].introspection.table_names())
    if CalendarDay._meta.db_table in there:
        load_known(using=alias)
    if PolicyDocument._meta.db_table in there:
        lay_out_known(using=alias)
