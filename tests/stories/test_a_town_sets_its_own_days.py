"""A town sets five notice days where the district says three; older projects keep three."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from projects.lifecycle import ProjectLife
from projects.states import State
from tests.factories.desk import sign_in, text_of
from tests.factories.projects import bring, propose
from tests.factories.rules import a_document
from villages.rulebook import rules_for
from villages.rulebook.book import BY_DEFAULT
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

ADD = "/admin/villages/ruledecision/add/"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def on(day, hour=10):
    return time_machine.travel(datetime(2026, 6, day, hour, tzinfo=SHANGHAI), tick=False)


def posted_now(village, clerk):
    """A project whose notice goes up within the hour."""
    start = clock.now() - timedelta(minutes=50)
    return bring(propose(village, by=clerk, at=start), "post_notice", start=start)


def days_missing(project, by, day):
    """Why it cannot be reported on that day of June; "" when it can."""
    with on(day):
        outlook = ProjectLife.outlook(project, by)
        [reasons] = [found for step, found in outlook.items() if step.verb == "report"]
    return "；".join(reasons)


def test_older_projects_keep_three_days_and_newer_ones_wait_five(
    village, far_village, town, programme, clerk, secretary, far_secretary, town_officer
):
    with on(10):
        older = posted_now(village, clerk)
        desk = sign_in(town_officer)
        told = {"document": a_document(town).pk, "valid_from": "2026-06-11", "notice_days": "5"}
        preview = desk.post(ADD, told)
        assert "3 天" in text_of(preview)
        assert "青溪镇现在有 1 件正在办" in text_of(preview)
        seen = preview.context["seen"]
        assert desk.post(ADD, told | {"confirm": "1", "seen": seen}).status_code == 302
    with on(11):
        newer, elsewhere = posted_now(village, clerk), posted_now(far_village, clerk)

    assert "3 天" in days_missing(older, secretary, 12)
    assert days_missing(older, secretary, 13) == ""
    assert "5 天" in days_missing(newer, secretary, 15)
    assert days_missing(newer, secretary, 16) == ""
    assert "3 天" in days_missing(elsewhere, far_secretary, 13)
    assert days_missing(elsewhere, far_secretary, 14) == ""
    with on(13):
        with pytest.raises(Refused):
            ProjectLife.report(newer, by=secretary)
        assert ProjectLife.report(older, by=secretary).state == State.TOWN_REVIEW
    assert rules_for(village, on=date(2026, 6, 10)).basis("notice_days") == BY_DEFAULT
    assert rules_for(village, on=date(2026, 6, 11)).basis("notice_days").startswith("青民微")
