"""Where does the demo take place? The 41 units of 2021, what is inside them, and where to ask."""

import csv
import zlib
from dataclasses import dataclass

from projects.demo.days import LAST
from villages.actions.places_import import SHIPPED, load_shipped
from villages.models import Place, ServicePoint, Village

SHABAISHI = "440404101208"
HAMLETS = ("第一自然村", "第二自然村", "第三自然村", "第四自然村")
HAMLET_NOTE = "假定：报道只说有四个自然村，没有写名称。"
PROFILES = {
    SHABAISHI: {"houses": 700, "source_note": "报道：有700多间房屋，非常密集，村道小巷狭窄弯曲。"},
}
_ASSUMED = "假定：报道未写明它属于哪个社区。"
# (village, kind, name, estate it stands in, facts); what the newspaper does not say is left open.
_INSIDE = (
    *((SHABAISHI, "hamlet", name, "", {"source_note": HAMLET_NOTE}) for name in HAMLETS),
    ("440404103001", "estate", "昌盛花园", "", {"source_note": "报道：藤山社区。"}),
    ("440404100001", "estate", "龙塘苑", "", {"source_note": "报道只写三灶镇。" + _ASSUMED}),
    (
        "440404104001", "estate", "华丰园", "",
        {"has_property_management": False, "is_old_estate": True,
         "source_note": "报道：平沙镇老旧小区，无物业管理、没有规划停车位。" + _ASSUMED},
    ),
    (
        "440404104002", "estate", "开放式小区", "",
        {"is_open_estate": True, "source_note": "报道：美平社区的开放式小区，没有写名称。"},
    ),
    *(
        ("440404104002", "building", f"{number}栋", "开放式小区",
         {"source_note": "假定：报道没有写楼栋数。"})
        for number in range(1, 13)
    ),
    ("440404101002", "estate", "金洲花园", "", {"source_note": "报道只写南水镇。" + _ASSUMED}),
    ("440404101002", "building", "A栋", "金洲花园", {"source_note": "报道：AB栋。"}),
    ("440404101002", "building", "B栋", "金洲花园", {"source_note": "报道：AB栋。"}),
)  # fmt: skip
# WGS-84 (latitude, longitude) of communities whose approximate centre has a published source.
CENTRES = {
    "440404103001": (22.14446, 113.34385),
    "440404101001": (22.03057, 113.23409),
    "440404101003": (22.01037, 113.19661),
}
# Assumed, so that the demo has a map: somewhere in the right town, nobody's address.
ASSUMED_CENTRES = {
    SHABAISHI: (22.0243, 113.2467),
    "440404101209": (22.0334, 113.2518),
    "440404101002": (22.0262, 113.2391),
    "440404100001": (22.0541, 113.3632),
    "440404100003": (22.0486, 113.3571),
    "440404100202": (22.0403, 113.3489),
    "440404103007": (22.1377, 113.3402),
    "440404104001": (22.1046, 113.1958),
    "440404104002": (22.1083, 113.2011),
    "440404104004": (22.1009, 113.2064),
    "440404104010": (22.1125, 113.1907),
}
AROUND = 0.004  # degrees from the centre, some 400 m


def assumed_point(village, key):
    """Somewhere around the village's centre, always the same for one key; None where no centre is
    assumed."""
    centre = CENTRES.get(village) or ASSUMED_CENTRES.get(village)
    if centre is None:
        return None
    first, second = zlib.crc32(key.encode()) >> 16, zlib.crc32(key.encode()) & 0xFFFF
    north, east = (2 * one / 0xFFFF - 1 for one in (first, second))
    return centre[0] + AROUND * north, centre[1] + AROUND * east


@dataclass(frozen=True)
class Unit:
    """A village or community while the demo is being planned, before there is a database."""

    code: str
    name: str
    kind: str

    @property
    def is_village(self):
        return self.kind == "village"

    @property
    def people_word(self):
        return "村民" if self.is_village else "居民"

    @property
    def office(self):
        return "村委会" if self.is_village else "居委会"

    @property
    def meeting(self):
        return "村民代表会议" if self.is_village else "居民议事会"

    @property
    def hamlets(self):
        return HAMLETS if self.code == SHABAISHI else ()


def units():
    """The units that existed on 11 June 2021, from the file that ships with the portal."""
    dates = SHIPPED.with_name(f"{SHIPPED.stem}_dates.csv")
    later = {row["code"] for row in _rows(dates) if row["valid_from"] > LAST.isoformat()}
    rows = [row for row in _rows(SHIPPED) if row["code"] not in later]
    return [Unit(row["code"], row["name"], row["kind"]) for row in rows]


def settle():
    """Load the district; returns its villages of the demo's day by code."""
    load_shipped()
    codes = [unit.code for unit in units()]
    for code, profile in PROFILES.items():
        Village.objects.filter(code=code).update(**profile)
    found = Village.objects.filter(code__in=codes).select_related("town__district")
    villages = {village.code: village for village in found}
    for code, kind, name, estate, facts in _INSIDE:
        village = villages[code]
        parent = Place.objects.get(village=village, name=estate) if estate else None
        place = Place(village=village, parent=parent, kind=kind, name=name, **facts)
        place.full_clean()
        place.save()
    return villages


def open_service_points(villages, staff):
    """民微VIP专窗 in every village; the hotlines are invented and answer nobody."""
    points = [
        ServicePoint(
            village=village, name=f"{village.name}党群服务中心",
            address=f"{village.town.name}{village.name}党群服务中心一楼",
            hotline=f"0756-0000{number:03}", hours="周一至周五 8:30至12:00、14:00至17:30",
            liaison=staff.liaison[village.code], deputy=staff.committee[village.code],
        )
        for number, village in enumerate(villages.values(), start=1)
    ]  # fmt: skip
    for point in points:
        point.clean_fields(exclude=["village", "liaison", "deputy"])
    ServicePoint.objects.bulk_create(points)


def _rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
