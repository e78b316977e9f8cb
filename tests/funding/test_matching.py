"""Which line is which entry: same amount, same direction, at most five days apart, each once."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funding.bank.matching import FAR, Movement, pairs

DAY = date(2026, 6, 10)


def line(key, days=0, fen=100, name=""):
    return key, DAY + timedelta(days), fen, name


def booked(entry, days=0, fen=100, name=""):
    return Movement(entry, DAY + timedelta(days), fen, name)


@pytest.mark.parametrize(("days", "is_found"), [(0, True), (5, True), (-5, True), (6, False)])
def test_five_days_and_no_more(days, is_found):
    assert bool(pairs([line(1)], [booked(7, days)])) is is_found


def test_direction_and_amount_have_to_be_the_same():
    assert pairs([line(1)], [booked(7, fen=-100), booked(8, fen=101)]) == {}


def test_the_same_day_comes_first_whoever_comes_first():
    lines = [line(1, days=-1), line(2)]
    assert pairs(lines, [booked(7), booked(8, 1)]) == {2: (7, 0), 1: (8, 2)}


def test_of_one_day_whoever_bears_the_name():
    lines = [line(1, name="甲公司"), line(2, name="乙公司"), line(3)]
    found = pairs(lines, [booked(7, name="乙公司"), booked(8), booked(9, name="甲公司")])
    assert found == {1: (9, 0), 2: (7, 0), 3: (8, 0)}


def test_two_payments_of_the_same_amount_are_two_pairs():
    assert pairs([line(1), line(2), line(3)], [booked(7), booked(8)]) == {1: (7, 0), 2: (8, 0)}


DAYS, FENS = st.integers(-9, 9), st.sampled_from([-200, -100, 100])
NAMES = st.sampled_from(["", "甲", "乙"])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(st.tuples(DAYS, FENS, NAMES), max_size=12),
    st.lists(st.tuples(DAYS, FENS, NAMES), max_size=12),
    st.randoms(),
)
def test_each_at_most_once_fitting_and_in_whatever_order(said, told, random):
    lines = [line(key, *facts) for key, facts in enumerate(said)]
    entries = [booked(key, *facts) for key, facts in enumerate(told)]
    found = pairs(lines, entries)
    used = [entry for entry, _apart in found.values()]
    assert len(used) == len(set(used))
    for key, (entry, apart) in found.items():
        (days, fen, _name), (other, same, _other) = said[key], told[entry]
        assert (fen, abs(days - other)) == (same, apart)
        assert apart <= FAR
    open_lines = [one for key, one in enumerate(said) if key not in found]
    open_entries = [one for key, one in enumerate(told) if key not in used]
    assert not any(
        fen == same and abs(days - other) <= FAR
        for days, fen, _name in open_lines for other, same, _other in open_entries
    )  # fmt: skip
    mixed = random.sample(lines, len(lines)), random.sample(entries, len(entries))
    assert pairs(*mixed) == found
