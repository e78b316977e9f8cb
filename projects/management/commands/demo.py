"""`manage.py demo`: build the demo district in an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime
from tqdm import tqdm

from projects.demo import load
from weishishi import demo_day
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.record.actions import seal_day


class Command(BaseCommand):
    help = "装入金湾演示数据（2021年2月至6月11日，内容为虚构）。只能装进还没有项目的数据库。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--later", type=int, metavar="天数", help="不装数据，只让演示的日子往后走这么多天。"
        )

    def handle(self, *args, later=None, **options):
        if not settings.DEMO:
            raise CommandError(
                "这不是演示站点，不装入演示数据。确要演示，请设置 WEISHISHI_DEMO=1。"
            )
        if later is not None:
            return self._let_days_pass(later)
        if not load.is_empty():
            raise CommandError("数据库里已经有项目，演示数据只能装进空的数据库，什么也没有改动。")
        quiet = options["verbosity"] == 0
        try:
            load.load(
                watch=lambda deeds: tqdm(
                    deeds, desc="演示数据", unit="步", mininterval=1, disable=quiet
                )
            )
        except Refused as refused:
            raise CommandError(f"演示数据没有装入：{refused}") from refused
        seal_day()
        return None

    def _let_days_pass(self, days):
        if load.is_empty():
            raise CommandError("还没有演示数据，请先装入：manage.py demo。")
        if not 1 <= days <= 60:
            raise CommandError("一次可以往后走 1 到 60 天。")
        day = demo_day.pass_days(days)
        return f"演示的今天是 {in_chinese(localtime(day.shows))}，几秒后各页就是这一天。"
