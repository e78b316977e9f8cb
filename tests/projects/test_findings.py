"""监督发现: found by who watches, answered by who owes it, closed or sent back by who found it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from projects.actions import findings as deeds
from projects.lifecycle import ProjectLife
from projects.models import Finding, FindingStep
from projects.queries import findings
from projects.queries.findings import State
from projects.queries.public_project import detail
from tests.factories.people import appoint
from tests.factories.projects import REASON, propose
from tests.factories.watching import ANSWER, CLOSED, RETURNED, TEXT, found
from tests.projects.test_who_may_take_which_step import PAGE
from villages.offices import office_of
from villages.roles import Body, Role
from weishishi.kernel import append_only, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=3))


def state(finding):
    [row] = findings.dressed(list(findings.standing_of(Finding.objects.filter(pk=finding.pk))))
    return row.state


def test_who_may_find(
    project, supervisor, auditor, liaison, secretary, supervision_committee, town_officer,
    town_finance, district_officer, wang,
):  # fmt: skip
    others = (
        liaison,
        secretary,
        supervision_committee,
        town_officer,
        town_finance,
        district_officer,
    )
    for by in (*others, wang):
        with pytest.raises(Refused, match="由督查、人大、政协和审计"):
            found(project, by)
    for by in (supervisor, auditor):
        assert found(project, by).by == by.post


def test_the_scope_ends_at_the_district(project, village, supervisor):
    from villages.models import District

    elsewhere = District.objects.create(
        code="990002", name="别区", city_name="示例市", province_name="示例省"
    )
    stranger = Actor.at(appoint(Role.SUPERVISOR, elsewhere, "a-stranger"))
    with pytest.raises(Refused, match="不是您辖区"):
        found(project, stranger)
    whole = found(project, supervisor, project=None)
    assert (whole.village, whole.project) == (village, None)


@pytest.mark.parametrize("more", [{"text": "无"}, {"basis": " "}, {"within": 0}, {"within": 61}])
def test_it_has_words_basis_and_days(project, supervisor, more):
    with pytest.raises(Refused):
        found(project, supervisor, **more)
    assert not Finding.objects.exists()


def test_the_days_are_working_days(project, supervisor):
    assert found(project, supervisor, within=1).due_on == date(2026, 6, 11)
    assert found(project, supervisor, within=3).due_on == date(2026, 6, 15)


def test_a_form_sent_twice_is_one_finding(project, supervisor):
    first = found(project, supervisor)
    assert found(project, supervisor, form_token=first.form_token) == first


def test_from_open_to_closed_and_once_sent_back(
    project, supervisor, auditor, liaison, town_officer, neighbour_secretary, time_machine
):
    row = found(project, supervisor, within=1)
    assert state(row) == State.OPEN
    for by in (town_officer, neighbour_secretary, supervisor):
        with pytest.raises(Refused, match="这一条请村（社区）答复"):
            deeds.answer(row, by=by, text=ANSWER)
    for judge in (deeds.close, deeds.send_back):
        more = {"within": 3} if judge is deeds.send_back else {}
        with pytest.raises(Refused, match="还没有整改答复"):
            judge(row, by=supervisor, text=CLOSED, **more)

    time_machine.move_to(clock.now() + timedelta(days=2))
    assert state(row) == State.OVERDUE
    with pytest.raises(Refused, match="怎么整改"):
        deeds.answer(row, by=liaison, text="好")
    deeds.answer(row, by=liaison, text=ANSWER)
    assert state(row) == State.ANSWERED
    with pytest.raises(Refused, match="等监督单位复核"):
        deeds.answer(row, by=liaison, text=ANSWER)
    for by in (auditor, liaison):
        with pytest.raises(Refused, match="由提出这一条的监督单位"):
            deeds.close(row, by=by, text=CLOSED)
    for days in (0, 61):
        with pytest.raises(Refused, match="工作日答复"):
            deeds.send_back(row, by=supervisor, text=RETURNED, within=days)
    with pytest.raises(Refused, match="退回的理由"):
        deeds.send_back(row, by=supervisor, text="不", within=2)
    deeds.send_back(row, by=supervisor, text=RETURNED, within=2)
    assert state(row) == State.OPEN

    deeds.answer(row, by=liaison, text=ANSWER)
    deeds.close(row, by=supervisor, text=CLOSED)
    assert state(row) == State.CLOSED
    for again in (deeds.close, lambda *a, **k: deeds.send_back(*a, within=2, **k)):
        with pytest.raises(Refused, match="已经销号"):
            again(row, by=supervisor, text=CLOSED)
    kinds = list(row.steps.order_by("order").values_list("kind", flat=True))
    assert kinds == ["answer", "return", "answer", "close"]


def test_whoever_follows_in_the_post_closes(project, supervisor, liaison, district):
    row = found(project, supervisor)
    deeds.answer(row, by=liaison, text=ANSWER)
    after = Actor.at(appoint(Role.SUPERVISOR, district, "the-next-one"))
    assert deeds.close(row, by=after, text=CLOSED).by == after.post


def test_each_body_signs_in_its_own_name_and_judges_its_own(project, liaison, district):
    by = {
        body: Actor.at(appoint(Role.SUPERVISOR, district, body, body=body)) for body in Body.values
    }
    row = found(project, by["congress"])
    assert row.by_name == f"{district.name}人大"
    deeds.answer(row, by=liaison, text=ANSWER)
    for other in ("inspection", "consultative"):
        with pytest.raises(Refused, match="由提出这一条的监督单位"):
            deeds.close(row, by=by[other], text=CLOSED)
        assert findings.waiting_for(by[other].post) == []
    assert findings.waiting_for(by["congress"].post) == [row]
    after = Actor.at(appoint(Role.SUPERVISOR, district, "next", body="congress"))
    assert deeds.close(row, by=after, text=CLOSED).by == after.post


def test_what_no_body_signed_is_judged_by_whoever_supervises(
    project, supervisor, liaison, district
):
    row = found(project, supervisor)
    deeds.answer(row, by=liaison, text=ANSWER)
    congress = Actor.at(appoint(Role.SUPERVISOR, district, "congress", body="congress"))
    assert findings.waiting_for(congress.post) == [row]
    assert deeds.close(row, by=congress, text=CLOSED).pk


def test_the_town_answers_what_is_the_towns(project, supervisor, liaison, town_officer, other_town_officer):  # fmt: skip
    row = found(project, supervisor, owed_by="town")
    for by in (liaison, other_town_officer):
        with pytest.raises(Refused, match="这一条请镇答复"):
            deeds.answer(row, by=by, text=ANSWER)
    assert deeds.answer(row, by=town_officer, text=ANSWER).by == town_officer.post


def test_it_waits_for_whoever_has_the_next_word(
    project, supervisor, auditor, liaison, secretary, town_officer, neighbour_secretary
):
    row = found(project, supervisor)
    for by in (liaison, secretary):
        assert findings.waiting_for(by.post) == [row]
    for by in (supervisor, auditor, town_officer, neighbour_secretary):
        assert findings.waiting_for(by.post) == []
    deeds.answer(row, by=secretary, text=ANSWER)
    assert findings.waiting_for(liaison.post) == []
    assert findings.waiting_for(supervisor.post) == [row]
    assert findings.waiting_for(auditor.post) == []


def test_the_offices_are_told_without_the_words(project, supervisor, secretary):
    row = found(project, supervisor)
    deeds.answer(row, by=secretary, text=ANSWER)
    deeds.send_back(row, by=supervisor, text=RETURNED, within=2)
    deeds.answer(row, by=secretary, text=ANSWER)
    deeds.close(row, by=supervisor, text=CLOSED)
    told = list(Message.objects.filter(topic__startswith="finding").order_by("pk"))
    village, watch = office_of(secretary.post)[1], office_of(supervisor.post)[1]
    assert [(one.topic, one.recipient_key) for one in told] == [
        ("finding", village), ("finding_answered", watch), ("finding_returned", village),
        ("finding_answered", watch), ("finding_closed", village),
    ]  # fmt: skip
    said = str([(one.facts, one.text) for one in told])
    assert not [words for words in (TEXT, ANSWER, RETURNED, CLOSED) if words in said]


def test_the_public_reads_the_days(project, supervisor, secretary):
    row = found(project, supervisor)
    [one] = detail(project.query_no).found
    assert (one.on, one.answered_on, one.closed_on) == (clock.today(), None, None)
    deeds.answer(row, by=secretary, text=ANSWER)
    deeds.close(row, by=supervisor, text=CLOSED)
    [one] = detail(project.query_no).found
    assert (one.answered_on, one.closed_on) == (clock.today(), clock.today())


def test_facts_are_never_rewritten(project, supervisor, secretary):
    row = found(project, supervisor)
    deeds.answer(row, by=secretary, text=ANSWER)
    tables = {
        "projects_finding", "projects_findingstep", "projects_sample", "projects_inspection",
        "projects_stop", "projects_seen", "projects_advice", "projects_adviceanswer",
        "projects_anomalylook",
    }  # fmt: skip
    assert tables <= set(append_only.tables())
    for rows in (Finding.objects, FindingStep.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(text="别的话")


@pytest.mark.parametrize("verb", [verb for verb in PAGE if verb != "submit"])
def test_who_watches_takes_no_step_of_a_project(verb, project, supervisor, auditor):
    before = project.journal.count()
    for by in (supervisor, auditor):
        with pytest.raises(Refused):
            getattr(ProjectLife, verb)(project, by=by, note=REASON)
    assert project.journal.count() == before


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_asked_in_one_query(
    number, project, supervisor, secretary, town_finance, django_assert_num_queries
):
    for _again in range(number):
        found(project, supervisor)
    with django_assert_num_queries(1):
        assert len(findings.waiting_for(secretary.post)) == number
    with django_assert_num_queries(1):
        assert len(findings.of_project(project)) == number
    with django_assert_num_queries(0):
        assert findings.waiting_for(town_finance.post) == []
