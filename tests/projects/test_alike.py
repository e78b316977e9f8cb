"""Something like it stands here already: found by rare words, near places, and never by secrets."""

from datetime import timedelta

import pytest

from projects.choices import MicroType
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.queries import alike
from tests.factories.projects import A_WHILE, REASON, bring, furnish, propose
from weishishi.kernel import clock

WORDS = "村道晚上太黑，巷子里没有路灯，老人出门怕摔，想请村里装几盏路灯。"


@pytest.fixture
def released(village, programme, clerk):
    """A released matter: `released("名称", "说明")`."""

    def made(title="旧村巷子加装照明灯", text="巷子没有路灯，夜间出行不便。", **facts):
        at = facts.pop("at", clock.now() - A_WHILE)
        project = furnish(propose(facts.pop("village", village), by=clerk, at=at, **facts))
        words = {"public_title": title, "public_need": text}
        Project.objects.filter(pk=project.pk).update(**words)
        project.refresh_from_db()
        return project

    return made


def found(village, words=WORDS, **where):
    return [one.title for one in alike.to(village, words, **where)]


def test_the_same_need_in_other_words_is_found_and_another_need_is_not(village, released):
    lamps = released()
    released("老人活动室图书更新", "活动室的书太旧，添一批新书。")
    [one] = alike.to(village, WORDS)
    assert (one.title, one.number) == ("旧村巷子加装照明灯", lamps.query_no)
    assert one.support == f"/projects/{lamps.query_no}/need/"
    assert found(village, "河边的栏杆太矮，小孩子容易掉下去。") == []


def test_common_words_alone_make_nothing_alike(village, released):
    released("村口安装凸面镜", "我们村里的人都想请村里来装一个。")
    assert found(village, "我们村里的人都想请村里给大家办一个。") == []


def test_at_most_three_are_shown_the_likest_first_in_one_query(
    village, released, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert found(village) == []
    released(text="路灯不亮，请修。")
    for _more in range(4):
        released()
    released("巷子路灯", WORDS)
    with django_assert_num_queries(1):
        titles = found(village)
    assert len(titles) == 3
    assert titles[0] == "巷子路灯"


def test_another_village_and_words_not_released_are_never_shown(
    village, neighbour, released, clerk
):
    released(village=neighbour)
    propose(village, by=clerk, title="巷子装路灯", need=WORDS)
    assert found(village) == []


def test_what_ended_is_not_shown_and_what_was_done_only_for_ninety_days(village, released, clerk):
    declined = released()
    ProjectLife.decline(declined, by=clerk, note=REASON)
    assert found(village) == []

    done = bring(released("巷子路灯"), "complete")
    edge = clock.now() - alike.DONE_LATELY
    Project.objects.filter(pk=done.pk).update(state_since=edge + timedelta(seconds=60))
    [one] = alike.to(village, WORDS)
    assert (one.title, one.support) == ("巷子路灯", "")
    Project.objects.filter(pk=done.pk).update(state_since=edge - timedelta(seconds=1))
    assert found(village) == []


@pytest.mark.parametrize(("north", "is_near"), [(0.0026, True), (0.0029, False)])
def test_a_place_within_three_hundred_metres_tips_the_scales(village, released, north, is_near):
    released("凉亭漏雨", "凉亭顶上漏雨，请修补。", latitude=22.05, longitude=113.3)
    words = "亭子下雨漏水，要补。"
    assert found(village, words) == []
    assert (found(village, words, point=(22.05 + north, 113.3)) == ["凉亭漏雨"]) is is_near


def test_the_same_hamlet_tips_the_scales_and_another_kind_weighs_less(village, released, hamlet):
    matter = released("凉亭漏雨", "凉亭顶上漏雨，请修补。")
    words = "亭子下雨漏水，要补。"
    Project.objects.filter(pk=matter.pk).update(place=hamlet)
    assert found(village, words, place=hamlet) == ["凉亭漏雨"]
    assert found(village, words, place=hamlet, kind=MicroType.SERVICE) == []
