"""manage.py check_record: is every fact still what the chain says, and the chain what was published?"""

from django.core.management import BaseCommand, CommandError

from weishishi.record import queries

WORDS = {"changed": "改过了", "missing": "不见了", "unrecorded": "没有存证"}


class Command(BaseCommand):
    help = "把每一条记录和存证核对一遍；有不对的，说出是哪一条。"

    def handle(self, *args, **options):
        found, standing = queries.changed(), queries.standing()
        for one in found:
            self.stdout.write(
                f"{one.fact} 第 {one.row} 行{WORDS[one.what]}（存证 {one.seq or '无'}）"
            )
        if standing.lost:
            self.stdout.write(
                "{date} 公布的存证点（第 {seq} 条，{hash}）和现在的记录对不上。".format(
                    **standing.lost
                )
            )
        if found or standing.lost:
            raise CommandError("存证核对没有通过。恢复过备份的，用 manage.py record_gap 说明原因。")
        self.stdout.write(f"{standing.seq} 条存证全部对得上。")
