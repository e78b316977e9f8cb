"""Half an hour without a sign of life, twelve hours in all; what was typed is not lost."""

import re
import time

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY

from tests.factories.desk import sign_in, text_of
from tests.factories.people import PASSWORD
from villages.models import Place

ADD = "/admin/villages/place/add/"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def moment():
    with time_machine.travel(time.time(), tick=False) as now:
        yield now


@pytest.mark.parametrize(("seconds", "is_in"), [(30 * MINUTE, True), (30 * MINUTE + 1, False)])
def test_half_an_hour_without_a_sign_of_life_ends_it(secretary, moment, seconds, is_in):
    client = sign_in(secretary)
    moment.shift(seconds)
    assert (client.get("/admin/").status_code == 200) == is_in


@pytest.mark.parametrize(("seconds", "is_in"), [(12 * HOUR, True), (12 * HOUR + 1, False)])
def test_twelve_hours_end_it_however_busy_she_is(secretary, moment, seconds, is_in):
    client = sign_in(secretary)
    for _look in range(36):
        moment.shift(20 * MINUTE - 1)
        assert client.get("/admin/").status_code == 200
    moment.shift(seconds - 36 * (20 * MINUTE - 1))
    assert (client.get("/admin/").status_code == 200) == is_in


def test_a_sign_of_life_begins_the_half_hour_anew(secretary, moment):
    client = sign_in(secretary)
    for _look in range(3):
        moment.shift(29 * MINUTE)
        assert client.get("/admin/villages/place/").status_code == 200


def test_the_sign_in_page_says_so_and_leads_back(secretary, moment):
    client = sign_in(secretary)
    moment.shift(HOUR)
    answer = client.get("/admin/villages/place/?q=石")
    assert SESSION_KEY not in client.session
    page = text_of(client.get(answer.url))
    assert "您离开得久了（半小时没有操作，或已登录满 12 小时）" in page
    assert "登录后回到刚才的页面" in page
    assert 'name="next" value="/admin/villages/place/?q=' in page


def test_the_hours_are_settings(secretary, moment, settings):
    settings.DESK_IDLE_MINUTES = 5
    client = sign_in(secretary)
    moment.shift(5 * MINUTE + 1)
    assert client.get("/admin/").status_code == 303


@pytest.fixture
def signed_out_with_words(secretary, moment):
    """She typed a place for an hour and pressed 保存."""
    secretary.person.set_password(PASSWORD)
    secretary.person.save()
    client = sign_in(secretary)
    client.get(ADD)
    moment.shift(HOUR)
    typed = {"village": secretary.post.village_id, "kind": "hamlet", "name": "写了一小时的地名"}
    client.left = client.post(ADD, typed)
    return client


def log_in(client, username, back="/admin/unsent/"):
    return client.post("/admin/login/", {"username": username, "password": PASSWORD, "next": back})


def test_what_was_sent_too_late_is_sent_after_signing_in(signed_out_with_words, secretary):
    client = signed_out_with_words
    assert client.left.status_code == 303
    assert Place.objects.count() == 0
    assert "刚才填的内容没有提交，但都还在" in text_of(client.get(client.left.url))
    assert "写了一小时的地名" not in str(client.session.items())  # sealed
    answer = log_in(client, secretary.person.username)
    assert answer.url == "/admin/unsent/"
    page = text_of(client.get(answer.url))
    assert f'action="{ADD}"' in page
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    fields.pop("csrfmiddlewaretoken", None)
    assert client.post(ADD, fields).status_code == 302
    assert Place.objects.get().name == "写了一小时的地名"


def test_somebody_else_does_not_find_it(signed_out_with_words, neighbour_secretary):
    client, other = signed_out_with_words, neighbour_secretary.person
    other.set_password(PASSWORD)
    other.save()
    log_in(client, other.username)
    answer = client.get("/admin/unsent/")
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert "unsent" not in client.session


def test_a_password_sent_too_late_is_not_kept(secretary, moment):
    client = sign_in(secretary)
    moment.shift(HOUR)
    client.post("/admin/password_change/", {"old_password": "x", "new_password1": "y"})
    assert "unsent" not in client.session


def test_public_pages_just_go_on(secretary, moment):
    client = sign_in(secretary)
    moment.shift(HOUR)
    assert client.get("/projects/").status_code == 200
    assert SESSION_KEY not in client.session


def test_what_a_page_sends_by_itself_is_no_sign_of_life_and_signs_nobody_out(secretary, moment):
    client = sign_in(secretary)
    client.get("/admin/")
    by_itself = {"headers": {"Accept": "application/json"}}
    moment.shift(29 * MINUTE)
    assert client.post(ADD, **by_itself).status_code == 200
    moment.shift(2 * MINUTE)
    assert client.post(ADD, **by_itself).status_code == 401
    typed = {"village": secretary.post.village_id, "kind": "hamlet", "name": "写了一小时的地名"}
    assert client.post(ADD, typed).status_code == 303
    assert "unsent" in client.session  # hers is kept as ever
