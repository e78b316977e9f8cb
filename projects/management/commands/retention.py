"""`manage.py retention`: forget today what is due; --dry-run only says how much that is."""

from django.core.management.base import BaseCommand

from projects.actions import retention


class Command(BaseCommand):
    help = "按保存期限清理到期的个人信息（projects/retention.py）；每天自动运行一次，可以重复运行。"

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="只数有多少到期，什么也不改。")

    def handle(self, *args, dry_run, **options):
        done = "到期（没有改动）" if dry_run else "已处理"
        for kind, number in retention.sweep(dry_run=dry_run):
            self.stdout.write(f"{kind.what}：{done} {number} 条；{kind.then}")
