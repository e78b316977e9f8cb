"""What a resident reads, takes away, corrects and deletes, with an account and without."""

import io
import json
from zipfile import ZipFile

import pytest
from django.test import Client

from projects.models import Project
from tests.factories.people import make_person
from tests.factories.projects import propose
from villages.models import Contact, Person
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

PRIVATE = ("/me/data/", "/me/data/files/", "/me/close/")


@pytest.fixture
def lin(client, db):
    person = make_person("lin", display_name="林女士")
    person.take_phone("13600136000")
    person.phone_verified_at = clock.now()
    person.save()
    client.force_login(person)
    return person


@pytest.fixture
def matter(village, programme, lin):
    return propose(village, Actor.resident(lin), spot="三巷口", show_name=True)


@pytest.fixture
def tracked(client, village, programme, clerk):
    """Somebody without an account, who proved a moment ago that the matter is hers."""
    project = propose(village, clerk, spot="市场门口", show_name=True)
    client.post("/track/", {"number": project.query_no, "proof": "8000"})
    return project


def archive(response):
    return ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize("address", PRIVATE)
def test_who_is_not_signed_in_is_led_to_the_door_and_back(address, client, db):
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (
        302,
        f"/me/sign-in/?next={address.replace('/', '%2F')}",
    )


def test_the_page_says_in_words_what_we_hold(client, matter, text_of):
    text = text_of(client.get("/me/data/"))
    for hers in (
        "林女士",
        "13600136000",
        "三巷口",
        "您提的事",
        "同意记录",
        "给您的消息",
        "您的登录",
    ):
        assert hers in text
    assert "您同意过公开您的称呼" in text


def test_everything_can_be_taken_away(client, matter):
    response = client.get("/me/data/files/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    taken = archive(response)
    told = json.loads(taken.read("data.json"))
    assert told["账号"][0]["手机号"] == "13600136000"
    assert told["您提的事"][0]["查询号"] == matter.query_no
    sheet = next(name for name in taken.namelist() if name.endswith("您提的事.csv"))
    text = taken.read(sheet)
    assert text.startswith("\ufeff".encode())
    assert "三巷口" in text.decode("utf-8-sig")


def test_a_table_program_meets_no_formula(client, village, programme, lin):
    propose(village, Actor.resident(lin), spot="=1+1")
    taken = archive(client.get("/me/data/files/"))
    sheet = next(name for name in taken.namelist() if name.endswith("您提的事.csv"))
    assert ",'=1+1," in taken.read(sheet).decode()
    assert json.loads(taken.read("data.json"))["您提的事"][0]["具体位置"] == "=1+1"


def test_the_name_is_corrected(client, lin, text_of):
    assert client.post("/me/data/", {"name": "林大姐"}).status_code == 303
    assert "称呼已经改好" in text_of(client.get("/me/data/"))
    lin.refresh_from_db()
    assert lin.display_name == "林大姐"
    answer = client.post("/me/data/", {"name": "名" * 21})
    assert answer.status_code == 422
    assert "最多写 20 个字" in text_of(answer)


def test_a_yes_is_taken_back_with_one_press(client, matter, text_of):
    client.post("/me/data/", {"hide_name": "1"})
    matter.refresh_from_db()
    assert not matter.show_name
    text = text_of(client.get("/me/data/"))
    assert "您的称呼没有公开" in text
    assert "hide_name" not in text


def test_closing_asks_twice_and_says_what_goes_and_what_stays(client, lin, matter, text_of):
    text = text_of(client.get("/me/close/"))
    for words in ("不能恢复", "马上删掉", "按规定留下", "您有 1 件事还没办完"):
        assert words in text
    answer = client.post("/me/close/", {})
    assert answer.status_code == 422
    assert "请先在框里打勾" in text_of(answer)
    lin.refresh_from_db()
    assert lin.closed_at is None

    other_device = Client()
    other_device.force_login(lin)
    answer = client.post("/me/close/", {"sure": "on"})
    assert (answer.status_code, answer.url) == (303, "/me/closed/")
    assert "已经删除" in text_of(client.get("/me/closed/"))
    for device in (client, other_device):
        assert device.get("/me/data/").status_code == 302
    assert Person.objects.get(pk=lin.pk).display_name == ""


def test_who_holds_a_post_reads_why_she_cannot_close(client, liaison, text_of):
    client.force_login(liaison.person)
    answer = client.post("/me/close/", {"sure": "on"})
    assert answer.status_code == 409
    assert "您现在有任职" in text_of(answer)
    assert Person.objects.get(pk=liaison.person.pk).is_active


# ── Without an account ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("part", ["", "files/", "forget/"])
def test_without_proof_nothing_is_shown_or_done(part, village, programme, clerk, db):
    project = propose(village, clerk)
    stranger = Client()
    address = f"/track/{project.query_no}/data/{part}"
    for ask in (stranger.get, stranger.post):
        answer = ask(address, {"sure": "on", "name": "x", "phone": "13600136000"})
        assert (answer.status_code, answer.url) == (302, f"/track/?number={project.query_no}")
    assert Contact.objects.get().phone == "13800138000"


def test_she_sees_corrects_and_takes_away(client, tracked, text_of):
    address = f"/track/{tracked.query_no}/data/"
    assert address in text_of(client.get(f"/track/{tracked.query_no}/"))
    text = text_of(client.get(address))
    for hers in ("王先生", "13800138000", "市场门口", "历史资料"):
        assert hers in text
    assert client.post(address, {"name": "王大爷", "phone": "138-0013-8001"}).status_code == 303
    contact = Contact.objects.get()
    assert (contact.name, contact.phone) == ("王大爷", "13800138001")
    assert client.post(address, {"name": "", "phone": ""}).status_code == 422
    told = json.loads(archive(client.get(f"{address}files/")).read("data.json"))
    assert told["您留的称呼和手机"][0]["电话"] == "13800138001"


def test_she_takes_back_the_yes_to_her_name(client, tracked):
    client.post(f"/track/{tracked.query_no}/data/", {"hide_name": "1"})
    assert not Project.objects.get().show_name


def test_she_is_forgotten_after_a_second_question(client, tracked, text_of):
    address = f"/track/{tracked.query_no}/data/forget/"
    elsewhere = Client()
    elsewhere.post("/track/", {"number": tracked.query_no, "proof": "8000"})
    assert client.post(address, {}).status_code == 422
    assert Contact.objects.get().phone
    assert client.post(address, {"sure": "on"}).url == "/me/closed/"
    assert Contact.objects.get().phone == ""
    for browser in (client, elsewhere):
        assert browser.get(f"/track/{tracked.query_no}/").status_code == 302
        assert browser.get(address).status_code == 302


def test_whom_to_call_when_the_phone_is_lost(client, lin, settings, text_of):
    settings.HOTLINE = "0756-1234567"
    text = text_of(client.get("/me/data/"))
    assert "请打热线 0756-1234567" in text
    assert "15 个工作日内答复" in text
