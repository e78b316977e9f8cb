"""`manage.py demo`: build the demo district in an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from projects.demo import load
from weishishi.kernel.verdict import Refused


class Command(BaseCommand):
    help = "装入金湾演示数据（2021年2月至6月11日，内容为虚构）。只能装进还没有项目的数据库。"

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError(
                "这不是演示站点，不装入演示数据。确要演示，请设置 WEISHISHI_DEMO=1。"
            )
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
