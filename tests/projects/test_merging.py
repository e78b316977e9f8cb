"""A merge keeps both proposers, their followers and dates, tells them, and can be undone exactly."""

import pytest

from projects.actions import steps, support
from projects.lifecycle import ProjectLife
from projects.models import Project, Support
from projects.queries import tracking
from projects.states import State
from tests.factories.money import receive_all
from tests.factories.people import make_resident
from tests.factories.projects import REASON, bring, propose
from tests.factories.works import engage
from tests.projects.test_tallies import lies
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.numbers import spaced
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message


@pytest.fixture
def people(db):
    """Five residents with accounts."""
    return [Actor.resident(make_resident(number)) for number in range(1, 6)]


def voices(project):
    """Who also needs it; the kept number is the number of voices."""
    rows = Support.objects.filter(project=project)
    assert Project.objects.get(pk=project.pk).supporters == rows.count()
    return set(rows.values_list("person", flat=True))


def pks(*actors):
    return {one.person.pk for one in actors}


def merge(project, into, by):
    return steps.take(project, "merge", by=by, answer=into.query_no)


def fresh(project):
    return Project.objects.select_related("merged_into").get(pk=project.pk)


@pytest.mark.parametrize(
    ("road", "verb", "back"),
    [
        ((), "unmerge_to_submitted", State.SUBMITTED),
        (("accept",), "unmerge_to_accepted", State.ACCEPTED),
        (("accept", "screen"), "unmerge", State.SCREENING),
    ],
)
def test_it_goes_back_to_where_it_came_from_and_nowhere_else(
    road, verb, back, lamps, village, clerk, secretary
):
    other = propose(village, clerk)
    for step in road:
        lamps = getattr(ProjectLife, step)(lamps, by=secretary)
    merged = merge(lamps, other, secretary)
    assert [step.verb for step in ProjectLife.outlook(merged, secretary)] == [verb]
    for wrong in {"unmerge", "unmerge_to_accepted", "unmerge_to_submitted"} - {verb}:
        with pytest.raises(Refused, match="它不是从"):
            steps.take(fresh(lamps), wrong, by=secretary, note=REASON)

    apart = steps.take(fresh(lamps), verb, by=secretary, note=REASON)
    assert (apart.state, apart.merged_into, bool(apart.due_on)) == (back, None, True)
    assert list(apart.journal.values_list("verb", flat=True))[-2:] == ["merge", verb]
    assert apart.journal.last().first_time is False
    assert lies() == []


def test_it_takes_back_exactly_the_supporters_it_brought(lamps, village, secretary, people):
    wang, chen, zhou, wu, _zheng = people
    doubled = propose(village, wang)
    for one in (chen, zhou):
        support.support(doubled, by=one)
    for one in (zhou, wu):
        support.support(lamps, by=one)
    day_of_chen = Support.objects.get(project=doubled, person=chen.person).since
    merge(doubled, lamps, secretary)
    assert voices(lamps) == pks(wang, chen, zhou, wu)
    assert Support.objects.get(project=lamps, person=chen.person).since == day_of_chen
    assert Support.objects.get(project=lamps, person=wang.person).since == doubled.submitted_at

    steps.take(fresh(doubled), "unmerge_to_submitted", by=secretary, note=REASON)
    assert voices(lamps) == pks(zhou, wu)
    assert voices(doubled) == pks(chen, zhou)


def test_a_voice_taken_back_meanwhile_is_not_missed_and_none_comes_again(
    lamps, village, secretary, people, clerk
):
    wang, chen, zhou, _wu, _zheng = people
    one, two = propose(village, wang), propose(village, clerk)
    for project in (one, two):
        support.support(project, by=chen)
    support.support(two, by=zhou)
    merge(one, lamps, secretary)
    merge(two, lamps, secretary)
    support.take_back(lamps, by=zhou)
    assert voices(lamps) == pks(wang, chen)

    steps.take(fresh(one), "unmerge_to_submitted", by=secretary, note=REASON)
    assert voices(lamps) == pks(chen)  # she is still there by the second one; Zhou had gone
    steps.take(fresh(two), "unmerge_to_submitted", by=secretary, note=REASON)
    assert voices(lamps) == set()


def test_what_was_merged_on_and_on_comes_apart_in_any_order(lamps, village, secretary, people):
    wang, chen, zhou, _wu, _zheng = people
    first, second = propose(village, wang), propose(village, chen)
    support.support(second, by=zhou)
    merge(first, second, secretary)
    merge(second, lamps, secretary)
    assert voices(lamps) == pks(wang, chen, zhou)

    steps.take(fresh(first), "unmerge_to_submitted", by=secretary, note=REASON)
    assert (voices(second), voices(lamps)) == (pks(zhou), pks(chen, zhou))
    steps.take(fresh(second), "unmerge_to_submitted", by=secretary, note=REASON)
    assert (voices(second), voices(lamps)) == (pks(zhou), set())
    assert lies() == []


def test_both_proposers_hear_of_the_merge_of_what_follows_and_of_its_end(
    lamps, village, secretary, people, clerk
):
    doubled = propose(village, clerk, phone="13900000999", name="李姐")
    support.support(doubled, by=people[0])
    merge(doubled, lamps, secretary)
    bring(fresh(lamps), "confirm", by=clerk)
    mine = Message.objects.to("contact", doubled.contact_id)
    assert set(mine.values_list("topic", flat=True)) >= {"merged", "also_confirmed"}
    Message.objects.update(due_at=clock.now())
    words = [text for _when, text in tracking.messages_of(fresh(doubled))]
    assert any("批准立项" in one for one in words)

    steps.take(fresh(doubled), "unmerge_to_submitted", by=secretary, note=REASON)
    told = mine.get(topic="unmerged")
    assert told.facts["merged_into"] == spaced(lamps.query_no)
    assert Message.objects.to("person", people[0].person.pk).filter(topic="also_unmerged").exists()
    receive_all(fresh(lamps).budget)
    engage(fresh(lamps))
    ProjectLife.start(fresh(lamps), by=clerk)
    assert not mine.filter(topic="also_started").exists()


def test_a_merge_is_undone_by_the_leaders_with_a_reason_and_not_once_it_was_forgotten(
    lamps, village, clerk, liaison, secretary, neighbour_secretary
):
    merge(lamps, propose(village, clerk), liaison)
    for stranger in (liaison, neighbour_secretary):
        with pytest.raises(Refused, match="这一步不由您办理"):
            steps.take(fresh(lamps), "unmerge_to_submitted", by=stranger, note=REASON)
    with pytest.raises(Refused, match="至少 10 个字"):
        steps.take(fresh(lamps), "unmerge_to_submitted", by=secretary, note="合错了")
    Project.objects.filter(pk=lamps.pk).update(forgotten_at=clock.now())
    with pytest.raises(Refused, match="提出人的原话已按要求删除"):
        steps.take(fresh(lamps), "unmerge_to_submitted", by=secretary, note=REASON)


def test_who_claims_a_merged_matter_is_counted_where_it_went_and_goes_with_it(
    lamps, village, clerk, secretary
):
    from projects.actions.claims import claim

    doubled = propose(village, clerk, phone="13900000007", name="李姐")
    merge(doubled, lamps, secretary)
    person = make_resident(7)
    assert claim(person) == 1
    assert voices(lamps) == {person.pk}
    steps.take(fresh(doubled), "unmerge_to_submitted", by=secretary, note=REASON)
    assert voices(lamps) == set()
