"""Four screens from the first word to the number: kept when something is wrong, received once."""

import re
from threading import Barrier, Thread

import pytest
from django.db import connections
from django.test import Client

from projects.models import JournalEntry, Project, Sheet
from tests.factories.sheets import FIELDS, begin, key_of, walk
from villages.models import Contact
from weishishi.outbox.models import Message


def test_a_proposal_gets_a_number_and_a_receipt_that_survives_a_reload(client, sheet, text_of):
    response = walk(client, sheet)
    assert (response.status_code, response.url[-6:]) == (303, "/done/")
    project = Project.objects.get()
    for _reload in range(2):
        text = text_of(client.get(response.url))
        number = project.query_no
        assert f"{number[:4]} {number[4:9]} {number[9:]}" in text
        assert "石桥村委会" in text
    assert project.need == sheet["words"]
    assert project.title == "晚上这一段没有灯，老人走路怕摔"
    assert (project.state, project.channel, project.show_name) == ("submitted", "online", False)
    assert str(project.form_token) == sheet["form_token"]
    assert project.contact.phone == "13800138000"
    assert Message.objects.get(recipient_kind="contact").recipient_key == str(project.contact_id)


def test_the_receipt_names_a_last_day_only_where_the_calendar_is_known(client, sheet, text_of):
    done = walk(client, sheet).url
    Project.objects.update(due_on="2021-06-16")
    assert "，最迟 2021年6月16日 告诉您" in text_of(client.get(done))
    Project.objects.update(due_on=None)
    text = text_of(client.get(done))
    assert ("最迟" in text, "告诉您受理不受理" in text) == (False, True)


def test_without_a_phone_a_six_digit_code_is_given_and_opens_the_matter(client, sheet):
    done = walk(client, sheet | {"phone": "", "name": ""}).url
    code = client.get(done).context["code"]
    assert len(code) == 6
    assert code not in str(dict(client.session))
    number = Project.objects.get().query_no
    assert Client().post("/track/", {"number": number, "proof": code}).status_code == 303


def test_the_same_sheet_sent_twice_is_one_project_and_one_code(client, sheet, text_of):
    sheet["phone"] = ""
    done = walk(client, sheet).url
    first = client.get(done).context
    check = done.replace("done", "check")
    again = client.post(check, {name: sheet.get(name, "") for name in FIELDS["check"]})
    assert again.url == f"{done}?again=1"
    assert "已经提交过" in text_of(client.get(again.url))
    assert "已经提交过" not in text_of(client.get(done))
    second = client.get(again.url).context
    assert (first["number"], first["code"]) == (second["number"], second["code"])
    assert (Project.objects.count(), JournalEntry.objects.count()) == (1, 1)
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_are_one_project(sheet):
    first = Client()
    check = walk(first, sheet, until="words").url
    told = {name: sheet[name] for name in FIELDS["check"] if name in sheet}
    together, answers = Barrier(8), []

    def click():
        browser = Client()
        browser.cookies = first.cookies
        together.wait()
        answers.append(browser.post(check, told).status_code)
        connections.close_all()

    clicks = [Thread(target=click) for _ in range(8)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [303] * 8
    assert Project.objects.count() == 1
    assert Contact.objects.count() == 1


def test_two_clicks_on_the_first_screen_begin_one_sheet(client, sheet):
    client.get("/propose/")
    assert begin(client, sheet).url == begin(client, sheet).url
    assert Sheet.objects.count() == 1


BAD = [
    ({"kind": ""}, "请选一类"),
    ({"kind": "tower"}, "请选一类"),
    ({"village": ""}, "请从列表里选一个村（社区）"),
    ({"village": "abc"}, "请从列表里选一个村（社区）"),
    ({"village": "999999"}, "请从列表里选一个村（社区）"),
    ({"village": "-1"}, "请从列表里选一个村（社区）"),
    ({"place": "999999"}, "这个地点不在您选的村（社区）里"),
    ({"spot": ""}, "请写明位置"),
    ({"spot": "长" * 121}, "最多写 120 个字"),
    ({"words": ""}, "请写一写是什么事"),
    ({"words": "　 \n "}, "请写一写是什么事"),
    ({"words": "太短了"}, "至少 10 个字，现在是 3 个字"),
    ({"words": "字" * 10_000}, "最多写 500 个字，现在是 10000 个字"),
    ({"words": "前面十个字在这里了\x00后面"}, "看不见的特殊符号"),
    ({"words": "倒着写的字藏在这里面\u202e了"}, "看不见的特殊符号"),
    ({"name": "名" * 21}, "最多写 20 个字"),
    ({"phone": "1380013800"}, "手机号要 11 位，现在是 10 位"),
    ({"phone": "-13800138000x"}, "手机号只写数字"),
    ({"phone": "22800138000"}, "这不像手机号"),
    ({"phone": "\x00"}, "手机号只写数字"),
    ({"identity": "king"}, "请从列表里选一个身份"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_input_is_told_in_chinese_kept_on_the_page_and_not_handed_in(
    change, sentence, client, sheet, text_of
):
    response = walk(client, sheet | change)
    text = text_of(response)
    assert response.status_code == 422
    assert sentence in text
    assert "<title>错误：" in text
    assert not Project.objects.exists()
    assert not Contact.objects.exists()
    [(name, typed)] = change.items()
    shown = typed.strip("\x00　 \n") if name in ("spot", "words", "name", "phone") else ""
    assert shown in text


@pytest.mark.parametrize("screen", ["", "where", "words", "check"])
def test_what_does_not_belong_to_a_screen_is_refused(screen, client, sheet, text_of):
    at = f"/propose/{key_of(begin(client, sheet))}/{screen}/" if screen else "/propose/"
    for strange in ({"state": "confirmed"}, {"query_no": "2021000317"}):
        told = {name: sheet.get(name, "") for name in FIELDS.get(screen, ("kind",))}
        response = client.post(at, told | strange)
        assert response.status_code == 422
        assert "表里多了不该有的内容" in text_of(response)


@pytest.mark.parametrize("token", ["", "1 or 1=1"])
def test_a_damaged_identity_is_replaced_without_a_word(token, client, sheet):
    assert walk(client, sheet | {"form_token": token}).status_code == 303


@pytest.mark.parametrize("typed", ["１３８００１３８０００", " 138-0013 8000", "+86 13800138000"])
def test_a_phone_is_read_however_it_was_typed(typed, client, sheet):
    walk(client, sheet | {"phone": typed})
    assert Contact.objects.get().phone == "13800138000"


def test_every_error_is_linked_to_a_field_that_is_there(client, sheet, text_of):
    texts = text_of(client.post("/propose/", {})), text_of(walk(client, sheet | {"phone": "1"}))
    for text, name in zip(texts, ("id_kind_0", "id_phone"), strict=True):
        assert f'href="#{name}"' in text
        assert f'id="{name}"' in text


def test_the_last_screen_shows_every_answer_and_a_way_to_each(client, sheet, text_of, hamlet):
    check = walk(client, sheet | {"place": str(hamlet.pk)}, until="words").url
    text = text_of(client.get(check))
    for words in ("微设施", "青溪镇 · 石桥村", "上石 · 三巷 12 号门口", sheet["words"], "没有"):
        assert words in text
    assert re.findall(r'name="go" value="(\w+)"', text) == [
        "words", "kind", "where", "where", "words", "words",
    ]  # fmt: skip
    assert text.count('class="btn"') == 1


def test_who_changes_one_answer_comes_back_to_the_last_screen(client, sheet):
    check = walk(client, sheet, until="words").url
    kind = check.replace("check", "kind")
    assert client.post(kind, {"kind": "service"}).url == check


def test_the_last_screen_opens_only_when_the_others_hold(client, sheet):
    where = begin(client, sheet).url
    assert client.get(where.replace("where", "check")).url == where
    half = client.post(where, {"village": sheet["village"], "spot": "村口"}).url
    client.post(half, {"words": "太短", "save": "1"})
    assert client.get(half.replace("words", "check")).url == half


def test_private_pages_are_kept_by_no_cache(client, sheet):
    done = walk(client, sheet).url
    for address in ("/propose/", done, begin(client, {"kind": "wish"}).url, "/track/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_words_are_shown_as_words(client, sheet, text_of):
    response = walk(client, sheet | {"spot": "<script>alert(1)</script>", "village": ""})
    assert "<script>alert" not in text_of(response)
    assert "&lt;script&gt;" in text_of(response)
