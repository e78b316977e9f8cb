"""The gateway gets exactly what it needs; a site that cannot send, or tells, is refused."""

import pytest
from django.core.checks import run_checks

from weishishi.outbox.channels import NotSent, sms

HERE = "weishishi.outbox.channels.sms"


def test_the_gateway_is_told_phone_signature_template_and_code(sms_gateway):
    sms.send_code("13800001234", code="012345", minutes=5)
    message = {
        "phone": "13800001234",
        "signature": "青溪微实事",
        "template": "T01",
        "parameters": {"code": "012345", "minutes": "5"},
        "key": "",
    }
    assert sms_gateway.got == [("/send", "Bearer secret", message)]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_is_not_sent_and_no_log_tells_phone_or_code(sms_gateway, status, caplog):
    sms_gateway.answers = status
    with pytest.raises(NotSent):
        sms.send_code("13800001234", code="012345", minutes=5)
    assert caplog.messages == [f"SMS gateway: HTTP {status}"]


def test_a_gateway_nobody_reaches_is_not_sent(sms_gateway, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    with pytest.raises(NotSent):
        sms.send_code("13800001234", code="012345", minutes=5)


@pytest.mark.parametrize(
    ("name", "url", "complaint"),
    [
        ("Demo", "https://sms.example/", "weishishi.E002"),
        ("Memory", "https://sms.example/", "weishishi.E002"),
        ("Gateway", "", "weishishi.E003"), ("Gateway", "http://sms.example/", "weishishi.E003"),
        ("Gateway", "https://sms.example/", None),
    ],
)  # fmt: skip
def test_a_real_site_that_shows_codes_or_reaches_nobody_is_refused(settings, name, url, complaint):
    settings.SMS, settings.SMS_URL, settings.SECOND_FACTOR = f"{HERE}.{name}", url, True
    found = {one.id for one in run_checks(tags=["security"])}
    assert found == ({complaint} if complaint else set())
    settings.DEMO = True
    assert run_checks(tags=["security"]) == []
