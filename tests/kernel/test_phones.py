"""A name and a phone as they are shown to who may not read them whole."""

import pytest

from weishishi.kernel.phones import masked, masked_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王建国", "王**"), ("", ""), (None, ""), ("一位党员", "一名党员"), ("一名居民", "一名居民"),
        ("一位王建国", "一**"), ("一凡", "一**"),
    ],
)  # fmt: skip
def test_a_name_is_masked_and_what_is_no_name_is_told(name, shown):
    assert masked_name(name) == shown


def test_a_phone_keeps_its_ends():
    assert masked("13800001234") == "138****1234"
