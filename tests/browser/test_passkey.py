"""A passkey is set up and used in a real browser, with a key made of software."""

import pytest

from tests.factories.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(live_server, browser):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    page = context.new_page()
    yield page
    context.close()


def sign_in(page, username):
    page.goto("/admin/login/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()


def test_a_passkey_is_set_up_and_lets_in(page, live_server, secretary, settings):
    settings.SECOND_FACTOR = settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    secretary.person.set_password(PASSWORD)
    secretary.person.save()
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    complaints = []
    page.on("console", lambda line: complaints.append(line.text))
    sign_in(page, secretary.person.username)
    page.wait_for_url("**/admin/factors/")
    page.get_by_role("link", name="添加通行密钥").click()
    page.get_by_role("button", name="添加").click()
    page.wait_for_url("**/admin/factors/codes/")
    page.get_by_role("link", name="记好了，进入工作台").click()
    assert "我的待办" in page.title()
    page.get_by_role("button", name="退出").click()
    sign_in(page, secretary.person.username)
    page.wait_for_url("**/admin/login/factor/")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/admin/")
    assert "我的待办" in page.title()
    assert complaints == []
