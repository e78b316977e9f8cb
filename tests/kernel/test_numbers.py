"""A 查询号 is read out on the phone, so a slip must be heard."""

import pytest
from django.core.exceptions import ValidationError

from weishishi.kernel.numbers import counted_order, query_number, read_query_number, spaced


def test_a_number_is_year_serial_and_a_digit_that_checks_them():
    assert query_number(2021, 31) == "2021000316"
    assert spaced("2021000316") == "2021 00031 6"
    assert len(query_number(2021, 99_999)) == 10


@pytest.mark.parametrize("serial", [0, -1, 100_000])
def test_a_serial_that_does_not_fit_is_an_error(serial):
    with pytest.raises(ValueError, match="does not fit"):
        query_number(2021, serial)


@pytest.mark.parametrize(
    "typed", ["2021000316", " 2021 00031 6 ", "２０２１０００３１６", "2021-00031-6"]
)
def test_spaces_dashes_and_full_width_digits_are_forgiven(typed):
    assert read_query_number(typed) == "2021000316"


def test_every_single_wrong_digit_is_found():
    right = query_number(2021, 31)
    for place in range(10):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            if wrong != right:
                with pytest.raises(ValidationError, match="有一位写错了"):
                    read_query_number(wrong)


@pytest.mark.parametrize("typed", ["", "20210003", "20210003166"])
def test_what_is_not_ten_digits_is_refused_with_its_length(typed):
    with pytest.raises(ValidationError, match=f"查询号是 10 位数字，您填了 {len(typed)} 位"):
        read_query_number(typed)


@pytest.mark.parametrize("typed", ["abcdefghij", "2021०00316", "202100031G"])
def test_what_has_other_signs_in_it_is_told_that_there_are_digits_only(typed):
    with pytest.raises(ValidationError, match="只有数字"):
        read_query_number(typed)


def test_counted_names_stand_in_the_order_in_which_one_counts():
    counted = [
        f"第{word}自然村"
        for word in ("一", "二", "三", "九", "十", "十一", "十九", "二十", "二十一")
    ]
    assert sorted(sorted(counted), key=counted_order) == counted
    assert sorted(counted) != counted
