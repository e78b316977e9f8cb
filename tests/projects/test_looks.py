"""还好用吗: asked after three and twelve months, said once, and nobody can tell by whom."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localtime

from projects import looking
from projects.actions import acceptance, looks, retention, works
from projects.actions.evaluations import Speaker
from projects.looks import due_to_look
from projects.models import LookRound, LookSpoken, LookVoice, LookWords
from projects.queries.looks import at_desk
from projects.queries.public_project import detail
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.people import appoint, make_resident
from tests.factories.projects import bring, take
from tests.factories.works import organisation
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

THREE = date(2026, 9, 10)  # passed on 10 June


@pytest.fixture
def done(furnished):
    return bring(furnished, "complete")


def on(day):
    return time_machine.travel(localtime(clock.now()).replace(
        year=day.year, month=day.month, day=day.day
    ))  # fmt: skip


def asked(project, people=()):
    for person in people:
        project.supports.create(person=person, since=project.submitted_at)
    assert looks.ask_residents() == 1
    return LookRound.objects.get()


def says(round, number, is_fine=True, words=""):
    looks.say(round, speaker=Speaker(f"phone-{number}"), is_fine=is_fine, words=words)


def address(round, kind, key):
    token = looking.link_token(round, kind, key)
    return f"/projects/{round.project.query_no}/still-good/?me={token}"


@pytest.mark.parametrize(("early", "number"), [(1, 0), (0, 1)])
def test_they_are_asked_on_the_day_and_not_before(done, early, number):
    due = due_to_look(done.acceptances.get().on, 3)
    with on(due - timedelta(days=early)):
        assert looks.ask_residents() == number
        assert looks.ask_residents() == 0  # once
    assert LookRound.objects.count() == number


def test_what_fell_due_more_than_a_month_ago_is_past(done):
    with on(THREE + timedelta(days=31)):
        assert looks.ask_residents() == 0


def test_who_proposed_and_who_also_needs_it_get_a_link_of_their_own(done):
    neighbour = make_resident(4)
    with on(THREE):
        round = asked(done, [neighbour])
    told = {one.topic: one for one in Message.objects.filter(topic__in=("look", "also_look"))}
    assert (round.asked, round.months, set(told)) == (2, 3, {"look", "also_look"})
    for topic, whose in (
        ("look", ("contact", done.contact_id)),
        ("also_look", ("person", neighbour.pk)),
    ):
        assert (
            looking.link_token(round, *whose) in told[topic].text and "3 个月了" in told[topic].text
        )


def test_who_carried_it_out_is_not_asked_and_does_not_speak(done):
    award, hers = done.awards.get(), make_resident(5)
    appoint(Role.ORGANISATION, done.village.town.district, person=hers,
            organisation=award.organisation)  # fmt: skip
    with on(THREE):
        round = asked(done, [hers])
        assert round.asked == 1
        with pytest.raises(Refused, match="承办单位和它的联系人不参加"):
            looks.say(round, speaker=Speaker(hers.phone_index, "person", hers.pk), is_fine=True)
    assert organisation(done.village.town.district) == award.organisation


def test_each_says_it_once_and_nothing_leads_back_to_her(done):
    with on(THREE):
        round = asked(done)
        says(round, 1, False, "巷尾一盏不亮。")
        with pytest.raises(Refused, match="每人说一次"):
            says(round, 1)
        says(round, 2)
    assert {field.name for field in LookVoice._meta.get_fields()} == {
        "id", "round", "is_fine", "said_on",
    }  # fmt: skip
    assert {field.name for field in LookSpoken._meta.get_fields()} == {"digest", "round"}
    assert LookWords.objects.get().words == "巷尾一盏不亮。"


def test_four_are_a_number_and_five_are_told_apart(done, secretary):
    with on(THREE):
        round = asked(done)
        for number in range(4):
            says(round, number)
        assert detail(done.query_no).works.looks == []
        [one] = at_desk(done)
        assert (one.n, one.fine, one.words) == (4, None, ())
        says(round, 4, False, "巷尾一盏不亮。")
        [one] = at_desk(done)
        assert (one.n, one.fine, one.wrong, one.words) == (5, 4, 1, ("巷尾一盏不亮。",))
        page = text_of(Client().get(f"/projects/{done.query_no}/"))
        assert "办完后第 3 个月，5 位居民说：好用 4，有问题 1" in page and "巷尾" not in page
        desk = text_of(sign_in(secretary).get(page_of(done, "acceptance")))
        assert all(
            words in desk for words in ("巷尾一盏不亮", "石桥村村民委员会", "派一项分工去修")
        )


def test_the_public_page_shows_the_way_as_long_as_it_is_open(client, done):
    there = f'href="/projects/{done.query_no}/still-good/"'
    with on(THREE):
        assert there not in text_of(client.get(f"/projects/{done.query_no}/"))
        last = asked(done).last_day
        assert there in text_of(client.get(f"/projects/{done.query_no}/"))
    for day, is_there in ((last, True), (last + timedelta(days=1), False)):
        with on(day):
            assert (there in text_of(client.get(f"/projects/{done.query_no}/"))) is is_there


def test_from_the_link_it_is_one_question(client, done):
    with on(THREE):
        round = asked(done)
        here = address(round, "contact", done.contact_id)
        assert "还好用吗？" in text_of(client.get(here))
        wrong = client.post(here, {"words": "一盏不亮"})
        assert wrong.status_code == 422 and "一盏不亮" in text_of(wrong)
        told = client.post(here, {"answer": "wrong", "words": "一盏不亮"}, follow=True)
        assert "谢谢您，已经记下了" in text_of(told)
        again = client.post(here, {"answer": "fine"})
        assert again.status_code == 409 and "每人说一次" in text_of(again)
        stranger = f"/projects/{done.query_no}/still-good/?me={'0' * 24}"
        assert "点消息里的链接" in text_of(client.get(stranger))
        client.post(stranger, {"answer": "fine"})
    assert LookVoice.objects.get().is_fine is False
    with on(THREE + timedelta(days=31)):
        assert "现在没有在问" in text_of(client.get(here))
        with pytest.raises(Refused, match="已经问完了"):
            says(round, 9)


def test_who_is_signed_in_and_also_needs_it_says_so_without_a_link(client, done):
    neighbour = make_resident(4)
    with on(THREE):
        client.force_login(neighbour)
        asked(done, [neighbour])
        answer = client.post(f"/projects/{done.query_no}/still-good/", {"answer": "fine"})
        assert answer.status_code == 303
    assert LookVoice.objects.get().is_fine


def test_when_it_is_over_the_digests_go_and_after_two_years_the_words(done):
    with on(THREE):
        round = asked(done)
        says(round, 1, False, "一盏不亮。")
    for days, spoken, words in ((30, 1, 1), (31, 0, 1), (30 + 731, 0, 0)):
        with on(THREE + timedelta(days=days)):
            list(retention.sweep())
        assert (LookSpoken.objects.count(), LookWords.objects.count()) == (spoken, words), days
    assert LookVoice.objects.count() == 1


def test_a_task_puts_it_right_even_after_the_file_is_closed(done, secretary):
    archived = _archived(done)
    where = page_of(archived, "works")
    desk = sign_in(secretary)
    page = text_of(desk.get(f"{where}?what=去修&who=村委会"))
    assert 'value="村委会"' in page and "和居民商定的位置" in page
    told = {"part": "task", "what": "去修", "who": "村委会", "due_on": "2026-07-01"}
    assert desk.post(where, told).status_code == 302
    assert (
        desk.post(where, {"part": "finish_task", "pk": archived.tasks.get().pk}).status_code == 302
    )
    with pytest.raises(Refused, match="这一项不再填写"):
        works.add_milestone(archived, by=secretary, what="立杆", due_on=clock.today())


def _archived(project):
    """The neighbours have their days to speak."""
    project = take(project, "open_evaluation")
    with time_machine.travel(clock.now() + timedelta(days=10)):
        project = take(project, "close_evaluation")
        return take(project, "archive")


def test_what_staff_found_wrong_leads_to_who_keeps_it(done, secretary):
    with on(THREE):
        acceptance.look_again(done, by=secretary, months=3, is_fine=False, words="两盏不亮。")
        page = text_of(sign_in(secretary).get(page_of(done, "acceptance")))
    assert "石桥村村民委员会" in page and "派一项分工去修" in page
