"""One lamp from the resident's phone to the archive, through real pages in Chromium."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.browser.lamp import MOBILE, PHONE, WORDS, Lamp, Login, fill_in
from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lamp(
    live_server, browser, village, programme, secretary, liaison, town_officer, lead_contact,
    supervisor, town_finance,
):  # fmt: skip
    actors = {
        "secretary": secretary, "liaison": liaison, "town_officer": town_officer,
        "lead_contact": lead_contact, "supervisor": supervisor, "town_finance": town_finance,
    }  # fmt: skip
    people = {}
    for who, actor in actors.items():
        actor.person.set_password(PASSWORD)
        actor.person.save()
        people[who] = Login(actor.person.username, PASSWORD)
    yield Lamp(browser, live_server.url, village.name, people)
    for context in browser.contexts:
        context.close()


def test_a_lamp_lives_its_whole_life_in_the_browser(lamp):
    lamp.is_proposed()
    assert "已收到" in lamp.own_page().locator("main").inner_text()
    lamp.is_decided_by_the_village()
    assert "公示中" in lamp.public_page().locator("main").inner_text()

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        lamp.is_confirmed_by_the_town()
        lamp.is_built()
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        lamp.is_evaluated()
        lamp.is_watched_by_the_district()
        public = lamp.public_page().locator("main").inner_text()
        own = lamp.own_page().locator("main").inner_text()

    for words in (
        "小学路口加装路灯",
        "照明灯 12 盏",
        "小学生 180 人",
        "6,000.50",
        "批准，确定立项",
        "21 份有效评议",
    ):
        assert words in public
    assert WORDS in own
    assert MOBILE not in public
    assert lamp.complaints == []

    project = Project.objects.get(query_no=lamp.number)
    road = [
        "submit", "accept", "screen", "deliberate", "post_notice", "report", "confirm",
        "start", "inspect", "complete", "open_evaluation", "close_evaluation", "archive",
    ]  # fmt: skip
    assert list(project.journal.values_list("verb", flat=True)) == road
    assert ProjectLife.step(road[-1]).target == project.state


def test_the_way_back_from_the_receipt_leads_to_the_receipt(lamp):
    page = lamp.page(PHONE)
    page.goto("/propose/")
    fill_in(page, lamp.village, "村口")
    page.fill("[name=phone]", MOBILE)
    page.check("[name=agree]")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/done/")
    page.go_back()

    page.wait_for_url("**/done/")
    assert Project.objects.count() == 1
    assert Project.objects.get().query_no in "".join(
        page.locator(".code").first.inner_text().split()
    )
