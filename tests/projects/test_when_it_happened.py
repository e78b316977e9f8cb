"""A step may be written down late, but not early, not out of turn, and not without saying why."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from projects.actions import steps
from projects.lifecycle import ProjectLife
from tests.factories.projects import propose
from weishishi.kernel.verdict import Refused

ZHUHAI = ZoneInfo("Asia/Shanghai")
WEDNESDAY = datetime(2021, 6, 9, 10, 0, tzinfo=ZHUHAI)
A_DAY = timedelta(days=1)


@pytest.fixture
def on_wednesday():
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


@pytest.fixture
def proposed_last_week(village, programme, clerk, on_wednesday):
    return propose(village, by=clerk, at=WEDNESDAY - 7 * A_DAY)


def reasons(step, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        step(*args, **kwargs)
    return refusal.value.reasons


def test_nothing_happened_tomorrow(proposed_last_week, liaison):
    refused = reasons(ProjectLife.accept, proposed_last_week, by=liaison, at=WEDNESDAY + A_DAY)
    assert refused == ["办理时间不能晚于现在。"]


def test_a_step_is_never_before_the_one_it_follows(proposed_last_week, liaison):
    refused = reasons(
        ProjectLife.accept, proposed_last_week,
        by=liaison, at=WEDNESDAY - 8 * A_DAY, late_reason="村里停电，隔天才录",
    )  # fmt: skip
    assert refused == ["办理时间不能早于上一步（2021-06-02 10:00）。"]


def test_what_happened_one_working_day_ago_is_not_late_and_two_need_a_reason(
    proposed_last_week, village, liaison, clerk
):
    tuesday, monday = WEDNESDAY - A_DAY, WEDNESDAY - 2 * A_DAY
    other = propose(village, by=clerk, at=WEDNESDAY - 7 * A_DAY)

    assert ProjectLife.accept(other, by=liaison, at=tuesday).journal.last().late_reason == ""
    assert reasons(ProjectLife.accept, proposed_last_week, by=liaison, at=monday) == [
        "补录一个工作日以前的事，请写明补录原因，至少 5 个字。"
    ]
    ProjectLife.accept(proposed_last_week, by=liaison, at=monday, late_reason="村里停电，隔天才录")

    entry = proposed_last_week.journal.get(verb="accept")
    assert (entry.happened_at, entry.recorded_at, entry.late_reason) == (
        monday, WEDNESDAY, "村里停电，隔天才录",
    )  # fmt: skip


def test_an_import_needs_no_excuse_is_marked_and_keeps_the_order(proposed_last_week, clerk):
    ProjectLife.accept(proposed_last_week, by=clerk, at=WEDNESDAY - 6 * A_DAY)
    assert proposed_last_week.journal.get(verb="accept").imported

    refused = reasons(ProjectLife.screen, proposed_last_week, by=clerk, at=WEDNESDAY - 7 * A_DAY)
    assert refused == ["办理时间不能早于上一步（2021-06-03 10:00）。"]


def test_only_posts_with_the_right_may_give_a_date(proposed_last_week, lead_contact):
    refused = reasons(
        steps.take, proposed_last_week, "confirm",
        by=lead_contact, at=WEDNESDAY - A_DAY, late_reason="外出，隔天才录",
    )  # fmt: skip
    assert refused == ["您的职务不能补录以前的日期，请按今天办理。"]


def test_the_limit_runs_from_when_it_happened(proposed_last_week, liaison):
    project = ProjectLife.accept(
        proposed_last_week, by=liaison, at=WEDNESDAY - 2 * A_DAY, late_reason="村里停电，隔天才录"
    )
    assert project.due_on == datetime(2021, 6, 15).date()  # 5 working days, Dragon Boat on the 14th


def test_who_was_overtaken_on_the_screen_is_told_so(proposed_last_week, liaison, secretary):
    steps.take(proposed_last_week, "accept", by=liaison, seen_state="submitted")

    refused = reasons(
        steps.take, proposed_last_week, "decline",
        by=secretary, note="不属于本村范围的事情。", seen_state="submitted",
    )  # fmt: skip
    assert refused == ["刚才已经有人办理过了，现在是“已受理”。请看过新的情况再决定。"]
