"""The gateway gets exactly what it needs; a site that cannot send, or tells, is refused."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.checks import run_checks

from weishishi.outbox.channels import sms

HERE = "weishishi.outbox.channels.sms"


@pytest.fixture
def gateway(settings):
    """A gateway of the suite's own; `answers` is the status it gives, `got` what it received."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.got.append((self.path, self.headers["Authorization"], json.loads(body)))
            self.send_response(server.answers)
            self.end_headers()

        def log_message(self, *words):
            """Silence."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answers = [], 200
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS = f"{HERE}.Gateway"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_SIGNATURE, settings.SMS_TEMPLATE, settings.SMS_KEY = "青溪微实事", "T01", "secret"
    yield server
    server.shutdown()
    server.server_close()


def test_the_gateway_is_told_phone_signature_template_and_code(gateway):
    sms.gateway().send("13800001234", code="012345", minutes=5)
    message = {
        "phone": "13800001234",
        "signature": "青溪微实事",
        "template": "T01",
        "parameters": {"code": "012345", "minutes": "5"},
    }
    assert gateway.got == [("/send", "Bearer secret", message)]


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_is_not_sent_and_no_log_tells_phone_or_code(gateway, status, caplog):
    gateway.answers = status
    with pytest.raises(sms.NotSent):
        sms.gateway().send("13800001234", code="012345", minutes=5)
    assert caplog.messages == ["SMS gateway: HTTPError"]


def test_a_gateway_nobody_reaches_is_not_sent(gateway, settings):
    settings.SMS_URL = "http://127.0.0.1:9/"
    with pytest.raises(sms.NotSent):
        sms.gateway().send("13800001234", code="012345", minutes=5)


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
