"""Split to stay under a ceiling? At the fen, at the day, in each of the three ways, as answered."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from funding.actions.budgets import Part
from projects.actions import facts, screening
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.models.splitting import months_before
from tests.factories.meetings import decide
from tests.factories.projects import REASON, bring, furnish, propose
from tests.projects.test_guards import reasons
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

CEILING = 50_000_000  # fen: works, 500,000 yuan
TODAY = date(2026, 6, 10)
HERE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def two(village, programme, clerk):
    """Two works of one village: `two(fen, fen)`; the second is being deliberated."""

    def made(first, second, at=None, **known):
        at = at or clock.now() - timedelta(days=9)
        one = furnish(
            propose(village, by=clerk, at=at, title="东段路灯"), parts=[Part("town", first)]
        )
        other = propose(village, by=clerk, at=clock.now() - timedelta(days=9), title="西段路灯")
        other = furnish(other, parts=[Part("town", second)])
        if known:
            Project.objects.filter(pk__in=[one.pk, other.pk]).update(**known)
        return one, bring(other, "deliberate")

    return made


def ways(project):
    project.refresh_from_db()
    return [one.way for one in project.split_answers.near(TODAY)]


def test_exactly_the_ceiling_is_no_warning_and_one_fen_more_is(two, secretary):
    _one, project = two(CEILING - 100, 100)
    assert ways(project) == []
    decide(project, clock.now())
    assert ProjectLife.post_notice(project, by=secretary, note=REASON).state == "on_notice"


def test_one_fen_above_must_be_answered_in_writing(two, secretary):
    one, project = two(CEILING - 100, 101)
    [near] = project.split_answers.near(TODAY)
    assert (near.way, near.others, near.sum_fen, near.ceiling_fen) == (
        "class", [one], CEILING + 1, CEILING,
    )  # fmt: skip
    decide(project, clock.now())
    [reason] = reasons("post_notice", project, secretary)
    assert reason.startswith("同一地点、类别或实施单位的项目合起来超过上限")
    assert "东段路灯" in reason
    with pytest.raises(Refused, match="至少 10 个字"):
        screening.answer_splitting(project, by=secretary, words="不是拆分")
    answer = screening.answer_splitting(
        project, by=secretary, words="两段路相隔三里，去年就分开立项。"
    )
    assert list(answer.others.all()) == [one]
    assert ProjectLife.post_notice(project, by=secretary, note=REASON).state == "on_notice"


def test_an_answer_covers_only_what_it_had_in_view(two, village, clerk, secretary):
    _one, project = two(CEILING, 100)
    screening.answer_splitting(project, by=secretary, words="两段路相隔三里，去年就分开立项。")
    assert project.split_answers.unanswered(TODAY) == []
    third = furnish(propose(village, by=clerk, title="北段路灯"), parts=[Part("town", 1)])
    assert project.split_answers.unanswered(TODAY) == [third]
    decide(project, clock.now())
    [reason] = reasons("post_notice", project, secretary)
    assert "北段路灯" in reason
    assert "东段路灯" not in reason


@pytest.mark.parametrize(("day", "is_counted"), [(10, True), (9, False)])
def test_the_same_day_twelve_months_earlier_still_counts_and_the_day_before_does_not(
    day, is_counted, two
):
    at = datetime(2025, 6, day, 12, tzinfo=HERE)
    _one, project = two(CEILING, 100, at=at)
    assert (ways(project) == ["class"]) is is_counted


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 6, 10), 12, date(2025, 6, 10)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 2, date(2025, 11, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, earlier):
    assert months_before(day, months) == earlier


def test_another_class_is_near_by_place_or_by_who_does_it(two, village):
    place = Place.objects.create(village=village, kind=Place.Kind.HAMLET, name="上石")
    one, project = two(CEILING, 100)
    Project.objects.filter(pk=one.pk).update(project_class="goods")
    assert ways(project) == []
    Project.objects.filter(pk__in=[one.pk, project.pk]).update(place=place)
    assert ways(project) == ["place"]
    Project.objects.filter(pk=one.pk).update(place=None)
    Project.objects.filter(pk__in=[one.pk, project.pk]).update(implementer="甲工程队")
    assert ways(project) == ["implementer"]
    Project.objects.filter(pk=one.pk).update(implementer="乙工程队")
    assert ways(project) == []


def test_goods_are_held_against_the_ceiling_of_goods(two):
    _one, project = two(20_000_000 - 1, 1, project_class="goods")
    assert ways(project) == []
    _one, project = two(20_000_000, 1, project_class="goods")
    assert ways(project) == ["class"]


def test_what_ended_without_money_another_village_and_what_is_given_in_kind_do_not_count(
    two, neighbour, clerk
):
    one, project = two(CEILING, 100)
    furnish(propose(neighbour, by=clerk), parts=[Part("town", CEILING)])
    ProjectLife.decline(one, by=clerk, note=REASON)
    assert ways(project) == []
    kind = Part("donation", CEILING, "in_kind", "按报价折价")
    facts.state_budget(project, by=clerk, parts=[Part("town", 100), kind])
    assert ways(project) == []


def test_where_nothing_is_near_there_is_nothing_to_answer_and_strangers_do_not(
    two, neighbour_secretary, secretary
):
    _one, project = two(100, 100)
    with pytest.raises(Refused, match="没有合起来超过上限的项目"):
        screening.answer_splitting(project, by=secretary, words=REASON)
    _one, project = two(CEILING, 100)
    with pytest.raises(Refused, match="由所在村（社区）填写"):
        screening.answer_splitting(project, by=neighbour_secretary, words=REASON)


@pytest.mark.parametrize("number", [1, 3])
def test_the_question_costs_the_same_for_three_as_for_one(
    number, two, village, clerk, django_assert_num_queries
):
    _one, project = two(CEILING, 100)
    for _more in range(number - 1):
        furnish(propose(village, by=clerk))
    with django_assert_num_queries(3):
        assert len(project.split_answers.unanswered(TODAY)) == number
