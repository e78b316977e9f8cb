"""The pages of 关注 and of how somebody is told, the feeds and the calendar."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from projects.models import Follow, Meeting
from tests.factories.meetings import called
from tests.factories.people import make_resident
from tests.factories.projects import furnish, propose
from weishishi.kernel import clock
from weishishi.outbox.models import Address, Choice

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def resident(db):
    return make_resident(1)


@pytest.fixture
def me(client, resident):
    client.force_login(resident)
    return client


def test_a_list_is_followed_with_what_was_chosen_and_nothing_else(me, village, lamps, text_of):
    page = text_of(me.get(f"/projects/?village={village.pk}&stage=collecting&period=2026"))
    assert f'href="/me/follow/?village={village.pk}"' in page
    here = f"/me/follow/?village={village.pk}"
    assert village.name in text_of(me.get(here))
    assert me.post(here).status_code == 303
    follow = Follow.objects.get()
    assert (follow.address, follow.words) == (f"village={village.pk}", village.name)
    assert village.name in text_of(me.get("/me/follows/"))
    me.post("/me/follows/", {"unfollow": follow.pk})
    assert "还没有关注" in text_of(me.get("/me/follows/"))


def test_a_matter_is_followed_from_its_page(me, lamps, text_of):
    assert f"/me/follow/?project={lamps.query_no}" in text_of(
        me.get(f"/projects/{lamps.query_no}/")
    )
    me.post(f"/me/follow/?project={lamps.query_no}")
    assert Follow.objects.get().project == lamps


@pytest.mark.parametrize(
    "nothing", ["", "?project=1", "?project=0000000000", "?period=2026", "?village=x", "?text="]
)
def test_nothing_is_followed_by_a_broken_address(me, db, nothing):
    assert me.post(f"/me/follow/{nothing}").status_code == 404
    assert Follow.objects.count() == 0


@pytest.mark.parametrize("wrong", ["", "x", "9" * 40, "-1", "１"])
def test_a_broken_number_takes_nothing_back(me, wrong):
    assert me.post("/me/follows/", {"unfollow": wrong}).status_code == 404


def test_who_is_not_signed_in_signs_in_first(client, village):
    answer = client.get(f"/me/follow/?village={village.pk}")
    assert answer.status_code == 302
    assert "sign-in" in answer.url


OPEN = {
    "sms": "weishishi.outbox.channels.sms.deliver",
    "email": "weishishi.outbox.channels.email.deliver",
}


def test_she_chooses_by_subject_and_channel_and_the_law_stays_on(me, resident, settings, text_of):
    settings.CHANNELS = OPEN
    page = me.get("/me/messages/how/")
    form = page.context["form"]
    assert form["decided-sms"].field.disabled and form["decided-sms"].initial
    answer = me.post("/me/messages/how/", {"email": "a@example.com", "moving-email": "on"})
    assert answer.status_code == 303
    assert Address.objects.get().value == "a@example.com"
    said = {(one.subject, one.channel): one.wanted for one in Choice.objects.all()}
    assert said == {
        ("promised", "sms"): False,
        ("signed_up", "sms"): False,
        ("asked", "sms"): False,
        ("moving", "sms"): False,
        ("moving", "email"): True,
    }
    again = me.get("/me/messages/how/").context["form"]
    assert again["moving-email"].initial and not again["moving-sms"].initial


def test_a_broken_address_is_said_and_her_ticks_are_kept(me, settings, text_of):
    settings.CHANNELS = OPEN
    answer = me.post("/me/messages/how/", {"email": "没有@", "also-email": "on"})
    assert answer.status_code == 422
    assert "邮箱写法不对" in text_of(answer)
    assert answer.context["form"]["also-email"].value() is True
    assert Choice.objects.count() == 0


def test_the_feed_names_what_is_released_and_nothing_a_resident_wrote(
    client, village, neighbour, lamps, clerk, programme
):
    released = furnish(propose(village, by=clerk))
    answer = client.get("/feed.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    titles = [
        one.findtext(f"{ATOM}title")
        for one in ElementTree.fromstring(answer.content).iter(f"{ATOM}entry")
    ]
    assert titles == ["村口加装路灯：已收到，等待受理"]
    body = answer.content.decode()
    assert lamps.need not in body and released.contact.phone not in body
    of_village = client.get(f"/villages/{village.pk}/feed.atom").content.decode()
    assert "村口加装路灯" in of_village
    assert "<entry>" not in client.get(f"/villages/{neighbour.pk}/feed.atom").content.decode()
    assert client.get("/villages/999999/feed.atom").status_code == 404


def test_a_feed_asks_as_often_for_three_as_for_one(
    client, village, clerk, programme, django_assert_num_queries
):
    furnish(propose(village, by=clerk))
    with django_assert_num_queries(1):
        client.get("/feed.atom")
    furnish(propose(village, by=clerk)), furnish(propose(village, by=clerk))
    with django_assert_num_queries(1):
        client.get("/feed.atom")


def test_meetings_stand_in_a_calendar_with_place_and_hour_and_no_name(
    client, village, lamps, clerk
):
    meeting = called(
        village, [lamps], by=clerk, at=clock.now() + timedelta(days=3), called_at=clock.now()
    )
    answer = client.get(f"/villages/{village.pk}/meetings.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == meeting.name
    assert str(event["location"]) == meeting.venue
    assert event["dtstart"].dt == meeting.begins_at.replace(microsecond=0)
    assert event["status"] == "CONFIRMED"
    Meeting.objects.update(status="cancelled", cancelled_because="台风")
    [event] = Calendar.from_ical(client.get(f"/villages/{village.pk}/meetings.ics").content).walk(
        "VEVENT"
    )
    assert event["status"] == "CANCELLED"
