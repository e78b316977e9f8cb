"""Which gateway carries a text message? The one WEISHISHI_SMS names; a district has its own.

A gateway is a class with `send(phone, *, template, parameters, key)`; it raises NotSent. A provider
sends only texts it has approved, so what goes out is a template's id and its parameters.
`shows_codes` says that the page may show a code, which only a demo may.
"""

import logging
from typing import NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from weishishi.outbox.channels import NotSent, http

log = logging.getLogger(__name__)

CODE = "code"  # the template of the code a resident signs in with
ABOUT = 40  # characters a provider takes as one parameter


class Sent(NamedTuple):
    phone: str
    code: str  # "" for a message
    template: str
    parameters: dict
    key: str


class Memory:
    """Keeps what it was given: for tests."""

    shows_codes = False
    sent: list[Sent] = []

    def send(self, phone, *, template, parameters, key=""):
        self.sent.append(Sent(phone, parameters.get("code", ""), template, parameters, key))


class Demo:
    """Sends nothing: the code stands on the sign-in page and in the log. Never for a real site."""

    shows_codes = True

    def send(self, phone, *, template, parameters, key=""):
        if template == CODE:
            log.warning("演示短信：%s 的验证码是 %s，%s 分钟内有效。", phone, *parameters.values())


class Gateway:
    """Posts one JSON document to the address in WEISHISHI_SMS_URL; any 2xx is a message taken.

    {"phone", "signature", "template", "parameters", "key"}, with the key of the district as a
    bearer token where there is one. Another protocol is another class of these few lines.
    """

    shows_codes = False

    def send(self, phone, *, template, parameters, key=""):
        headers = {"Authorization": f"Bearer {settings.SMS_KEY}"} if settings.SMS_KEY else {}
        document = {
            "phone": phone,
            "signature": settings.SMS_SIGNATURE,
            "template": template_id(template),
            "parameters": parameters,
            "key": key,
        }
        http.post(settings.SMS_URL, document, headers=headers)


def gateway():
    return import_string(settings.SMS)()


def template_id(name):
    """The id the provider gave to our template; NotSent for good where the district has none yet."""
    wanted = settings.SMS_TEMPLATE if name == CODE else settings.SMS_TEMPLATES.get(name)
    if not wanted and name != CODE:
        wanted = settings.SMS_TEMPLATES.get("*")
    if wanted is None:
        raise NotSent("no template", for_good=True)
    return wanted


def send_code(phone, *, code, minutes):
    """The code a resident signs in with; NotSent is written down without phone and code."""
    try:
        gateway().send(phone, template=CODE, parameters={"code": code, "minutes": str(minutes)})
    except NotSent as refusal:
        log.error("SMS gateway: %s", refusal.why)
        raise


def deliver(letter):
    """A message by its template: what it is about and the number it is found by, never its words, which
    may hold a reason nobody else should read on a lock screen."""
    facts = letter.facts
    parameters = {
        name: str(facts[name])[:ABOUT] for name in ("title", "number", "due") if facts.get(name)
    }
    gateway().send(letter.address, template=letter.topic, parameters=parameters, key=letter.key)
