"""Whose move it is where no step of a project says so: told at once, once, without a private word."""

from datetime import timedelta
from decimal import Decimal

import pytest

from funding.actions.budgets import Part
from projects.actions import approvals, changes, handovers
from projects.actions.approvals import Opinion
from projects.actions.changes import Wanted
from projects.actions.handovers import Successor
from projects.lifecycle import ProjectLife
from tests.factories.notices import WORDS, object_to, posted
from tests.factories.people import make_person
from tests.factories.projects import bring, furnish
from villages.actions import delegations
from villages.offices import office_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db


def told(topic):
    return [(one.recipient, one.text) for one in Message.objects.filter(topic=topic).order_by("pk")]


def test_the_village_hears_of_an_objection_and_of_its_day(village, programme, clerk, secretary):
    hanging = posted(village, clerk, days_ago=4)
    objection = object_to(hanging, Actor.from_contact(None))
    [(recipient, text)] = told("office_objection")
    assert recipient == office_of(secretary.post)
    assert "书面答复" in text and WORDS not in text
    assert f"{objection.due_on:%Y年%-m月%-d日}" in text
    object_to(hanging, clerk)
    assert len(told("office_objection")) == 1  # an import disturbs nobody


def test_the_next_in_the_chain_hears_that_it_is_her_turn(
    village, programme, clerk, secretary, town_officer, lead_contact
):
    project = ProjectLife.report(posted(village, clerk, days_ago=4), by=secretary)
    approvals.give(project, Opinion(), by=town_officer)
    [(recipient, text)] = told("office_next_opinion")
    assert recipient == office_of(lead_contact.post) and "轮到您审批" in text
    approvals.give(project, Opinion(), by=lead_contact)
    assert len(told("office_next_opinion")) == 1


@pytest.mark.parametrize(("price", "number"), [(110_000, 1), (110_001, 0)])
def test_the_town_hears_of_the_changes_it_decides(price, number, lamps, secretary, town_officer):
    lamp = ("照明灯", Decimal(30), "盏", None)
    project = furnish(lamps, parts=[Part("district", 3_000_000)], work=[(*lamp, 100_000)])
    wanted = Wanted(
        "材料涨价，按三家询价的结果调整。",
        work=[(*lamp, price)],
        parts=[Part("district", 30 * price)],
    )
    changes.ask(bring(project, "start"), wanted, by=secretary)
    assert [one[0] for one in told("office_change")] == [office_of(town_officer.post)] * number


def test_who_is_asked_to_stand_in_hears_for_which_days_and_not_why(team):
    today = clock.today()
    delegations.delegate(
        team.secretary.post, by=team.secretary, to=team.committee.post, since=today,
        until=today + timedelta(days=2), reason="请假看病",
    )  # fmt: skip
    [(recipient, text)] = told("stand_in")
    assert recipient == office_of(team.committee.post)
    assert "代“石桥村党组织”" in text and "看病" not in text


def test_the_office_hears_that_it_was_taken_over_and_a_look_tells_nobody(liaison, system_admin):
    new = Successor(person=make_person("n", display_name="王五"))
    handovers.look([(liaison.post, new)], by=system_admin, why="换届")
    assert told("taken_over") == []
    handovers.hand_over(liaison.post, new, by=system_admin, why="换届")
    [(recipient, text)] = told("taken_over")
    assert recipient == office_of(liaison.post)
    assert "石桥村联络点" in text and "王五" not in text
