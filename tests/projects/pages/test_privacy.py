"""Secrets planted in the data are found on no public page."""

import pytest

from projects.lifecycle import ProjectLife
from projects.models import JournalEntry
from tests.factories.people import make_person
from tests.factories.projects import furnish, propose

SECRETS = {
    "phone": "13912345678", "name": "欧阳密密", "spot": "暗巷九十九号二楼",
    "title": "未发布的名称甲乙丙", "need": "原话里的邻居病情丁戊己，请帮忙看看。",
    "source_note": "内部来源说明庚辛",
}  # fmt: skip


@pytest.fixture
def secret(village, programme, liaison):
    """Entered on somebody's behalf, with consent to show the name, which nobody has checked."""
    return propose(village, liaison, channel="visit", show_name=True, **SECRETS)


def pages(project):
    number, village = project.query_no, project.village
    return [
        "/", "/projects/", f"/projects/{number}/", f"/villages/{village.pk}/",
        f"/towns/{village.town_id}/", "/progress/", "/propose/", "/track/",
        f"/projects/?village={village.pk}", f"/track/?number={number}",
    ]  # fmt: skip


def leaks(client, project):
    clerk = project.operator.person
    words = [*SECRETS.values(), SECRETS["phone"][-4:], clerk.username, clerk.display_name]
    found = []
    for address in pages(project):
        text = client.get(address).content.decode()
        found += [(address, word) for word in words if word and word in text]
    return found


def test_no_public_page_shows_what_was_said_in_confidence(client, secret):
    secret.operator.person.display_name = "经办人姓名壬癸"
    secret.operator.person.save()
    assert leaks(client, secret) == []


def test_nor_after_the_release(client, secret):
    assert leaks(client, furnish(secret)) == []


def test_the_canaries_would_be_seen(client, secret, text_of):
    """The proposer's own page shows them: the search above is not blind."""
    client.post("/track/", {"number": secret.query_no, "proof": SECRETS["phone"][-4:]})
    text = text_of(client.get(f"/track/{secret.query_no}/"))
    assert SECRETS["need"] in text
    assert SECRETS["title"] in text
    assert SECRETS["spot"] in text


def test_a_search_does_not_find_unreleased_words(client, secret):
    for word in ("甲乙丙", "丁戊己", "欧阳"):
        assert client.get("/projects/", {"text": word}).context["page"].total == 0


def test_what_the_office_asks_the_proposer_stays_between_them(client, secret, committee, text_of):
    question = "请补充您家的门牌号和方便的时间。"
    ProjectLife.send_back(secret, by=committee, note=question)
    assert question not in text_of(client.get(f"/projects/{secret.query_no}/"))
    client.post("/track/", {"number": secret.query_no, "proof": "5678"})
    assert question in text_of(client.get(f"/track/{secret.query_no}/"))


def test_the_reason_of_a_refusal_is_public_and_the_office_not_the_person(
    client, secret, committee, text_of
):
    reason = "这里是市政道路，年底前已安排改造。"
    committee.person.display_name = "陈某某"
    committee.person.save()
    ProjectLife.decline(secret, by=committee, note=reason)
    text = text_of(client.get(f"/projects/{secret.query_no}/"))
    assert reason in text
    assert committee.name in text
    assert "陈某某" not in text


def test_a_note_nobody_asked_for_stays_inside(client, secret, committee, text_of):
    ProjectLife.accept(secret, by=committee, note="内部备注：此人常来")
    assert JournalEntry.objects.filter(note__contains="内部备注").exists()
    assert "内部备注" not in text_of(client.get(f"/projects/{secret.query_no}/"))


def test_a_signed_in_person_leaves_no_name_on_public_pages(client, secret, text_of):
    client.force_login(make_person("login-name", display_name="登录者姓名"))
    for address in pages(secret):
        text = text_of(client.get(address))
        assert "登录者姓名" not in text
        assert "login-name" not in text
