"""Who sits down at the desk, under which hat, and when the door closes again."""

import pytest
from django.test import Client

from tests.factories.desk import sign_in, text_of
from tests.factories.people import PASSWORD, appoint, make_person
from villages.middleware import SESSION_KEY
from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock


@pytest.fixture
def chen(db):
    person = make_person("chen", display_name="陈书记")
    person.set_password(PASSWORD)
    person.save()
    return person


def log_in(username="chen", password=PASSWORD):
    client = Client()
    answer = client.post(
        "/admin/login/", {"username": username, "password": password, "next": "/admin/"}
    )
    return client, answer


def test_a_password_and_a_post_open_the_door(chen, village):
    appoint(Role.SECRETARY, village, person=chen)
    client, answer = log_in()
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert "石桥村 · 党组织书记" in text_of(client.get("/admin/"))


def test_without_a_post_one_is_told_why(chen):
    _client, answer = log_in()
    assert "您现在没有在任的职务，不能进入工作台" in text_of(answer)


def test_a_wrong_password_is_told_in_chinese(chen):
    _client, answer = log_in(password="wrong")
    assert "用户名或密码不对" in text_of(answer)


def test_a_third_party_has_no_desk_and_no_page(chen, district):
    appoint(Role.THIRD_PARTY, district, person=chen)
    _client, answer = log_in()
    assert "您现在没有在任的职务" in text_of(answer)


def test_a_post_that_ends_today_is_refused_on_the_very_next_request(secretary):
    client = sign_in(secretary)
    assert client.get("/admin/").status_code == 200
    Post.objects.filter(pk=secretary.post.pk).update(until=clock.today())
    for address in ("/admin/", "/admin/projects/project/", "/admin/villages/place/"):
        answer = client.get(address)
        assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)


def test_a_disabled_account_is_refused_on_the_very_next_request(secretary):
    client = sign_in(secretary)
    type(secretary.person).objects.update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_who_holds_several_hats_is_asked_which_right_after_signing_in(chen, village, far_village):
    appoint(Role.SECRETARY, village, person=chen)
    other = appoint(Role.LIAISON, far_village, person=chen)
    client = Client()
    typed = {"username": "chen", "password": PASSWORD, "next": "/admin/villages/village/"}
    answer = client.post("/admin/login/", typed)
    assert answer.url == "/admin/post/?next=%2Fadmin%2Fvillages%2Fvillage%2F"
    page = text_of(client.get(answer.url))
    assert ("石桥村 · 党组织书记" in page, "远山村 · 联络员" in page) == (True, True)
    chosen = client.post("/admin/post/", {"post": other.pk, "next": "/admin/villages/village/"})
    assert chosen.url == "/admin/villages/village/"
    assert client.get("/admin/").context["acting_post"] == other
    elsewhere = client.post("/admin/post/", {"post": other.pk, "next": "https://else.example/"})
    assert elsewhere.url == "/admin/"


def test_one_click_puts_on_another_hat(chen, village, far_village, town):
    appoint(Role.SECRETARY, village, person=chen)
    other = appoint(Role.LIAISON, far_village, person=chen)
    client, _answer = log_in()
    page = text_of(client.get("/admin/villages/village/"))
    assert ("石桥村村民委员会" in page, "990001101200" in page) == (False, False)
    assert f'name="post" value="{other.pk}"' in page
    assert client.post("/admin/post/", {"post": other.pk}).url == "/admin/"
    page = text_of(client.get("/admin/villages/village/"))
    assert ("990001100200" in page, "990001101200" in page) == (False, True)


def test_a_post_without_a_desk_held_first_locks_nobody_out(chen, village, district):
    appoint(Role.ORGANISATION, district, person=chen)
    desk = appoint(Role.SECRETARY, village, person=chen)
    client, answer = log_in()
    assert answer.status_code == 302
    assert client.get("/admin/").context["acting_post"] == desk


@pytest.mark.parametrize("post", ["", "x", "-1", "999999"])
def test_a_hat_one_does_not_hold_is_not_there(post, secretary, far_secretary):
    client = sign_in(secretary)
    assert client.post("/admin/post/", {"post": post}).status_code == 404
    assert client.post("/admin/post/", {"post": far_secretary.post.pk}).status_code == 404
    assert client.session[SESSION_KEY] == secretary.post.pk


def test_the_door_speaks_chinese_and_loads_nothing_from_elsewhere(secretary):
    page = text_of(sign_in(secretary).get("/admin/"))
    assert 'lang="zh-CN"' in page
    for word in ("Django", "Welcome", "View site", "Log out", "theme", "<style", "style="):
        assert word not in page
    assert "退出" in page
