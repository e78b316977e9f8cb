"""Every page somebody opens: nothing sticks out sideways, nothing breaks a rule of WCAG 2.2 AA."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from projects.lifecycle import ProjectLife
from tests.factories.projects import A_WHILE, REASON, bring, propose
from weishishi.kernel import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (320, 390, 1280)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def matters(village, neighbour, programme, clerk):
    """One finished, one refused, one just proposed with a title as long as they come."""
    at = clock.now() - 3 * A_WHILE
    finished = bring(propose(village, by=clerk, at=at), "archive")
    refused = propose(village, by=clerk, at=at)
    ProjectLife.decline(refused, by=clerk, note=REASON)
    long = propose(village, by=clerk, title="很长的名称" * 12, need="很长的话，" * 190)
    return finished, refused, long


@pytest.fixture
def page(live_server, browser):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    yield page
    context.close()


def faults(page, address):
    """What sticks out at any width, and what axe finds at a phone's and a desk's width."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(address)
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            found.append(f"{address} is {wide} px wide at {width}")
        if width != 320:
            result = Axe().run(page, options=RULES).response
            for rule in result["violations"]:
                nodes = [node["html"][:120] for node in rule["nodes"]]
                found.append(f"{address} at {width}: {rule['id']} {nodes}")
    return found


def test_the_public_pages(page, matters, village):
    addresses = [
        "/", "/projects/", "/projects/?text=没有这样的", "/projects/?stage=ends", "/propose/",
        "/track/", "/progress/", f"/villages/{village.pk}/", f"/towns/{village.town_id}/",
        "/me/sign-in/", "/nowhere/", *(f"/projects/{one.query_no}/" for one in matters),
    ]  # fmt: skip
    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_the_larger_edition(page, live_server, matters):
    page.context.add_cookies([{"name": "size", "value": "large", "url": live_server.url}])
    addresses = ["/", "/projects/", "/propose/", f"/projects/{matters[0].query_no}/", "/progress/"]
    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_the_desk(page, live_server, client, matters, secretary):
    client.force_login(secretary.person)
    page.context.add_cookies(
        [{
            "name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        }]
    )  # fmt: skip
    desk = "/admin/projects/project/"
    inside = [f"{desk}{matters[2].pk}/{name}/" for name in ("change", "facts", "public", "history")]
    addresses = ["/admin/", desk, f"{desk}add/", *inside, "/admin/villages/place/"]
    addresses += ["/admin/post/", "/admin/factors/", "/admin/factors/totp/"]
    assert [fault for address in addresses for fault in faults(page, address)] == []


def test_a_form_with_errors(page, matters):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto("/propose/")
        page.get_by_role("button", name="下一步").click()
        page.wait_for_load_state()
        assert page.title().startswith("错误：")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        violations = Axe().run(page, options=RULES).response["violations"]
        assert [rule["id"] for rule in violations] == []


def test_the_check_itself_sees_a_fault(page, matters):
    """The control: a picture without words and a box too wide are found."""
    page.goto("/")
    page.evaluate("document.querySelector('main').append(new Image(2000, 2))")
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [rule["id"] for rule in violations] == ["image-alt"]
    assert page.evaluate("document.documentElement.scrollWidth") > WIDTHS[-1]
