"""Phones that receive text messages, and residents who sign in with them."""

import pytest

from weishishi.outbox.channels import sms


@pytest.fixture
def text_messages(settings, monkeypatch):
    """What the gateway was given: a list of Sent, which begins with (phone, code)."""
    settings.SMS = "weishishi.outbox.channels.sms.Memory"
    monkeypatch.setattr(sms.Memory, "sent", [])
    return sms.Memory.sent


def sign_in_by_phone(client, phone, text_messages, next_page=""):
    """All the screens of a resident's way in; returns the last answer."""
    client.post("/me/sign-in/", {"phone": phone, "next": next_page})
    answer = client.post("/me/sign-in/code/", {"code": text_messages[-1][1]})
    if answer.headers.get("Location") == "/me/sign-in/code/":  # a new phone says its age
        answer = client.post("/me/sign-in/code/", {"of_age": "on"})
    return answer
