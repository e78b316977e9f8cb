"""A password alone opens no desk: authenticator, recovery codes, and a whole office at once."""

import re
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import SESSION_KEY
from django.core.checks import run_checks
from django.test import Client

from tests.factories.desk import text_of
from tests.factories.people import PASSWORD, appoint, make_person
from villages.actions import invitations
from villages.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_second_factor_is_asked_for(settings):
    settings.SECOND_FACTOR = True


def seat(name, village):
    person = make_person(name)
    person.set_password(PASSWORD)
    person.save()
    appoint(Role.SECRETARY, village, person=person)
    return person


@pytest.fixture
def chen(village):
    return seat("chen", village)


def log_in(client, name="chen", back="/admin/"):
    return client.post("/admin/login/", {"username": name, "password": PASSWORD, "next": back})


def code_of(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time() + later) // 30))


def set_up(client):
    """The page of the authenticator app, scanned and answered; returns the secret."""
    page = text_of(client.get("/admin/factors/totp/"))
    secret = re.search(r'<b class="num">([A-Z2-7]{32})</b>', page)[1]
    assert client.post("/admin/factors/totp/", {"code": code_of(secret)}).status_code == 302
    return secret


def test_without_one_she_is_led_to_set_one_up_before_anything_else(chen):
    client = Client()
    log_in(client)
    for address in ("/admin/", "/admin/projects/project/", "/admin/villages/person/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1][0] == "/admin/factors/"
        assert "进入工作台前，请先设一道验证" in text_of(answer)
        assert client.post(address).status_code == 302
    set_up(client)
    codes = text_of(client.get("/admin/factors/codes/"))
    assert len(re.findall(r"<li><b>\d{8}</b>", codes)) == 10
    assert client.get("/admin/").status_code == 200


def test_the_password_alone_is_nobody_yet_the_code_lets_in_once(chen):
    client = Client()
    log_in(client)
    secret = set_up(client)
    with time_machine.travel(time.time() + 60):
        one = Client()
        answer = log_in(one, back="/admin/projects/project/")
        assert answer.url == "/admin/login/factor/"
        assert SESSION_KEY not in one.session
        assert one.get("/admin/").status_code == 302
        wrong = one.post("/admin/login/factor/", {"code": "000000"})
        assert "验证码不对，请看验证器上现在的 6 位数字" in text_of(wrong)
        code = code_of(secret)
        key = one.session.session_key
        let_in = one.post("/admin/login/factor/", {"code": code})
        assert let_in.url == "/admin/projects/project/"
        assert one.session.session_key != key
        assert one.get("/admin/").status_code == 200
        again = Client()
        log_in(again)
        assert again.post("/admin/login/factor/", {"code": code}).status_code == 200  # used up


def test_a_recovery_code_works_once(chen):
    client = Client()
    log_in(client)
    set_up(client)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for lets_in in (True, False):
        one = Client()
        log_in(one)
        one.post("/admin/login/factor/", {"code": code})
        assert (SESSION_KEY in one.session) == lets_in


def test_the_secret_is_sealed_in_the_database(chen):
    client = Client()
    log_in(client)
    secret = set_up(client)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_last_one_stays(chen):
    client = Client()
    log_in(client)
    set_up(client)
    answer = client.post("/admin/factors/totp/remove/")
    assert "这是您唯一的第二道验证，不能停用" in text_of(answer)
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize(("minutes", "asked"), [(9, False), (11, True)])
def test_who_signed_in_a_while_ago_proves_herself_again_before_changing_it(chen, minutes, asked):
    client = Client()
    log_in(client)
    set_up(client)
    with time_machine.travel(time.time() + minutes * 60):
        answer = client.get("/admin/factors/codes/new/")
        assert (answer.status_code == 302) == asked
        if asked:
            page = client.get(answer.url)
            assert "请再证明一次是您本人" in text_of(page)
            assert "密码不对" in text_of(client.post(answer.url, {"password": "wrong"}))
            assert (
                client.post(answer.url, {"password": PASSWORD}).url == "/admin/factors/codes/new/"
            )
            assert client.get("/admin/factors/codes/new/").status_code == 200


def test_a_name_rests_after_five_wrong_codes_and_colleagues_do_not(chen, village):
    secrets = {}
    for name in ("chen", *(f"colleague-{number}" for number in range(12))):
        if name != "chen":
            seat(name, village)
        client = Client()
        log_in(client, name)
        secrets[name] = set_up(client)
    with time_machine.travel(time.time() + 120):
        client = Client()
        log_in(client)
        for _slip in range(5):
            client.post("/admin/login/factor/", {"code": "000000"})
        answer = client.post("/admin/login/factor/", {"code": code_of(secrets.pop("chen"))})
        assert "验证码错得太多次了，请过 5 分钟再试" in text_of(answer)
        for name, secret in secrets.items():  # twelve within a minute behind one address
            one = Client()
            log_in(one, name)
            assert one.post("/admin/login/factor/", {"code": code_of(secret)}).status_code == 302
            assert one.get("/admin/").status_code == 200


def test_who_lost_everything_sets_up_a_new_one_after_the_administrator_forgot_it(chen):
    client = Client()
    log_in(client)
    set_up(client)
    invitations.forget_second_factors(chen)
    one = Client()
    log_in(one)
    assert one.get("/admin/", follow=True).redirect_chain[-1][0] == "/admin/factors/"


def test_a_resident_and_a_visitor_find_no_such_pages(client, chen):
    resident = Client()
    resident.force_login(make_person("somebody"))
    for one in (client, resident):
        for page in ("", "totp/", "codes/", "passkeys/add/"):
            answer = one.get(f"/admin/factors/{page}")
            assert (answer.status_code, "/admin/login/" in answer.url) == (302, True)


def test_pages_of_the_second_factor_speak_chinese_and_obey_the_policy(chen):
    client = Client()
    log_in(client)
    pages = [client.get(f"/admin/factors/{page}") for page in ("", "totp/", "passkeys/add/")]
    set_up(client)
    pages += [client.get(f"/admin/factors/{page}") for page in ("codes/", "codes/new/")]
    for page in pages:
        text = re.sub(
            r"<script.*?</script>|<kbd>.*?</kbd>|<[^>]+>", "", text_of(page), flags=re.DOTALL
        )
        text = re.sub(r"\b[A-Z2-7]{32}\b|JavaScript|chen", "", text)
        assert re.findall(r"[A-Za-z]{3,}", text) == []
        assert not re.search(r"<style|style=|onclick|<script>", text_of(page))


def test_a_site_that_asks_for_none_is_warned(settings):
    assert "weishishi.W004" not in {found.id for found in run_checks()}
    settings.SECOND_FACTOR = False
    assert "weishishi.W004" in {found.id for found in run_checks()}
    settings.DEMO = True
    assert "weishishi.W004" not in {found.id for found in run_checks()}
