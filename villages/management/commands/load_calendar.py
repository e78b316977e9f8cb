"""`manage.py load_calendar`: the State Council's holidays and make-up days, year by year."""

from django.core.management.base import BaseCommand, CommandError

from villages import calendar
from villages.actions.calendars import load_known, load_year, read_lines
from weishishi.kernel.verdict import Refused


class Command(BaseCommand):
    help = "载入放假调休日历：不写年份时补上库里知道、还没有载入的各年。"

    def add_arguments(self, parser):
        parser.add_argument("years", nargs="*", type=int, metavar="年份", help="重新载入这些年。")
        parser.add_argument(
            "--file", metavar="文件", help="从 CSV 载入一年：每行“日期,上班或放假,名称”，UTF-8。"
        )

    def handle(self, *args, years, file=None, **options):
        try:
            if file:
                year, days = _read(file)
                load_year(year, days)
                loaded = [year]
            else:
                loaded = [year for year in years if load_year(year)] if years else load_known()
        except Refused as refused:
            raise CommandError(f"日历没有载入：{refused}") from refused
        known = "、".join(str(year) for year in sorted(calendar.known_years()))
        self.stdout.write(f"载入了 {len(loaded)} 年；现在有：{known}。")


def _read(path):
    """(year, {day: (works, name)}) of a file; Refused names the line that is wrong."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as lines:
            days = read_lines(lines)
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"读不了这个文件：{error}") from None
    if not days:
        raise CommandError("文件里一天也没有。")
    return min(days).year, days
