"""我要提 on a phone of 390 px: four screens, few questions, and nothing lost where the net is."""

import time

import pytest
from playwright.sync_api import expect

from projects.models import Project
from tests.browser import axe
from tests.browser.lamp import MOBILE, PHONE, WORDS
from tests.factories.pictures import jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SPOT = "三巷 12 号门口"


@pytest.fixture
def phone(live_server, browser, village, programme, settings, tmp_path):
    """Opens a phone's browser: `phone(java_script_enabled=False)`."""
    settings.DISTRICT_CODE, settings.MEDIA_ROOT = village.town.district.code, tmp_path
    contexts = []

    def opened(**options):
        context = browser.new_context(
            base_url=live_server.url, viewport=PHONE, locale="zh-CN", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


class Walk:
    """Counts the screens and the answers a resident must give."""

    def __init__(self, page, village):
        self.page, self.village, self.screens, self.must = page, village, 0, 0
        page.goto("/propose/")
        self._arrives()

    def _arrives(self):
        self.screens += 1
        text = self.page.locator("main").inner_text()
        assert f"第 {self.screens} 步，共 4 步" in text, text
        groups = "main :is(.field, fieldset):has([required])"
        self.must += self.page.locator(groups).count()
        assert self.page.locator("main .btn:not(.plain)").count() == 1

    def on(self):
        self.page.get_by_role("button", name="下一步").click()
        self.page.wait_for_load_state()
        self._arrives()

    def first(self):
        self.page.check("input[name=kind][value=facility]")
        self.on()

    def second(self):
        self.page.select_option("select[name=village]", label=self.village)
        self.page.fill("[name=spot]", SPOT)
        self.on()

    def third(self):
        self.page.fill("[name=words]", WORDS)
        self.on()

    def fourth(self):
        self.page.check("[name=agree]")
        self.page.get_by_role("button", name="提交").click()
        self.page.wait_for_url("**/done/")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_four_screens_and_five_answers_are_enough(script, phone, village, tmp_path):
    began = time.monotonic()
    page = phone(java_script_enabled=script)
    walk = Walk(page, village.name)
    walk.first()
    walk.second()
    picture = {"name": "路灯.jpg", "mimeType": "image/jpeg", "buffer": jpeg()}
    page.set_input_files("[name=photos]", [picture])
    if not script:
        page.get_by_role("button", name="上传照片").click()
    expect(page.locator(".photos li")).to_have_count(1)
    walk.third()
    page.fill("[name=phone]", MOBILE)
    walk.fourth()

    project = Project.objects.get()
    assert (project.need, project.spot, project.photos.count()) == (WORDS, SPOT, 1)
    assert (walk.screens, walk.must) == (4, 5)
    seconds = time.monotonic() - began
    print(f"a proposal with a photo, scripted: {seconds:.1f} s")
    assert seconds < 90


def test_the_net_is_cut_on_the_third_screen_and_nothing_is_lost(phone, village):
    page = phone()
    walk = Walk(page, village.name)
    walk.first()
    walk.second()
    page.fill("[name=words]", WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("#kept")).to_contain_text("现在没有网络")
    address = page.url
    page.close()  # and the tab is gone, too

    page = walk.page = page.context.new_page()
    page.context.set_offline(False)
    page.goto("/propose/")
    page.get_by_role("link", name="接着填").click()
    page.wait_for_url(address)
    assert page.input_value("[name=words]") == WORDS
    walk.on()
    page.fill("[name=phone]", MOBILE)
    assert MOBILE not in page.evaluate("JSON.stringify(localStorage)")
    walk.fourth()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('sheet '))") == []
    assert Project.objects.get().need == WORDS


def test_the_larger_edition_half_way_keeps_what_was_typed_and_breaks_no_rule(
    phone, village, hamlet
):
    page = phone()
    walk = Walk(page, village.name)
    walk.first()
    page.select_option("select[name=village]", label=village.name)
    expect(page.get_by_text("在哪个小区、自然村")).to_be_visible()
    page.select_option("select[name=place]", label=hamlet.name)
    page.fill("[name=spot]", SPOT)
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html[data-size=large]")).to_have_count(1)
    assert page.input_value("[name=spot]") == SPOT
    faults = []
    for step in (walk.on, walk.third, walk.fourth):
        faults += _faults(page)
        step()
    assert [*faults, *_faults(page)] == []
    assert Project.objects.get().place == hamlet


def _faults(page):
    wide = page.evaluate("document.documentElement.scrollWidth")
    return axe.violations(page) + ([f"{page.url}: {wide} px"] if wide > 390 else [])


def test_enter_in_a_field_goes_on_and_not_to_another_size(phone, village):
    page = phone()
    walk = Walk(page, village.name)
    walk.first()
    page.select_option("select[name=village]", label=village.name)
    page.fill("[name=spot]", SPOT)
    page.press("[name=spot]", "Enter")
    page.wait_for_url("**/words/")


def test_the_same_in_english(phone, village):
    """Switched on the first page, still English on the receipt; nothing sticks out or breaks a rule."""
    page = phone()
    page.goto("/")
    page.get_by_role("button", name="English").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="Propose").first.click()
    faults = []
    for number in range(1, 5):
        assert f"Step {number} of 4" in page.locator("main").inner_text()
        faults += _faults(page)
        if number == 1:
            page.check("input[name=kind][value=facility]")
        elif number == 2:
            page.select_option("select[name=village]", label=village.name)
            page.fill("[name=spot]", SPOT)
        elif number == 3:
            page.fill("[name=words]", WORDS)
        else:
            page.check("[name=agree]")
        page.locator("main .btn:not(.plain)").last.click()
        page.wait_for_load_state()
    page.wait_for_url("**/done/")
    assert [*faults, *_faults(page)] == []
    assert Project.objects.get().query_no in "".join(
        page.locator(".code").first.inner_text().split()
    )
    assert page.locator("html").get_attribute("lang") == "en"
