"""Another size or language in the middle of writing: the page is opened anew, and nothing typed is lost."""

import pytest

from tests.factories.projects import propose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOSEN = "document.querySelector('[name=verb]:checked').value"
REASON = "请补一张现场照片，我们好去看。"


def test_a_decision_half_written_stays_what_it_was(at_desk, village, programme, clerk, secretary):
    project = propose(village, by=clerk)
    page = at_desk(secretary)
    page.goto(f"/admin/projects/project/{project.pk}/change/")
    page.check("[name=verb][value=send_back]")
    page.fill("[name=note]", REASON)
    page.click("header [name=size]")
    page.wait_for_selector("html[data-size=large]")
    assert (page.evaluate(CHOSEN), page.input_value("[name=note]")) == ("send_back", REASON)

    page.reload()  # what came along was meant for that once
    assert page.input_value("[name=note]") == ""


def test_so_does_what_a_resident_writes(live_server, browser, programme):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    page.goto("/track/")
    page.fill("[name=number]", "2026 00001 3")
    page.click("header [name=language]")
    page.wait_for_selector("html[lang=en]")
    assert page.input_value("[name=number]") == "2026 00001 3"
    page.goto("/projects/")
    assert page.evaluate("sessionStorage.length") == 0
    context.close()
