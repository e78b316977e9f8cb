"""A service is agreed, announces activities within its days, and is complete when they were held."""

from datetime import time, timedelta

import pytest
from django.db.transaction import atomic

from projects.actions import services, turnout
from projects.lifecycle import ProjectLife
from projects.models import Activity, Attendance, ServicePlan
from projects.queries.services import acceptance_lines, of_project
from tests.factories.services import (
    agreed,
    announce,
    came,
    course,
    hold,
    occasion,
    past,
    sign_up,
)
from tests.factories.works import accept, finish, organisation
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

WHY = "老师临时有事。"


@pytest.fixture
def songs(village, programme, clerk):
    return course(village, clerk)


def test_what_was_agreed_is_corrected_with_a_reason_and_never_rewritten(songs, liaison):
    with pytest.raises(Refused, match="更正服务约定要写明原因"):
        services.plan(songs, agreed(activities=4), by=liaison)
    services.plan(songs, agreed(activities=4), by=liaison, reason="居民要求加一场。")
    assert of_project(songs.pk).agreed_activities == 4
    assert songs.service_plans.count() == 2
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        ServicePlan.objects.update(person_times=1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": -41}, "不能早于开始的日期"),
        ({"activities": 0}, "至少是 1"),
        ({"person_times": 0}, "至少是 1"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(songs, liaison, wrong, words):
    if "ends_on" in wrong:
        wrong = {"ends_on": clock.today() + timedelta(days=wrong["ends_on"])}
    with pytest.raises(Refused, match=words):
        services.plan(songs, agreed(**wrong), by=liaison, reason="核对以后更正。")


def test_only_a_service_has_a_plan_and_only_its_village_writes(
    songs, liaison, town_officer, neighbour_secretary
):
    for stranger in (town_officer, neighbour_secretary):
        for deed in (
            lambda by: services.announce(songs, occasion(), by=by),
            lambda by: services.plan(songs, agreed(), by=by, reason=WHY),
            lambda by: services.explain(songs, by=by, words="没有做足的原因写在这里。"),
        ):
            with pytest.raises(Refused, match="由所在村（社区）填写"):
                deed(stranger)


@pytest.mark.parametrize(("days", "fine"), [(-41, False), (-40, True), (40, True), (41, False)])
def test_an_activity_lies_within_the_period(songs, liaison, days, fine):
    if fine:
        assert announce(songs, days, by=liaison).state == "announced"
        return
    with pytest.raises(Refused, match="活动日期要在服务期内"):
        announce(songs, days, by=liaison)


@pytest.mark.parametrize("ends", [time(13, 59), time(14, 0)])
def test_an_activity_ends_after_it_starts(songs, liaison, ends):
    with pytest.raises(Refused, match="结束时间要晚于开始时间"):
        announce(songs, ends=ends, by=liaison)
    with pytest.raises(Exception, match="an_activity_ends_after_it_starts"), atomic():
        Activity.objects.filter(pk=announce(songs).pk).update(ends=ends)


def test_nothing_is_announced_without_a_plan_or_twice_or_for_yesterday(songs, village, liaison):
    announce(songs, by=liaison)
    with pytest.raises(Refused, match="已经有同名的活动"):
        announce(songs, by=liaison)
    with pytest.raises(Refused, match="这个时间已经过去"):
        announce(songs, -1, takes_sign_up=True, by=liaison)
    songs.project_class = "works"
    songs.save()
    with pytest.raises(Refused, match="只有服务类项目"):
        announce(songs, 4, by=liaison)
    with pytest.raises(Refused, match="只有服务类项目"):
        services.plan(songs, agreed(), by=liaison)


def test_a_shorter_period_leaves_no_activity_outside(songs, liaison):
    announce(songs, 30, by=liaison)
    shorter = agreed(ends_on=clock.today() + timedelta(days=29))
    with pytest.raises(Refused, match="不在新的服务期内"):
        services.plan(songs, shorter, by=liaison, reason="提前结束服务。")


def test_another_day_is_told_to_who_signed_up_and_read_by_all(songs, liaison):
    activity = announce(songs, capacity=10)
    place = sign_up(activity)
    with pytest.raises(Refused, match="改活动要写明原因"):
        services.move(activity, occasion(4, capacity=10), by=liaison, reason="")
    with pytest.raises(Refused, match="没有改动"):
        services.move(activity, occasion(3, capacity=10), by=liaison, reason=WHY)
    services.move(activity, occasion(4, capacity=10), by=liaison, reason=WHY)
    message = Message.objects.get(topic="activity_moved")
    assert (message.recipient_kind, message.recipient_key) == ("contact", str(place.contact_id))
    assert WHY in message.facts["reason"]
    assert "→" in activity.changes.get().words


@pytest.mark.parametrize(("capacity", "fine"), [(2, True), (1, False)])
def test_nobody_who_has_a_place_loses_it_to_a_smaller_room(songs, liaison, capacity, fine):
    activity = announce(songs, capacity=10)
    sign_up(activity)
    sign_up(activity)
    if fine:
        services.move(activity, occasion(capacity=capacity), by=liaison, reason=WHY)
        return
    with pytest.raises(Refused, match="已经有 2 人报名"):
        services.move(activity, occasion(capacity=capacity), by=liaison, reason=WHY)


def test_a_cancelled_activity_says_why_and_comes_no_more(songs, liaison):
    activity = announce(songs)
    sign_up(activity)
    with pytest.raises(Refused, match="取消活动要写明原因"):
        services.cancel(activity, by=liaison, reason="雨")
    services.cancel(activity, by=liaison, reason="台风，停办一次。")
    assert Message.objects.filter(topic="activity_cancelled").count() == 1
    assert of_project(songs.pk).past[0].reason == "台风，停办一次。"
    for deed in (
        lambda: services.cancel(activity, by=liaison, reason="台风，停办一次。"),
        lambda: services.move(activity, occasion(5), by=liaison, reason=WHY),
        lambda: turnout.hold(past(activity), came(), by=liaison),
    ):
        with pytest.raises(Refused, match="取消"):
            deed()
    assert announce(songs, by=liaison).state == "announced"  # the same day again


def test_who_came_is_counted_once_it_began_and_corrected_with_a_reason(songs, liaison):
    activity = announce(songs, 1, capacity=3)
    places = [sign_up(activity) for _one in range(3)]
    with pytest.raises(Refused, match="活动还没有开始"):
        turnout.hold(activity, came(), by=liaison)
    past(activity)
    told = came(4, way="sign_in", came=(places[0].pk, places[2].pk))
    row = turnout.hold(activity, told, by=liaison)
    assert (row.person_times, row.came) == (6, [places[0].pk, places[2].pk])
    assert turnout.is_above(activity, row) == 3  # more than there were places is said, not refused
    with pytest.raises(Refused, match="更正到场人数要写明原因"):
        turnout.hold(activity, came(5), by=liaison)
    turnout.hold(activity, came(5), by=liaison, reason="签到表重新数过。")
    assert of_project(songs.pk).person_times == "5"
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        Attendance.objects.update(person_times=99)


def test_nobody_came_is_no_activity_and_a_strange_place_is_refused(songs, liaison):
    activity = announce(songs, -1)
    with pytest.raises(Refused, match="至少有 1 人参加"):
        turnout.hold(activity, came(0), by=liaison)
    other = sign_up(announce(songs, 2))
    with pytest.raises(Refused, match="报名名单刚才变了"):
        turnout.hold(activity, came(1, came=(other.pk,)), by=liaison)


def test_what_is_counted_days_later_says_why(songs, liaison):
    activity = announce(songs, -9)
    with pytest.raises(Refused, match="请写明补录原因"):
        turnout.hold(activity, came(), by=liaison)
    assert turnout.hold(activity, came(), by=liaison, late_reason="签到表上周才收回。").late_reason


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"volunteers": 2, "hours": 1.5}, ""),
        ({"volunteers": 2, "hours": 24}, ""),
        ({"volunteers": 2, "hours": 1.25}, "半小时为一档"),
        ({"volunteers": 2, "hours": 24.5}, "最多 24 小时"),
        ({"volunteers": 2}, "每人服务多少小时"),
        ({"hours": 2}, "写人数"),
    ],
)
def test_volunteers_give_hours_in_halves(songs, liaison, more, words):
    activity = announce(songs, -1)
    if not words:
        row = turnout.hold(activity, came(**more), by=liaison)
        assert row.hours == 2 * more["hours"]
        return
    with pytest.raises(Refused, match=words):
        turnout.hold(activity, came(**more), by=liaison)


def test_hours_are_those_of_a_team_of_this_village(songs, liaison, village, neighbour):
    district = village.town.district
    ours = organisation(district, "恒常服务小组", "team", village=village, category="care")
    theirs = organisation(district, "邻村小组", "team", village=neighbour, category="care")
    firm = organisation(district, "青溪建设有限公司")
    for wrong in (theirs, firm):
        with pytest.raises(Refused, match="请选本村（社区）登记的公益服务队"):
            hold(songs, volunteers=3, hours=2, team=wrong, by=liaison)
    hold(songs, volunteers=3, hours=2.5, team=ours, by=liaison)
    assert of_project(songs.pk).hours == "7.5"


def inspected(project, liaison):
    finish(project, by=liaison)
    return ProjectLife.inspect(project, by=liaison)


def test_it_is_complete_when_as_many_as_agreed_were_held(songs, liaison, secretary):
    for days in (3, 2):
        hold(songs, days)
    songs = inspected(songs, liaison)
    with pytest.raises(Refused, match="约定 3 场，做了 2 场"):
        accept(songs, by=secretary)
    hold(songs, 1)
    row = accept(songs, by=secretary)
    assert row.items[-2:] == [
        ["活动", "", "3", "3", "场", True, ""],
        ["服务人次", "", "90", "90", "人次", True, ""],
    ]
    assert ProjectLife.complete(songs, by=secretary).state == "completed"


def test_or_when_it_is_explained_for_exactly_this_number(songs, liaison, secretary):
    first = hold(songs, 5)
    services.explain(songs, by=liaison, words="老师生病，后面两场改在下半年补。")
    hold(songs, 2)
    songs = inspected(songs, liaison)
    with pytest.raises(Refused, match="约定 3 场，做了 2 场"):  # explained for one, not for two
        accept(songs, by=secretary)
    services.explain(songs, by=liaison, words="老师生病，最后一场改在下半年补。")
    row = accept(songs, by=secretary)
    assert row.items[-2][-1] == "老师生病，最后一场改在下半年补。"
    turnout.hold(first, came(20), by=liaison, reason="签到表重新数过。")  # still two activities
    assert ProjectLife.complete(songs, by=secretary).state == "completed"
    assert of_project(songs.pk).shortfall == "老师生病，最后一场改在下半年补。"


def test_nothing_that_was_announced_is_left_open(songs, liaison, secretary):
    for days in (4, 3, 2):
        hold(songs, days)
    waiting = announce(songs, 3)
    songs = inspected(songs, liaison)
    with pytest.raises(Refused, match="只能补记已经办过的"):
        announce(songs, 4)
    with pytest.raises(Refused, match="还有 1 场预告过的活动没有结果"):
        accept(songs, by=secretary)
    services.cancel(waiting, by=liaison, reason="约定的场次已经做足。")
    accept(songs, by=secretary)
    assert ProjectLife.complete(songs, by=secretary).state == "completed"


def test_nothing_is_explained_that_is_not_missing(songs, liaison):
    for days in (4, 3, 2):
        hold(songs, days)
    with pytest.raises(Refused, match="约定的都做足了"):
        services.explain(songs, by=liaison, words="没有做足的原因写在这里。")


@pytest.mark.parametrize(("person_times", "fine"), [(89, False), (90, True)])
def test_without_a_number_of_activities_person_times_count(
    village, programme, clerk, liaison, secretary, person_times, fine
):
    meals = course(village, clerk, activities=None, person_times=90)
    hold(meals, 2, 40, sessions=5)
    hold(meals, 1, person_times - 40, sessions=5)
    assert of_project(meals.pk).held == 10
    meals = inspected(meals, liaison)
    if not fine:
        with pytest.raises(Refused, match="约定 90 人次，做了 89 人次"):
            accept(meals, by=secretary)
        return
    accept(meals, by=secretary)
    assert acceptance_lines(meals) == [["服务人次", "", "90", "90", "人次", True, ""]]


def test_works_are_not_asked_for_any_of_it(furnished):
    assert acceptance_lines(furnished) == []
