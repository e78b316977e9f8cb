"""A delivery goes out once, is tried again with growing pauses, and is given up where somebody sees it."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.people import make_resident
from weishishi.kernel import clock
from weishishi.outbox import actions, hours, relay
from weishishi.outbox.channels import NotSent
from weishishi.outbox.models import Address, Channel, Choice, Delivery, DeliveryState, Message

LATER = timedelta(seconds=61)
SENT: list = []


def take(letter):
    """The channel of these tests."""
    SENT.append(letter)


def refuse(letter):
    SENT.append(letter)
    raise NotSent("HTTP 503")


def never(letter):
    raise NotSent("HTTP 400", for_good=True)


def break_down(letter):
    raise ZeroDivisionError


HERE = "tests.outbox.test_relay"


@pytest.fixture(autouse=True)
def mail(settings):
    """E-mail is open, and goes into SENT."""
    SENT.clear()
    settings.CHANNELS = {"email": f"{HERE}.take"}
    return settings.CHANNELS


def reachable(key=7):
    actions.reach_by(recipient=("person", key), channel=Channel.EMAIL, value=f"{key}@example.com")


def wants(key=7, subject="moving", wanted=True):
    actions.choose(recipient=("person", key), subject=subject, channel=Channel.EMAIL, wanted=wanted)


def owe(number=1, key=7, topic="accepted"):
    return actions.owe(
        recipient=("person", key), topic=topic, about="2021000316",
        facts={"title": f"路灯{number}", "office": "石桥村联络点", "note": "理由"},
        dedupe_key=f"test:{topic}:{key}:{number}",
    )  # fmt: skip


@pytest.fixture
def waiting(db):
    reachable(), wants(), owe()
    return Delivery.objects.get()


def carry_later(by=LATER):
    with time_machine.travel(clock.now() + by):
        return relay.carry()


def test_what_somebody_chose_goes_out_after_the_grace_with_her_words(waiting):
    assert relay.carry() == 0
    assert carry_later() == 1
    [letter] = SENT
    assert (letter.address, letter.topic) == ("7@example.com", "accepted")
    assert "路灯1" in letter.text
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == (DeliveryState.SENT, 1)
    assert carry_later() == 0
    assert len(SENT) == 1


def test_without_a_choice_nothing_goes_out_by_mail_and_a_closed_channel_gets_no_row(db, mail):
    reachable(), owe(1)
    mail.clear()
    wants(), owe(2)
    assert Delivery.objects.count() == 0


def test_a_legal_answer_cannot_be_switched_off(db, settings):
    settings.CHANNELS = {"sms": f"{HERE}.take"}
    for subject in ("decided", "asked"):
        actions.choose(recipient=("person", 7), subject=subject, channel="sms", wanted=False)
    owe(1, topic="declined"), owe(2, topic="returned")
    assert [one.message.topic for one in Delivery.objects.all()] == ["declined"]


def test_a_recalled_message_is_not_carried(waiting):
    assert actions.recall("test:accepted:7:1") == 1
    assert carry_later() == 0
    waiting.refresh_from_db()
    assert waiting.state == DeliveryState.RECALLED


def test_who_left_no_address_is_not_tried_for_ever(db):
    wants(), owe()
    assert carry_later() == 1
    assert Delivery.objects.get().state == DeliveryState.DROPPED
    assert SENT == []


def test_pauses_grow_from_half_a_minute_to_two_hours():
    assert [relay.pause(tries).total_seconds() for tries in range(1, 9)] == [
        30, 120, 480, 1920, 7200, 7200, 7200, 7200,
    ]  # fmt: skip


def test_eight_tries_and_it_is_given_up_then_one_button_sends_it_again(waiting, mail):
    mail["email"] = f"{HERE}.refuse"
    now = clock.now() + LATER
    for number in range(1, 9):
        waiting.refresh_from_db()
        assert waiting.state == DeliveryState.WAITING
        now = max(now, waiting.next_at)
        with time_machine.travel(now - timedelta(seconds=1)):
            relay.carry()
        assert len(SENT) == number - 1 or number == 1
        with time_machine.travel(now):
            assert relay.carry() == 0
        assert len(SENT) == number
    waiting.refresh_from_db()
    assert (waiting.state, waiting.trouble, waiting.tries) == ("dead", "HTTP 503", 8)
    assert {letter.key for letter in SENT} == {f"weishishi-{waiting.pk}"}

    mail["email"] = f"{HERE}.take"
    assert actions.try_again(Delivery.objects.all()) == 1
    assert relay.carry() == 1


def test_what_will_never_be_taken_is_given_up_at_once(waiting, mail):
    mail["email"] = f"{HERE}.never"
    assert carry_later() == 0
    waiting.refresh_from_db()
    assert (waiting.state, waiting.tries) == (DeliveryState.DEAD, 1)


def test_a_channel_that_breaks_costs_the_others_nothing(db, mail, settings):
    settings.CHANNELS = {"email": f"{HERE}.break_down", "sms": f"{HERE}.take"}
    reachable(), wants()
    actions.reach_by(recipient=("person", 7), channel="sms", value="13800001234")
    owe(1, topic="submitted")
    assert carry_later() == 1
    assert {one.channel: one.state for one in Delivery.objects.all()} == {
        "email": "waiting", "sms": "sent",
    }  # fmt: skip


@pytest.mark.parametrize(("number", "letters"), [(2, 2), (3, 1)])
def test_three_that_wait_for_one_person_become_one(db, number, letters):
    reachable(), wants()
    for one in range(number):
        owe(one)
    assert carry_later() == number
    assert len(SENT) == letters
    assert all(f"路灯{one}" in "".join(letter.text for letter in SENT) for one in range(number))


def test_a_legal_answer_always_travels_alone(db, settings):
    settings.CHANNELS = {"sms": f"{HERE}.take"}
    actions.reach_by(recipient=("person", 7), channel="sms", value="13800001234")
    for one in range(3):
        owe(one, topic="declined")
    assert carry_later() == 3
    assert [letter.topic for letter in SENT] == ["declined"] * 3


def test_two_people_are_never_told_in_one_letter(db):
    for key in (7, 8):
        reachable(key), wants(key), owe(1, key), owe(2, key)
    assert carry_later() == 4
    assert (
        sorted(letter.address for letter in SENT) == ["7@example.com"] * 2 + ["8@example.com"] * 2
    )


@pytest.mark.parametrize(
    ("at", "polite"),
    [
        ("20:59", "20:59"), ("21:00", "08:00"), ("23:59", "08:00"), ("00:00", "08:00"),
        ("07:59", "08:00"), ("08:00", "08:00"), ("12:00", "12:00"),
    ],
)  # fmt: skip
def test_the_night_is_quiet(settings, at, polite):
    settings.OUTBOX_QUIET_HOURS = "21:00-08:00"
    zone = ZoneInfo("Asia/Shanghai")
    moment = datetime.fromisoformat(f"2026-12-31T{at}").replace(tzinfo=zone)
    found = hours.polite(moment)
    assert f"{found.astimezone(zone):%H:%M}" == polite
    assert found >= moment
    assert found - moment < timedelta(hours=11, minutes=1)


def test_a_message_of_the_evening_is_in_the_box_at_once_and_goes_out_in_the_morning(waiting):
    Delivery.objects.all().delete()
    with time_machine.travel(datetime(2026, 6, 10, 22, 0, tzinfo=ZoneInfo("Asia/Shanghai"))):
        message = owe(2)
    delivery = Delivery.objects.get()
    assert message.due_at < delivery.next_at
    assert f"{delivery.next_at.astimezone(ZoneInfo('Asia/Shanghai')):%d %H:%M}" == "11 08:00"


def test_a_carrier_that_died_is_followed_by_another_after_its_lease_only(waiting):
    with time_machine.travel(clock.now() + LATER):
        [errand] = relay.claim()  # and dies
        assert relay.carry() == 0
        with time_machine.travel(clock.now() + relay.LEASE):
            assert relay.carry() == 1
    assert [letter.key for letter in SENT] == [f"weishishi-{errand.deliveries[0].pk}"]


def test_a_carrier_that_comes_back_from_the_dead_writes_over_nothing(waiting):
    with time_machine.travel(clock.now() + LATER):
        [slow] = relay.claim()
        with time_machine.travel(clock.now() + relay.LEASE):
            assert relay.carry() == 1
            sent = Delivery.objects.get().sent_at
            assert relay._end(slow, DeliveryState.DROPPED) == 0
    assert Delivery.objects.get().sent_at == sent


@pytest.mark.django_db(transaction=True)
def test_two_workers_carry_each_delivery_once():
    for key in range(20):
        reachable(key), wants(key), owe(key, key)
    Delivery.objects.update(next_at=clock.now() - LATER)
    carried, start = [], threading.Barrier(2)

    def work():
        try:
            start.wait()
            carried.append(relay.carry())
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(carried) == 20
    assert len(SENT) == len({letter.key for letter in SENT}) == 20


def test_owing_to_thirty_asks_the_database_as_often_as_owing_to_one(db):
    for key in range(30):
        wants(key)

    def asked(keys):
        with CaptureQueriesContext(
            connection,
        ) as found:
            actions.owe_all(
                {f"many:{len(keys)}:{key}": ("person", key) for key in keys},
                topic="accepted", about="", facts={"title": "路灯", "office": "村里"},
            )  # fmt: skip
        return len(found)

    assert asked([1]) == asked(range(30)) == 3


def test_nothing_of_somebody_who_left_is_kept(waiting):
    actions.forget("person", 7)
    assert [model.objects.count() for model in (Message, Delivery, Address, Choice)] == [0] * 4


def test_a_resident_is_reached_by_the_phone_she_proved_and_a_closed_account_is_not(db, settings):
    settings.CHANNELS = {"sms": f"{HERE}.take"}
    known, unproved = make_resident(1), make_resident(2, verified=False)
    for person in (known, unproved):
        owe(1, person.pk, topic="declined")
    assert carry_later() == 2
    assert [letter.address for letter in SENT] == [known.phone]
    states = dict(Delivery.objects.values_list("message__recipient_key", "state"))
    assert states == {str(known.pk): "sent", str(unproved.pk): "dropped"}
