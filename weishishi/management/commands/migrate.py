"""Django's migrate, as the owner of the tables, and then the record's triggers, the application's
rights and what every database here begins with: the calendar of working days and the known policy documents."""

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from weishishi import grants
from weishishi.kernel import cipher
from weishishi.record import chain


class Command(migrate.Command):
    def add_arguments(self, parser):
        super().add_arguments(parser)
        alias = grants.OWNER if grants.OWNER in connections else DEFAULT_DB_ALIAS
        parser.set_defaults(database=alias)

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        chain.attach(options["database"])
        if options["database"] == grants.OWNER:
            grants.give()
        _begin(options["database"])


def _begin(alias):
    """Years and documents that are not there yet; a newer library brings a newer year."""
    from villages.actions.calendars import load_known
    from villages.actions.documents import lay_out_known
    from villages.models import CalendarDay, Contact, PolicyDocument

    there = set(connections[alias].introspection.table_names())
    if CalendarDay._meta.db_table in there:
        load_known(using=alias)
    if PolicyDocument._meta.db_table in there:
        lay_out_known(using=alias)
    if Contact._meta.db_table in there:
        _same_key_as_before(alias)


def _same_key_as_before(alias):
    """With another key the site would start and then fail wherever a phone is read."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT phone FROM villages_contact WHERE phone <> '' ORDER BY id DESC LIMIT 1"
        )
        newest = cursor.fetchone()
    if newest and not cipher.is_ours(newest[0]):
        raise CommandError(
            "这个数据库里的电话是用另一把密钥加密的，请换回原来的 WEISHISHI_FIELD_KEY"
            "（没有设过它，就是原来的 WEISHISHI_SECRET_KEY）再启动。数据没有改动。"
        )
