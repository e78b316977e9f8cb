"""What district and towns of the demo decided about their rules, all of it invented.

The guard rail of 昌盛花园 was put up within the month in which 红旗镇 tried its short limits; the
others are late enough that every step up to 11 June 2021 was judged by the usual ones.
"""

from datetime import date

from projects.demo.days import FIRST, moment
from villages.actions.rules import decide
from villages.models import PolicyDocument, Town
from weishishi.kernel.actor import Actor

INVENTED = "演示用，虚构的文件。"
HONGQI, PINGSHA = "440404103", "440404104"
DISTRICT = {
    "number": "金民微办〔2021〕1号（演示）", "title": "金湾区“民生微实事”实施细则",
    "issued_on": date(2021, 2, 2), "valid_from": FIRST,
}  # fmt: skip
FAST = {
    "hazard_notice_days": 1,
    "hazard_limits.submitted": 1,
    "hazard_limits.accepted": 1,
    "hazard_limits.screening": 1,
    "hazard_limits.deliberating": 3,
    "hazard_limits.on_notice": 2,
    "hazard_limits.town_review": 1,
    "hazard_limits.confirmed": 3,
    "owed_within.papers": 10,
}
# (code of the town, document, what it decides, from which day, to which day)
TOWNS = (
    (
        PINGSHA,
        {
            "number": "平民微〔2021〕3号（演示）", "title": "平沙镇“民生微实事”实施方案",
            "issued_on": date(2021, 6, 8), "valid_from": date(2021, 6, 10),
        },
        {
            "notice_days": 5,
            "subsidies.building.amount_fen": 200_000,
            "subsidies.building.cap_fen": 5_000_000,
        },
        date(2021, 6, 10), None,
    ),
    (
        HONGQI,
        {
            "number": "红民微〔2021〕1号（演示）",
            "title": "红旗镇安全隐患类微实事快速办理办法（试行一个月）",
            "issued_on": date(2021, 4, 2), "valid_from": date(2021, 4, 6),
            "valid_to": date(2021, 5, 5),
        },
        FAST, date(2021, 4, 6), date(2021, 5, 5),
    ),
    (
        HONGQI,
        {
            "number": "红民微〔2021〕2号（演示）", "title": "红旗镇安全隐患类微实事快速办理办法",
            "issued_on": date(2021, 6, 9), "valid_from": date(2021, 6, 11),
        },
        FAST, date(2021, 6, 11), None,
    ),
)  # fmt: skip


def lay_down(villages):
    """The district's rules and those of two towns, each with its document, as an import."""
    district = next(iter(villages.values())).town.district
    paper = _document(DISTRICT, "district", district)
    _decide(district, paper, {"notice_days": 3, "objection_days": 3}, FIRST)
    for code, facts, values, first, last in TOWNS:
        town = Town.objects.select_related("district").get(code=code)
        _decide(town, _document(facts, "town", town), values, first, last)


def _document(facts, kind, place):
    owner = {kind: place}
    return PolicyDocument.objects.create(
        kind=kind,
        issued_by=f"{place.name}民生微实事工作领导小组办公室",
        note=INVENTED,
        **owner,
        **facts,
    )


def _decide(place, document, values, first, last=None):
    made = moment(document.issued_on, 9)
    by = Actor.importer(f"{place.name}（历史资料导入）")
    decide(place, values, document=document, valid_from=first, valid_to=last, by=by, at=made)
