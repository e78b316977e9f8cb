"""`manage.py recount`: every figure of the dashboards counted anew from the live rows."""

from django.core.management.base import BaseCommand, CommandError

from projects.actions import tallies


class Command(BaseCommand):
    help = "按现有项目重新统计看板的数；--check 只核对，不改数。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不改数。")

    def handle(self, *args, check, **options):
        if not check:
            return f"重新统计完毕，改正了 {tallies.count_anew():,} 个数。"
        if different := tallies.check().different:
            raise CommandError(
                f"有 {different:,} 个数和现有项目不一致，请运行 manage.py recount 重新统计。"
            )
        return "核对完毕，统计和现有项目一致。"
