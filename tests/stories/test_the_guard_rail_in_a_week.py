"""A railing of one metre, and children lean over it. The town has shorter limits for hazards; the
statutes' days stay as they are. Seven days from the window to the finished railing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils.timezone import localdate

from projects.actions import approvals, facts
from projects.actions.approvals import Opinion
from projects.lifecycle import ProjectLife
from tests.factories import rules
from tests.factories.money import receive_all
from tests.factories.projects import REASON, bring, furnish, propose
from tests.factories.works import accept, engage, finish
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

MONDAY = datetime(2026, 6, 1, 9, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
A_DAY = timedelta(days=1)
SHORT = {
    "hazard_limits.submitted": 1, "hazard_limits.accepted": 1, "hazard_limits.screening": 1,
    "hazard_limits.deliberating": 2, "hazard_limits.on_notice": 2, "hazard_limits.town_review": 1,
    "hazard_limits.confirmed": 1, "hazard_notice_days": 1,
}  # fmt: skip


@pytest.fixture
def short_limits(town):
    rules.decide(town, SHORT, date(2026, 5, 4))


def walk(project, clerk, town_officer, lead_contact):
    """From the board to the inspection: everybody comes when it is her turn."""
    project = bring(project, "report", start=MONDAY, pace=A_DAY)
    with time_machine.travel(MONDAY + A_DAY + timedelta(hours=3)):
        project = approvals.give(project, Opinion("材料齐全，拟同意。"), by=town_officer)
        here = Opinion("到现场看过，同意。", on_site=True)
        project = approvals.give(project, here, by=lead_contact)
    receive_all(project.budget, localdate(MONDAY + 2 * A_DAY))
    engage(project, MONDAY + 2 * A_DAY)
    project = ProjectLife.start(project, by=clerk, at=MONDAY + 2 * A_DAY, note=REASON)
    finish(project, MONDAY + 7 * A_DAY)
    project = ProjectLife.inspect(project, by=clerk, at=MONDAY + 7 * A_DAY, note=REASON)
    accept(project, MONDAY + 7 * A_DAY)
    return ProjectLife.complete(project, by=clerk, at=MONDAY + 7 * A_DAY, note=REASON)


def test_the_guard_rail_stands_in_seven_days_by_the_towns_short_limits(
    short_limits, village, programme, clerk, town_officer, lead_contact
):
    railing = furnish(propose(village, clerk, at=MONDAY, hazard="fall"))
    done = walk(railing, clerk, town_officer, lead_contact)
    entries = {entry.verb: entry for entry in done.journal.all()}
    took = entries["complete"].happened_at - entries["submit"].happened_at
    assert (done.state, took) == ("completed", 7 * A_DAY)
    # By when each state had to be left, and nothing was late.
    assert {verb: entries[verb].was_due_on for verb in ("accept", "screen", "confirm", "start")} == {
        "accept": date(2026, 6, 2), "screen": date(2026, 6, 2), "confirm": date(2026, 6, 3),
        "start": date(2026, 6, 3),
    }  # fmt: skip
    assert entries["confirm"].post == lead_contact.post


def test_what_is_no_hazard_has_the_usual_days(short_limits, village, programme, clerk):
    lamp = furnish(propose(village, clerk, at=MONDAY))
    assert lamp.due_on == date(2026, 6, 4)
    with pytest.raises(Refused, match="公示满 3 天才能报镇审批"):
        bring(lamp, "report", start=MONDAY, pace=A_DAY)


def test_a_hazard_found_while_screening_is_due_by_the_shorter_limit_at_once(
    short_limits, village, programme, clerk
):
    lamp = propose(village, clerk, at=MONDAY)
    assert facts.edit(lamp, by=clerk, hazard="fire").due_on == date(2026, 6, 2)
    assert facts.edit(lamp, by=clerk, hazard="none").due_on == date(2026, 6, 4)


def test_no_town_shortens_the_laws_ten_days(town):
    with pytest.raises(Refused):
        rules.decide(town, {"meeting_rules.villagers_assembly.call_days": 5}, clock.today())
