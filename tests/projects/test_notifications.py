"""Every message somebody can get is planned in one table, has words, and goes to whom it says."""

from django.conf import settings

from projects.lifecycle import ProjectLife
from tests.factories.people import appoint
from tests.factories.projects import REASON, approve, bring, propose
from villages.offices import office_of
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.outbox.models import Message
from weishishi.outbox.topics import all_topics, subjects, topic_of


def test_every_topic_of_the_lifecycle_is_in_the_table_and_has_words():
    planned = {topic.key for topic in all_topics()}
    effects = [effect for step in ProjectLife.steps() for effect in step.effects]
    told = {effect.topic for effect in effects if hasattr(effect, "topic")}
    assert told <= planned
    words = {file.stem for file in (settings.BASE_DIR / "templates/messages").glob("*.txt")}
    assert words == planned


def test_answers_the_law_owes_are_legal_and_few_things_go_out_loudly():
    assert [subject.key for subject in subjects() if subject.legal] == ["decided"]
    assert topic_of("declined").subject.legal
    loud = {topic.key for topic in all_topics() if "sms" in topic.channels}
    assert "accepted" not in loud and "returned" in loud
    assert not any(key.startswith(("also_", "office_")) for key in loud)


def told(topic):
    return [(one.recipient, one.text) for one in Message.objects.filter(topic=topic).order_by("pk")]


def test_an_office_hears_what_it_goes_on_with(lamps, team, secretary, town_officer):
    project = bring(lamps, "report")
    assert told("office_reported") == []  # an import disturbs nobody
    ProjectLife.hand_back(project, by=town_officer, note=REASON)
    [(recipient, text)] = told("office_handed_back")
    assert recipient == office_of(secretary.post)
    assert REASON not in text  # a group chat is no place for what was said between two offices


def test_the_village_hears_at_once_that_its_matter_is_confirmed(
    lamps, team, secretary, town_officer
):
    ProjectLife.confirm(approve(bring(lamps, "report")), by=town_officer)
    [(recipient, text)] = told("office_confirmed")
    assert recipient == office_of(secretary.post)
    assert "批准立项" in text


def test_an_office_is_a_place_and_a_role_so_a_change_of_office_hands_its_box_over(village):
    before = appoint(Role.SECRETARY, village, "before")
    after = appoint(Role.SECRETARY, village, "after")
    assert office_of(before) == office_of(after) == ("office", f"village:{village.pk}:secretary")


def test_an_import_tells_no_office(village, programme, clerk):
    propose(village, by=clerk, at=clock.now())
    assert told("office_submitted") == []
