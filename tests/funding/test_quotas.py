"""The year's quota of a village and of its town: set by a numbered decision, never exceeded."""

from uuid import uuid4

import pytest

from funding.actions import commitments, quotas
from funding.actions.budgets import Part
from funding.models import Entry
from funding.queries.books import quota_left
from tests.factories.money import CLERK, committed, make_budget
from tests.funding.test_ledger import told
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
YEAR = clock.today().year
BOOK = 10_000_000


def allot(place, fen, reference="青财〔2026〕1号", **more):
    deed = quotas.allot_to_village if hasattr(place, "town") else quotas.allot_to_town
    facts = {"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": reference, **more}
    return deed(place, YEAR, fen=fen, **facts)


def confirm(village, fen, source="district", **more):
    return committed(make_budget(village, Part(source, fen)), **more)


def left(village, book=None):
    return quota_left(village, YEAR, book_fen=book)


def test_without_a_quota_and_without_the_books_figure_there_is_no_limit(village):
    confirm(village, BOOK)
    assert left(village) is None


@pytest.mark.parametrize(("fen", "passes"), [(BOOK, True), (BOOK + 1, False)])
def test_exactly_the_quota_passes_and_a_fen_more_does_not(village, fen, passes):
    allot(village, BOOK)
    if passes:
        confirm(village, fen)
        assert left(village) == 0
        return
    assert told(confirm, village, fen) == [
        "本村（社区）今年的额度还剩 100,000 元，这个项目要 100,000.01 元；请先请镇里追加额度。"
    ]
    assert not Entry.objects.filter(kind="commit").exists()


def test_the_books_figure_counts_from_the_first_project_on(village):
    assert left(village, BOOK) == BOOK
    confirm(village, 4_000_000, book_fen=BOOK)
    assert left(village, BOOK) == left(village) == 6_000_000
    assert "还剩 60,000 元" in told(confirm, village, 6_000_001, book_fen=BOOK)[0]


@pytest.mark.parametrize("source", ["sponsorship", "self_raised", "collective"])
def test_what_others_give_takes_nothing_from_it(village, source):
    allot(village, 100)
    confirm(village, BOOK, source)
    assert left(village) == 100


def test_what_was_confirmed_before_counts_in_a_quota_that_is_set_later(village):
    confirm(village, 4_000_000)
    allot(village, BOOK)
    assert left(village) == 6_000_000


def test_a_quota_below_what_is_confirmed_is_refused(village):
    confirm(village, 4_000_000)
    assert told(allot, village, 3_999_999) == ["已经确定或下达了 40,000 元，额度不能低于它。"]
    assert left(village) is None


def test_a_town_gives_on_no_more_than_it_has(village, neighbour, town):
    allot(town, BOOK)
    allot(village, 6_000_000)
    assert told(allot, neighbour, 4_000_001) == [
        "镇里的额度只剩 40,000 元，不够 40,000.01 元，请先调整。"
    ]
    allot(neighbour, 4_000_000)


def test_what_villages_had_before_counts_in_the_towns_quota(village, neighbour, town):
    allot(village, 6_000_000)
    assert told(allot, town, 5_999_999) == ["已经确定或下达了 60,000 元，额度不能低于它。"]
    allot(town, BOOK)
    assert "只剩 40,000 元" in told(allot, neighbour, 4_000_001)[0]


def test_a_quota_is_taken_back_as_far_as_it_is_free(village):
    allot(village, BOOK)
    confirm(village, 4_000_000)
    assert told(allot, village, -6_000_001) == [
        "村（社区）额度只剩 60,000 元，不够 60,000.01 元，请先调整。"
    ]
    allot(village, -6_000_000)
    assert left(village) == 0


def test_what_is_released_is_free_again(village):
    allot(village, BOOK)
    budget = confirm(village, BOOK)
    commitments.release(budget, key=uuid4(), by=CLERK, on=clock.today(), reference="2026000017/9")
    assert left(village) == BOOK


def test_another_year_has_another_quota(village):
    allot(village, 100)
    committed(make_budget(village, Part("district", BOOK), year=YEAR + 1))
    assert left(village) == 100


@pytest.mark.parametrize(
    ("fen", "reference", "sentence"),
    [(0, "青财1号", "额度的增减要大于 0 元。"), (100, " ", "请写明下达额度的文号。")],
)
def test_a_quota_has_a_sum_and_a_document(village, fen, reference, sentence):
    assert told(allot, village, fen, reference) == [sentence]


def test_the_same_decision_twice_is_one(village):
    key = uuid4()
    assert allot(village, 100, key=key) == allot(village, 100, key=key)
    assert left(village) == 100
