"""A wall screen hangs for days: it does not grow, and an outage is said and survived."""

import re

import pytest

from projects.actions import screens
from projects.models import Screen
from tests.browser import axe
from tests.factories.projects import propose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = 300  # five hours of looking once a minute
GROWTH = 20_000_000  # bytes of JavaScript heap
SMALLEST = """() => Math.min(...Array.from(document.querySelectorAll('body *'))
  .filter((one) => one.offsetParent && one.innerText?.trim() && !one.children.length)
  .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


@pytest.fixture
def wall(live_server, browser, district_officer):
    """The page of a new screen at 1080p, and what it shows as collected."""
    token = screens.make(Screen(name="大厅"), by=district_officer.post)
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 1920, "height": 1080}
    )
    page = context.new_page()
    page.goto(f"/screen/{token}/")
    yield page
    page.evaluate("document.documentElement.dataset.every = 9999")
    page.wait_for_timeout(500)  # what is under way comes home before the database closes
    context.close()


def collected(page):
    return page.locator(".tile .big").first.inner_text().split()[0]


def look_every(page, seconds):
    """From the next look on; the one that waits already is not called back, so start anew."""
    page.evaluate(
        "seconds => { document.documentElement.dataset.every = seconds; wait() }", seconds
    )


def heap(page):
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable")
    tools.send("HeapProfiler.collectGarbage")
    metrics = tools.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")


def test_all_of_it_is_on_one_screen_and_large_enough(wall):
    box = wall.evaluate("[document.body.scrollWidth, document.documentElement.scrollHeight]")
    assert box == [1920, 1080]
    assert wall.locator(".tile").count() == 7
    assert wall.evaluate(SMALLEST) >= 24
    assert wall.evaluate("document.getAnimations().length") == 0
    for width in (390, 1280, 1920):
        wall.set_viewport_size({"width": width, "height": 844})
        assert wall.evaluate("document.documentElement.scrollWidth") <= width
        assert axe.violations(wall) == []


def test_an_outage_keeps_the_last_good_figures_and_says_of_when(wall, village, programme, clerk):
    assert collected(wall) == "0"
    trouble = wall.get_by_text(re.compile("暂时连不上，显示的是 09:[0-5][0-9] 的数据"))
    assert not trouble.is_visible()

    wall.context.set_offline(True)
    look_every(wall, 0.05)
    trouble.wait_for()
    assert collected(wall) == "0"

    propose(village, by=clerk)
    wall.context.set_offline(False)
    trouble.wait_for(state="hidden")
    assert collected(wall) == "1"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 502, "body": "Bad Gateway"}, "暂时连不上"),
        ({"status": 200, "body": "<p>请先登录无线网络</p>"}, "暂时连不上"),
        ({"status": 404, "body": "没有找到"}, "这块大屏的网址已经停用"),
    ],
)
def test_an_answer_that_is_not_the_wall_changes_no_figure(wall, answer, words):
    wall.route("**/screen/**", lambda route: route.fulfill(content_type="text/html", **answer))
    look_every(wall, 0.05)
    wall.get_by_text(words).wait_for()
    assert wall.locator(".tile").count() == 7


def test_three_hundred_looks_and_an_outage_do_not_make_it_grow(wall):
    """Answered with what the server said once: the page is what is measured here."""
    seen, told = [], wall.request.get(wall.url).body()

    def answer(route):
        seen.append(route.request.url)
        route.fulfill(content_type="text/html; charset=utf-8", body=told)

    wall.route("**/screen/**", answer)
    look_every(wall, 0.01)
    wall.wait_for_timeout(1000)
    before = heap(wall)

    _until(wall, lambda: len(seen) > LOOKS / 2)
    wall.unroute("**/screen/**")
    wall.route("**/screen/**", lambda route: route.abort())
    wall.get_by_text("暂时连不上").wait_for()
    wall.unroute("**/screen/**")
    wall.route("**/screen/**", answer)
    _until(wall, lambda: len(seen) > LOOKS)

    grown = heap(wall) - before
    print(f"{len(seen)} looks: the heap grew by {grown / 1e6:.2f} MB")
    assert grown < GROWTH
    assert wall.locator("[data-fresh]").count() == 2


def _until(page, reached):
    for _step in range(600):
        if reached():
            return
        page.wait_for_timeout(100)
    raise AssertionError("the wall stopped looking")
