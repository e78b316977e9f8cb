"""How far a rule may be changed: never below a statute, never above what somebody else decides."""

from datetime import date, timedelta

import pytest

from tests.factories.rules import decide, refusal
from villages.deliberation import MeetingKind
from villages.rulebook import rules_for

JULY = date(2026, 7, 1)
A_DAY = timedelta(days=1)
REPS = "meeting_rules.villagers_reps"


# ── The law's own bounds ─────────────────────────────────────────────────────────────────────────
def test_nobody_lowers_the_quorum_of_the_representatives(town_officer, town):
    assert refusal(town, {f"{REPS}.quorum": (1, 2, False)}, town_officer) == [
        (
            "“村民代表会议·至少到会”不能低于2/3 以上，这是法律的最低要求（2026年1月1日起施行的新法条文待核实，"
            "暂按：村民委员会组织法（2018）第二十四条、第二十六条），请改高。"
        )
    ]
    assert refusal(town, {f"{REPS}.quorum": (65, 100, False)}, town_officer)


def test_exactly_the_laws_quorum_is_allowed_and_more_as_well(village, town):
    decide(town, {f"{REPS}.quorum": (2, 3, False)}, JULY)
    decide(town, {f"{REPS}.quorum": (3, 4, False)}, JULY + A_DAY)
    rules = rules_for(village, on=JULY + A_DAY).meeting_rules[MeetingKind.VILLAGERS_REPS]
    assert rules.needed_present(45) == 34
    assert rules.source == "青民微〔2026〕1号，2026年7月2日起"


@pytest.mark.parametrize(("days", "is_allowed"), [(9, False), (10, True), (11, True)])
def test_ten_days_call_of_an_assembly_cannot_be_shortened(town, town_officer, days, is_allowed):
    values = {"meeting_rules.villagers_assembly.call_days": days}
    if is_allowed:
        decide(town, values, JULY)
        return
    reasons = refusal(town, values, town_officer)
    assert "“村民会议·提前通知”不能低于10 天，这是法律的最低要求" in reasons[0]


def test_more_than_half_is_more_than_exactly_half(town, town_officer):
    values = {"meeting_rules.residents_assembly.majority": (1, 2, False)}
    assert "不能低于过半数" in refusal(town, values, town_officer)[0]


@pytest.mark.parametrize("kind", ["villagers_reps", "residents_assembly"])
def test_the_law_of_2026_is_data_and_bites_only_from_its_day(village, neighbour, district, kind):
    """Both kinds of unit; the number is as if an official had read the new article."""
    unit = village if kind == "villagers_reps" else neighbour
    before = rules_for(unit, on=date(2025, 12, 31)).meeting_rules[kind]
    unread = rules_for(unit, on=date(2026, 1, 1)).meeting_rules[kind]
    assert (before.verified, unread.verified) == (True, False)
    assert before.needed_present(40) == unread.needed_present(40)

    code = f"meeting_rules.{kind}.quorum"
    decide(district, {code: (4, 5, False)}, date(2026, 1, 1), number="新法", is_law=True)

    new = rules_for(unit, on=date(2026, 1, 1)).meeting_rules[kind]
    assert (new.needed_present(40), new.verified) == (32, True)
    assert rules_for(unit, on=date(2025, 12, 31)).meeting_rules[kind] == before


def test_a_law_that_asks_for_more_stands_over_what_a_town_had_decided(village, town, district):
    decide(town, {f"{REPS}.quorum": (3, 4, False)}, date(2026, 3, 1))
    decide(
        district, {f"{REPS}.quorum": (4, 5, False)}, date(2026, 5, 1), number="新法", is_law=True
    )
    shares = [
        rules_for(village, on=day).meeting_rules["villagers_reps"].quorum()
        for day in (date(2026, 4, 30), date(2026, 5, 1))
    ]
    assert shares == [(3, 4, False), (4, 5, False)]


def test_a_law_that_asks_for_less_lets_a_town_ask_for_less(village, town, district):
    decide(district, {f"{REPS}.quorum": (1, 2, True)}, date(2026, 1, 1), number="新法", is_law=True)
    decide(town, {f"{REPS}.quorum": (3, 5, False)}, JULY)
    assert rules_for(village, on=JULY).meeting_rules["villagers_reps"].needed_present(45) == 27


def test_only_the_district_says_what_a_law_says(town, district, town_officer, district_officer):
    values = {f"{REPS}.quorum": (3, 4, False)}
    assert refusal(district, values, town_officer, is_law=True) == ["这里的规则不由您定。"]
    assert refusal(district, {"notice_days": 5}, district_officer, is_law=True) == [
        "“公示和异议·公示天数”不是法律规定的数，请作为区里的决定来定。"
    ]


# ── Bounds that are no statute's ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("days", "reason"), [(0, "最少 1 天"), (31, "最多 30 天")])
def test_notice_days_have_bounds(town, town_officer, days, reason):
    assert refusal(town, {"notice_days": days}, town_officer) == [
        (
            f"“公示和异议·公示天数”{reason}（各镇自行制定实施方案，期限要在这个范围内），"
            f"请改{'高' if days == 0 else '低'}。"
        )
    ]


@pytest.mark.parametrize("days", [1, 30])
def test_the_bounds_of_notice_days_are_inside(town, village, days):
    decide(town, {"notice_days": days}, JULY)
    assert rules_for(village, on=JULY).notice_days == days


def test_a_town_stays_at_or_below_the_ceiling_of_its_district(town, village, town_officer):
    assert refusal(town, {"ceilings.works": 50_000_001}, town_officer) == [
        "“单个项目的一般上限·工程类”不能超过全区的50万元，要提高请先报区里定，请改低。"
    ]
    decide(town, {"ceilings.works": 50_000_000}, JULY)
    assert rules_for(village, on=JULY).ceilings["works"] == 50_000_000


def test_a_district_may_raise_a_ceiling_up_to_where_tenders_begin(
    district, village, town, district_officer
):
    most = 400_000_000 - 1
    assert (
        "发改委令2018年第16号"
        in refusal(district, {"ceilings.works": most + 1}, district_officer)[0]
    )
    decide(district, {"ceilings.works": most}, JULY, number="青区微〔2026〕1号")
    decide(town, {"ceilings.works": 60_000_000}, JULY)
    assert rules_for(village, on=JULY).ceilings["works"] == 60_000_000


def test_a_hazard_is_never_slower_than_anything_else(town, town_officer):
    assert refusal(town, {"hazard_limits.screening": 6}, town_officer) == [
        "“有安全隐患的，每个环节最多几天·初审”不能长于平常的5 个工作日，有隐患的只能更快，请改短。"
    ]
    decide(town, {"hazard_limits.screening": 5}, JULY)
    assert refusal(town, {"limits.screening": 4}, town_officer) == [
        "“有安全隐患的，每个环节最多几天·初审”现在是5 个工作日，会比平常的还长，请同时改短。"
    ]
    decide(town, {"limits.screening": 4, "hazard_limits.screening": 4}, JULY)


def test_what_a_district_lowers_later_holds_for_a_town_that_had_decided_more(
    district, town, village
):
    decide(town, {"ceilings.works": 40_000_000, "hazard_limits.screening": 4}, JULY)
    lower = {"ceilings.works": 30_000_000, "limits.screening": 2}
    decide(district, lower, JULY + A_DAY, number="青区微〔2026〕1号")
    before, after = (rules_for(village, on=day) for day in (JULY, JULY + A_DAY))
    assert (before.ceilings["works"], before.hazard_limits["screening"]) == (40_000_000, 4)
    assert (after.ceilings["works"], after.hazard_limits["screening"]) == (30_000_000, 2)


def test_which_meetings_decide_is_not_a_towns_to_say(town, town_officer):
    values = {"decided_by.village.ordinary": ("villagers_reps",)}
    assert refusal(town, values, town_officer) == [
        "“村里由哪种会议决定·一般的微实事”由区里统一定，镇里不能另定。"
    ]
