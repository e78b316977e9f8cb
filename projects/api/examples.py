"""What an answer looks like: invented, for the readable page of the API."""

PROJECT = {
    "number": "2021000017", "title": "村口加装路灯", "released": True,
    "village": 12, "village_name": "石桥村", "town": 2, "town_name": "青溪镇", "together": [],
    "state": "in_progress", "stage": "implement", "state_name": "正在实施",
    "project_class": "works", "micro_type": "facility", "channel": "online",
    "submitted_at": "2021-03-01T09:12:00+08:00", "state_since": "2021-04-20T10:05:00+08:00",
    "due_on": "2021-07-14", "cash_fen": 3_400_000,
}  # fmt: skip
ONE_PROJECT = PROJECT | {
    "detail": {
        "acceptance_no": "JW-2021-0017", "need": "村道夜里昏暗，加装照明灯。", "place": "上石",
        "ended_because": "", "referred_to": "", "merged_into": "",
        "work": ["照明灯 30 盏"], "beneficiaries": ["长者 120 人"],
        "outlook": {
            "now": "正在实施", "who": "石桥村委会", "until": "2021年7月14日", "next": "做完以后验收。",
        },
        "service": None,
        "money": {
            "fen": 3_400_000, "paid_fen": 1_020_000, "rule": "",
            "shares": [
                {
                    "source": "district", "source_name": "区级财政", "giver": "", "rule": "",
                    "fen": 3_400_000, "received_fen": 1_020_000, "paid_fen": 1_020_000,
                    "retained_fen": 0,
                }
            ],
            "in_kind": [
                {
                    "source": "sponsorship", "source_name": "企业赞助", "giver": "青溪照明有限公司",
                    "basis": "灯具一批，按供货报价", "fen": 500_000, "received_fen": 0,
                }
            ],
            "payments": [
                {
                    "on": "2021-04-22", "kind_name": "预付款", "purpose": "工程预付款",
                    "payee": "青溪建设有限公司", "fen": 1_020_000, "mark": "",
                }
            ],
            "settlement": None,
        },
        "decisions": [
            {
                "meeting": 7, "name": "2021年第3次村民代表会议", "at": "2021-03-12T19:30:00+08:00",
                "due": 45, "present": 38, "votes_for": 36, "votes_against": 1,
                "votes_abstain": 1, "passed": True, "result": "通过",
            }
        ],
        "approvals": [{"office": "青溪镇挂点领导", "at": "2021-04-02T16:20:00+08:00"}],
        "approval_rule": "34,000 元：镇经办人、挂点领导依次审批", "filing_no": "金微备〔2021〕17号",
        "urgent": "",
        "owed": [{"kind": "papers", "who": "石桥村", "due_on": "2021-04-30", "settled": True}],
        "timeline": [
            {
                "at": "2021-04-20T10:05:00+08:00", "stage_name": "实施", "sentence": "开工",
                "office": "石桥村委员会", "reason": "", "late": "",
            }
        ],
        "photos": [
            {
                "url": "https://example.gov.cn/photos/…/640.webp", "width": 640, "height": 480,
                "described": "村道，夜里没有灯", "line": "实施前", "is_drawing": True,
            }
        ],
    }
}  # fmt: skip
VILLAGE = {
    "id": 12, "code": "990001100200", "name": "石桥村", "full_name": "石桥村村民委员会",
    "kind": "village", "town": 2, "town_name": "青溪镇", "households": 310, "houses": None,
    "population": 1204, "valid_from": None, "valid_to": None, "has_point": True,
    "has_project": True, "has_deliberated": True, "has_council": True, "has_met": True,
}  # fmt: skip
WISH = {
    "number": "2021愿00031", "title": "一台大声的收音机", "words": "想听粤剧，字大、按键少的。",
    "whose": "elderly", "value_fen": 12_000, "village": 12, "village_name": "石桥村", "town": 2,
    "town_name": "青溪镇", "state": "claimed", "state_name": "已有人认领",
    "published_at": "2021-05-06T10:00:00+08:00", "lapses_on": "2021-06-20", "claimer": "enterprise",
    "thanks": "", "thanked": "",
}  # fmt: skip
_COUNTS = {
    "collected": 1236, "accepted": 933, "deliberated": 640, "confirmed": 415, "started": 317,
    "completed": 167, "online": 663, "online_accepted": 360,
}  # fmt: skip
FIGURES = _COUNTS | {
    "as_of": "2021-06-11", "period": "2021", "cash_fen": 2_247_647_000,
    "fiscal_fen": 2_227_407_000, "social_fen": 20_240_000, "collective_fen": 0, "in_kind_fen": 0,
    "paid_fen": 899_058_800, "paid_rate": 0.4,
    "by_class": [
        {
            "project_class": "works", "class_name": "工程类", "cash_fen": 2_247_647_000,
            "paid_fen": 899_058_800,
        }
    ],
    "towns": 4, "villages": 41,
    "coverage": {
        "units": 41, "point": 41, "project": 41, "deliberated": 40, "council": 41, "met": 40,
    },
    "by_town": [
        {"town": 2, "town_name": "青溪镇", "cash_fen": 2_247_647_000, "paid_fen": 899_058_800} | _COUNTS,
    ],
    "definitions": {"completed": "已完成：曾经验收合格的件数。"},
}  # fmt: skip
LIBRARY = {
    "id": 3, "title": "独居长者上门理发", "project_class": "services", "micro_type": "service",
    "what": "每月一次，由理发志愿者上门为行动不便的长者理发。", "days": 180,
    "conditions": "有 5 名以上志愿者。", "reviewed": True, "least_fen": 800_000,
    "most_fen": 1_200_000, "counted": 2, "implementers": ["青溪社工中心"],
    "projects": ["2021000017", "2021000025"],
}  # fmt: skip
PARTNER = {
    "id": 5, "name": "青溪社工中心", "kind": "social", "village": None,
    "fields_of_work": "长者服务、助餐", "awarded": 4, "delivered": 3, "on_time": 3,
    "evaluated": 2, "sponsored": 1, "cash_fen": 200_000, "in_kind_fen": 0, "liked_rate": 96,
    "rating": "good",
}  # fmt: skip
