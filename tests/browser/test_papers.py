"""Papers are A4 as the field knows them: the number of sheets, the size of what is printed, room to
sign and seal, and nothing of the screen."""

import re

import pytest
from django.conf import settings
from django.test import Client

from projects import board
from projects.actions import notices, visits
from tests.factories.meetings import authorise, closed
from tests.factories.notices import BASIS, decided, posted
from tests.factories.projects import findings, furnish, propose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A4_WITHIN_ITS_MARGINS = {"width": 650, "height": 960}  # CSS pixels, 96 to the inch
A4 = re.compile(rb"/MediaBox \[0 0 594[.0-9]* 841[.0-9]*\].*")
TEN_AND_A_HALF_POINTS, TWENTY_FIVE_MILLIMETRES = 14, 94
SMALL_OR_CUT_OFF = """least => {
  const paper = document.querySelector(".paper"), found = [], edge = innerWidth + 1;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const words = texts.currentNode.textContent.trim(), parent = texts.currentNode.parentElement;
    if (!words || !parent.checkVisibility() || parent.closest("title,script,style")) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < least - 0.01) found.push(`small (${size}): ${words}`);
    if (parent.getBoundingClientRect().right > edge) found.push(`cut off: ${words}`);
    if (paper && !paper.contains(parent)) found.push(`of the screen: ${words}`);
  }
  return found;
}"""


@pytest.fixture
def page(live_server, browser, secretary):
    """A browser in which the secretary is signed in, looking at paper."""
    signed_in = Client()
    signed_in.force_login(secretary.person)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(base_url=live_server.url, viewport=A4_WITHIN_ITS_MARGINS)
    context.add_cookies(
        [{"name": name, "value": signed_in.cookies[name].value, "url": live_server.url}]
    )
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


def sheets(page, address):
    """How many sheets of A4 it takes; whatever stands on them is legible and whole."""
    assert page.goto(address).status == 200
    assert page.evaluate(SMALL_OR_CUT_OFF, TEN_AND_A_HALF_POINTS) == []
    pdf = page.pdf(prefer_css_page_size=True)
    assert set(A4.findall(pdf)) == set(re.findall(rb"/MediaBox.+", pdf))
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def works(village, clerk, number):
    return [furnish(propose(village, by=clerk, title=f"村道路灯第{n}段")) for n in range(number)]


def test_a_notice_is_one_sheet_with_a_code_one_can_scan(page, village, clerk, programme):
    one = board.item_of(posted(village, clerk)).notice
    assert sheets(page, f"/notices/{one.pk}/print/") == 1
    assert page.locator(".scan svg").bounding_box()["width"] >= TWENTY_FIVE_MILLIMETRES
    assert page.locator(".paper table th").count() == 8  # a form, no row of nine narrow columns

    two = notices.post(
        [decided(village, clerk, title=f"村道路灯第{n}段") for n in range(2)],
        by=clerk, note="商量通过，现公示。", basis=BASIS,
    )  # fmt: skip
    assert sheets(page, f"/notices/{two.pk}/print/") == 1
    assert page.locator(".paper tbody tr").count() == 2


def test_minutes_of_four_matters_are_two_sheets_and_one_to_sign(
    page, village, secretary, clerk, programme
):
    authorise(village)
    held = closed(village, works(village, clerk, 4), by=secretary, agree=[38, 30, 20, 38])
    at = f"/admin/projects/meeting/{held.pk}"
    assert sheets(page, f"{at}/minutes/") == 3
    assert page.locator(".names span").count() == 38  # one line for each who came
    # Forty-five names, three guests, who wrote it down.
    assert sheets(page, f"{at}/sign_in/") == 2
    narrowest = min(row["height"] for row in boxes(page, ".sign-roll tbody tr"))
    assert narrowest >= 33  # nine millimetres to sign in


def boxes(page, selector):
    return [one.bounding_box() for one in page.locator(selector).all()]


def test_forms_of_one_matter_are_one_sheet_each(page, furnished, secretary):
    at = f"/admin/projects/project/{furnished.pk}"
    assert sheets(page, f"{at}/approval_sheet/") == 1
    assert min(box["height"] for box in boxes(page, ".opinion")) >= TWENTY_FIVE_MILLIMETRES
    visit = visits.visit(furnished, by=secretary, findings=findings())
    assert sheets(page, f"{at}/visits/{visit.pk}/") == 1
    assert sheets(page, f"{at}/slip/") == 1
