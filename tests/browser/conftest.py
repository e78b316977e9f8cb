"""No page may fetch anything from elsewhere: every request of every browser test is watched. And who
sits at the desk."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests.browser.lamp import PHONE
from tests.factories.desk import sign_in

AT_HOME = {"localhost", "127.0.0.1", None}  # None: data:, blob:, about:


@pytest.fixture(scope="session")
def strayed():
    """The addresses elsewhere that were asked for."""
    return []


@pytest.fixture(scope="session")
def browser(browser, strayed):
    """Chromium whose every context is watched."""
    open_context = browser.new_context

    def watch(request):
        if urlsplit(request.url).hostname not in AT_HOME:
            strayed.append(request.url)

    def watched(**options):
        context = open_context(**options)
        context.on("request", watch)
        return context

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(browser, "new_context", watched)
        yield browser


@pytest.fixture(autouse=True)
def nothing_leaves_the_site(strayed):
    strayed.clear()
    yield
    assert strayed == []


@pytest.fixture
def at_desk(live_server, browser):
    """Opens a browser in which somebody sits at the desk: `at_desk(secretary)`, on a phone unless
    another size is given."""
    contexts = []

    def opened(actor, viewport=PHONE, **options):
        context = browser.new_context(
            base_url=live_server.url, viewport=viewport, locale="zh-CN", **options
        )
        contexts.append(context)
        sits_down(context, live_server.url, actor)
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def sits_down(context, base, actor):
    """From now on it is this person who works in that browser."""
    name = settings.SESSION_COOKIE_NAME
    value = sign_in(actor).cookies[name].value
    context.add_cookies([{"name": name, "value": value, "url": base}])
