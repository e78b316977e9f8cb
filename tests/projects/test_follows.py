"""关注: a matter or a search, twice is once, twenty at most, told once, and nobody else sees it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from projects.actions import follows
from projects.lifecycle import ProjectLife
from projects.models import Follow
from tests.factories.people import make_resident
from tests.factories.projects import REASON, propose
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

A_DAY = timedelta(days=1)


@pytest.fixture
def chen(db):
    return Actor.resident(make_resident(1))


@pytest.fixture
def zhou(db):
    return Actor.resident(make_resident(2))


def told(actor, topic):
    boxes = Message.objects.to("person", actor.person.pk).filter(topic=topic)
    return [one.text for one in boxes.order_by("pk")]


def follow_village(actor, village):
    return follows.follow(by=actor, address=f"village={village.pk}", words=village.name)


def test_followed_twice_is_followed_once_and_taken_back_it_is_gone(lamps, chen):
    first = follows.follow(by=chen, project=lamps, words="路灯")
    assert follows.follow(by=chen, project=lamps, words="路灯") == first
    assert follows.unfollow(first.pk, by=chen)
    assert not follows.unfollow(first.pk, by=chen)
    assert Follow.objects.count() == 0


def test_nobody_takes_back_what_is_not_hers(lamps, chen, zhou):
    hers = follows.follow(by=chen, project=lamps, words="路灯")
    assert not follows.unfollow(hers.pk, by=zhou)
    assert Follow.objects.count() == 1


def test_the_twentieth_is_taken_and_the_twenty_first_is_not(chen):
    for number in range(follows.MOST):
        follows.follow(by=chen, address=f"text={number}", words="x")
    with pytest.raises(Refused, match="最多关注 20 个"):
        follows.follow(by=chen, address="text=more", words="x")
    assert Follow.objects.count() == 20


def test_a_post_follows_as_a_person_or_not_at_all(lamps, secretary):
    with pytest.raises(Refused, match="请用自己的手机号登录"):
        follows.follow(by=secretary, project=lamps, words="路灯")


@pytest.mark.parametrize("wrong", [{}, {"address": "village=1", "with_project": True}])
def test_the_database_knows_a_matter_or_a_search_and_nothing_between(lamps, chen, wrong):
    project = lamps if wrong.pop("with_project", False) else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.create(person=chen.person, project=project, words="x", **wrong)


def test_who_follows_a_matter_hears_each_step_by_its_public_name(lamps, liaison, chen):
    follows.follow(by=chen, project=lamps, words="路灯")
    ProjectLife.accept(lamps, by=liaison)
    [text] = told(chen, "followed")
    assert "已受理" in text
    assert lamps.need not in text


def test_a_refusal_is_told_without_its_reason(lamps, liaison, chen):
    follows.follow(by=chen, project=lamps, words="路灯")
    ProjectLife.decline(lamps, by=liaison, note=REASON)
    [text] = told(chen, "followed")
    assert REASON not in text


def test_news_of_a_village_come_once_a_day_and_once_only(
    village, neighbour, programme, chen, zhou, clerk
):
    follow_village(chen, village), follow_village(zhou, neighbour)
    with time_machine.travel(clock.now() + A_DAY):
        propose(village, by=clerk), propose(village, by=clerk)
        assert follows.tell_news() == 1
        assert follows.tell_news() == 0
    [text] = told(chen, "news")
    assert f"您关注的“{village.name}”新来了 2 件" in text
    assert "王先生" not in text and "老人走路怕摔" not in text
    assert told(zhou, "news") == []


def test_what_was_there_before_is_no_news(village, programme, chen, clerk):
    propose(village, by=clerk)
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        follow_village(chen, village)
    with time_machine.travel(clock.now() + A_DAY):
        assert follows.tell_news() == 0


def test_a_search_is_asked_once_however_many_follow_it(village, programme, clerk):
    def asked(numbers):
        for one in numbers:
            follow_village(Actor.resident(make_resident(one)), village)
        with CaptureQueriesContext(connection) as found:
            follows.tell_news()
        return len(found)

    assert asked([100]) == asked([101, 102])


def test_who_closes_her_account_follows_nothing_any_more(lamps, chen):
    from projects.actions.forgetting import close_account

    follows.follow(by=chen, project=lamps, words="路灯")
    close_account(chen.person, by=chen)
    assert Follow.objects.count() == 0
