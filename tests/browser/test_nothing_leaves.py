"""The watch over requests that leave the site sees one."""

import pytest
from playwright.sync_api import Error

pytestmark = pytest.mark.browser


def test_a_request_elsewhere_is_seen(browser, strayed):
    page = browser.new_context().new_page()
    page.goto("data:text/html,home")
    assert strayed == []
    with pytest.raises(Error):
        page.goto("http://elsewhere.invalid/letters.woff2")
    page.context.close()
    assert strayed.pop() == "http://elsewhere.invalid/letters.woff2"
