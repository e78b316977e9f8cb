"""A yes is kept with its text and its day, ends once, and is nobody else's to give."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from villages.actions import consents
from villages.models import Consent, Contact
from villages.models.consents import How, Topic
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@pytest.fixture
def chen(db):
    return Contact.known_by("陈女士", "13700137000")


def give(by, of, topic=Topic.PRIVACY):
    return consents.give(topic, by=by, of=of, version="1", query_no="2026000017")


def test_how_we_know_of_a_yes_is_kept(chen, wang, liaison, clerk):
    assert give(wang, wang.person).how == How.TICKED
    assert give(Actor.from_contact(chen), chen).how == How.TICKED
    told = give(liaison, chen)
    assert (told.how, told.recorded_by) == (How.TOLD, liaison.post)
    assert give(clerk, chen).how == How.IMPORTED


def test_nobody_agrees_or_withdraws_for_another(chen, wang):
    for deed in (
        lambda: give(wang, chen),
        lambda: give(Actor.from_contact(chen), wang.person),
        lambda: consents.withdraw(Topic.PRIVACY, by=wang, of=chen),
    ):
        with pytest.raises(Refused, match="由本人来办"):
            deed()
    assert Consent.objects.count() == 0


def test_withdrawing_ends_every_yes_to_that_topic_once(chen, wang):
    hers = Actor.from_contact(chen)
    for _twice in range(2):
        give(hers, chen, Topic.SHOW_NAME)
    other = give(hers, chen)
    neighbours = give(wang, wang.person, Topic.SHOW_NAME)
    first = clock.now()
    assert consents.withdraw(Topic.SHOW_NAME, by=hers, of=chen, at=first) == 2
    assert consents.withdraw(Topic.SHOW_NAME, by=hers, of=chen, at=first + timedelta(1)) == 0
    ended = Consent.objects.filter(withdrawn_at=first)
    assert ended.count() == 2
    for row in (other, neighbours):
        row.refresh_from_db()
        assert row.withdrawn_at is None


def test_a_new_yes_is_a_new_row(chen):
    hers = Actor.from_contact(chen)
    give(hers, chen)
    consents.withdraw(Topic.PRIVACY, by=hers, of=chen)
    give(hers, chen)
    assert [bool(row.withdrawn_at) for row in Consent.objects.all()] == [True, False]


@pytest.mark.parametrize("whose", ["nobody", "both"])
def test_a_yes_belongs_to_exactly_one(whose, chen, wang):
    owners = {"nobody": {}, "both": {"person": wang.person, "contact": chen}}[whose]
    with pytest.raises(IntegrityError, match="a_consent_is_somebodys"):
        Consent.objects.create(
            **owners, topic=Topic.PRIVACY, version="1", how=How.TICKED, given_at=clock.now()
        )


def test_it_does_not_end_before_it_was_given(chen):
    row = give(Actor.from_contact(chen), chen)
    row.withdrawn_at = row.given_at - timedelta(seconds=1)
    with pytest.raises(IntegrityError, match="withdrawn_after_it_was_given"):
        row.save()
