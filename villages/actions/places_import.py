"""How do the statistical codes of a district, or of the whole country, become our places?"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from villages.actions.places_merge import (
    DISTRICTS,
    TABLES,
    TOWNS,
    VILLAGES,
    Count,
    merge,
    one_at_a_time,
    stage,
)
from villages.models import Village
from villages.place_names import UnitName
from villages.places_source import Source, Watch
from weishishi.kernel.verdict import Refused

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "jinwan.csv"
EXPORT_COLUMNS = (
    "district_code", "district_name", "city_name", "province_name",
    "town_code", "town_name", "code", "full_name", "name", "kind",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What an import did: a count per table, and how many rows were too faulty to go in."""

    counts: tuple[Count, ...]
    faults: int = 0

    @property
    def nothing_changed(self):
        return not any(count.new or count.changed for count in self.counts)


def import_places(folder, *, district="", strict=False, watch: Watch | None = None) -> Outcome:
    """Bring the five files of a folder into the tables, in one transaction.

    Faulty rows are told to the watch and left out; with `strict` a single one stops everything
    (`Refused`). Units that left the source are reported and stay.
    """
    source = Source(folder, district, watch)
    with atomic():
        one_at_a_time()
        stage(DISTRICTS, ((code, *names) for code, names in source.districts.items()))
        stage(TOWNS, source.towns.items())
        stage(VILLAGES, _village_rows(source.villages()))
        _refuse_faults(source, strict)
        return Outcome(_merge_all(district, source.doubtful, source.watch), source.faults)


def export_district(folder, *, district, file, strict=False, watch: Watch | None = None) -> int:
    """Write the real units of one district as one small CSV; returns how many. No database."""
    if not district:
        raise Refused(_("导出要指定一个区（县），请加上 --district，例如 --district 440404。"))
    source = Source(folder, district, watch)
    rows = [
        (*_context(source, code), code, unit.full_name, unit.name, str(unit.kind))
        for code, unit in source.villages()
        if not unit.is_virtual
    ]
    _refuse_faults(source, strict)
    try:
        with Path(file).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(
                [EXPORT_COLUMNS, *sorted(rows, key=_code)]
            )
    except OSError as error:
        raise Refused(_("写不了 {file}，请检查路径和权限。").format(file=file)) from error
    return len(rows)


@atomic
def load_shipped(district_file=SHIPPED) -> Outcome:
    """Load an exported district, and the dates its units began, from the file beside it.

    `<name>_dates.csv` (code, valid_from, source_note) fills what nobody has filled yet.
    """
    district_file = Path(district_file)
    rows = _read(district_file)
    one_at_a_time()
    stage(DISTRICTS, {tuple(row[name] for name in EXPORT_COLUMNS[:4]) for row in rows})
    stage(TOWNS, {(row["town_code"], row["town_name"]) for row in rows})
    stage(VILLAGES, _village_rows((row["code"], _unit(row)) for row in rows))
    outcome = Outcome(_merge_all(rows[0]["district_code"], (), Watch()))
    dates = district_file.with_name(f"{district_file.stem}_dates.csv")
    for row in _read(dates) if dates.exists() else ():
        Village.objects.filter(code=row["code"], valid_from=None).update(
            valid_from=date.fromisoformat(row["valid_from"]), source_note=row["source_note"]
        )
    return outcome


def _village_rows(units: Iterable[tuple[str, UnitName]]):
    for code, unit in units:
        yield code, unit.full_name, unit.name, str(unit.kind), "t" if unit.is_virtual else "f"


def _merge_all(scope, doubtful, watch):
    watch.begins(_("核对并写入数据库"), len(TABLES))
    counts = []
    for table in TABLES:
        counts.append(merge(table, scope, doubtful))
        watch.moved(1)
    return tuple(counts)


def _refuse_faults(source, strict):
    if strict and source.faults:
        raise Refused(
            _("有 {n} 行不合格，按 --strict 一行也没有写入；请照上面的提示改好后再来。").format(
                n=source.faults
            )
        )


def _context(source, code):
    name, city, province = source.districts[code[:6]]
    return code[:6], name, city, province, code[:9], source.towns[code[:9]]


def _code(row):
    return row[EXPORT_COLUMNS.index("code")]


def _unit(row):
    return UnitName(row["full_name"], row["name"], row["kind"], is_virtual=False)


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
