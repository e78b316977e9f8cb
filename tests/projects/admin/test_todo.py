"""我的待办: derived from state, role and scope, in a constant number of queries."""

from datetime import timedelta
from uuid import uuid4

import pytest

from projects.actions import approvals, findings
from projects.actions.approvals import Opinion
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.queries.desks import desk_of, main_step, next_for, states_waiting_for
from projects.states import State
from tests.factories.desk import PROJECTS, sign_in, text_of
from tests.factories.projects import REASON, bring, propose
from tests.factories.watching import BASIS, TEXT
from villages.roles import Role
from weishishi.kernel import clock


def groups(actor):
    return {group.key: group.number for group in desk_of(actor.post).groups}


def in_hand(actor):
    return [project for group in desk_of(actor.post).groups[:-1] for project in group.rows]


def due_in(project, days):
    Project.objects.filter(pk=project.pk).update(due_on=clock.today() + timedelta(days=days))


def test_the_groups_follow_the_days_left(village, programme, clerk, secretary, time_machine):
    time_machine.move_to("2026-06-03 10:00+08:00")  # a Wednesday
    for days in (-2, 0, 4, 5, 30):
        due_in(propose(village, by=clerk), days)
    assert groups(secretary) == {"late": 1, "today": 1, "week": 1, "later": 2, "others": 0}
    assert desk_of(secretary.post).mine == 5


def test_what_waits_for_others_is_apart(lamps, secretary, town_officer, liaison):
    ProjectLife.send_back(lamps, by=secretary, note=REASON)
    assert (groups(secretary)["others"], desk_of(secretary.post).mine) == (1, 0)
    project = desk_of(secretary.post).groups[-1].rows[0]
    assert (project.waits_for, project.next_step) == ("等提出人", None)


def test_the_town_waits_for_the_village_and_then_it_is_her_turn(lamps, secretary, town_officer):
    assert (groups(town_officer)["others"], desk_of(town_officer.post).mine) == (1, 0)
    bring(lamps, "report")
    assert (groups(town_officer)["others"], desk_of(town_officer.post).mine) == (0, 1)
    assert (groups(secretary)["others"], desk_of(secretary.post).mine) == (1, 0)


def test_before_the_town_it_is_in_the_hands_of_whose_opinion_is_next(
    lamps, clerk, town_officer, lead_contact, secretary, district_officer
):
    project = bring(lamps, "report")
    (row,) = in_hand(town_officer)
    assert (row.next_words, desk_of(town_officer.post).to_approve) == ("审核同意，交下一级", 1)
    assert (groups(lead_contact)["others"], desk_of(lead_contact.post).mine) == (1, 0)
    (row,) = desk_of(lead_contact.post).groups[-1].rows
    assert (row.waits_for, row.next_step) == ("等镇经办人", None)

    approvals.give(project, Opinion(), by=town_officer)
    assert (groups(town_officer)["others"], desk_of(town_officer.post).mine) == (1, 0)
    (row,) = desk_of(town_officer.post).groups[-1].rows
    assert (row.waits_for, row.next_step) == ("等挂点领导", None)
    client = sign_in(town_officer)
    assert "等挂点领导" in text_of(client.get("/admin/"))
    assert "共 1 条" in text_of(client.get(f"{PROJECTS}?waiting=others"))
    (row,) = in_hand(lead_contact)
    assert (row.next_words, desk_of(lead_contact.post).mine) == ("同意，确定立项", 1)
    assert desk_of(secretary.post).groups[-1].rows[0].waits_for == "等挂点领导"
    assert desk_of(district_officer.post).mine == 0
    another = propose(lamps.village, clerk)
    assert next_for(town_officer.post, after=another) is None
    assert next_for(lead_contact.post, after=another) == project


def test_a_watcher_has_nothing_to_do_and_sees_everything_by_date(lamps, supervisor):
    due_in(lamps, -1)
    desk = desk_of(supervisor.post)
    assert (desk.mine, groups(supervisor)["late"], desk.watches) == (0, 1, True)
    assert "辖区在办项目" in text_of(sign_in(supervisor).get("/admin/"))


@pytest.mark.parametrize(
    ("state", "role", "verb"),
    [
        ("submitted", Role.LIAISON, "accept"),
        ("accepted", Role.LIAISON, "screen"),
        ("screening", Role.LIAISON, "deliberate"),
        ("deliberating", Role.SECRETARY, "post_notice"),
        ("not_passed", Role.SECRETARY, "reconsider"),
        ("reserved", Role.SECRETARY, "take_out"),
        ("on_notice", Role.SECRETARY, "report"),
        ("town_review", Role.TOWN_OFFICER, "confirm"),
        ("town_review", Role.LEAD_CONTACT, "confirm"),
        ("confirmed", Role.LIAISON, "start"),
        ("in_progress", Role.LIAISON, "inspect"),
        ("suspended", Role.SECRETARY, "resume"),
        ("inspecting", Role.SECRETARY, "complete"),
        ("rectifying", Role.LIAISON, "inspect"),
        ("completed", Role.LIAISON, "open_evaluation"),
        ("evaluating", Role.SECRETARY, "close_evaluation"),
        ("evaluated", Role.LIAISON, "archive"),
    ],
)
def test_the_button_is_the_way_forward(state, role, verb):
    assert main_step(State(state), role).verb == verb
    assert State(state) in states_waiting_for(role)


def test_the_count_stands_in_the_tab(lamps, secretary):
    assert "<title>我的待办（1） ·" in text_of(sign_in(secretary).get("/admin/"))


def test_the_most_urgent_is_next(village, programme, clerk, secretary):
    early, late = propose(village, by=clerk), propose(village, by=clerk)
    due_in(early, 5)
    due_in(late, -5)
    assert next_for(secretary.post, after=early) == late
    assert next_for(secretary.post, after=late) == early


def test_the_links_lead_to_the_rows_that_were_counted(village, programme, clerk, secretary):
    for days in (-2, -1, 40):
        due_in(propose(village, by=clerk, title=f"件{days}"), days)
    client = sign_in(secretary)
    for group in desk_of(secretary.post).groups:
        page = text_of(client.get(f"{PROJECTS}?waiting={group.key}"))
        assert f"共 {group.number} 条" in page


def test_at_most_fifty_rows_of_a_group(village, programme, clerk, secretary, monkeypatch):
    monkeypatch.setattr("projects.queries.desks.MOST", 2)
    for _each in range(3):
        due_in(propose(village, by=clerk), -1)
    group = desk_of(secretary.post).groups[0]
    assert (group.number, len(group.rows), group.hidden) == (3, 2, 1)
    assert "全部 3 件" in text_of(sign_in(secretary).get("/admin/"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("who", "number"), [("secretary", 6), ("town_officer", 7), ("supervisor", 6)]
)
def test_the_page_asks_a_constant_number_of_questions(
    who, number, count, village, programme, clerk, request, django_assert_num_queries
):
    actor = request.getfixturevalue(who)
    for _each in range(count):
        propose(village, by=clerk)
    client = sign_in(actor)
    with django_assert_num_queries(number):
        client.get("/admin/")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("who", "number"), [("secretary", 7), ("district_officer", 7)])
def test_the_list_asks_a_constant_number_of_questions(
    who, number, count, village, neighbour, programme, clerk, request, django_assert_num_queries
):
    actor = request.getfixturevalue(who)
    for _each in range(count):
        propose(village, by=clerk)
    client = sign_in(actor)
    with django_assert_num_queries(number):
        client.get(PROJECTS)


def test_a_finding_to_answer_is_no_empty_desk(village, secretary, supervisor):
    client = sign_in(secretary)
    assert "手上没有待办" in text_of(client.get("/admin/"))
    findings.find(
        village, by=supervisor, text=TEXT, basis=BASIS, within=5, owed_by="village",
        form_token=uuid4(),
    )  # fmt: skip
    text = text_of(client.get("/admin/"))
    assert "监督发现，等您整改答复" in text and "手上没有待办" not in text


def test_of_what_waits_for_others_the_first_are_enough(
    monkeypatch, village, programme, clerk, secretary, town_officer
):
    monkeypatch.setattr("projects.queries.desks.MOST_OF_OTHERS", 2)
    for _one in range(3):
        propose(village, by=clerk)
    group = desk_of(town_officer.post).groups[-1]
    assert (group.number, len(group.rows), group.hidden) == (3, 2, 1)
    assert sum(len(one.rows) for one in desk_of(secretary.post).groups) == 3
