"""In every state of the life the page says where it stands, by when it moves, and why it was refused."""

import re

import pytest

from projects.actions import steps
from projects.lifecycle import ProjectLife
from projects.states import State
from tests.factories.meetings import decide
from tests.factories.projects import REASON, bring, propose
from tests.factories.works import find_fault
from villages.rulebook import DEFAULTS
from weishishi.kernel.actor import Actor
from weishishi.kernel.dates import in_chinese

# (the last step on the ordinary road, the step off it)
WAYS = {
    State.SUBMITTED: (None, None), State.RETURNED: (None, "send_back"),
    State.ACCEPTED: ("accept", None), State.DECLINED: ("accept", "decline"),
    State.MERGED: ("accept", "merge"), State.REFERRED: ("accept", "refer"),
    State.WITHDRAWN: ("accept", "withdraw_for"), State.SCREENING: ("screen", None),
    State.DELIBERATING: ("deliberate", None), State.NOT_PASSED: ("deliberate", "reject"),
    State.RESERVED: ("deliberate", "reserve"), State.ON_NOTICE: ("post_notice", None),
    State.TOWN_REVIEW: ("report", None), State.CONFIRMED: ("confirm", None),
    State.IN_PROGRESS: ("start", None), State.SUSPENDED: ("start", "suspend"),
    State.INSPECTING: ("inspect", None), State.RECTIFYING: ("inspect", "rectify"),
    State.COMPLETED: ("complete", None), State.EVALUATING: ("open_evaluation", None),
    State.EVALUATED: ("close_evaluation", None), State.ARCHIVED: ("archive", None),
    State.TERMINATED: ("start", "terminate"),
}  # fmt: skip
REFUSED = (
    State.DECLINED, State.REFERRED, State.WITHDRAWN, State.NOT_PASSED, State.RESERVED,
    State.SUSPENDED, State.RECTIFYING, State.TERMINATED,
)  # fmt: skip


def brought_to(state, project, village, clerk):
    on_the_road, off = WAYS[state]
    if on_the_road:
        project = bring(project, on_the_road)
    if not off:
        return project
    answer = {"refer": "镇城管办", "merge": propose(village, clerk).query_no}.get(off, "")
    by = Actor.importer("历史资料导入")
    if off == "rectify":
        find_fault(project)
    return steps.take(project, off, by=by, note=REASON, answer=answer)


def test_every_state_but_the_draft_is_walked_to():
    assert set(WAYS) == set(State) - {State.DRAFT}


@pytest.mark.parametrize("state", WAYS)
def test_the_page_says_where_it_stands_until_when_and_why(
    state, client, lamps, village, clerk, text_of
):
    project = brought_to(state, lamps, village, clerk)
    assert project.state == state
    text = text_of(client.get(f"/projects/{project.query_no}/"))
    log = re.search(r'<ol class="log.*?</ol>', text, re.DOTALL)[0]
    assert log.count("aria-current") == 1
    assert f"现在：{state.public_name}" in text
    assert (project.due_on is not None) == ("，最迟 " in text) == (state in DEFAULTS.limits)
    if state in DEFAULTS.limits:
        assert f"最迟 {in_chinese(project.due_on)}" in text
    if state in REFUSED:
        assert REASON in log


def test_what_was_refused_is_refused_by_a_step_that_asks_for_a_reason():
    for state in REFUSED:
        verb = WAYS[state][1]
        assert ProjectLife.step(verb).reason_length >= 10


def test_who_wants_to_object_or_to_judge_finds_the_place_and_the_number(
    client, lamps, village, clerk, text_of
):
    from villages.models import ServicePoint

    ServicePoint.objects.create(
        village=village, name="党群服务中心", hotline="0756-1234567", hours="8:30-17:30"
    )
    page = f"/projects/{lamps.query_no}/"
    bring(lamps, "deliberate")
    assert "0756-1234567" not in text_of(client.get(page))
    lamps.refresh_from_db()
    decide(lamps, lamps.state_since)
    project = ProjectLife.post_notice(lamps, by=clerk, at=lamps.state_since, note=REASON)
    text = text_of(client.get(page))
    assert "对这件事有意见，请在公示期内说" in text
    assert 'href="tel:0756-1234567"' in text
    assert project.state == State.ON_NOTICE


def test_without_a_service_point_the_committee_is_named(client, lamps, text_of):
    bring(lamps, "open_evaluation")
    text = text_of(client.get(f"/projects/{lamps.query_no}/"))
    assert "办得好不好，请您来评" in text
    assert text.split("请您来评")[1].split("</div>")[0].count("石桥村委会") == 1
