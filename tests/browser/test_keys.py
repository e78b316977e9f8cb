"""Keys at the desk: they walk, choose and send, and are still where somebody types or wants none."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories.projects import propose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement.textContent.trim()"
CHOSEN = "document.querySelector('[name=verb]:checked')?.value"
OPEN = "document.querySelector('[data-keys]').open"


@pytest.fixture
def page(live_server, browser, secretary):
    signed_in = Client()
    signed_in.force_login(secretary.person)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(base_url=live_server.url)
    context.add_cookies(
        [{"name": name, "value": signed_in.cookies[name].value, "url": live_server.url}]
    )
    yield context.new_page()
    context.close()


def test_from_the_list_through_a_decision(page, village, programme, clerk):
    first, second = (propose(village, by=clerk, title=f"第{n}件") for n in (1, 2))
    page.goto("/admin/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == second.title
    page.keyboard.press("k")
    assert page.evaluate(FOCUSED) == first.title
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first.pk}/change/")

    page.keyboard.press("1")
    usual = page.evaluate(CHOSEN)
    page.keyboard.press("2")
    assert page.evaluate(CHOSEN) != usual
    page.focus("[name=note]")
    page.keyboard.type("12 jk?")
    assert (page.input_value("[name=note]"), page.evaluate(OPEN)) == ("12 jk?", False)
    page.fill("[name=note]", "")
    page.check(f"[name=verb][value={usual}]")
    page.focus("[name=note]")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/{second.pk}/change/**")
    first.refresh_from_db()
    assert first.state == "accepted"


def test_they_are_shown_and_switched_off(page, village, programme, clerk):
    propose(village, by=clerk, title="一件")
    page.goto("/admin/")
    page.keyboard.press("?")
    assert page.evaluate(OPEN)
    page.check("[data-keys] input[type=checkbox]")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) != "一件"
    page.keyboard.press("?")
    assert page.evaluate(OPEN)


def test_a_modifier_is_not_for_us(page, village, programme, clerk):
    propose(village, by=clerk, title="一件")
    page.goto("/admin/")
    for keys in ("Control+j", "Alt+j", "Meta+j"):
        page.keyboard.press(keys)
        assert page.evaluate(FOCUSED) != "一件"


def test_a_phrase_goes_where_the_cursor_stands(page, village, programme, clerk):
    project = propose(village, by=clerk)
    page.goto(f"/admin/projects/project/{project.pk}/change/")
    page.fill("[name=note]", "已经打过电话。")
    phrase = page.evaluate("[...document.querySelector('[name=phrase]').options].at(-1).value")
    page.select_option("[name=phrase]", phrase)
    assert page.input_value("[name=note]") == f"已经打过电话。{phrase}"
    assert page.input_value("[name=phrase]") == ""
