"""Each way out gives the other side what it needs, and says plainly when it did not take it."""

import time

import pytest
from django.core import mail
from django.core.cache import cache

from projects.lifecycle import ProjectLife
from tests.factories.projects import REASON
from weishishi.outbox.channels import Letter, NotSent, email, robot, sms, wechat
from weishishi.outbox.models import Delivery

LETTER = Letter(
    "13800001234", "confirmed", "我提的事：答复和决定", "好消息：批准立项。理由写在里面。",
    "weishishi-5", {"title": "四个自然村的路灯", "number": "2021 000 316", "due": "", "note": "理由"},
)  # fmt: skip


def to(address):
    return Letter(
        address, *[getattr(LETTER, name) for name in ("topic", "title", "text", "key", "facts")]
    )


def test_a_text_message_carries_its_template_title_and_number_and_no_reason(sms_gateway):
    sms.deliver(LETTER)
    [(path, key, document)] = sms_gateway.got
    assert (path, key) == ("/send", "Bearer secret")
    assert document == {
        "phone": "13800001234", "signature": "青溪微实事", "template": "T07", "key": "weishishi-5",
        "parameters": {"title": "四个自然村的路灯", "number": "2021 000 316"},
    }  # fmt: skip


def test_a_topic_without_a_template_of_its_own_takes_the_one_for_all_or_none(sms_gateway, settings):
    other = Letter("13800001234", "returned", "", "", "k", {})
    sms.deliver(other)
    assert sms_gateway.got[0][2]["template"] == "T99"
    settings.SMS_TEMPLATES = {"confirmed": "T07"}
    with pytest.raises(NotSent) as refusal:
        sms.deliver(other)
    assert refusal.value.for_good


@pytest.mark.parametrize(
    ("status", "for_good"),
    [(400, True), (404, True), (403, False), (408, False), (429, False), (500, False)],
)
def test_only_a_wrong_request_is_given_up_at_once(sms_gateway, status, for_good):
    sms_gateway.answers = status
    with pytest.raises(NotSent) as refusal:
        sms.deliver(LETTER)
    assert (refusal.value.for_good, refusal.value.why) == (for_good, f"HTTP {status}")


def test_mail_has_one_message_id_whatever_the_try(settings):
    settings.SITE_ADDRESS = "https://wss.example"
    email.deliver(to("a@example.com"))
    email.deliver(to("a@example.com"))
    first, second = mail.outbox
    assert first.subject == "【金湾民生微实事】我提的事：答复和决定"
    assert first.body == LETTER.text
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert first.extra_headers["Message-ID"] == "<weishishi-5@wss.example>"


def test_a_mail_server_that_is_away_is_not_sent(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(NotSent) as refusal:
        email.deliver(to("a@example.com"))
    assert not refusal.value.for_good


def test_a_robot_says_the_title_and_the_words(gateway):
    robot.deliver(to(gateway.url.replace("http://", "json://") + "/group"))
    [(path, _key, document)] = gateway.got
    assert (path, document["title"], document["message"]) == ("/group", LETTER.title, LETTER.text)


@pytest.mark.parametrize(
    ("address", "understood"),
    [
        ("wecombot://0123456789abcdef", True), ("dingtalk://abcdefgh", True),
        ("feishu://abcdefgh", True), ("不是地址", False), ("ftp//x", False),
    ],
)  # fmt: skip
def test_an_address_nobody_understands_is_not_taken(address, understood):
    assert robot.is_understood(address) is understood
    if not understood:
        with pytest.raises(NotSent) as refusal:
            robot.deliver(to(address))
        assert refusal.value.for_good


@pytest.fixture
def account(gateway, settings):
    """The official account, played by the gateway."""
    settings.WECHAT_URL, settings.WECHAT_APP_ID, settings.WECHAT_SECRET = gateway.url, "wx1", "s"
    settings.WECHAT_TEMPLATES = {"*": "TPL"}
    gateway.says = {"access_token": "TOKEN", "expires_in": 7200}
    cache.delete(wechat.TOKEN)
    yield gateway
    cache.delete(wechat.TOKEN)


def test_wechat_asks_for_its_token_once(account):
    wechat.deliver(to("openid-1"))
    wechat.deliver(to("openid-1"))
    assert [path for path, _key, _document in account.got] == [
        "/stable_token",
        "/message/template/send?access_token=TOKEN",
        "/message/template/send?access_token=TOKEN",
    ]
    document = account.got[1][2]
    assert (document["touser"], document["template_id"]) == ("openid-1", "TPL")
    assert document["data"]["character_string2"]["value"] == "2021000316"


@pytest.mark.parametrize(
    ("code", "for_good", "token_stays"),
    [(43004, True, True), (45009, False, True), (42001, False, False)],
)
def test_wechats_refusals(account, code, for_good, token_stays):
    wechat.deliver(to("openid-1"))
    account.says = {"errcode": code}
    with pytest.raises(NotSent) as refusal:
        wechat.deliver(to("openid-1"))
    assert refusal.value.for_good is for_good
    assert (cache.get(wechat.TOKEN) is not None) is token_stays


@pytest.mark.django_db(transaction=True)
def test_a_gateway_that_hangs_costs_the_step_nothing(sms_gateway, lamps, liaison):
    """The step writes a row; it never speaks to the gateway."""
    sms_gateway.thinks = 3
    started = time.perf_counter()
    ProjectLife.decline(lamps, by=liaison, note=REASON)
    took = time.perf_counter() - started
    assert Delivery.objects.filter(channel="sms", state="waiting").count() == 1
    assert sms_gateway.got == []
    assert took < sms_gateway.thinks
