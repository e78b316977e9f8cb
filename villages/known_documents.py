"""The papers the programme rests on, as far as they have been read: numbers and dates, no files.

Laid out by `manage.py migrate` in the library of documents; a district adds its own there.
"""

from datetime import date

LAW, CITY = "law", "city"
STANDING_COMMITTEE = "全国人民代表大会常务委员会"

KNOWN = (
    {
        "kind": CITY, "number": "珠委办字〔2021〕6号",
        "title": "关于全面实施“民生微实事”的指导意见",
        "issued_by": "中共珠海市委办公室、珠海市人民政府办公室",
        "valid_from": date(2021, 2, 1),
        "note": "2021年2月初印发，具体日期待核实；三类项目、金额上限、正面清单7项、负面清单2项。",
    },
    {
        "kind": CITY, "number": "珠民〔2021〕63号",
        "title": "珠海市“民生微实事”服务类项目库管理办法",
        "issued_by": "珠海市民政局", "issued_on": date(2021, 5, 10), "valid_from": date(2021, 5, 10),
        "note": "服务类项目库：遴选公开透明，入库出库动态管理，每年更新一次。",
    },
    {
        "kind": LAW, "title": "中华人民共和国村民委员会组织法（2018年修正）",
        "issued_by": STANDING_COMMITTEE, "issued_on": date(2018, 12, 29),
        "valid_from": date(2018, 12, 29), "valid_to": date(2025, 12, 31),
        "note": "村民会议、村民代表会议、村民小组会议的人数和表决。",
    },
    {
        "kind": LAW, "title": "中华人民共和国城市居民委员会组织法（2018年修正）",
        "issued_by": STANDING_COMMITTEE, "issued_on": date(2018, 12, 29),
        "valid_from": date(2018, 12, 29), "valid_to": date(2025, 12, 31),
        "note": "居民会议的人数和表决；设在镇里的居民委员会同样适用。",
    },
    {
        "kind": LAW, "title": "中华人民共和国村民委员会组织法（2025年修正）",
        "issued_by": STANDING_COMMITTEE, "issued_on": date(2025, 10, 28),
        "valid_from": date(2026, 1, 1),
        "note": "新的会议人数和表决条文待民政部门核实，暂按2018年的数。",
    },
    {
        "kind": LAW, "title": "中华人民共和国城市居民委员会组织法（2025年修订）",
        "issued_by": STANDING_COMMITTEE, "issued_on": date(2025, 10, 28),
        "valid_from": date(2026, 1, 1),
        "note": "7章50条；新的会议人数和表决条文待民政部门核实，暂按2018年的数。",
    },
)  # fmt: skip
