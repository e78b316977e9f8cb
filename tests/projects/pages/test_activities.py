"""A service as everybody reads it: its activities, one of them with its form, and one's own place."""

from uuid import uuid4

import pytest

from projects.actions import services
from projects.models import SignUp
from tests.factories.projects import bring
from tests.factories.services import announce, course, enrol, hold, past, phone, sign_up
from tests.factories.works import CLERK
from villages import notices

pytestmark = pytest.mark.django_db
SECRETS = ("珍婆", "13900002021", "gAAAAA")


@pytest.fixture
def songs(village, programme, clerk):
    return course(village, clerk)


def form(**more):
    return {
        "form_token": str(uuid4()), "phone": phone(), "name": "珍婆", "agree": notices.CURRENT, **more,
    }  # fmt: skip


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_project_tells_what_comes_what_was_held_and_how_many(client, songs, village):
    hold(songs, 2, 41)
    services.cancel(announce(songs, 2), by=CLERK, reason="台风，停办一次。")
    announce(songs, 3, title="下一场", capacity=20)
    read = page(client, f"/projects/{songs.query_no}/")
    for words in ("本社区居民", "41 人次", "取消了，台风，停办一次", "下一场", "还有 20 个名额"):
        assert words in read
    assert "下一场" in page(client, f"/villages/{village.pk}/")


def test_works_say_nothing_of_services(client, furnished):
    project = bring(furnished, "start")
    assert "活动和服务" not in page(client, f"/projects/{project.query_no}/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_service_costs_the_same_however_many_activities(
    client, village, programme, clerk, number, django_assert_num_queries
):
    songs = course(village, clerk, activities=99)
    for days in range(1, number + 1):
        hold(songs, days)
        sign_up(announce(songs, days))
        enrol(songs)
    client.get(f"/projects/{songs.query_no}/")
    with django_assert_num_queries(13):
        client.get(f"/projects/{songs.query_no}/")


@pytest.mark.parametrize("number", [1, 3])
def test_an_activity_costs_the_same_however_many_come(
    client, songs, number, django_assert_num_queries
):
    activity = announce(songs)
    for _one in range(number):
        sign_up(activity)
    with django_assert_num_queries(4):
        client.get(f"/activities/{activity.pk}/")


def test_an_activity_of_what_is_not_public_is_not_there(client, songs):
    activity = announce(songs)
    assert client.get(f"/activities/{activity.pk}/").status_code == 200
    type(songs).objects.filter(pk=songs.pk).update(released_at=None)
    assert client.get(f"/activities/{activity.pk}/").status_code == 404
    assert client.get("/activities/999999/").status_code == 404


def test_she_signs_up_phone_first_and_takes_it_back(client, songs):
    activity = announce(songs, capacity=1)
    address = f"/activities/{activity.pk}/"
    read = page(client, address)
    assert read.index("手机号") < read.index("怎么称呼您")
    response = client.post(address, form(phone="139 0000 2021"))
    place = SignUp.objects.get()
    own = f"/activities/sign-ups/{place.number}/"
    assert (response.status_code, response.headers["Location"]) == (303, own)
    assert "您报好名了" in page(client, own)
    read = page(client, address)
    assert "名额满了" in read
    assert not [one for one in SECRETS if one in read]
    assert client.post(own).status_code == 303
    assert "这个报名取消了" in page(client, own)
    assert "还有 1 个" in page(client, address)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"phone": ""}, "请填手机号"),
        ({"phone": "1390000202"}, "现在是 10 位"),
        ({"name": ""}, "请写怎么称呼您"),
        ({"agree": ""}, "同意就打个勾"),
    ],
)
def test_what_is_missing_is_said_and_what_she_typed_stays(client, songs, wrong, words):
    activity = announce(songs)
    typed = form(phone="13900002021", name="珍婆") | wrong
    response = client.post(f"/activities/{activity.pk}/", typed)
    read = response.content.decode()
    assert (response.status_code, words in read) == (422, True)
    assert "珍婆" in read or "13900002021" in read
    assert not SignUp.objects.exists()


def test_a_phone_twice_a_full_room_and_what_is_over_are_refused_in_words(client, songs):
    activity = announce(songs, capacity=2)
    address = f"/activities/{activity.pk}/"
    client.post(address, form(phone="13900002021"))
    response = client.post(address, form(phone="13900002021"))
    assert (response.status_code, "已经报过名了" in response.content.decode()) == (409, True)
    sign_up(activity)
    response = client.post(address, form(phone="13900002022"))
    read = response.content.decode()
    assert (response.status_code, "有人取消就会空出来" in read) == (409, True)
    assert "13900002022" in read  # nothing typed is lost
    past(activity)
    response = client.post(address, form())
    assert (response.status_code, "这次活动已经结束" in response.content.decode()) == (409, True)


def test_who_presses_too_often_waits_and_keeps_what_she_typed(client, songs, settings):
    address = f"/activities/{announce(songs).pk}/"
    codes = [client.post(address, form()).status_code for _one in range(21)]
    assert codes == [303] * 20 + [429]


def test_a_place_is_found_by_number_and_phone_and_by_nothing_less(client, songs):
    place = sign_up(announce(songs), name="珍婆", phone="13900002021")
    own = f"/activities/sign-ups/{place.number}/"
    assert client.get(own).status_code == 302
    assert client.post(own).status_code == 302
    assert SignUp.objects.standing().count() == 1
    find = "/activities/sign-ups/"
    wrong = client.post(find, {"number": place.number, "digits": "2022"})
    assert (wrong.status_code, "对不上" in wrong.content.decode()) == (422, True)
    slip = client.post(find, {"number": place.number[:-1], "digits": "2021"})
    assert (slip.status_code, "13 位数字" in slip.content.decode()) == (422, True)
    found = client.post(find, {"number": place.number, "digits": "2021"})
    assert found.headers["Location"] == own
    assert "您报好名了" in page(client, own)


def test_the_program_reads_what_the_page_says(client, songs):
    hold(songs, 2, 41)
    activity = announce(songs, 3, title="下一场", capacity=20)
    sign_up(activity, name="珍婆", phone="13900002021")
    answer = client.get(f"/api/v1/projects/{songs.query_no}/")
    service = answer.json()["detail"]["service"]
    assert (service["held"], service["agreed_activities"]) == (1, 3)
    assert [(one["title"], one["left"], one["id"]) for one in service["next"]] == [
        ("下一场", 19, activity.pk)
    ]
    assert [one["person_times"] for one in service["past"]] == [41]
    assert not [one for one in SECRETS if one in answer.content.decode()]


# ── What comes next in the district ──────────────────────────────────────────────────────────────
def test_the_list_has_what_takes_sign_ups_first_and_is_found_from_the_village(
    client, songs, village
):
    announce(songs, 2, title="随到随来", takes_sign_up=False)
    announce(songs, 5, title="要报名的", capacity=20)
    read = page(client, "/activities/")
    assert read.index("要报名的") < read.index("随到随来")
    assert "还有 20 个名额" in read and village.name in read
    assert f'href="/activities/?village={village.pk}"' in page(client, f"/villages/{village.pk}/")
    assert 'href="/activities/"' in page(client, "/")


def test_the_list_is_filtered_by_village_and_says_when_it_is_empty(client, songs, neighbour):
    announce(songs, 2, title="只在这里")
    assert "只在这里" in page(client, f"/activities/?village={songs.village_id}")
    read = page(client, f"/activities/?village={neighbour.pk}")
    assert "只在这里" not in read and "还没有预告的活动" in read


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_three_questions_however_many(
    client, songs, number, django_assert_num_queries
):
    for days in range(1, number + 1):
        announce(songs, days)
    client.get("/activities/")
    with django_assert_num_queries(3):  # the towns to choose from, count and page
        client.get("/activities/")


def test_the_list_says_what_where_when_and_how_many_places_are_left(client, songs, village):
    for days, places in ((2, 15), (3, None)):
        announce(songs, days, title="一课", capacity=places)
    announce(songs, 4, title="一课", takes_sign_up=False)
    read = page(client, "/activities/")
    assert read.count(f"{songs.public_title} · 一课</a>") == 3
    assert read.count(f"<dd>{village.name} · ") == 3
    for words in ("还有 15 个名额", "可以报名，不限人数", "不用报名，直接来"):
        assert read.count(words) == 1
