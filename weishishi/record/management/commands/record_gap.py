"""manage.py record_gap "…": after a backup was restored, say why a published checkpoint is missing."""

from django.core.management import BaseCommand, CommandError

from weishishi.kernel.verdict import Refused
from weishishi.record import actions


class Command(BaseCommand):
    help = "恢复备份以后，公开说明公布过的存证点为什么对不上。说明会签名、公开，不能修改。"

    def add_arguments(self, parser):
        parser.add_argument("why", help="原因，至少 10 个字")

    def handle(self, *args, why, **options):
        try:
            gap = actions.explain_gap(why)
        except Refused as refusal:
            raise CommandError("\n".join(map(str, refusal.reasons))) from None
        self.stdout.write(f"已公开说明：{gap.lost_on} 的存证点（第 {gap.lost_seq} 条）。")
