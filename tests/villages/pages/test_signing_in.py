"""A resident signs in with her phone and six digits; nobody learns whether a phone is known."""

import threading
import time

import pytest
import time_machine
from django.conf import settings as site
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.factories.desk import text_of
from tests.factories.people import appoint
from tests.factories.phones import sign_in_by_phone
from villages import codes
from villages.actions import accounts
from villages.models import Person
from villages.roles import Role

PHONE, OTHER = "13800001234", "13911112222"
pytestmark = pytest.mark.django_db


def ask(client, phone=PHONE, **more):
    return client.post("/me/sign-in/", {"phone": phone, **more})


def answer_with(client, code):
    return client.post("/me/sign-in/code/", {"code": code})


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def account_of(client):
    return Person.objects.filter(pk=client.session.get(SESSION_KEY)).first()


def later(seconds):
    return time_machine.travel(time.time() + seconds, tick=False)


@pytest.fixture
def known(db):
    return accounts.open_by(PHONE)


# ── The way in ──────────────────────────────────────────────────────────────────────────────────
def test_a_new_phone_gets_its_account_when_the_code_was_right_and_the_age_was_said(
    client, text_messages
):
    assert ask(client, "+86 138-0000 1234").url == "/me/sign-in/code/"
    assert [sent.phone for sent in text_messages] == [PHONE]
    answer = answer_with(client, text_messages[0][1])
    assert (answer.status_code, answer.url) == (303, "/me/sign-in/code/")
    assert Person.objects.count() == 0
    page = text_of(client.get("/me/sign-in/code/"))
    assert "本人已满 14 周岁" in page
    assert "checked" not in page
    refused = client.post("/me/sign-in/code/", {})
    assert (refused.status_code, Person.objects.count()) == (422, 0)
    assert "请让父母来提" in text_of(refused)
    assert client.post("/me/sign-in/code/", {"of_age": "on"}).status_code == 303
    person = Person.objects.get()
    assert (person.phone, person.has_usable_password()) == (PHONE, False)
    assert person.phone_verified_at is not None
    assert account_of(client) == person


def test_a_known_phone_is_in_after_the_code_and_stays_one_account(client, text_messages, known):
    ask(client)
    assert answer_with(client, text_messages[0][1]).url == reverse("me")
    assert account_of(client) == known
    assert Person.objects.count() == 1


def test_a_stranger_reads_the_same_for_known_and_new_phones(client, text_messages, known):
    told = []
    for phone in (PHONE, OTHER):
        one = Client()
        asked = ask(one, phone)
        page = text_of(one.get(asked.url)).replace("138****1234", "139****2222")
        refused = answer_with(one, wrong(text_messages[-1][1]))
        told.append((asked.status_code, asked.url, without_tokens(page), refused.status_code))
    assert told[0] == told[1]


def without_tokens(page):
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_two_first_visits_at_once_make_one_account(transactional_db):
    people, gate = [], threading.Barrier(2)

    def open_one():
        gate.wait()
        people.append(accounts.open_by(PHONE).pk)
        connections.close_all()

    threads = [threading.Thread(target=open_one) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(people), len(set(people)), Person.objects.count()) == (2, 1, 1)


def test_a_disabled_account_is_told_so_after_the_code_and_stays_out(client, text_messages, known):
    Person.objects.update(is_active=False)
    ask(client)
    answer = answer_with(client, text_messages[0][1])
    assert (answer.status_code, account_of(client)) == (403, None)
    assert "这个手机号的账号已停用" in text_of(answer)


def test_an_account_disabled_later_is_out_on_the_very_next_request(client, text_messages, known):
    sign_in_by_phone(client, PHONE, text_messages)
    Person.objects.update(is_active=False)
    assert client.get("/me/sign-in/").status_code == 200


# ── The code ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("seconds", "lets_in"), [(300, True), (301, False)])
def test_a_code_is_good_for_five_minutes(client, text_messages, known, seconds, lets_in):
    with later(0) as moment:
        ask(client)
        moment.shift(seconds)
        answer = answer_with(client, text_messages[0][1])
    assert (account_of(client) is not None) == lets_in
    assert ("验证码已过 5 分钟，不能用了" in text_of(answer)) != lets_in


@pytest.mark.parametrize(("slips", "lets_in"), [(2, True), (3, False)])
def test_a_code_allows_three_tries(client, text_messages, known, slips, lets_in):
    ask(client)
    code = text_messages[0][1]
    for _slip in range(slips):
        assert "验证码不对" in text_of(answer_with(client, wrong(code)))
    answer = answer_with(client, code)
    assert (account_of(client) is not None) == lets_in
    assert ("验证码错了 3 次，这个验证码不能用了，请重新获取" in text_of(answer)) != lets_in


def test_what_is_not_six_digits_is_no_try(client, text_messages, known):
    ask(client)
    for typed in ("", "12345", "abcdef", "1" * 30):
        assert answer_with(client, typed).status_code == 422
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in text_messages[0][1])
    answer_with(client, f" {full_width[:3]} {full_width[3:]}")
    assert account_of(client) == known


def test_a_code_works_once_and_only_where_it_was_asked_for(client, text_messages, known):
    ask(client)
    code = text_messages[0][1]
    elsewhere = Client()
    assert answer_with(elsewhere, code).url == "/me/sign-in/"
    answer_with(client, code)
    client.post("/me/sign-out/")
    assert answer_with(client, code).url == "/me/sign-in/"


def test_a_new_code_ends_the_one_before(client, text_messages, known, redis_is_ours):
    ask(client)
    redis_is_ours.flushdb()  # a minute later
    assert client.post("/me/sign-in/code/", {"again": "1"}).status_code == 303
    first, second = (sent.code for sent in text_messages)
    if first != second:
        answer_with(client, first)
        assert account_of(client) is None
    answer_with(client, second)
    assert account_of(client) == known


@pytest.mark.parametrize(("seconds", "lets_in"), [(900, True), (901, False)])
def test_the_age_may_be_said_for_fifteen_minutes(client, text_messages, seconds, lets_in):
    with later(0) as moment:
        ask(client)
        answer_with(client, text_messages[0][1])
        moment.shift(seconds)
        client.post("/me/sign-in/code/", {"of_age": "on"})
    assert (account_of(client) is not None) == lets_in


def test_a_button_pressed_twice_sends_one_message(client, text_messages):
    assert [ask(client).url for _press in range(2)] == ["/me/sign-in/code/"] * 2
    assert len(text_messages) == 1


def test_nobody_says_her_age_without_a_proved_phone(client, text_messages):
    ask(client)
    assert client.post("/me/sign-in/code/", {"of_age": "on"}).status_code == 422
    assert Person.objects.count() == 0


# ── Limits ──────────────────────────────────────────────────────────────────────────────────────
def test_a_phone_gets_a_code_every_sixty_seconds_at_most(client, text_messages, redis_is_ours):
    ask(client)
    refused = client.post("/me/sign-in/code/", {"again": "1"})
    assert refused.status_code == 429
    assert "请等 60 秒再获取" in text_of(refused)
    assert ask(Client()).status_code == 429
    assert len(text_messages) == 1
    assert 30 < redis_is_ours.ttl(key_of(codes.PER_PHONE, PHONE)) <= codes.GAP == 60
    assert ask(client, OTHER).status_code == 303


def key_of(tries, whose):
    from django.core.cache import cache

    return cache.make_key(tries._key(whose))


def test_a_phone_gets_so_many_messages_a_day(client, text_messages, redis_is_ours, settings):
    settings.SMS_PER_PHONE_A_DAY = 3
    for _message in range(3):
        assert ask(Client()).status_code == 303
        redis_is_ours.delete(key_of(codes.PER_PHONE, PHONE))
    refused = ask(client)
    assert (refused.status_code, len(text_messages)) == (429, 3)
    assert "今天给这个号码发的短信太多了，请明天再试" in text_of(refused)
    assert "13800001234" in text_of(refused)  # what was typed is still there


def test_a_whole_office_behind_one_address_signs_in(client, text_messages):
    for number in range(codes.PER_ADDRESS.most):
        assert ask(client, f"138{number:08}").status_code == 303
    refused = ask(client, "13999999999")
    assert (refused.status_code, len(text_messages)) == (429, 60)
    assert "这里获取得太快了，请过 10 分钟再试" in text_of(refused)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "请填手机号"), ("1380000123", "现在是 10 位"), ("07567891234", "这不像手机号")],
)
def test_a_wrong_number_is_told_in_words_and_costs_nothing(client, text_messages, typed, told):
    answer = ask(client, typed)
    assert (answer.status_code, text_messages) == (422, [])
    assert told in text_of(answer)


def test_a_gateway_that_does_not_answer_is_told_and_costs_no_wait(client, settings):
    settings.SMS, settings.SMS_URL = "weishishi.outbox.channels.sms.Gateway", "http://127.0.0.1:9/"
    for _again in range(2):
        answer = ask(client)
        assert answer.status_code == 429
        assert "短信现在发不出去，请过几分钟再试" in text_of(answer)


# ── Where it leads ──────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/track/?number=2021000317", "/track/?number=2021000317"), ("/projects/", "/projects/"),
        ("https://elsewhere.example/", "/me/"), ("//elsewhere.example/", "/me/"),
        ("/\\elsewhere", "/me/"), ("javascript:alert(1)", "/me/"), ("", "/me/"),
    ],
)  # fmt: skip
def test_it_leads_back_into_this_site_only(client, text_messages, known, asked, leads_to):
    page = text_of(client.get("/me/sign-in/", {"next": asked}))
    kept = asked if leads_to != "/me/" else ""
    assert f'<input type="hidden" name="next" value="{kept}">' in page
    assert sign_in_by_phone(client, PHONE, text_messages, asked).url == leads_to


def test_who_is_in_is_led_on_without_asking(client, text_messages, known):
    sign_in_by_phone(client, PHONE, text_messages)
    assert client.get("/me/sign-in/?next=/projects/").url == "/projects/"


def test_the_page_for_the_code_needs_a_phone_first(client):
    assert client.get("/me/sign-in/code/").url == "/me/sign-in/"


def test_the_wrong_number_can_be_changed(client, text_messages):
    ask(client, OTHER)
    assert 'href="/me/sign-in/"' in text_of(client.get("/me/sign-in/code/"))
    assert f'value="{OTHER}"' in text_of(client.get("/me/sign-in/"))
    ask(client)
    assert "138****1234" in text_of(client.get("/me/sign-in/code/"))


# ── Safe keeping ────────────────────────────────────────────────────────────────────────────────
def test_a_session_somebody_planted_is_worth_nothing_afterwards(client, text_messages, known):
    ask(client)
    planted = client.session.session_key
    answer_with(client, text_messages[0][1])
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_a_stored_session_tells_neither_phone_nor_code(client, text_messages):
    ask(client)
    stored = str(Session.objects.get().get_decoded())
    assert (PHONE in stored, text_messages[0][1] in stored) == (False, False)


def test_leaving_is_a_post_and_ends_the_session(client, text_messages, known):
    sign_in_by_phone(client, PHONE, text_messages)
    assert client.get("/me/sign-out/").status_code == 405
    assert account_of(client) == known
    assert client.post("/me/sign-out/").url == "/"
    assert account_of(client) is None


@pytest.mark.parametrize(("days", "is_in"), [(89, True), (91, False)])
def test_a_resident_stays_ninety_days_since_the_last_visit(
    client, text_messages, known, days, is_in
):
    day = 24 * 3600
    with later(0) as moment:
        sign_in_by_phone(client, PHONE, text_messages)
        for _visit in range(2):
            moment.shift(days * day)
            client.get("/me/sign-in/")
        assert (client.get("/me/sign-in/").status_code == 303) == is_in
    assert 90 * day == site.RESIDENT_SESSION_SECONDS


def test_a_phone_opens_no_desk_even_of_who_works_there(client, text_messages, known, village):
    appoint(Role.SECRETARY, village, person=known)
    sign_in_by_phone(client, PHONE, text_messages)
    answer = client.get("/admin/")
    assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)
    client.force_login(known)  # the control: by the staff's door she sits down
    assert client.get("/admin/").status_code == 200


# ── The demo ────────────────────────────────────────────────────────────────────────────────────
def test_only_a_demo_shows_the_code_on_the_page_and_in_the_log(
    client, text_messages, settings, caplog
):
    ask(client)
    assert text_messages[0][1] not in text_of(client.get("/me/sign-in/code/"))
    settings.SMS = "weishishi.outbox.channels.sms.Demo"
    ask(client, OTHER)
    shown = client.session["sign_in"]["shown"]
    assert f"{shown}</b>" in text_of(client.get("/me/sign-in/code/"))
    assert [shown in line for line in caplog.messages] == [True]
    answer_with(client, shown)
    assert "本人已满 14 周岁" in text_of(client.get("/me/sign-in/code/"))
