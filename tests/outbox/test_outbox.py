"""A message is a row of the fact's own transaction; the doorbell may fail, the sweep delivers."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from kombu import pools

from projects.lifecycle import ProjectLife
from tests.factories.projects import REASON
from weishishi.celery import app
from weishishi.kernel import clock
from weishishi.outbox import actions
from weishishi.outbox.models import Delivery, Message
from weishishi.outbox.tasks import deliver_due

MINUTE = timedelta(seconds=61)


def owe(number=1):
    return actions.owe(
        recipient=("contact", 7), topic="accepted", about="2021000316",
        facts={"title": "路灯<b>", "office": "石桥村联络点", "due": "2021年6月15日"},
        dedupe_key=f"test:{number}",
    )  # fmt: skip


def test_a_step_and_its_message_stand_or_fall_together(lamps, liaison):
    before = Message.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        ProjectLife.accept(lamps, by=liaison)
        raise RuntimeError
    assert Message.objects.count() == before
    assert lamps.journal.filter(verb="accept").count() == 0


def test_the_same_fact_is_told_once(db):
    owe(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        owe(1)
    assert Message.objects.count() == 1


def test_the_box_has_nothing_within_the_grace_and_all_of_it_after_without_any_worker(db):
    owe(1), owe(2)
    assert Message.objects.delivered().count() == 0
    with time_machine.travel(clock.now() + MINUTE):
        assert Message.objects.delivered().count() == 2
    assert (
        Message.objects.first().text
        == "您提的“路灯<b>”已由石桥村联络点受理。接下来会了解情况，2021年6月15日前有进展。"
    )


def test_a_message_nobody_planned_is_not_written(db):
    with pytest.raises(KeyError):
        actions.owe(
            recipient=("contact", 7),
            topic="nobody-planned-this",
            about="",
            facts={},
            dedupe_key="x",
        )
    assert Message.objects.count() == 0


def test_messages_are_recalled_within_the_grace_and_not_a_second_later(db):
    owe(1), owe(2)
    assert actions.recall("test:1") == 1
    with time_machine.travel(clock.now() + MINUTE):
        assert [one.dedupe_key for one in Message.objects.delivered()] == ["test:2"]
        assert actions.recall("test:2") == 0


def test_the_database_refuses_to_recall_what_was_delivered(db):
    message = owe(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(recalled_at=message.due_at)


@pytest.fixture
def broker_is_dead(settings):
    """Nobody listens where the doorbell rings."""

    def point_to(url):
        pools.reset()
        app.conf.broker_url = url
        app._pool = app.amqp._producer_pool = None

    point_to("redis://127.0.0.1:1/0")
    yield
    point_to(settings.CELERY_BROKER_URL)


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_costs_nobody_the_step_or_the_message(broker_is_dead, lamps, liaison):
    with pytest.raises(deliver_due.OperationalError):
        deliver_due.apply_async(retry=False)

    ProjectLife.accept(lamps, by=liaison)

    assert lamps.journal.filter(verb="accept").count() == 1
    assert Message.objects.filter(topic="accepted").count() == 1


def test_the_proposer_is_told_the_reason_word_for_word(lamps, liaison):
    ProjectLife.decline(lamps, by=liaison, note=REASON)

    message = Message.objects.to("contact", lamps.contact_id).get(topic="declined")
    assert message.facts["note"] == REASON
    assert REASON in actions.wording(message)


def test_an_imported_step_disturbs_nobody_today(lamps):
    """The lamps were proposed by import nine days ago: told then, nothing is due now."""
    message = Message.objects.get(topic="submitted")
    assert message.due_at == lamps.submitted_at
    assert Delivery.objects.count() == 0
