"""`manage.py recount_clocks`: every clock derived anew from journal, book and calendar."""

from django.core.management.base import BaseCommand, CommandError

from projects.actions import clocks

MOST = 20


class Command(BaseCommand):
    help = "按办理记录、规则和放假调休日历重新计算环节时钟；--check 只核对，不改数。"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不改数。")

    def handle(self, *args, check, **options):
        if not check:
            return f"重新计算完毕，改正了 {clocks.count_anew():,} 个时钟。"
        if wrong := clocks.check():
            listed = "\n".join(wrong[:MOST])
            raise CommandError(
                f"有 {len(wrong):,} 个时钟和办理记录不一致，请运行 manage.py recount_clocks 重新计算：\n{listed}"
            )
        return "核对完毕，时钟和办理记录一致。"
