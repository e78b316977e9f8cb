"""Nothing typed is ever lost: the way back, another day, a late page, another size, two tabs."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from projects.actions import sheets
from projects.models import Project, Sheet
from tests.factories.people import make_person
from tests.factories.sheets import begin, key_of, walk
from weishishi.kernel import clock


@pytest.fixture
def words(client, sheet):
    """The address of the third screen."""
    return walk(client, sheet, until="where").url


@pytest.mark.parametrize("button", [{"go": "where"}, {"save": "1"}, {"size": "large"}, {}])
def test_half_a_sentence_stays_whatever_button_is_pressed(button, client, words, text_of):
    response = client.post(words, {"words": "写到一半", **button})
    assert response.status_code == (303 if button else 422)
    assert "写到一半" in text_of(client.get(words))
    assert "错误" not in text_of(client.get(words))


def test_the_larger_edition_is_remembered_on_the_way(client, words, text_of):
    response = client.post(words, {"words": "写到一半", "size": "large"})
    assert response.cookies["size"].value == "large"
    assert 'data-size="large"' in text_of(client.get(response.url))


def test_on_the_first_screen_too(client, village, text_of):
    told = {"kind": "service", "village": str(village.pk), "size": "large"}
    page = client.get(client.post("/propose/", told).url)
    assert page.context["form"]["kind"].value() == "service"
    assert page.context["form"]["village"].value() == str(village.pk)
    assert Sheet.objects.count() == 0


def test_a_sheet_put_aside_is_offered_and_gone_on_with(client, words, text_of):
    saved = client.post(words, {"words": "写到一半的事情，明天接着写", "save": "1"}).url
    assert "存好了" in text_of(client.get(saved))
    text = text_of(client.get("/propose/"))
    assert "存好了" not in text
    assert "写到一半的事情，明天接着写" in text
    assert f'href="{words.replace("words", "check")}"' in text
    assert 'name="kind"' in text_of(client.get("/propose/?new=1"))
    assert "您有一件没提完的" not in text_of(Client().get("/propose/"))


def test_it_can_be_thrown_away_by_who_has_it_and_by_nobody_else(client, words):
    key = words.split("/")[2]
    for wrong in (key, "no key", str(uuid4())):
        stranger = Client()
        stranger.get("/propose/")
        assert stranger.post("/propose/", {"discard": wrong}).status_code == 303
    assert Sheet.objects.count() == 1
    assert client.post("/propose/", {"discard": key}).status_code == 303
    assert Sheet.objects.count() == 0


def test_the_end_of_a_session_is_not_the_end_of_a_sheet(client, wang, sheet):
    client.force_login(wang.person)
    words = walk(client, sheet, until="where").url
    client.cookies.pop("sessionid")
    check = client.post(words, {"words": sheet["words"]}).url
    assert client.post(check, {"agree": sheet["agree"]}).status_code == 303
    assert Project.objects.get().need == sheet["words"]


def test_who_signs_in_half_way_takes_the_sheet_along(client, wang, words):
    client.force_login(wang.person)
    client.get(words)
    assert Sheet.objects.get().person == wang.person


@pytest.mark.parametrize("screen", ["kind", "where", "words", "check", "done"])
def test_a_forged_key_and_anothers_sheet_are_not_there(screen, client, words):
    due = 302 if screen == "done" else 404
    theirs = words.replace("words", screen)
    forged = f"/propose/{uuid4()}/{screen}/"
    signed_in = Client()
    signed_in.force_login(make_person("li"))
    for browser in (Client(), signed_in):
        assert browser.get(theirs).status_code == due
        assert browser.get(forged).status_code == due
    assert Client().post(theirs, {"words": "别人写的"}).status_code == due


def test_a_tab_left_open_for_weeks_goes_on_on_a_new_sheet(client, words, text_of):
    sheets.sweep(clock.now() + timedelta(days=1))
    assert client.get(words).status_code == 404
    response = client.post(words, {"words": "好几天前写的话，一个字也不少。"})
    assert response.url.endswith("/kind/")
    where = client.post(response.url, {"kind": "wish"}).url
    assert key_of(response) not in words
    assert "好几天前写的话" in text_of(client.get(where.replace("where", "words")))


def test_nobody_writes_on_anothers_sheet(client, words):
    stranger = Client()
    stranger.get("/propose/")
    response = stranger.post(words, {"words": "别人写的话，不该写到这里。"})
    assert key_of(response) not in words
    assert "别人写的" not in str(Sheet.objects.get(key=words.split("/")[2]).told)


def test_a_page_open_for_too_long_comes_back_as_it_was_typed(sheet, text_of):
    browser = Client(enforce_csrf_checks=True)
    text = text_of(browser.get("/propose/"))
    token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    late = browser.post("/propose/", {"kind": "service"})
    assert late.status_code == 403
    assert "您填的都还在，请再按一次" in text_of(late)
    assert late.context["form"]["kind"].value() == "service"
    assert Sheet.objects.count() == 0

    told = {"kind": "service", "csrfmiddlewaretoken": token}
    words = browser.post("/propose/", told).url.replace("where", "words")
    late = browser.post(words, {"words": "写好的话不应该丢掉的"})
    assert late.status_code == 403
    assert "写好的话不应该丢掉的" in text_of(late)
    assert "words" not in Sheet.objects.get().told


def test_phone_and_name_wait_in_the_session_and_never_on_the_sheet(client, sheet, words, text_of):
    check = client.post(words, {"words": sheet["words"]}).url
    typed = {"name": "王先生", "phone": "13800138000", "identity": "deputy"}
    assert client.post(check, {**typed, "go": "words"}).url == words
    kept = str(Sheet.objects.get().told) + str(dict(client.session))
    assert "13800138000" not in kept
    assert "王先生" not in kept
    text = text_of(client.get(check))
    assert 'value="13800138000"' in text
    assert "王先生" in text
    assert '<option value="deputy" selected>' in text

    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert "13800138000" not in text_of(client.get(check))
    client.post(check, {"name": "", "phone": "", "go": "words"})
    assert "13800138000" not in text_of(client.get(check))


def test_two_tabs_are_two_sheets(client, sheet):
    first, second = begin(client, {"kind": "wish"}), begin(client, {"kind": "service"})
    told = {"village": sheet["village"], "spot": "村口"}
    client.post(second.url, told | {"spot": "村尾"})
    client.post(first.url, told)
    spots = {one.told["kind"]: one.told["spot"] for one in Sheet.objects.all()}
    assert spots == {"wish": "村口", "service": "村尾"}


def test_the_code_is_shown_for_half_an_hour_and_the_receipt_for_a_week(client, sheet, text_of):
    done = walk(client, sheet | {"phone": ""}).url
    code = client.get(done).context["code"]
    number = Project.objects.get().query_no
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        text = text_of(client.get(done))
        assert code not in text
        assert number[4:9] in text
    assert Client().get(done).url == "/track/"


def test_one_click_says_how_the_form_was(client, sheet, text_of):
    done = walk(client, sheet).url
    assert client.post(done, {"rating": "easy"}).status_code == 303
    assert "谢谢您，记下了" in text_of(client.get(done))
    assert 'name="rating"' not in text_of(client.get(done))


def test_similar_ones_stand_above_the_last_screen(
    client, sheet, village, programme, clerk, text_of
):
    from tests.factories.projects import A_WHILE, furnish, propose

    check = walk(client, sheet, until="words").url
    assert "相似的" not in text_of(client.get(check))
    lamps = furnish(propose(village, by=clerk, at=clock.now() - A_WHILE, need=sheet["words"]))
    Project.objects.filter(pk=lamps.pk).update(public_need=sheet["words"])
    text = text_of(client.get(check))
    assert "附近已有 1 件相似的" in text
    assert f'href="/projects/{lamps.query_no}/need/"' in text
    assert "就是这件，我也需要" in text
    assert text.count('class="btn"') == 1
