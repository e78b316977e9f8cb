"""A yuan is split to the fen: nothing is lost, nothing is invented, and no float is near."""

import ast
import inspect
import random
from dataclasses import FrozenInstanceError

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as some

from funding import arithmetic
from funding.arithmetic import Kind, Line, Split, largest_remainder, per_cent, portion, split
from weishishi.kernel.yuan import to_fen

REST = Line(Kind.REMAINDER)


def fixed(typed):
    return Line(Kind.FIXED, fen=to_fen(typed))


def per_unit(typed, units):
    return Line(Kind.PER_UNIT, unit_fen=to_fen(typed), units=units)


def share(basis_points, cap_fen=None):
    return Line(Kind.PER_CENT, basis_points=basis_points, cap_fen=cap_fen)


STORIES = {
    "24 buildings get 2,000 yuan each for their doors, residents raise the rest": (
        "12.96万元", [per_unit("2000", 24), REST], ["48000", "81600"]
    ),
    "a course is mostly paid by the centre that holds it": (
        "18,500.50", [share(6_000), REST], ["11100.30", "7400.20"]
    ),
    "residents of two buildings raise all 0.7 万元 for a gate": (
        "7000", [fixed("0.7万元")], ["7000"]
    ),
    "a road rail: the district pays half, 20,000 at most, the town the rest; material is in kind": (
        "53,333.33", [share(5_000, cap_fen=to_fen("2万元")), REST], ["20000", "33333.33"]
    ),
    "of 2,247.647 万元 in all 20.24 are from society, fiscal money is the remainder": (
        "2247.647万元", [fixed("20.24万元"), REST], ["202400", "2227.407万元"]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("total", "lines", "amounts"), STORIES.values(), ids=STORIES)
def test_the_stories_of_the_article_come_out_to_the_fen(total, lines, amounts):
    found = split(to_fen(total), lines)
    assert found == Split(tuple(map(to_fen, amounts)), 0)
    assert found.is_whole


def test_the_centre_of_the_course_pays_more_than_half():
    total, lines, _amounts = STORIES["a course is mostly paid by the centre that holds it"]
    centre, district = split(to_fen(total), lines).amounts
    assert centre > district


def _shares(rng, lines, most):
    """Basis points that sum up to `most` at most."""
    cuts = sorted(rng.randint(0, most) for _ in range(lines))
    return [after - before for before, after in zip([0, *cuts], cuts, strict=False)]


def test_ten_thousand_random_splits_add_up_to_the_fen():
    rng = random.Random(2021)
    wholes = 0
    for _round in range(10_000):
        total = rng.choice([rng.randint(0, 200), rng.randint(0, 10_000_000_000)])
        lines = [Line(Kind.FIXED, fen=rng.randint(0, total)) for _ in range(rng.randint(0, 2))]
        lines += [
            Line(Kind.PER_UNIT, unit_fen=rng.randint(0, 1 + total // 50), units=rng.randint(1, 24))
            for _ in range(rng.randint(0, 2))
        ]
        lines += [
            share(points, rng.choice([None, None, rng.randint(1, 1 + total)]))
            for points in _shares(rng, rng.randint(0, 4), rng.choice([3_000, 10_000]))
        ]
        rng.shuffle(lines)

        alone = split(total, lines)
        assert sum(alone.amounts) + alone.left_fen == total
        assert min(alone.amounts, default=0) >= 0

        place = rng.randint(0, len(lines))
        together = [*lines[:place], REST, *lines[place:]]
        if alone.left_fen > 0:
            found = split(total, together)
            assert found.is_whole
            assert sum(found.amounts) == total
            assert found.amounts[place] == alone.left_fen
            assert found.amounts[:place] + found.amounts[place + 1 :] == alone.amounts
            wholes += 1
        else:
            with pytest.raises(ValidationError):
                split(total, together)
    assert wholes > 3_000


@given(
    total=some.integers(0, 10_000_000_000),
    cuts=some.lists(some.integers(0, 10_000), max_size=8).map(sorted),
)
@settings(max_examples=500, deadline=None)
def test_per_cents_that_say_all_come_to_all_and_each_is_less_than_a_fen_off(total, cuts):
    points = [after - before for before, after in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    found = split(total, map(share, points))
    assert found.left_fen == 0
    assert sum(found.amounts) == total
    for fen, share_of in zip(found.amounts, points, strict=True):
        assert abs(fen * 10_000 - total * share_of) < 10_000


@given(total=some.integers(0, 10_000_000_000), points=some.integers(0, 10_000))
@settings(max_examples=500, deadline=None)
def test_one_per_cent_line_alone_rounds_as_a_portion(total, points):
    assert split(total, [share(points)]).amounts == (portion(total, points),)


def test_without_a_remainder_nothing_is_adjusted_and_what_is_missing_or_over_is_said():
    assert split(100, [Line(Kind.FIXED, fen=70)]) == Split((70,), 30)
    assert split(100, [Line(Kind.FIXED, fen=170), share(1_000)]) == Split((170, 10), -80)
    assert split(100, []) == Split((), 100)
    assert not split(100, []).is_whole
    assert not split(100, [Line(Kind.FIXED, fen=101)]).is_whole
    assert split(0, []).is_whole


def test_a_cap_limits_a_line_and_what_it_cuts_off_goes_to_nobody_but_the_remainder():
    assert split(1_000, [share(6_000, 500), share(4_000)]) == Split((500, 400), 100)
    assert split(1_000, [share(6_000, 500), share(4_000), REST]) == Split((500, 400, 100), 0)
    assert split(1_000, [share(6_000, 600), share(4_000)]) == Split((600, 400), 0)


def test_a_cap_limits_lines_of_every_kind():
    lines = [
        Line(Kind.FIXED, fen=90, cap_fen=80),
        Line(Kind.PER_UNIT, unit_fen=2, units=24, cap_fen=40),
        Line(Kind.REMAINDER, cap_fen=500),
    ]
    assert split(1_000, lines) == Split((80, 40, 500), 380)


def test_kinds_may_be_the_stored_codes():
    assert split(100, [Line("per_cent", basis_points=2_500), Line("remainder")]) == Split(
        (25, 75), 0
    )
    with pytest.raises(ValueError, match="lottery"):
        Line("lottery")


def test_one_hundred_per_cent_passes_and_a_hundredth_more_is_refused():
    assert split(999, [share(3_334), share(3_333), share(3_333)]) == Split((333, 333, 333), 0)
    assert split(1, [share(10_000)]) == Split((1,), 0)
    assert _refused(999, share(6_667), share(3_334)) == [
        "各项比例加起来是 100.01%，多出 0.01%，请改到 100% 以内。"
    ]
    assert _refused(999, share(5_000), share(5_100)) == [
        "各项比例加起来是 101%，多出 1%，请改到 100% 以内。"
    ]
    assert _refused(999, share(10_001)) != []


def test_a_remainder_of_one_fen_passes_and_of_nothing_is_refused():
    assert split(700_000, [fixed("6999.99"), REST]) == Split((699_999, 1), 0)
    assert _refused(700_000, fixed("7000"), REST) == [
        "别的各项已经正好是总额 7,000 元，没有“其余部分”了，请删去这一项，或减少别的金额。"
    ]
    (sentence,) = _refused(700_000, per_unit("2000", 4), fixed("0.50"), REST)
    assert sentence == (
        "别的各项共 8,000.50 元，比总额 7,000 元多 1,000.50 元，没有“其余部分”了，"
        "请减少别的金额，或提高总额。"
    )


@pytest.mark.parametrize(
    ("total", "lines", "sentence"),
    [
        (100, [REST, Line(Kind.FIXED, fen=1), REST],
         "“其余部分”只能有一项，现在第 1、3 项都是，请只留一项，别的改成金额或比例。"),
        (-1, [], "总额不能是负数，请重新填写总额。"),
        (100, [Line(Kind.FIXED, fen=-1)], "第 1 项有负数，请改成正数。"),
        (100, [REST, Line(Kind.PER_UNIT, unit_fen=-1, units=1)], "第 2 项有负数，请改成正数。"),
        (100, [Line(Kind.PER_UNIT, unit_fen=1, units=-1)], "第 1 项有负数，请改成正数。"),
        (100, [share(-1)], "第 1 项有负数，请改成正数。"),
        (100, [share(1, cap_fen=-1)], "第 1 项有负数，请改成正数。"),
        (100, [Line(Kind.PER_UNIT, unit_fen=1)],
         "第 1 项的单位数是 0，请写实际有几个，例如 24 栋楼就写 24。"),
        (100, [share(1), share(1, cap_fen=0)],
         "第 2 项的封顶金额是 0，请写封顶多少元；不封顶就留空。"),
    ],
)  # fmt: skip
def test_what_cannot_be_split_is_refused_with_what_to_do(total, lines, sentence):
    assert _refused(total, *lines) == [sentence]


def test_all_that_is_wrong_is_said_at_once():
    assert len(_refused(-1, share(-1), share(10_200), per_unit("1", 0), REST, REST)) == 5


def _refused(total, *lines):
    with pytest.raises(ValidationError) as refusal:
        split(total, lines)
    return refusal.value.messages


@given(
    total=some.integers(0, 10_000_000_000),
    weights=some.lists(some.integers(0, 10_000_000), min_size=1, max_size=40).filter(any),
)
@settings(max_examples=500, deadline=None)
def test_largest_remainders_add_up_and_are_fair_to_the_fen(total, weights):
    parts = largest_remainder(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - total * weight) < sum(weights)
        assert weight or part == 0


def test_of_equal_fractions_the_earlier_gets_the_fen():
    assert largest_remainder(100, [1, 1, 1]) == [34, 33, 33]
    assert largest_remainder(2, [1, 1, 1]) == [1, 1, 0]
    assert largest_remainder(5, [0, 1, 1, 0]) == [0, 3, 2, 0]
    assert largest_remainder(10, [3, 3, 1]) == [4, 4, 2]
    assert largest_remainder(0, [1, 2]) == [0, 0]


@pytest.mark.parametrize(("total", "weights"), [(1, [0, 0]), (0, []), (-1, [1]), (1, [2, -1])])
def test_what_has_no_proportion_is_a_mistake(total, weights):
    with pytest.raises(ValueError):
        largest_remainder(total, weights)


@pytest.mark.parametrize(
    ("fen", "basis_points", "kept"),
    [
        (to_fen("48000"), 300, to_fen("1440")),
        (50, 100, 1), (49, 100, 0), (149, 100, 1), (150, 100, 2),
        (1, 5_000, 1), (1, 4_999, 0), (333, 3_333, 111),
        (123, 0, 0), (123, 10_000, 123), (0, 500, 0),
        (10_000_000_000_000_001, 5_000, 5_000_000_000_000_001),
    ],
)  # fmt: skip
def test_a_portion_counts_half_a_fen_as_one(fen, basis_points, kept):
    assert portion(fen, basis_points) == kept


@pytest.mark.parametrize(("fen", "basis_points"), [(-1, 1), (1, -1), (1, 10_001)])
def test_a_portion_outside_nothing_and_all_is_a_mistake(fen, basis_points):
    with pytest.raises(ValueError):
        portion(fen, basis_points)


def test_per_cents_are_told_exactly():
    assert [per_cent(points) for points in (0, 1, 50, 300, 3_333, 10_000, 10_100)] == [
        "0", "0.01", "0.5", "3", "33.33", "100", "101",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "mistaken",
    [
        lambda: split(1.0, []),
        lambda: split("1", []),
        lambda: Line(Kind.FIXED, fen=0.5),
        lambda: Line(Kind.PER_CENT, basis_points=33.33),
        lambda: Line(Kind.PER_CENT, basis_points=1, cap_fen=1.0),
        lambda: Line(Kind.PER_UNIT, unit_fen=1, units=True),
        lambda: largest_remainder(1, [0.5, 0.5]),
        lambda: portion(1.0, 1),
    ],
)
def test_only_whole_numbers_are_counted_with(mistaken):
    with pytest.raises(TypeError, match="not a whole number"):
        mistaken()


def test_the_arithmetic_holds_no_float_and_no_division_that_makes_one():
    nodes = list(ast.walk(ast.parse(inspect.getsource(arithmetic))))
    assert not [n for n in nodes if isinstance(n, ast.Div)]
    assert not [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    assert not [n for n in nodes if isinstance(n, ast.Name) and n.id in {"float", "round"}]


def test_lines_and_splits_do_not_change():
    with pytest.raises(FrozenInstanceError):
        REST.fen = 1
    with pytest.raises(FrozenInstanceError):
        split(0, []).left_fen = 1
