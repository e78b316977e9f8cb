"""统一社会信用代码: the standard's own example holds, every single slip is found."""

import pytest
from django.core.exceptions import ValidationError

from weishishi.kernel.credit_codes import SIGNS, check_sign, read_credit_code

EXAMPLE = "91350100M000100Y43"  # GB 32100-2015


def test_the_standards_example_holds_however_it_is_typed():
    assert check_sign(EXAMPLE[:-1]) == "3"
    for typed in (
        EXAMPLE,
        "9135 0100 m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        f" {EXAMPLE}-",
    ):
        assert read_credit_code(typed) == EXAMPLE


def test_a_sum_that_needs_nothing_ends_in_nought():
    assert check_sign("0" * 17) == "0"


def test_every_wrong_sign_is_found():
    for place, right in enumerate(EXAMPLE):
        for sign in SIGNS.replace(right, ""):
            with pytest.raises(ValidationError, match="有一位写错了"):
                read_credit_code(EXAMPLE[:place] + sign + EXAMPLE[place + 1 :])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "您填了 0 位"), (EXAMPLE[:-1], "您填了 17 位"), (EXAMPLE + "1", "您填了 19 位"),
        (EXAMPLE.replace("Y", "O"), "没有“O”"), (EXAMPLE.replace("M", "I"), "没有“I”"),
        (EXAMPLE.replace("M", "中"), "没有“中”"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_by_name(typed, words):
    with pytest.raises(ValidationError, match=words):
        read_credit_code(typed)
