"""The form a resident fills in: kept when something is wrong, received once when all is well."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connections
from django.test import Client

from projects.models import JournalEntry, Project
from villages.models import Contact
from weishishi.outbox.models import Message


def test_a_proposal_gets_a_number_and_a_receipt_that_survives_a_reload(client, sheet, text_of):
    response = client.post("/propose/", sheet)
    assert (response.status_code, response.url) == (303, "/propose/done/")
    project = Project.objects.get()
    for _reload in range(2):
        text = text_of(client.get("/propose/done/"))
        number = project.query_no
        assert f"{number[:4]} {number[4:9]} {number[9:]}" in text
        assert "石桥村委会" in text
    assert project.need == sheet["words"]
    assert project.title == "晚上这一段没有灯，老人走路怕摔"
    assert (project.state, project.channel, project.show_name) == ("submitted", "online", False)
    assert project.contact.phone == "13800138000"
    assert Message.objects.get().recipient_key == str(project.contact_id)


def test_the_receipt_names_a_last_day_only_where_the_calendar_is_known(client, sheet, text_of):
    client.post("/propose/", sheet)
    Project.objects.update(due_on="2021-06-16")
    assert "，最迟 2021年6月16日 告诉您" in text_of(client.get("/propose/done/"))
    Project.objects.update(due_on=None)
    text = text_of(client.get("/propose/done/"))
    assert ("最迟" in text, "告诉您受理不受理" in text) == (False, True)


def test_without_a_phone_a_six_digit_code_is_given_and_opens_the_matter(client, sheet, text_of):
    client.post("/propose/", sheet | {"phone": "", "name": ""})
    code = client.get("/propose/done/").context["slip"]["code"]
    assert len(code) == 6
    assert code not in str(dict(client.session))
    number = Project.objects.get().query_no
    other = Client()
    assert other.post("/track/", {"number": number, "proof": code}).status_code == 303


def test_the_same_sheet_sent_twice_is_one_project_and_one_code(client, sheet):
    sheet["phone"] = ""
    client.post("/propose/", sheet)
    first = client.get("/propose/done/").context["slip"]
    client.post("/propose/", sheet)
    second = client.get("/propose/done/").context["slip"]
    assert (first["number"], first["code"]) == (second["number"], second["code"])
    assert second["again"]
    assert (Project.objects.count(), JournalEntry.objects.count()) == (1, 1)
    assert Contact.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_are_one_project(sheet):
    together, answers = Barrier(8), []

    def click():
        browser = Client()
        together.wait()
        answers.append(browser.post("/propose/", sheet).status_code)
        connections.close_all()

    clicks = [Thread(target=click) for _ in range(8)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert answers == [303] * 8
    assert Project.objects.count() == 1
    assert Contact.objects.count() == 1


BAD = [
    ({"kind": ""}, "请选一类"),
    ({"kind": "tower"}, "请选一类"),
    ({"village": ""}, "请从列表里选一个村（社区）"),
    ({"village": "abc"}, "请从列表里选一个村（社区）"),
    ({"village": "999999"}, "请从列表里选一个村（社区）"),
    ({"village": "-1"}, "请从列表里选一个村（社区）"),
    ({"spot": ""}, "请写明位置"),
    ({"spot": "长" * 121}, "最多写 120 个字"),
    ({"words": ""}, "请写一写是什么事"),
    ({"words": "　 \n "}, "请写一写是什么事"),
    ({"words": "太短了"}, "至少 10 个字，现在是 3 个字"),
    ({"words": "字" * 10_000}, "最多写 500 个字，现在是 10000 个字"),
    ({"words": "前面十个字在这里了\x00后面"}, "看不见的特殊符号"),
    ({"words": "倒着写的字藏在这里面\u202e了"}, "看不见的特殊符号"),
    ({"title": "名" * 61}, "最多写 60 个字"),
    ({"name": "名" * 21}, "最多写 20 个字"),
    ({"phone": "1380013800"}, "手机号要 11 位，现在是 10 位"),
    ({"phone": "-13800138000x"}, "手机号只写数字"),
    ({"phone": "22800138000"}, "这不像手机号"),
    ({"phone": "\x00"}, "手机号只写数字"),
    ({"identity": "king"}, "请从列表里选一个身份"),
    ({"form_token": ""}, "已为您换了一张新的"),
    ({"form_token": "1 or 1=1"}, "已为您换了一张新的"),
    ({"state": "confirmed"}, "表里多了不该有的内容"),
    ({"query_no": "2021000317"}, "表里多了不该有的内容"),
]


@pytest.mark.parametrize(("change", "sentence"), BAD)
def test_bad_input_is_told_in_chinese_kept_on_the_page_and_not_stored(
    change, sentence, client, sheet, text_of
):
    response = client.post("/propose/", sheet | change)
    text = text_of(response)
    assert response.status_code == 422
    assert sentence in text
    assert "<title>错误：" in text
    assert not Project.objects.exists()
    assert not Contact.objects.exists()
    kept = {**sheet, **change}["spot"]
    assert kept in text


def test_a_damaged_sheet_can_be_sent_again_as_it_stands(client, sheet):
    form = client.post("/propose/", sheet | {"form_token": "damaged"}).context["form"]
    again = sheet | {"form_token": form["form_token"].value()}
    assert client.post("/propose/", again).status_code == 303


@pytest.mark.parametrize("typed", ["１３８００１３８０００", " 138-0013 8000", "+86 13800138000"])
def test_a_phone_is_read_however_it_was_typed(typed, client, sheet):
    client.post("/propose/", sheet | {"phone": typed})
    assert Contact.objects.get().phone == "13800138000"


def test_every_error_is_linked_to_a_field_that_is_there(client, sheet, text_of):
    wrong = {"form_token": str(uuid4()), "phone": "1"}
    text = text_of(client.post("/propose/", wrong))
    for name in ("id_kind_0", "id_village", "id_spot", "id_words", "id_phone"):
        assert f'href="#{name}"' in text
        assert f'id="{name}"' in text


def test_villages_that_ended_or_lie_elsewhere_are_not_offered(
    client, village, neighbour, sheet, far_village, district
):
    from datetime import timedelta

    from tests.factories.people import make_village
    from villages.models import District, Town
    from weishishi.kernel import clock

    neighbour.valid_to = clock.today() - timedelta(days=1)
    neighbour.save()
    elsewhere = District.objects.create(code="990002", name="别区")
    foreign = make_village(
        Town.objects.create(district=elsewhere, code="990002100", name="别镇"),
        "别村",
        "990002100200",
    )
    for wrong in (neighbour, foreign):
        response = client.post("/propose/", sheet | {"village": str(wrong.pk)})
        assert response.status_code == 422
    assert not Project.objects.exists()


def test_the_village_of_the_notice_board_is_chosen_already(client, village, programme, text_of):
    text = text_of(client.get(f"/propose/?village={village.pk}"))
    assert f'<option value="{village.pk}" selected>' in text
    assert client.get("/propose/?village=%00abc").status_code == 200


def test_larger_text_half_way_loses_nothing_and_complains_of_nothing(client, sheet, text_of):
    half = sheet | {"words": "写到一半", "size": "large"}
    response = client.post("/propose/", half)
    text = text_of(response)
    assert 'data-size="large"' in text
    assert "写到一半" in text
    assert "错误" not in text
    assert response.cookies["size"].value == "large"
    assert not Project.objects.exists()


def test_private_pages_are_kept_by_no_cache(client, sheet):
    client.post("/propose/", sheet)
    for address in ("/propose/", "/propose/done/", "/track/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_nobody_without_a_receipt_sees_one(client, db):
    response = client.get("/propose/done/")
    assert (response.status_code, response.url) == (302, "/track/")


def test_words_are_shown_as_words(client, sheet, text_of):
    response = client.post("/propose/", sheet | {"spot": "<script>alert(1)</script>", "words": ""})
    assert "<script>alert" not in text_of(response)
    assert "&lt;script&gt;" in text_of(response)
