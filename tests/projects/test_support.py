"""我也需要: one voice per verified phone, who may not and why, the number, and who hears of what."""

import threading

import pytest
from django.db import connection

from projects.actions import steps, support
from projects.actions.proposals import save_draft
from projects.lifecycle import ProjectLife
from projects.models import Project, Support
from tests.factories.people import make_resident
from tests.factories.projects import REASON, approve, bring, furnish, proposal, propose
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message


@pytest.fixture
def chen(db):
    return Actor.resident(make_resident(1))


@pytest.fixture
def zhou(db):
    return Actor.resident(make_resident(2))


def counted(project):
    """The kept number, which must be the number of voices."""
    kept = Project.objects.get(pk=project.pk).supporters
    assert kept == Support.objects.filter(project=project).count()
    return kept


def refusal(project, by):
    with pytest.raises(Refused) as refused:
        support.support(project, by=by)
    return str(refused.value)


def test_a_voice_counts_once_and_can_be_taken_back(lamps, chen, zhou):
    assert support.support(lamps, by=chen).supporters == 1
    assert support.support(lamps, by=chen).supporters == 1
    assert support.support(lamps, by=zhou).supporters == 2
    assert counted(lamps) == 2
    assert support.take_back(lamps, by=chen).supporters == 1
    assert support.take_back(lamps, by=chen).supporters == 1
    assert counted(lamps) == 1


def test_a_phone_that_was_never_verified_has_no_voice(lamps, db):
    nobody_knows = Actor.resident(make_resident(3, verified=False))
    assert "还没有核实手机号" in refusal(lamps, nobody_knows)
    assert counted(lamps) == 0


def test_a_post_speaks_as_a_person_or_not_at_all(lamps, secretary):
    assert "请用自己的手机号登录" in refusal(lamps, secretary)
    with pytest.raises(Refused):
        support.take_back(lamps, by=secretary)


def test_nobody_seconds_her_own(lamps, village, programme, chen):
    own = propose(village, chen)
    assert "这是您自己提的" in refusal(own, chen)


def test_nor_what_she_proposed_without_an_account(village, programme, clerk, chen):
    own = propose(village, clerk, phone=chen.person.phone)
    assert "这是您自己提的" in refusal(own, chen)


def test_a_draft_has_no_supporters(village, programme, liaison, chen):
    draft = save_draft(proposal(village), by=liaison).project
    assert "还没有提交" in refusal(draft, chen)


@pytest.mark.parametrize("verb", ["complete", "open_evaluation", "close_evaluation", "archive"])
def test_what_is_done_is_not_needed_any_more_and_the_way_on_is_said(verb, lamps, chen):
    assert "请另提一件" in refusal(bring(lamps, verb), chen)


@pytest.mark.parametrize("verb", ["accept", "deliberate", "confirm", "start", "inspect"])
def test_until_it_is_done_neighbours_may_join(verb, lamps, chen):
    assert support.support(bring(lamps, verb), by=chen).supporters == 1


def test_an_ended_matter_takes_no_more_voices_and_keeps_those_it_has(lamps, committee, chen, zhou):
    support.support(lamps, by=chen)
    ended = ProjectLife.decline(lamps, by=committee, note=REASON)
    assert "请重新提一件" in refusal(ended, zhou)
    assert counted(ended) == 1
    assert support.take_back(ended, by=chen).supporters == 0


def test_a_merged_matter_names_the_other_one(lamps, village, clerk, committee, zhou):
    from weishishi.kernel.numbers import spaced

    other = propose(village, clerk)
    merged = steps.take(lamps, "merge", by=committee, answer=other.query_no, note=REASON)
    assert spaced(other.query_no) in refusal(merged, zhou)


def told(person):
    return set(Message.objects.to("person", person.pk).values_list("topic", flat=True))


def test_supporters_hear_of_what_a_neighbour_waits_for_and_of_nothing_else(lamps, chen, zhou):
    support.support(lamps, by=chen)
    bring(lamps, "archive")
    assert told(chen.person) == {
        "also_confirmed", "also_started", "also_completed", "also_evaluating", "also_evaluated",
    }  # fmt: skip
    assert told(zhou.person) == set()


def test_they_read_the_public_name_and_the_reason(lamps, committee, chen):
    support.support(lamps, by=chen)
    ProjectLife.decline(lamps, by=committee, note=REASON)
    words = Message.objects.to("person", chen.person.pk).get()
    assert "微设施（内容整理中）" in words.text
    assert REASON in words.text
    assert lamps.title not in words.text


def test_a_note_nobody_asked_for_does_not_reach_them(lamps, town_officer, chen):
    support.support(approve(bring(lamps, "report")), by=chen)
    ProjectLife.confirm(lamps, by=town_officer, note="内部备注：先办这件")
    message = Message.objects.to("person", chen.person.pk).get()
    from weishishi.outbox.actions import wording

    assert "批准立项" in wording(message)
    assert "内部备注" not in wording(message)


def test_supporters_move_along_with_a_merged_matter_and_are_told(
    lamps, village, committee, clerk, chen, zhou, programme
):
    wang = Actor.resident(make_resident(5))
    doubled = propose(village, wang)
    support.support(doubled, by=chen)
    support.support(doubled, by=zhou)
    support.support(lamps, by=zhou)
    steps.take(doubled, "merge", by=committee, answer=lamps.query_no, note=REASON)
    people = {one.person.pk for one in (chen, zhou, wang)}
    assert set(lamps.supports.values_list("person", flat=True)) == people
    assert (counted(lamps), counted(doubled)) == (3, 2)
    assert told(chen.person) == {"also_merged"}
    assert told(wang.person) == {"submitted", "merged"}


def test_the_proposer_of_the_surviving_matter_is_not_counted_in_it(
    lamps, village, committee, programme, chen
):
    survivor = propose(village, chen)
    support.support(lamps, by=chen)
    steps.take(lamps, "merge", by=committee, answer=survivor.query_no, note=REASON)
    assert counted(survivor) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_telling_three_costs_no_more_than_telling_one(
    number, lamps, committee, django_assert_num_queries
):
    for one in range(number):
        support.support(lamps, by=Actor.resident(make_resident(10 + one)))
    with django_assert_num_queries(14):
        ProjectLife.decline(lamps, by=committee, note=REASON)
    assert Message.objects.filter(topic="also_ended").count() == number


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_the_same_moment_are_counted_exactly(village, programme, clerk):
    project = furnish(propose(village, clerk))
    hands = [Actor.resident(make_resident(20 + one)) for one in range(4)] * 2
    gate = threading.Barrier(len(hands))

    def press(by):
        gate.wait()
        support.support(project, by=by)
        connection.close()

    pressing = [threading.Thread(target=press, args=[by]) for by in hands]
    for one in pressing:
        one.start()
    for one in pressing:
        one.join()
    assert counted(project) == 4
