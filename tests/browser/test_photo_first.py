"""先拍后填 on a phone: two taps, and where there is no signal nothing is lost and nothing stored twice."""

import pytest
from playwright.sync_api import expect

from projects.models import Photo, Project
from tests.browser import axe
from tests.browser.conftest import sits_down
from tests.factories.desk import PROJECTS, page_of
from tests.factories.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUTTON, KEPT = "拍照存进来", "已存好：{}。"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(name="申报表.jpg", data=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data or jpeg()}


def take(page, paper="form", **made):
    """One tap on the kind, one on the button; then the camera."""
    page.check(f"[data-intake] [name=paper][value={paper}]")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=BUTTON).click()
    chooser.value.set_files([picture(**made)])


def papers():
    return list(Photo.objects.filter(filed__isnull=False).values_list("paper", flat=True))


def until(page, right):
    """Waits for what no page shows."""
    for _ in range(100):
        if right():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that within ten seconds")


def test_two_taps_and_it_is_filed(at_desk, lamps, liaison):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    page.fill("[name=note]", "写到一半")
    take(page, "sign_in")
    expect(page.locator("[data-told]")).to_have_text(KEPT.format("签到表"))
    expect(page.locator("#unsent")).to_be_hidden()
    assert (papers(), lamps.filed_papers.get().uploaded_by) == (["sign_in"], liaison.post)
    assert page.input_value("[name=note]") == "写到一半"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_net_is_cut_and_what_was_taken_arrives_by_itself(at_desk, lamps, liaison):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    page.context.set_offline(True)
    take(page, "form")
    expect(page.locator("#unsent")).to_contain_text("还有 1 张没传上去，有信号会自动传")
    take(page, "invoice")
    expect(page.locator("#unsent")).to_contain_text("还有 2 张没传上去，有信号会自动传")
    assert axe.violations(page) == []
    assert papers() == []

    page.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden()
    assert papers() == ["form", "invoice"]


def test_the_page_is_closed_without_a_net_and_another_one_delivers(at_desk, lamps, liaison):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    page.context.set_offline(True)
    take(page)
    expect(page.locator("#unsent")).to_contain_text("还有 1 张")
    page.close()
    page = page.context.new_page()
    page.context.set_offline(False)
    page.goto("/admin/")
    until(page, lambda: papers() == ["form"])


def test_an_answer_that_is_lost_on_the_way_stores_nothing_twice(at_desk, lamps, liaison):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    sent = []

    def lose_the_first(route):
        sent.append(route.fetch())  # it did arrive
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=sent[-1])

    page.route("**/filed/", lose_the_first)
    take(page)
    expect(page.locator("#unsent")).to_contain_text("还有 1 张")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("#unsent")).to_be_hidden()
    assert (len(sent), papers()) == (2, ["form"])


def test_a_colleague_in_the_same_browser_does_not_send_it(
    at_desk, live_server, lamps, liaison, secretary
):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    page.context.set_offline(True)
    take(page)
    expect(page.locator("#unsent")).to_contain_text("还有 1 张")
    page.close()
    page = page.context.new_page()
    sits_down(page.context, live_server.url, secretary)
    page.context.set_offline(False)
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#unsent")).to_be_hidden()
    assert papers() == []
    sits_down(page.context, live_server.url, liaison)
    page.goto("/admin/")
    until(page, lambda: papers() == ["form"])


def test_what_is_no_photo_is_told_and_given_up_by_hand(at_desk, lamps, liaison):
    page = at_desk(liaison)
    page.goto(page_of(lamps))
    take(page, name="说明.jpg", data=b"just words")
    unsent = page.locator("#unsent")
    expect(unsent).to_contain_text("说明.jpg：不是照片")
    unsent.get_by_role("button", name="不要了").click()
    expect(unsent).to_be_hidden()
    assert papers() == []


def test_without_a_script_it_is_a_form(at_desk, lamps, liaison):
    page = at_desk(liaison, java_script_enabled=False)
    page.goto(page_of(lamps))
    page.check("[data-intake] [name=paper][value=invoice]")
    page.set_input_files("[data-intake] [name=photo]", [picture()])
    page.get_by_role("button", name=BUTTON).click()
    page.wait_for_url("**/filed/")
    assert KEPT.format("票据") in page.locator("main").inner_text()
    assert papers() == ["invoice"]


def test_a_paper_form_lies_beside_what_is_typed_from_it(at_desk, village, programme, liaison):
    page = at_desk(liaison)
    page.goto(f"{PROJECTS}add/")
    page.set_input_files("[name=paper]", [picture()])
    expect(page.locator("[data-beside] img")).to_be_visible()
    page.get_by_role("button", name="登记，打印回执").click()
    page.wait_for_load_state()
    expect(
        page.locator("[data-beside] img")
    ).to_be_visible()  # something was wrong: it is still there
    page.fill("[name=need]", "水沟盖板松了，晚上走路容易踩空。")
    page.check("[name=told]")
    page.get_by_role("button", name="登记，打印回执").click()
    page.wait_for_url("**/slip/")
    assert Project.objects.get().filed_papers.get().paper == "form"
