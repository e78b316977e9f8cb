"""Which gateway carries a text message? The one WEISHISHI_SMS names; a district has its own.

A gateway is a class with `send(phone, *, code, minutes)`. `shows_codes` says that the page may show
the code, which only a demo may.
"""

import json
import logging
import urllib.error
import urllib.request

from django.conf import settings
from django.utils.module_loading import import_string

PATIENCE = 5  # seconds a gateway may take

log = logging.getLogger(__name__)


class NotSent(Exception):
    """The gateway did not take the message; nobody has been told anything."""


class Memory:
    """Keeps what it was given: for tests."""

    shows_codes = False
    sent: list[tuple[str, str]] = []

    def send(self, phone, *, code, minutes):
        self.sent.append((phone, code))


class Demo:
    """Sends nothing: the code stands on the sign-in page and in the log. Never for a real site."""

    shows_codes = True

    def send(self, phone, *, code, minutes):
        log.warning("演示短信：%s 的验证码是 %s，%s 分钟内有效。", phone, code, minutes)


class Gateway:
    """Posts one JSON document to the address in WEISHISHI_SMS_URL; any 2xx is a message taken.

    {"phone", "signature", "template", "parameters": {"code", "minutes"}}, with the key as a bearer
    token where there is one. Another protocol is another class of these few lines.
    """

    shows_codes = False

    def send(self, phone, *, code, minutes):
        headers = {"Content-Type": "application/json"}
        if settings.SMS_KEY:
            headers["Authorization"] = f"Bearer {settings.SMS_KEY}"
        message = {
            "phone": phone,
            "signature": settings.SMS_SIGNATURE,
            "template": settings.SMS_TEMPLATE,
            "parameters": {"code": code, "minutes": str(minutes)},
        }
        letter = urllib.request.Request(
            settings.SMS_URL, json.dumps(message).encode(), headers, method="POST"
        )
        try:
            with urllib.request.urlopen(letter, timeout=PATIENCE):
                return
        except (urllib.error.URLError, OSError, ValueError) as refusal:
            # The reason only: neither the phone nor the code belongs into a log.
            log.error("SMS gateway: %s", type(refusal).__name__)
            raise NotSent from refusal


def gateway():
    return import_string(settings.SMS)()
