"""A span of days as it is read: the year once, and one day once."""

from datetime import date

import pytest
from django.utils.translation import override

from weishishi.kernel.dates import from_to


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (date(2021, 4, 13), date(2021, 4, 13), "2021年4月13日", "13 April 2021"),
        (date(2021, 4, 13), date(2021, 4, 14), "2021年4月13日至4月14日", "13 April 2021 to 14 April"),
        (
            date(2021, 12, 31), date(2022, 1, 2), "2021年12月31日至2022年1月2日",
            "31 December 2021 to 2 January 2022",
        ),
    ],
)  # fmt: skip
def test_a_span_is_written_as_short_as_it_is_clear(first, last, chinese, english):
    assert from_to(first, last) == chinese
    with override("en"):
        assert from_to(first, last) == english
