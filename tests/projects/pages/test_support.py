"""The button 我也需要: who sees it, where it leads, and what the page says afterwards."""

import re

import pytest
from django.test import Client

from projects.actions import support
from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.factories.people import make_resident
from tests.factories.projects import REASON, bring, propose
from weishishi.kernel.actor import Actor


@pytest.fixture
def resident(db):
    return make_resident(1)


@pytest.fixture
def signed_in(client, resident):
    client.force_login(resident)
    return client


def address(project):
    return f"/projects/{project.query_no}/need/"


def supporters(project):
    return Project.objects.get(pk=project.pk).supporters


def test_who_is_not_signed_in_is_led_to_the_door_and_back(lamps):
    for method in (Client().get, Client().post):
        response = method(address(lamps))
        assert response.status_code == 302
        assert response.url.startswith("/me/")
        assert response.url.endswith(f"?next=%2Fprojects%2F{lamps.query_no}%2Fneed%2F")
    assert supporters(lamps) == 0


def test_looking_counts_nobody_and_one_press_counts_one(signed_in, lamps, text_of):
    page = text_of(signed_in.get(address(lamps)))
    assert page.count('class="btn"') == 1
    assert supporters(lamps) == 0
    response = signed_in.post(address(lamps), follow=True)
    assert response.redirect_chain == [(f"/projects/{lamps.query_no}/", 303)]
    text = text_of(response)
    assert "记下了：您也需要" in text
    assert "1 人也需要" in text
    assert "记下了：" not in text_of(signed_in.get(f"/projects/{lamps.query_no}/"))


def test_she_takes_it_back_on_the_same_page(signed_in, lamps, text_of):
    signed_in.post(address(lamps))
    assert "不需要了" in text_of(signed_in.get(f"/projects/{lamps.query_no}/"))
    assert "已经取消" in text_of(signed_in.post(address(lamps), {"back": "1"}, follow=True))
    assert supporters(lamps) == 0


def test_a_refusal_is_a_sentence_and_no_button(signed_in, lamps, committee, text_of):
    ProjectLife.decline(lamps, by=committee, note=REASON)
    response = signed_in.post(address(lamps))
    assert response.status_code == 409
    assert "请重新提一件" in text_of(response)
    assert 'class="btn"' not in text_of(response)


def test_what_nobody_submitted_has_no_such_page(signed_in, village, programme, liaison):
    from projects.actions.proposals import save_draft
    from tests.factories.projects import proposal

    save_draft(proposal(village), by=liaison)
    assert signed_in.get("/projects/2021000317/need/").status_code == 404
    assert signed_in.post("/projects/2021000317/need/").status_code == 404


def test_everybody_sees_how_many_and_nobody_who(client, lamps, resident, text_of):
    resident.display_name = "陈某某"
    resident.save()
    support.support(lamps, by=Actor.resident(resident))
    for page in (f"/projects/{lamps.query_no}/", "/projects/", f"/villages/{lamps.village_id}/"):
        text = text_of(client.get(page))
        assert "1 人也需要" in text
        assert not re.search(f"陈某某|{resident.username}|{resident.phone}", text)


def test_without_a_voice_a_card_says_nothing_and_the_page_offers_the_button(client, lamps, text_of):
    assert "人也需要" not in text_of(client.get("/projects/"))
    assert address(lamps) in text_of(client.get(f"/projects/{lamps.query_no}/"))


def test_what_is_done_offers_no_button(client, lamps, text_of):
    bring(lamps, "complete")
    assert address(lamps) not in text_of(client.get(f"/projects/{lamps.query_no}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_signed_in_reader_asks_four_questions_more(
    number, signed_in, lamps, django_assert_num_queries
):
    for one in range(number):
        support.support(lamps, by=Actor.resident(make_resident(10 + one)))
    bring(lamps, "accept")
    with django_assert_num_queries(4 + 4):
        signed_in.get(f"/projects/{lamps.query_no}/")


def test_her_own_matter_asks_her_for_no_support(signed_in, village, programme, resident, text_of):
    own = propose(village, Actor.resident(resident))
    text = text_of(signed_in.get(f"/projects/{own.query_no}/"))
    assert "这是您自己提的" in text
    assert address(own) not in text
