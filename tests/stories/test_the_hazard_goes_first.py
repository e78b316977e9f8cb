"""A railing hangs loose above the way to school: it is made safe on the spot, and the village owes a
meeting, a notice, an approval and the papers. The meeting comes late; the rest in time."""

from datetime import timedelta

import pytest
import time_machine

from projects.actions import approvals, urgent
from projects.actions.approvals import Opinion
from projects.dashboards import tiles
from projects.models import Photo
from projects.queries.owed import of_project, owed_to
from projects.queries.public_project import detail
from tests.factories.projects import bring, furnish, propose, take
from tests.projects.test_urgent import removal
from weishishi.kernel import clock


@pytest.fixture
def railing(village, programme, clerk):
    at = clock.now() - timedelta(days=2)
    return bring(furnish(propose(village, clerk, at=at, hazard="fall")), "deliberate")


def lamps_of(project):
    owed = of_project(project, clock.today())
    return {one.debt.kind: "settled" if one.is_settled else one.lamp.kind for one in owed}


def test_a_hazard_is_removed_first_and_its_papers_are_owed_one_of_them_late(
    railing, secretary, town_officer, lead_contact
):
    urgent.record(railing, removal(secretary.post), by=secretary)
    start = clock.now()
    assert set(lamps_of(railing).values()) == {"fine"}
    assert tiles.counts()["confirmed"] == 0

    # Eleven working days later nobody has met: one is late, and the town sees it first.
    with time_machine.travel(start + timedelta(days=16)):
        assert lamps_of(railing)["decision"] == "late"
        assert owed_to(town_officer.post, clock.today())[0].debt.kind == "decision"
        assert len(owed_to(town_officer.post, clock.today(), lamp="late")) == 1
        told = detail(railing.query_no).urgent
        assert "还没有确定立项" in told.words

        # They meet, the notice hangs its days, the town approves: the facts settle the debts.
        project = take(railing, "post_notice")
        assert lamps_of(project)["decision"] == "settled"
    with time_machine.travel(start + timedelta(days=20)):
        project = take(project, "report")
        for actor in (town_officer, lead_contact):
            project = approvals.give(project, Opinion("情况属实，同意。"), by=actor)
        assert lamps_of(project) == {
            "decision": "settled", "notice": "settled", "approval": "settled", "papers": "fine",
        }  # fmt: skip
        assert "还有资料没有补齐" in detail(project.query_no).urgent.words
        for phase in ("before", "after"):
            Photo.objects.create(
                project=project, phase=phase, uploaded_at=clock.now(), state="ready"
            )
        assert owed_to(town_officer.post, clock.today()) == []
        assert "都已经补办" in detail(project.query_no).urgent.words
        assert tiles.counts()["confirmed"] == 1
