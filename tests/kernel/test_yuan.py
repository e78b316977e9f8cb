"""Money is whole fen inside and exactly what the field writes outside."""

import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from weishishi.kernel.yuan import MOST_FEN, in_words, to_fen, wan, yuan

FOREIGN = "这里只收人民币，请换算成人民币元再填，例如 2000。"
TOO_LONG = "金额写得太长，请只写数字，单位是元，例如 2000。"
NEGATIVE = "金额不能是负数，请写 0 或更大的数。"
OUTSIDE = "金额要在 0 元到 1 亿元之间。"
THREE_DECIMALS = "金额最多写到分，也就是两位小数。"
WRONG_COMMA = "千位逗号后面要有三位数字，小数点请写“.”，例如 2,000.50。"


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("2000", 200_000), ("0.7", 70), ("0", 0), (".5", 50), ("5.", 500), ("007", 700),
        ("100000000", 10_000_000_000), ("42,000 元", 4_200_000), ("1,234,567.89", 123_456_789),
        ("２０００．５０", 200_050), ("２，０００．５０", 200_050), ("2，000", 200_000),
        ("￥2000", 200_000), ("¥2000", 200_000), ("¥ 2000 元", 200_000), ("人民币2000元", 200_000),
        ("人民币￥2,000.50", 200_050), ("rmb 20", 2_000), ("CNY20", 2_000), ("2000元整", 200_000),
        ("2000圆", 200_000), ("2 000", 200_000), ("\u30002000\u00a0", 200_000),
        ("\u202d2000\u202c", 200_000), ("2000\u200b", 200_000),
        ("0.7万元", 700_000), ("0.7 万", 700_000), ("０．７万元", 700_000),
        ("2,247.647万元", 2_247_647_000), ("0.000001万元", 1), ("1万元整", 1_000_000),
        ("10000万", 10_000_000_000),
    ],
)  # fmt: skip
def test_what_people_type_becomes_whole_fen(typed, fen):
    assert to_fen(typed) == fen


@given(fen=some.integers(0, MOST_FEN))
@settings(max_examples=500, deadline=None)
def test_what_is_shown_can_be_typed_again_to_the_fen(fen):
    assert to_fen(yuan(fen)) == to_fen(f"￥{yuan(fen)}元") == fen
    assert to_fen(f"{wan(fen)}万元") == fen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("两千", "“两千”不是金额，请只写数字，单位是元，例如 2000。"),
        ("", "“”不是金额，请只写数字，单位是元，例如 2000。"),
        ("元", "“元”不是金额，请只写数字，单位是元，例如 2000。"),
        (".", "“.”不是金额，请只写数字，单位是元，例如 2000。"),
        ("1..2", "“1..2”不是金额，请只写数字，单位是元，例如 2000。"),
        ("1万2千", "“1万2千”不是金额，请只写数字，单位是元，例如 2000。"),
        ("100-200", "“100-200”不是金额，请只写数字，单位是元，例如 2000。"),
        ("1_000", "“1_000”不是金额，请只写数字，单位是元，例如 2000。"),
        ("10²", "“10²”不是金额，请只写数字，单位是元，例如 2000。"),
        ("٣", "“٣”不是金额，请只写数字，单位是元，例如 2000。"),
        ("-1", NEGATIVE), ("−1", NEGATIVE), ("－０．５", NEGATIVE), ("￥-1", NEGATIVE),
        ("-￥1", NEGATIVE), ("负2000元", NEGATIVE), ("-0.7万元", NEGATIVE),
        ("1e308", "请不要用“1e308”这样的简写，把数字写全，例如 200000。"),
        ("1E5", "请不要用“1E5”这样的简写，把数字写全，例如 200000。"),
        ("１ｅ－５元", "请不要用“１ｅ－５元”这样的简写，把数字写全，例如 200000。"),
        ("2×10^5", "请不要用“2×10^5”这样的简写，把数字写全，例如 200000。"),
        ("NaN", "“NaN”不是具体的金额，请写一个数字，例如 2000。"),
        ("sNaN123", "“sNaN123”不是具体的金额，请写一个数字，例如 2000。"),
        ("Infinity", "“Infinity”不是具体的金额，请写一个数字，例如 2000。"),
        ("-inf", "“-inf”不是具体的金额，请写一个数字，例如 2000。"),
        ("$20", FOREIGN), ("＄20", FOREIGN), ("€20", FOREIGN), ("£20", FOREIGN), ("US$20", FOREIGN),
        ("ＨＫ＄20", FOREIGN), ("20美元", FOREIGN), ("20 港币", FOREIGN), ("20港元", FOREIGN),
        ("2万美元", FOREIGN), ("MOP 20", FOREIGN), ("澳门币20", FOREIGN), ("usd20", FOREIGN),
        ("₩20", FOREIGN), ("JP¥20", FOREIGN),
        ("100000000.01", OUTSIDE), ("10000.000001万元", OUTSIDE), ("1" * 40, OUTSIDE),
        ("1.234", THREE_DECIMALS), ("2.000", THREE_DECIMALS), ("1.005元", THREE_DECIMALS),
        ("0.1234567万元", "按万元写最多六位小数，也就是写到分。"),
        ("0,7", WRONG_COMMA), ("1,0000", WRONG_COMMA), (",500", WRONG_COMMA), ("5,", WRONG_COMMA),
        ("1" * 41, TOO_LONG),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValidationError) as refusal:
        to_fen(typed)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("sign", ["9", "٣", "，", "-", "万", "0.", "ﷺ", " 1"])
def test_ten_thousand_signs_are_refused_at_once(sign):
    began = time.perf_counter()
    with pytest.raises(ValidationError) as refusal:
        to_fen(sign * 10_000)
    assert refusal.value.messages == [TOO_LONG]
    assert time.perf_counter() - began < 0.05


@given(
    typed=some.text(max_size=60)
    | some.text("0123456789,.，．５万元整￥$-−负e+^ naif人民币", max_size=12)
)
@settings(max_examples=500, deadline=None)
def test_any_text_is_an_amount_in_bounds_or_a_sentence(typed):
    try:
        assert 0 <= to_fen(typed) <= MOST_FEN
    except ValidationError as refusal:
        (sentence,) = refusal.messages
        assert sentence.endswith("。")


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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角整"),
        ("0.56", "伍角陆分"),
        ("1", "壹元整"),
        ("1.02", "壹元零贰分"),
        ("10", "壹拾元整"),
        ("10.30", "壹拾元叁角整"),
        ("15", "壹拾伍元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("2000", "贰仟元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("7000", "柒仟元整"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10050.03", "壹万零伍拾元零叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("48000", "肆万捌仟元整"),
        ("100000", "壹拾万元整"),
        ("107000.53", "壹拾万零柒仟元伍角叁分"),
        ("200000", "贰拾万元整"),
        ("1000000.01", "壹佰万元零壹分"),
        ("1010010", "壹佰零壹万零壹拾元整"),
        ("10100000", "壹仟零壹拾万元整"),
        ("20020002", "贰仟零贰万零贰元整"),
        ("22476470", "贰仟贰佰肆拾柒万陆仟肆佰柒拾元整"),
        ("99999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("100000000", "壹亿元整"),
    ],
)
def test_an_amount_is_spelt_out_as_forms_ask(typed, words):
    assert in_words(to_fen(typed)) == words
    assert in_words(-to_fen(typed)) == ("负" + words if to_fen(typed) else words)


def test_sums_beyond_what_one_can_type_are_spelt_out_too():
    assert in_words(10_000_000_100) == "壹亿零壹元整"
    assert in_words(100_001_000_000_00) == "壹仟亿零壹佰万元整"
    with pytest.raises(ValueError, match="more than these words count"):
        in_words(10_000**3 * 100)


@given(fen=some.integers(0, MOST_FEN))
@settings(max_examples=500, deadline=None)
def test_no_two_zeros_stand_together_and_the_words_can_be_counted_back(fen):
    words = in_words(fen)
    assert "零零" not in words
    assert words.endswith("分") == bool(fen % 10)
    assert _read(words) == fen


def _read(words):
    """Whole fen of words without 亿 but 壹亿, by a reading of its own."""
    fen = group = digit = 0
    for sign in words.rstrip("整"):
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            group, digit = group + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        else:
            worth = {"亿": 10**10, "万": 10**6, "元": 100, "角": 10, "分": 1}[sign]
            fen, group, digit = fen + (group + digit) * worth, 0, 0
    return fen
