"""`manage.py flood`: fill a database that only measures."""

import time

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from projects.flood import lives, pouring
from villages.models import Village


class Command(BaseCommand):
    help = "压力测试专用：往只有村（社区）名册的数据库里灌入虚构的项目。绝不能用在真实的站点上。"

    def add_arguments(self, parser):
        parser.add_argument("--projects", type=int, default=1_000_000, help="灌入多少个项目。")
        parser.add_argument("--yes-this-is-a-bench", action="store_true", help="确认是测试用的库。")

    def handle(self, *args, projects, yes_this_is_a_bench, **options):
        if not yes_this_is_a_bench:
            raise CommandError(
                "这是压力测试，会灌入大量虚构项目；确认是测试库，请加 --yes-this-is-a-bench。"
            )
        if not 1 <= projects <= lives.MOST:
            raise CommandError(f"项目数写 1 到 {lives.MOST:,}。")
        if not pouring.is_bare():
            raise CommandError(
                "数据库里已经有人员或项目，只能灌进刚导入名册的空库，什么也没有改动。"
            )
        if not Village.objects.exists():
            raise CommandError("还没有村（社区），请先运行 manage.py import_places。")
        started, quiet = time.monotonic(), options["verbosity"] == 0
        pouring.pour(
            projects, watch=lambda chunks: tqdm(chunks, desc="灌入", unit="批", disable=quiet)
        )
        return f"已灌入 {projects:,} 个项目，用时 {time.monotonic() - started:.0f} 秒。"
