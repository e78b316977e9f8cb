"""The desk's pages of a service: the plan, an activity counted from a phone, the sheet, the served."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import (
    Activity,
    Attendance,
    PrivateReading,
    ServedPerson,
    ServedReading,
    SignUp,
)
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.services import announce, course, enrol, hold, past, read_by, sign_up
from villages import notices
from weishishi.kernel import clock

SECRETS = ("珍婆", "13900002021")


@pytest.fixture
def songs(village, programme, clerk):
    return course(village, clerk)


def plan(**more):
    today = clock.today()
    return {
        "part": "plan", "eligibility": "本社区居民", "begins_on": today - timedelta(days=40),
        "ends_on": today + timedelta(days=40), "frequency": "每周二", "venue": "文化楼",
        "activities": "12", "person_times": "360", **more,
    }  # fmt: skip


def occasion(days=3, **more):
    return {
        "part": "announce", "title": "第一课", "on": clock.today() + timedelta(days=days),
        "starts": "14:00", "ends": "15:30", "venue": "文化楼", "takes_sign_up": "on",
        "capacity": "20", **more,
    }  # fmt: skip


def test_plan_and_activity_are_written_on_one_page_and_nothing_typed_is_lost(songs, liaison):
    desk, where = sign_in(liaison), page_of(songs, "service")
    wrong = desk.post(
        where, plan(reason="加到 12 场。", ends_on=clock.today() - timedelta(days=99))
    )
    assert (wrong.status_code, "文化楼" in text_of(wrong)) == (400, True)
    assert "不能早于开始的日期" in text_of(wrong)
    assert desk.post(where, plan()).status_code == 400  # a correction says why
    assert desk.post(where, plan(reason="加到 12 场。")).status_code == 302
    outside = desk.post(where, occasion(41))
    assert (outside.status_code, "第一课" in text_of(outside)) == (409, True)
    assert "活动日期要在服务期内" in text_of(outside)
    backwards = desk.post(where, occasion(ends="13:00"))
    assert (backwards.status_code, "要晚于开始时间" in text_of(backwards)) == (400, True)
    assert desk.post(where, occasion()).status_code == 302
    assert Activity.objects.get().capacity == 20
    assert desk.post(where, {"part": "nonsense"}).status_code == 404


def test_who_came_is_one_number_from_a_phone(songs, liaison):
    activity = past(announce(songs, 2, capacity=2))
    desk, where = sign_in(liaison), page_of(songs, f"activities/{activity.pk}")
    assert desk.post(where, {"part": "came", "others": "5", "way": "head_count"}).status_code == 302
    page = text_of(desk.get(where))
    assert "比名额多 3 人" in page
    assert Attendance.objects.get().person_times == 5
    again = {"part": "came", "others": "6", "way": "sign_in", "volunteers": "2", "hours": "1.5"}
    refused = desk.post(where, again)
    assert (refused.status_code, "请写明原因" in text_of(refused)) == (400, True)
    assert desk.post(where, again | {"reason": "签到表重新数过。"}).status_code == 302
    assert "签到表重新数过" in text_of(desk.get(where))
    halves = desk.post(where, again | {"hours": "1.3", "reason": "签到表重新数过。"})
    assert (halves.status_code, "半小时为一档" in text_of(halves)) == (409, True)


def test_the_list_is_ticked_and_a_stranger_on_it_refused(songs, liaison):
    activity = announce(songs, 2)
    places = [sign_up(activity, name=f"居民{n}") for n in range(3)]
    past(activity)
    desk, where = sign_in(liaison), page_of(songs, f"activities/{activity.pk}")
    told = {"part": "came", "way": "sign_in", "came": [places[0].pk, places[2].pk], "others": ""}
    assert desk.post(where, told | {"came": ["999999"]}).status_code == 400
    assert desk.post(where, told).status_code == 302
    assert Attendance.objects.get().came == [places[0].pk, places[2].pk]


def test_it_is_moved_cancelled_and_signed_up_for_at_the_window(songs, liaison):
    activity = announce(songs, 3, capacity=2)
    desk, where = sign_in(liaison), page_of(songs, f"activities/{activity.pk}")
    form = {"part": "sign_up", "form_token": str(uuid4()), "name": "珍婆", "phone": ""}
    assert desk.post(where, form).status_code == 400  # told nothing
    assert desk.post(where, form | {"told": notices.CURRENT}).status_code == 302
    place = SignUp.objects.get()
    assert "珍**" in text_of(desk.get(where))
    moved = occasion(4, part="move", title="红歌传唱", capacity="2", reason="老师临时有事。")
    assert desk.post(where, moved).status_code == 302
    assert desk.post(where, {"part": "take_back", "pk": place.pk}).status_code == 302
    assert desk.post(where, {"part": "take_back", "pk": place.pk}).status_code == 409
    assert desk.post(where, {"part": "take_back", "pk": "x"}).status_code == 404
    assert desk.post(where, {"part": "cancel", "reason": ""}).status_code == 400
    assert desk.post(where, {"part": "cancel", "reason": "台风，停办一次。"}).status_code == 302
    assert "台风，停办一次" in text_of(desk.get(where))


def test_only_the_village_writes_and_only_who_may_know_reads_names(
    songs, liaison, town_officer, supervisor, neighbour_secretary
):
    activity = announce(songs, 3, capacity=2)
    sign_up(activity, name="珍婆", phone="13900002021")
    names = ("service", f"activities/{activity.pk}", f"activities/{activity.pk}/sign-in")
    for actor, knows in ((liaison, True), (town_officer, True), (supervisor, False)):
        pages = [text_of(sign_in(actor).get(page_of(songs, name))) for name in names]
        assert not [page for page in pages if "珍婆" in page or "13900002021" in page], actor
        assert [("珍**" in page) for page in pages] == [False, knows, knows], actor
        pressed = [
            sign_in(actor).post(page_of(songs, name), {"reveal": f"sign_ups:{activity.pk}"})
            for name in names[1:]
        ]
        assert [answer.status_code for answer in pressed] == [200 if knows else 403] * 2
        if knows:
            assert all("珍婆" in text_of(answer) for answer in pressed)
            assert "13900002021" in text_of(pressed[0])
            reading = PrivateReading.objects.filter(post=actor.post).first()
            assert (reading.fact, reading.row) == ("sign_ups", activity.pk)
    for name in names:
        assert sign_in(neighbour_secretary).get(page_of(songs, name)).status_code == 404
    for part in ("plan", "announce"):
        assert (
            sign_in(town_officer).post(page_of(songs, "service"), {"part": part}).status_code == 403
        )
    where = page_of(songs, f"activities/{activity.pk}")
    assert sign_in(supervisor).post(where, {"part": "cancel"}).status_code == 403
    assert sign_in(liaison).get(page_of(songs, "activities/999999")).status_code == 404


def test_the_sheet_has_a_line_for_everybody_and_some_more(songs, liaison):
    activity = announce(songs, 3, capacity=30)
    sign_up(activity, name="珍婆")
    page = text_of(sign_in(liaison).get(page_of(songs, f"activities/{activity.pk}/sign-in")))
    assert page.count("<tr>") == 1 + 30  # the head, one name, the empty places
    assert "签到表" in page


def test_whom_it_serves_is_read_for_a_reason_and_who_read_it_is_read_by_the_auditor(
    songs, liaison, auditor, supervisor
):
    desk, where = sign_in(liaison), page_of(songs, "served")
    entry = {
        "part": "enrol", "form_token": str(uuid4()), "kind": "elderly", "name": "珍婆",
        "phone": "13900002021", "since": clock.today(), "is_agreed": "on",
    }  # fmt: skip
    unchecked = desk.post(where, entry)
    assert (unchecked.status_code, "先核对条件" in text_of(unchecked)) == (400, True)
    assert "珍婆" in text_of(unchecked)
    assert desk.post(where, entry | {"is_eligible": "on"}).status_code == 302
    assert not [one for one in SECRETS if one in text_of(desk.get(where))]
    assert desk.post(where, {"part": "read", "why": "看"}).status_code == 400
    opened = desk.post(where, {"part": "read", "why": "上门送餐，核对名单"})
    page = desk.get(opened.headers["Location"])
    assert all(one in text_of(page) for one in SECRETS)
    assert "no-store" in page.headers["Cache-Control"]
    reading = ServedReading.objects.get()
    listed = page_of(songs, f"served/{reading.pk}")
    person = ServedPerson.objects.get()
    early = {"pk": person.pk, "until": clock.today() - timedelta(days=1), "because": "搬走"}
    assert desk.post(listed, early).status_code == 409
    assert desk.post(listed, early | {"because": ""}).status_code == 400
    assert desk.post(listed, early | {"until": clock.today()}).status_code == 302
    read = text_of(sign_in(auditor).get("/admin/projects/servedreading/"))
    assert "上门送餐，核对名单" in read
    assert not [one for one in SECRETS if one in read]
    assert sign_in(supervisor).get(where).status_code == 403
    assert sign_in(auditor).get(listed).status_code == 403


def test_a_reading_opens_the_list_to_its_reader_only(songs, liaison, secretary):
    enrol(songs, name="珍婆")
    reading = read_by(songs, liaison.post)
    where = page_of(songs, f"served/{reading.pk}")
    assert sign_in(secretary).get(where).status_code == 302
    assert "珍婆" in text_of(sign_in(liaison).get(where))


def counted(desk, where):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert desk.get(where).status_code == 200
    return len(asked)


def test_each_page_asks_the_same_for_one_and_for_three(songs, liaison):
    desk = sign_in(liaison)
    activity = announce(songs, 3)
    reading = read_by(songs, liaison.post)
    names = (
        "service", f"activities/{activity.pk}", f"activities/{activity.pk}/sign-in", "served",
        f"served/{reading.pk}",
    )  # fmt: skip

    def more():
        hold(songs)
        sign_up(activity)
        enrol(songs)
        return [counted(desk, page_of(songs, name)) for name in names]

    desk.get(page_of(songs, "service"))
    first = more()
    more()
    assert more() == first
