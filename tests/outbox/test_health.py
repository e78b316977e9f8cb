"""Who watches the machine sees at once when the worker is gone, deaf or slow; residents lose nothing."""

from datetime import timedelta

import pytest
import time_machine

from tests.factories.desk import sign_in
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox import health, tasks
from weishishi.outbox.models import Delivery, DeliveryState, Message, Pulse

pytestmark = pytest.mark.django_db


def waiting(since):
    message = Message.objects.create(
        recipient_kind="person", recipient_key="1", topic="declined", due_at=since, dedupe_key="h"
    )
    return Delivery.objects.create(message=message, channel="sms", wanted_at=since, next_at=since)


def test_a_pulse_of_three_minutes_ago_is_well_and_one_of_a_second_more_is_not(client):
    assert client.get("/healthz").status_code == 503
    tasks.beat()
    assert client.get("/healthz").json() == {
        "ok": True, "database": True, "broker": True, "worker_seconds_ago": 0,
        "oldest_unsent_seconds": None, "given_up": 0,
    }  # fmt: skip
    beaten = Pulse.objects.get().at
    for seconds, status in ((180, 200), (181, 503)):
        with time_machine.travel(beaten + timedelta(seconds=seconds), tick=False):
            answer = client.get("/healthz")
            assert (answer.status_code, answer.json()["worker_seconds_ago"]) == (status, seconds)
            assert client.get("/readyz").status_code == 200


def test_a_message_that_waits_is_told_with_its_age(client):
    tasks.beat()
    waiting(clock.now() - timedelta(seconds=190))
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["oldest_unsent_seconds"] == 190


def test_a_gateway_that_is_down_is_seen_while_the_worker_tries_again(client):
    """A pause after each failure moves the next try ahead; the message waits all the same."""
    tasks.beat()
    row = waiting(clock.now() - timedelta(seconds=190))
    Delivery.objects.filter(pk=row.pk).update(tries=4, next_at=clock.now() + timedelta(hours=1))
    assert client.get("/healthz").status_code == 503
    Delivery.objects.filter(pk=row.pk).update(wanted_at=clock.now() - timedelta(seconds=170))
    assert client.get("/healthz").status_code == 200


def test_a_broker_that_is_away_is_seen_and_visitors_are_still_served(client, settings):
    tasks.beat()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert client.get("/healthz").json()["broker"] is False
    assert client.get("/readyz").status_code == 200
    assert "Redis" in health.look().troubles[0]


def test_the_desk_of_the_administrator_shows_it_in_red_and_one_button_sends_again(district):
    client = sign_in(Actor.at(appoint(Role.SYSTEM_ADMIN, district, "guanli")))
    given_up = waiting(clock.now())
    given_up.state, given_up.tries = DeliveryState.DEAD, 8
    given_up.save()
    page = client.get("/admin/").content.decode()
    assert "1 条消息没发出去" in page
    assert "后台程序超过 3 分钟没有动静" in page
    assert client.post("/admin/undelivered/").status_code == 302
    given_up.refresh_from_db()
    assert (given_up.state, given_up.tries) == (DeliveryState.WAITING, 0)
    assert "没有放弃的消息" in client.get("/admin/undelivered/").content.decode()
