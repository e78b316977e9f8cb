"""The arithmetic of meetings at its boundaries, for both kinds of unit and on both sides of 2026-01-01."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from villages.deliberation import (
    DECIDED_BY,
    OPEN_TO,
    RULES_FROM_2026,
    RULES_UNTIL_2025,
    Basis,
    Matter,
    MeetingKind,
    MeetingRule,
    default_rules,
    is_open_to,
    least,
)
from villages.rulebook import rules_for

LAST_DAY, FIRST_DAY = date(2025, 12, 31), date(2026, 1, 1)
DAYS = pytest.mark.parametrize("on", [LAST_DAY, FIRST_DAY], ids=["2025", "2026"])


@DAYS
@pytest.mark.parametrize(
    ("kind", "basis", "due", "enough"),
    [
        ("villagers_assembly", "people", 45, 23),
        ("villagers_assembly", "people", 44, 23),
        ("villagers_assembly", "households", 45, 30),
        ("villagers_assembly", "households", 44, 30),
        ("villagers_reps", "people", 45, 30),
        ("villagers_reps", "people", 46, 31),
        ("villagers_group", "people", 30, 20),
        ("villagers_group", "households", 31, 21),
        ("four_two", "people", 45, 30),
        ("residents_assembly", "people", 45, 23),
        ("residents_assembly", "households", 44, 23),
        ("residents_reps", "people", 45, 30),
        ("residents_council", "people", 45, 30),
        ("owners", "people", 45, 30),
    ],
)
def test_one_less_is_no_quorum_and_that_many_are(on, kind, basis, due, enough):
    rule = rules_for(None, on=on).meeting_rules[kind]
    assert rule.needed_present(due, basis) == enough
    assert not rule.is_quorate(due, enough - 1, basis)
    assert rule.is_quorate(due, enough, basis)


@DAYS
@pytest.mark.parametrize("kind", MeetingKind)
@pytest.mark.parametrize(("present", "enough"), [(38, 20), (37, 19), (1, 1), (2, 2)])
def test_half_of_those_present_is_not_enough_and_one_more_is(on, kind, present, enough):
    rule = rules_for(None, on=on).meeting_rules[kind]
    assert rule.needed_for(present, 45) == enough
    assert not rule.passes(enough - 1, present, 45)
    assert rule.passes(enough, present, 45)


def test_a_share_reached_is_reached_where_the_law_says_at_least_and_missed_where_it_says_more_than():
    assert least(45, 2, 3, strict=False) == 30
    assert least(45, 2, 3, strict=True) == 31
    assert least(0, 1, 2, strict=True) == 1


def test_a_rule_may_count_against_all_who_are_due():
    rule = MeetingRule(2, 3, False, pass_of="due")
    assert rule.needed_for(30, 45) == 23
    assert MeetingRule(2, 3, False, 2, 3, False).needed_for(30, 45) == 20


def test_owners_count_by_area_as_well():
    rule = default_rules(LAST_DAY)[MeetingKind.OWNERS]
    assert rule.by_area
    assert not rule.area_is_quorate(Decimal(3000), Decimal("1999.99"))
    assert rule.area_is_quorate(Decimal(3000), Decimal(2000))
    assert not rule.area_passes(Decimal(1000), Decimal(2000), Decimal(3000))
    assert rule.area_passes(Decimal("1000.01"), Decimal(2000), Decimal(3000))


def test_only_the_villagers_assembly_has_ten_days_in_the_law():
    days = {kind.value: rule.call_days for kind, rule in RULES_UNTIL_2025.items()}
    assert {kind for kind, given in days.items() if given} == {"villagers_assembly"}
    assert days["villagers_assembly"] == 10


def test_the_laws_of_2026_begin_with_the_same_numbers_marked_as_not_verified():
    assert default_rules(LAST_DAY) is RULES_UNTIL_2025
    assert default_rules(FIRST_DAY) is RULES_FROM_2026
    for kind, old in RULES_UNTIL_2025.items():
        new = RULES_FROM_2026[kind]
        assert replace(new, source=old.source, verified=old.verified) == old
        assert not new.verified
    assert "待核实" in RULES_FROM_2026[MeetingKind.VILLAGERS_REPS].source
    assert RULES_UNTIL_2025[MeetingKind.VILLAGERS_REPS].verified


@pytest.mark.parametrize("unit", ["village", "community"])
def test_what_may_decide_a_matter_is_open_to_that_kind_of_unit(unit):
    for matter in Matter:
        assert DECIDED_BY[unit, matter]
        assert set(DECIDED_BY[unit, matter]) <= set(OPEN_TO[unit])


def test_a_village_holds_no_residents_council_and_a_community_no_villagers_meeting():
    assert is_open_to("villagers_reps", "village")
    assert not is_open_to("villagers_reps", "community")
    assert is_open_to("residents_council", "community")
    assert not is_open_to("residents_council", "village")
    assert MeetingKind.RESIDENTS_COUNCIL not in DECIDED_BY["community", Matter.SELF_RAISED]


@pytest.mark.parametrize("kind", MeetingKind)
def test_a_frozen_rule_is_read_back_as_it_was(kind):
    rule = RULES_UNTIL_2025[kind]
    assert MeetingRule.read(rule.as_data()) == rule
    assert MeetingRule.read(rule.as_data()).quorum(Basis.HOUSEHOLDS) == rule.quorum("households")
