"""Whoever holds a post chooses by which ways her office's messages also go out; the box has them all."""

from datetime import timedelta

import pytest
import time_machine

from projects.actions import urges
from projects.lifecycle import ProjectLife
from projects.notifications import HEARD, OFFICE, PRESSING, WEEKLY
from tests.factories.desk import sign_in, text_of
from tests.factories.people import appoint, delegated
from tests.factories.projects import REASON, bring
from villages.models import Person, Post
from villages.offices import office_of
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.outbox import relay
from weishishi.outbox.addresses import addresses
from weishishi.outbox.models import Address, Choice, Delivery, Message

HERE = "/admin/inbox/how/"
ALL = {
    "robot": "weishishi.outbox.channels.robot.deliver",
    "sms": "weishishi.outbox.channels.sms.deliver",
    "email": "weishishi.outbox.channels.email.deliver",
}


@pytest.fixture(autouse=True)
def open_channels(settings):
    settings.CHANNELS = ALL


def chosen():
    return {(one.recipient, one.subject, one.channel): one.wanted for one in Choice.objects.all()}


def told(*ticks):
    """Her form with these ticks and whatever cannot be taken away."""
    return {"email": "", **dict.fromkeys(ticks, "on")}


def urged(project, secretary, by):
    urges.press(project, by=by, kind="urge", to=secretary.post, text="请本周踏勘。", within=3)


def test_she_chooses_for_her_office_by_subject_and_channel(village, secretary):
    browser = sign_in(secretary)
    form = browser.get(HERE).context["form"]
    assert [subject for subject, _boxes in form.rows] == [OFFICE, PRESSING, HEARD, WEEKLY]
    assert form["office-robot"].initial and not form["office-sms"].initial
    answer = browser.post(HERE, told("office-sms", "weekly-robot", "office_heard-robot"))
    assert answer.status_code == 302
    office = office_of(secretary.post)
    assert chosen() == {(office, "office", "robot"): False, (office, "office", "sms"): True}
    again = browser.get(HERE).context["form"]
    assert again["office-sms"].initial and not again["office-robot"].initial


def test_what_has_a_day_is_not_refused_however_it_is_sent(lamps, secretary, town_officer):
    browser = sign_in(secretary)
    box = browser.get(HERE).context["form"]["office_pressing-robot"]
    assert box.field.disabled and box.initial
    browser.post(HERE, told())
    assert (office_of(secretary.post), "office_pressing", "robot") not in chosen()
    Choice.objects.create(
        recipient_kind="office", recipient_key=office_of(secretary.post)[1],
        subject="office_pressing", channel="robot", wanted=False,
    )  # fmt: skip
    urged(lamps, secretary, town_officer)
    assert list(Delivery.objects.values_list("message__topic", "channel")) == [("urge", "robot")]


def test_what_she_refused_stays_in_the_box_and_goes_nowhere_else(
    lamps, team, secretary, town_officer
):
    sign_in(secretary).post(HERE, told())
    project = bring(lamps, "report")
    Delivery.objects.all().delete()
    ProjectLife.hand_back(project, by=town_officer, note=REASON)
    message = Message.objects.get(topic="office_handed_back")
    assert message.recipient == office_of(secretary.post)
    assert message.deliveries.count() == 0


def test_one_office_chooses_for_no_other(village, secretary, liaison):
    sign_in(secretary).post(HERE, told("office-email"))
    form = sign_in(liaison).get(HERE).context["form"]
    assert form["office-robot"].initial and not form["office-email"].initial
    assert {recipient for recipient, _subject, _channel in chosen()} == {office_of(secretary.post)}


def test_the_page_says_what_always_comes_and_where_the_rest_goes(village, secretary):
    page = text_of(sign_in(secretary).get(HERE))
    assert "都在“工作消息”里，一条不少，关不掉" in page
    assert "离任以后不再发给她" in page
    assert 'href="/admin/inbox/how/"' in text_of(sign_in(secretary).get("/admin/inbox/"))


def test_her_own_mail_is_kept_for_herself_and_a_broken_one_is_said(village, secretary):
    browser = sign_in(secretary)
    answer = browser.post(HERE, {"email": "没有@", "office-sms": "on"})
    assert answer.status_code == 422 and "邮箱写法不对" in text_of(answer)
    assert not Choice.objects.exists() and not Address.objects.exists()
    browser.post(HERE, {"email": "a@example.com"})
    assert Address.objects.get().recipient == ("person", str(secretary.person.pk))


def proved(person, phone):
    Person.objects.filter(pk=person.pk).update(phone=phone, phone_verified_at=clock.now())


def reached(post, channel="sms"):
    return addresses(channel, {office_of(post)}).get(office_of(post))


def test_an_office_is_reached_at_who_acts_there_today(village):
    first = appoint(Role.SECRETARY, village, "first")
    assert reached(first) is None
    proved(first.person, "13800000001")
    assert reached(first) == "13800000001"
    Post.objects.filter(pk=first.pk).update(until=clock.today())
    assert reached(first) is None
    second = appoint(Role.SECRETARY, village, "second")
    proved(second.person, "13800000002")
    assert reached(first) == "13800000002"


def test_who_stands_in_is_reached_instead_and_of_two_the_first_with_a_phone(village):
    first = appoint(Role.LIAISON, village, "first")
    second = appoint(Role.LIAISON, village, "second")
    proved(second.person, "13800000002")
    assert reached(first) == "13800000002"
    proved(first.person, "13800000001")
    assert reached(first) == "13800000001"
    helper = appoint(Role.COMMITTEE_MEMBER, village, "helper")
    proved(helper.person, "13800000003")
    delegated(first, helper)
    assert reached(first) == "13800000003"


def test_each_body_is_reached_at_its_own(district):
    posts = [
        appoint(Role.SUPERVISOR, district, body, body=body) for body in ("congress", "inspection")
    ]
    proved(posts[0].person, "13800000001")
    assert [reached(one) for one in posts] == ["13800000001", None]


def test_a_text_message_goes_out_to_who_holds_the_post(
    lamps, secretary, town_officer, text_messages
):
    proved(secretary.person, "13800000001")
    sign_in(secretary).post(HERE, told("office_pressing-sms"))
    urged(lamps, secretary, town_officer)
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        relay.carry()
    [sent] = text_messages
    assert (sent.phone, sent.template) == ("13800000001", "urge")
    assert "踏勘" not in str(sent.parameters)
