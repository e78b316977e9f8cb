"""`manage.py load_calendar`: the State Council's holidays and make-up days, year by year."""

import csv
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from villages import calendar
from villages.actions.calendars import load_known, load_year
from weishishi.kernel.verdict import Refused

WORKS = {"上班": True, "放假": False}


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
    """(year, {day: (works, name)}) of a file; CommandError names the line that is wrong."""
    days = {}
    try:
        with open(path, encoding="utf-8-sig", newline="") as lines:
            for number, row in enumerate(csv.reader(lines), start=1):
                try:
                    day, word, *name = (cell.strip() for cell in row)
                    days[date.fromisoformat(day)] = WORKS[word], "".join(name)[:80]
                except (ValueError, KeyError):
                    raise CommandError(
                        f"第 {number} 行看不懂，请写成“2027-02-06,放假,春节”或“2027-02-14,上班”。"
                    ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"读不了这个文件：{error}") from None
    if len({day.year for day in days}) != 1:
        raise CommandError("一个文件里只写一年的日子。")
    return min(days).year, days
