"""A map is fetched when somebody asks for it, shows what its list shows, and marks a point in WGS-84."""

import pytest
from django.urls import reverse

from projects.models import Project
from tests.factories.projects import furnish, propose
from weishishi.kernel.coordinates import from_gcj02

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked():
    """Every address a page asked for."""
    return []


@pytest.fixture
def page(live_server, browser, asked):
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()


@pytest.fixture
def works(village, programme, clerk):
    found = [furnish(propose(village, by=clerk, title=f"装路灯{n}")) for n in range(2)]
    for number, project in enumerate(found):
        Project.objects.filter(pk=project.pk).update(
            latitude=22.02 + number / 100, longitude=113.24, micro_type="facility"
        )
    return found


def test_the_keyboard_opens_a_map_that_shows_what_its_list_shows(
    page, works, village, asked, live_server
):
    page.goto(f"/villages/{village.pk}/")
    assert not [address for address in asked if "leaflet" in address]
    page.get_by_role("button", name="看地图").press("Enter")
    page.wait_for_selector(".pin")
    assert page.locator(".pin").count() == page.locator(".map-list li").count() == len(works)

    page.locator(".pin").nth(1).press("Enter")
    address = page.locator(".leaflet-popup-content a").get_attribute("href")
    assert address in [reverse("project", args=[one.query_no]) for one in works]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert [one for one in asked if not one.startswith(live_server.url)] == []


def test_a_point_picked_on_gcj02_tiles_is_kept_in_wgs84(page, village, programme, settings):
    settings.TILES, settings.TILES_SYSTEM = "/nothing/{z}/{x}/{y}.png", "gcj02"
    page.goto("/propose/")
    page.locator("[name=kind]").first.check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="在地图上点一下").click()
    page.get_by_role("button", name="标在正中间").click()

    drawn = page.request.get(f"{reverse('points')}?village=0").json()["district"]
    kept = [
        float(page.locator(f"[name={name}]").input_value()) for name in ("latitude", "longitude")
    ]
    assert kept == pytest.approx(from_gcj02(*drawn), abs=0.00002)
    page.get_by_role("button", name="不标了").click()
    assert page.locator("[name=latitude]").input_value() == ""
