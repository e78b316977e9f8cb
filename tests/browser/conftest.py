"""No page may fetch anything from elsewhere: every request of every browser test is watched."""

from urllib.parse import urlsplit

import pytest

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
