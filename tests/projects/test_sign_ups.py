"""Who wants to come has a place, once per phone, as long as there is one; two who press for the last
place at the same moment do not both get it, and with the lock off they do."""

import threading
from datetime import time
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet

from projects.actions import services, sign_ups
from projects.lifecycle import ProjectLife
from projects.models import SignUp
from projects.queries import sign_ups as found
from tests.factories.projects import REASON
from tests.factories.services import announce, coming, course, hold, past, sign_up
from villages.models import Consent, Contact
from weishishi.kernel.verdict import Refused


@pytest.fixture
def songs(village, programme, clerk):
    return course(village, clerk)


def test_a_place_is_kept_with_what_she_agreed_to_and_her_phone_sealed(songs):
    place = sign_up(announce(songs), name="珍婆", phone="13900002021")
    consent = Consent.objects.get(contact=place.contact)
    assert (consent.topic, consent.how, consent.query_no) == ("privacy", "ticked", songs.query_no)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM villages_contact WHERE id = %s", [place.contact_id])
        assert not any("珍婆" in one or "2021" in one for one in cursor.fetchone())
    assert found.proved(place.number, "2021") == place
    assert found.proved(place.number, "2022") is None
    assert len(place.number) == 13


def test_a_phone_comes_once_and_again_after_it_was_taken_back(songs, liaison):
    activity = announce(songs)
    place = sign_up(activity, phone="13900002021")
    with pytest.raises(Refused, match="这个手机号已经报过名了"):
        sign_up(activity, phone="13900002021")
    sign_ups.take_back(place)
    with pytest.raises(Refused, match="已经取消过了"):
        sign_ups.take_back(place)
    assert sign_up(activity, phone="13900002021").pk != place.pk
    assert sign_up(announce(songs, 5), phone="13900002021")  # another activity is another place


def test_a_form_sent_twice_is_one_place(songs):
    activity, said = announce(songs, capacity=1), coming()
    assert sign_ups.sign_up(activity, said) == sign_ups.sign_up(activity, said)
    assert SignUp.objects.count() == 1


@pytest.mark.parametrize(("taken", "fine"), [(1, True), (2, False)])
def test_the_last_place_is_the_last(songs, taken, fine):
    activity = announce(songs, capacity=2)
    for _one in range(taken):
        sign_up(activity)
    if fine:
        assert sign_up(activity)
        return
    with pytest.raises(Refused, match=r"名额满了（2 人）。有人取消就会空出来"):
        sign_up(activity)
    sign_ups.take_back(activity.sign_ups.first())
    assert sign_up(activity)


def test_staff_write_down_who_has_no_phone_in_their_own_village_only(
    songs, liaison, neighbour_secretary
):
    activity = announce(songs)
    place = sign_up(activity, by=liaison, phone="")
    assert sign_up(activity, by=liaison, phone="").pk != place.pk  # no phone is nobody's phone
    assert (place.recorded_by, Consent.objects.get(contact=place.contact).how) == (
        liaison.post, "told",
    )  # fmt: skip
    assert found.proved(place.number, "") is None
    with pytest.raises(Refused, match="由所在村（社区）登记"):
        sign_up(activity, by=neighbour_secretary)
    with pytest.raises(Refused, match="由所在村（社区）登记"):
        sign_ups.take_back(place, by=neighbour_secretary)
    sign_ups.take_back(place, by=liaison)


def test_nobody_signs_up_for_what_is_over_cancelled_open_to_all_or_stopped(songs, clerk, liaison):
    over = past(announce(songs, 2))
    with pytest.raises(Refused, match="这次活动已经结束"):
        sign_up(over)
    held = hold(songs, 1)
    with pytest.raises(Refused, match="这次活动已经结束"):
        sign_up(held)
    cancelled = announce(songs, 3)
    services.cancel(cancelled, by=liaison, reason="台风，停办一次。")
    with pytest.raises(Refused, match="这次活动取消了：台风"):
        sign_up(cancelled)
    with pytest.raises(Refused, match="这次活动不用报名"):
        sign_up(announce(songs, 4, takes_sign_up=False))
    waiting = announce(songs, 5)
    ProjectLife.suspend(songs, by=clerk, note=REASON)
    with pytest.raises(Refused, match="报名先停一停"):
        sign_up(waiting)


def test_once_it_has_begun_no_place_is_given_or_taken_back(songs):
    activity = announce(songs, 1)
    place = sign_up(activity)
    past(activity, 0)
    type(activity).objects.filter(pk=activity.pk).update(starts=time.min, ends=time.max)
    with pytest.raises(Refused, match="活动已经开始，报不了名了"):
        sign_up(activity)
    with pytest.raises(Refused, match="活动已经开始，不用再取消"):
        sign_ups.take_back(place)


@pytest.fixture
def in_the_open(transactional_db):
    """What threads write has to be committed."""


def race(activity, hands, together=None):
    """The sorted answers of so many who press at the same moment."""
    answers, start = [], threading.Barrier(hands, timeout=60)

    def press():
        try:
            connection.ensure_connection()
            start.wait()
            try:
                if together is None:
                    sign_ups.sign_up(activity, coming(phone=f"138{uuid4().int % 10**8:08}"))
                else:
                    with connection.execute_wrapper(together):
                        sign_ups.sign_up(activity, coming(phone=f"138{uuid4().int % 10**8:08}"))
                answers.append("has a place")
            except Refused as refusal:
                answers.append(str(refusal)[:4])
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _one in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_of_eight_who_press_for_the_last_two_places_two_get_them(
    in_the_open, village, programme, clerk
):
    project = course(village, clerk)
    for days in range(2, 12):
        activity = announce(project, days, capacity=2)
        assert race(activity, 8) == ["has a place"] * 2 + ["名额满了"] * 6
        assert activity.sign_ups.standing().count() == 2


def test_without_the_lock_more_get_a_place_than_there_are(
    in_the_open, village, programme, clerk, monkeypatch
):
    """The control: all count the places before one of them has written hers."""
    activity = announce(course(village, clerk), capacity=1)
    counted = threading.Barrier(4, timeout=30)

    def together(execute, sql, *rest):
        answer = execute(sql, *rest)
        if sql.startswith("SELECT COUNT(*)") and "projects_signup" in sql:
            counted.wait()
        return answer

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    assert race(activity, 4, together) == ["has a place"] * 4


def test_ninety_days_later_nobody_knows_who_it_was(songs):
    place = sign_up(announce(songs))
    sign_ups.forget(place)
    place.refresh_from_db()
    contact = Contact.objects.get(pk=place.contact_id)
    assert (contact.name, contact.phone, contact.phone_index, place.phone_index) == ("",) * 4
    assert contact.forgotten_at
