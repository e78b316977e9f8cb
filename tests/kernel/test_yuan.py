"""Money is whole fen inside and exactly what the field writes outside."""

import pytest
from django.core.exceptions import ValidationError

from weishishi.kernel.yuan import to_fen, wan, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("2000", 200_000), ("0.7", 70), ("２，０００．５０", 200_050), ("42,000 元", 4_200_000), ("0", 0),
     ("100000000", 10_000_000_000)],
)  # fmt: skip
def test_what_people_type_in_yuan_becomes_whole_fen(typed, fen):
    assert to_fen(typed) == fen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("两千", "“两千”不是金额，请只写数字，单位是元，例如 2000。"),
        ("", "“”不是金额，请只写数字，单位是元，例如 2000。"),
        ("$20", "“$20”不是金额，请只写数字，单位是元，例如 2000。"),
        ("-1", "金额要在 0 元到 1 亿元之间。"),
        ("1e308", "金额要在 0 元到 1 亿元之间。"),
        ("NaN", "金额要在 0 元到 1 亿元之间。"),
        ("Infinity", "金额要在 0 元到 1 亿元之间。"),
        ("100000000.01", "金额要在 0 元到 1 亿元之间。"),
        ("1.234", "金额最多写到分，也就是两位小数。"),
    ],
)
def test_what_is_no_amount_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        to_fen(typed)
    assert refusal.value.messages == [sentence]


def test_yuan_and_wan_show_every_fen_and_no_more():
    assert [yuan(fen) for fen in (0, 4_200_000, 700_050, -5)] == [
        "0",
        "42,000",
        "7,000.50",
        "-0.05",
    ]
    assert [wan(fen) for fen in (2_247_647_000, 20_240_000, 700_000, 1, -1_000_000)] == [
        "2,247.647",
        "20.24",
        "0.7",
        "0.000001",
        "-1",
    ]
