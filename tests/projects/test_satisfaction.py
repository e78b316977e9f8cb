"""The rule of the field at its edges: exactly one half is not more than one half."""

import pytest

from projects.satisfaction import Grade, Said, outcome, rate


@pytest.mark.parametrize(
    ("said", "members", "result"),
    [
        (Said(0, 0, 0), None, None),
        (Said(0, 0, 0), 40, None),
        (Said(1, 0, 0), None, "satisfied"),
        (Said(5, 5, 0), None, "basic"),  # one half of the valid voices
        (Said(6, 5, 0), None, "satisfied"),  # one more
        (Said(5, 0, 5), None, "dissatisfied"),  # both together one half
        (Said(0, 6, 5), None, "basic"),
        (Said(0, 5, 5), None, "dissatisfied"),
        (Said(0, 0, 1), None, "dissatisfied"),
        (Said(20, 0, 0), 40, "dissatisfied"),  # one half of all members
        (Said(21, 0, 0), 41, "satisfied"),
        (Said(21, 0, 0), 42, "dissatisfied"),
        (Said(20, 1, 0), 40, "basic"),
        (Said(20, 1, 19), 40, "basic"),
        (Said(21, 0, 19), 40, "satisfied"),
    ],
)
def test_the_rule_against_valid_voices_and_against_all_members(said, members, result):
    assert outcome(said, members) == result


def test_invalid_ballots_count_nowhere():
    assert outcome(Said(3, 0, 2, invalid=50)) == Grade.SATISFIED
    assert Said(3, 0, 2, invalid=50).valid == 5


def test_more_voices_than_members_is_no_result():
    with pytest.raises(ValueError, match="3 valid voices of 2 members"):
        outcome(Said(3), 2)


@pytest.mark.parametrize(
    ("said", "per_cent"),
    [
        (Said(), None), (Said(1), 100), (Said(1, 1, 1), 67), (Said(1, 0, 2), 33),
        (Said(1, 0, 7), 13), (Said(199, 0, 1), 100), (Said(0, 0, 9), 0),
    ],
)  # fmt: skip
def test_the_rate_is_of_the_valid_voices_half_a_per_cent_up(said, per_cent):
    assert rate(said) == per_cent


def test_four_are_hidden_and_five_are_shown():
    assert (Said(2, 1, 1).is_shown, Said(2, 1, 2).is_shown) == (False, True)


def test_said_together():
    assert Said(1, 2, 3, 4) + Said(10, 20, 30, 40) == Said(11, 22, 33, 44)
