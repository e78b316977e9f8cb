"""manage.py seal_record: sign and publish where the chain ended, for the day that is over or today."""

from django.core.management import BaseCommand, CommandError

from weishishi.kernel import clock
from weishishi.record import actions


class Command(BaseCommand):
    help = "签署并公布存证点（每天夜里自动做一次）。"

    def add_arguments(self, parser):
        parser.add_argument("--today", action="store_true", help="签到此刻，而不是到昨天")

    def handle(self, *args, today, **options):
        point = actions.seal_day(clock.today() if today else None)
        if point is None:
            raise CommandError(
                "公布过的存证点和现在的记录对不上，或者这一天恢复备份以前已经公布过，没有签署。"
                "先运行 manage.py check_record 看是哪一条。"
            )
        self.stdout.write(f"{point.on}：到第 {point.seq} 条，{point.hash}")
