"""报进度 on a phone of 390 px: how many taps and signs does it take, and is it less than a minute?

Measured as people are slow: a tap with the thumb and looking for the next one takes a second and a
half, a Chinese sign two thirds of one (90 a minute), each page what the portal takes.
"""

import time

import pytest

from projects.models import Photo
from tests.browser.lamp import PHONE
from tests.factories.people import PASSWORD
from tests.factories.pictures import jpeg
from tests.factories.projects import bring

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
A_TAP, A_SIGN, MINUTE = 1.5, 60 / 90, 60
DONE = "两个村的灯杆都立好了，明天接线。"


class Thumb:
    """Does what a thumb does, and counts it."""

    def __init__(self, page):
        self.page, self.taps, self.signs = page, 0, 0

    def tap(self, where):
        self.taps += 1
        where.click()
        self.page.wait_for_load_state()

    def type(self, name, words):
        self.taps += 1
        self.signs += len(words)
        self.page.fill(f"[name={name}]", words)

    def take_a_photo(self, path):
        self.taps += 3  # the field, the shutter, "use it"
        self.page.set_input_files("[name=photos]", path)

    def seconds(self, machine):
        return self.taps * A_TAP + self.signs * A_SIGN + machine


@pytest.fixture
def phone(live_server, browser, furnished, liaison, settings, tmp_path):
    settings.DISTRICT_CODE, settings.MEDIA_ROOT = furnished.village.town.district.code, tmp_path
    liaison.person.set_password(PASSWORD)
    liaison.person.save()
    context = browser.new_context(base_url=live_server.url, viewport=PHONE, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/admin/")
    page.fill("input[name=username]", liaison.person.username)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()
    yield page
    context.close()


def test_a_report_with_a_photo_takes_less_than_a_minute(phone, furnished, tmp_path):
    project = bring(furnished, "start")
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(jpeg())
    phone.goto(f"/admin/projects/project/{project.pk}/change/")
    thumb, began = Thumb(phone), time.monotonic()
    thumb.tap(phone.get_by_role("link", name="报进度").first)
    thumb.type("per_cent", "60")
    thumb.type("done", DONE)
    thumb.take_a_photo(picture)
    thumb.tap(phone.get_by_role("button", name="报进度"))
    took = thumb.seconds(time.monotonic() - began)
    assert project.progress.last().per_cent == 60
    assert Photo.objects.get(progress__isnull=False).phase == Photo.Phase.DURING
    assert thumb.taps <= 7
    assert took < MINUTE, took
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
