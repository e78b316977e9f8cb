"""The box on the form: empty at first, needed, and it knows which text was on the page."""

import re

import pytest

from projects.models import Project
from tests.factories.desk import PROJECTS, sign_in
from tests.factories.sheets import walk
from villages import notices
from villages.models import Consent


def box(text, name="agree"):
    return re.search(rf'<input type="checkbox" name="{name}"[^>]*>', text).group()


def test_nobody_ticked_it_beforehand_and_the_notice_is_one_click_away(client, sheet, text_of):
    text = text_of(client.get(walk(client, sheet, until="words").url))
    assert "checked" not in box(text)
    assert f'value="{notices.CURRENT}"' in box(text)
    assert '<a href="/privacy/" target="_blank">《个人信息保护告知书》</a>' in text
    assert "我已满 14 周岁（未满 14 周岁，请家长来提）" in text


def test_the_version_is_kept_with_the_matter(client, sheet):
    walk(client, sheet)
    project = Project.objects.get()
    assert project.notice_version == notices.CURRENT
    assert Consent.objects.get(contact=project.contact).version == notices.CURRENT


def test_a_tick_stays_when_something_else_is_wrong(client, sheet, text_of):
    assert "checked" in box(text_of(walk(client, sheet | {"phone": "1"})))


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (None, "同意就打个勾"),
        ("", "同意就打个勾"),
        ("0", "告知书刚刚更新了"),
        ("on", "告知书刚刚更新了"),
    ],
)
def test_without_it_nothing_is_taken_in_and_the_reason_is_told(
    sent, sentence, client, sheet, text_of
):
    sheet.pop("agree")
    response = walk(client, sheet if sent is None else sheet | {"agree": sent})
    text = text_of(response)
    assert response.status_code == 422
    assert sentence in text
    assert 'href="#id_agree"' in text
    assert "checked" not in box(text)
    assert Project.objects.count() == 0


def test_a_text_that_changed_in_between_is_shown_again(client, sheet, text_of, monkeypatch):
    monkeypatch.setattr(notices, "CURRENT", "next")
    text = text_of(walk(client, sheet))
    assert "告知书刚刚更新了" in text
    assert sheet["words"] in text
    assert walk(client, sheet | {"agree": "next"}).status_code == 303


def test_at_the_desk_staff_say_that_they_told_her(village, programme, liaison, text_of):
    desk = sign_in(liaison)
    page = text_of(desk.get(f"{PROJECTS}add/"))
    assert "checked" not in box(page, "told")
    said = {"form_token": "0a3f2d8e-1111-4222-8333-444455556666", "need": "水沟盖板松了。",
            "channel": "window", "village": village.pk}  # fmt: skip
    for button in ({}, {"draft": "1"}):
        answer = desk.post(f"{PROJECTS}add/", said | button)
        assert answer.status_code == 400
        assert "请先把告知书的要点讲给提出人听" in text_of(answer)
    assert desk.post(f"{PROJECTS}add/", said | {"told": notices.CURRENT}).status_code == 302
    assert Consent.objects.get().how == "told"
