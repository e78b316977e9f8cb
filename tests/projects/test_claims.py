"""Proposed without an account, claimed by the same verified phone: once, and by nobody else."""

import pytest
from django.test import Client
from django.utils import timezone

from projects.actions import steps, support
from projects.actions.claims import claim
from projects.models import Project
from tests.factories.people import make_resident
from tests.factories.projects import REASON, propose
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message


@pytest.fixture
def chen(db):
    return make_resident(1)


@pytest.fixture
def hers(village, programme, clerk, chen):
    """Proposed by her phone before she had an account."""
    return propose(village, clerk, phone=chen.phone)


def proposer_of(project):
    return Project.objects.get(pk=project.pk).proposer


def test_what_her_phone_proposed_becomes_hers_and_a_second_time_changes_nothing(hers, lamps, chen):
    assert claim(chen) == 1
    first = Project.objects.get(pk=hers.pk)
    assert (first.proposer, first.contact) == (chen, hers.contact)
    assert claim(chen) == 0
    assert Project.objects.get(pk=hers.pk).claimed_at == first.claimed_at
    assert proposer_of(lamps) is None  # somebody else's phone


def test_a_phone_that_was_never_verified_claims_nothing(hers, chen):
    chen.phone_verified_at = None
    chen.save()
    assert claim(chen) == 0
    assert proposer_of(hers) is None


def test_an_account_without_a_phone_claims_no_slips(village, programme, clerk, wang):
    slip = propose(village, clerk, phone="")
    wang.person.phone_verified_at = timezone.now()
    wang.person.save()
    assert claim(wang.person) == 0
    assert proposer_of(slip) is None


def test_what_was_claimed_once_stays_with_the_first(hers, chen):
    """The number was given to somebody else later."""
    claim(chen)
    phone = chen.phone
    chen.take_phone("")
    chen.save()
    second = make_resident(2)
    second.take_phone(phone)
    second.save()
    assert claim(second) == 0
    assert proposer_of(hers) == chen


def test_her_old_messages_come_along_and_new_ones_find_her(hers, committee, chen):
    from projects.lifecycle import ProjectLife
    from projects.queries.tracking import messages_of

    before = messages_of(hers)
    assert before
    claim(chen)
    claimed = Project.objects.get(pk=hers.pk)
    assert messages_of(claimed) == before
    ProjectLife.accept(claimed, by=committee)
    assert Message.objects.to("person", chen.pk).filter(topic="accepted").count() == 1
    assert not Message.objects.filter(recipient_kind="contact").exists()


def test_number_and_four_digits_still_open_what_was_claimed(hers, chen):
    claim(chen)
    client = Client()
    pair = {"number": hers.query_no, "proof": chen.phone[-4:]}
    assert client.post("/track/", pair).status_code == 303
    assert client.get(f"/track/{hers.query_no}/").status_code == 200


def test_the_proposer_of_a_merged_matter_is_counted_where_it_went(hers, lamps, committee, chen):
    steps.take(hers, "merge", by=committee, answer=lamps.query_no, note=REASON)
    claim(chen)
    assert Project.objects.get(pk=lamps.pk).supporters == lamps.supports.count() == 1


def test_a_voice_for_what_turns_out_to_be_ones_own_is_taken_out(lamps, chen):
    support.support(lamps, by=Actor.resident(chen))
    chen.take_phone("13800138000")  # the phone the lamps were proposed with
    chen.save()
    claim(chen)
    lamps.refresh_from_db()
    assert (lamps.supporters, lamps.proposer) == (0, chen)
