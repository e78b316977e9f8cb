"""我的: what is hers, what waits for her, what was told her; and a door with two handles."""

import pytest
from django.utils import timezone

from projects.actions import support
from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.factories.people import make_resident
from tests.factories.projects import REASON, proposal, propose
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message


@pytest.fixture
def resident(db):
    return make_resident(1)


@pytest.fixture
def me(client, resident):
    client.force_login(resident)
    return client


@pytest.fixture
def mine(village, programme, resident):
    return propose(village, Actor.resident(resident), title="三巷口装灯")


def begin_a_sheet(browser):
    """The first screen of the form, answered."""
    start = browser.get("/propose/")
    return browser.post(start.request["PATH_INFO"], {"kind": "facility"}, follow=True)


def deliver(person):
    Message.objects.to("person", person.pk).update(due_at=timezone.now(), text="给您的一句话")


def test_who_is_not_signed_in_finds_both_ways_to_her_matters(client, db, text_of):
    response = client.get("/me/")
    text = text_of(response)
    assert response.status_code == 200
    assert 'href="/track/"' in text
    assert "用手机号登录" in text
    assert text.split("<main")[1].split("</main")[0].count('class="btn"') == 1


def test_an_empty_page_says_what_to_do_first(me, text_of):
    text = text_of(me.get("/me/"))
    assert "您还没有提过" in text
    assert 'href="/propose/"' in text
    assert "看看大家提了什么" in text


def test_hers_stand_under_her_own_title_and_lead_to_her_own_page(me, mine, lamps, text_of):
    response = me.get("/me/")
    assert [card.title for card in response.context["proposed"]] == ["三巷口装灯"]
    assert f"/track/{mine.query_no}/" in text_of(response)
    assert lamps.query_no not in text_of(response)


def test_what_she_also_needs_stands_under_its_public_title(me, lamps, resident):
    support.support(lamps, by=Actor.resident(resident))
    cards = me.get("/me/").context["needed"]
    assert [(card.title, card.supporters) for card in cards] == [("微设施（内容整理中）", 1)]


def test_a_return_waits_on_top_until_it_is_answered(me, mine, committee, text_of):
    assert "等您办" not in text_of(me.get("/me/"))
    ProjectLife.send_back(mine, by=committee, note=REASON)
    assert "请您补充情况：三巷口装灯" in text_of(me.get("/me/"))
    me.post(f"/track/{mine.query_no}/", {"text": "是三巷到五巷，一共七盏。"})
    assert "等您办" not in text_of(me.get("/me/"))


def test_messages_stand_there_until_she_says_she_saw_them(me, mine, resident, text_of):
    deliver(resident)
    assert "没看过的消息 1 条" in text_of(me.get("/me/"))
    assert "没看过的消息 1 条" in text_of(me.get("/me/"))  # looking is not saying so
    assert me.post("/me/messages/").status_code == 303
    assert "没看过的消息" not in text_of(me.get("/me/"))
    assert "给您的一句话" in text_of(me.get("/me/messages/"))


def test_nobody_elses_messages(me, mine, lamps, village, programme, text_of):
    other = make_resident(2)
    propose(village, Actor.resident(other))
    deliver(other)
    assert "给您的一句话" not in text_of(me.get("/me/messages/"))
    me.post("/me/messages/")
    assert Message.objects.to("person", other.pk).unread().count() == 1


def test_looking_claims_nothing_and_one_press_claims(
    me, village, clerk, programme, resident, text_of
):
    before = propose(village, clerk, phone=resident.phone, title="以前提的灯")
    assert "以前不登录时提过 1 件" in text_of(me.get("/me/"))
    assert Project.objects.get(pk=before.pk).proposer is None
    assert "收进来 1 件" in text_of(me.post("/me/", follow=True))
    assert "以前提的灯" in text_of(me.get("/me/"))


def test_signing_in_claims_by_itself(client, village, clerk, programme, resident):
    before = propose(village, clerk, phone=resident.phone)
    client.force_login(resident)
    assert Project.objects.get(pk=before.pk).proposer == resident


def test_a_post_reads_her_own_and_nothing_of_others(client, secretary, lamps, mine, text_of):
    client.force_login(secretary.person)
    text = text_of(client.get("/me/"))
    assert mine.query_no not in text
    assert lamps.query_no not in text


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_few_questions(
    number, me, village, programme, resident, clerk, django_assert_num_queries
):
    for _one in range(number):
        propose(village, Actor.resident(resident))
        support.support(propose(village, clerk, phone=""), by=Actor.resident(resident))
        propose(village, clerk, phone=resident.phone)
        begin_a_sheet(me)
    deliver(resident)
    with django_assert_num_queries(8):
        me.get("/me/")


# ── Signed in, one needs no 查询号 for one's own ──────────────────────────────────────────────────


def test_she_opens_and_takes_back_her_own_without_a_proof(me, mine, resident):
    assert me.get(f"/track/{mine.query_no}/").status_code == 200
    assert me.get(f"/track/{mine.query_no}/photos/").status_code == 200
    assert me.post(f"/track/{mine.query_no}/withdraw/").status_code == 303
    mine.refresh_from_db()
    assert mine.state == "withdrawn"
    assert mine.journal.last().person == resident


def test_she_adds_photos_as_herself(me, mine):
    from tests.factories.pictures import upload

    assert me.post(f"/track/{mine.query_no}/photos/", {"photos": [upload()]}).status_code == 303
    assert mine.photos.count() == 1


def test_being_signed_in_opens_nobody_elses(me, lamps, village, programme):
    other = propose(village, Actor.resident(make_resident(2)))
    for project in (lamps, other):
        for page in ("", "withdraw/", "photos/"):
            assert me.post(f"/track/{project.query_no}/{page}").status_code == 302
        project.refresh_from_db()
        assert project.state == "submitted"


def test_a_matter_of_an_account_opens_by_number_and_digits_too(client, mine, resident):
    pair = {"number": mine.query_no, "proof": resident.phone[-4:]}
    assert client.post("/track/", pair).status_code == 303
    assert client.post(f"/track/{mine.query_no}/withdraw/").status_code == 303
    mine.refresh_from_db()
    assert mine.state == "withdrawn"


def test_a_draft_has_no_such_page(me, village, programme, resident):
    from projects.actions.proposals import save_draft

    save_draft(proposal(village), by=Actor.resident(resident))
    assert me.get("/me/").context["proposed"] == []
