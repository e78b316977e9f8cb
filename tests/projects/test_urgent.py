"""A hazard removed first: who may, what is owed until when, and that only the facts settle it."""

from datetime import date, timedelta

import pytest
import time_machine

from projects.actions import urgent
from projects.actions.urgent import Removal
from projects.clocks import until
from projects.lifecycle import ProjectLife
from projects.models import Debt, Photo, Project
from projects.queries.owed import of_project, owed_to, removed_words, still_owed
from tests.factories.drawn import drawn_once
from tests.factories.people import appoint
from tests.factories.projects import REASON, bring, furnish, propose
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def danger(village, programme, clerk):
    """A loose railing, proposed nine days ago."""
    at = clock.now() - timedelta(days=9)
    return furnish(propose(village, clerk, at=at, hazard="fall"))


def removal(post, **changed):
    now = clock.now()
    return Removal(
        **{
            "ordered_by": post, "ordered_at": now - AN_HOUR, "done_at": now,
            "reason": "护栏松动，下面是学生上学的路，等不了。",
            "done": "拆下松动的一段，先用钢管围好。", "done_by": "村维修队", **changed,
        }
    )  # fmt: skip


def refusal(project, by, **changed):
    with pytest.raises(Refused) as refused:
        urgent.record(project, removal(by.post, **changed), by=by)
    return refused.value.reasons


def test_what_is_owed_has_its_dates_in_working_days_after_the_order(danger, secretary):
    urgent.record(danger, removal(secretary.post), by=secretary)
    # The suite lives on Wednesday 10 June 2026; Friday 19 June is Dragon Boat Festival.
    assert list(Debt.objects.values_list("kind", "within", "due_on")) == [
        ("decision", 10, date(2026, 6, 25)), ("notice", 15, date(2026, 7, 2)),
        ("approval", 20, date(2026, 7, 9)), ("papers", 20, date(2026, 7, 9)),
    ]  # fmt: skip
    danger.refresh_from_db()
    assert danger.state == "submitted"


def test_its_page_is_drawn_once_a_day_and_the_lamps_burn_down(
    danger, secretary, django_assert_num_queries
):
    urgent.record(danger, removal(secretary.post), by=secretary)
    now = "components/project_now.html"
    today = drawn_once(danger.query_no, danger.pk, django_assert_num_queries)[now]
    with time_machine.travel(clock.now() + timedelta(days=30)):
        later = drawn_once(danger.query_no, danger.pk, django_assert_num_queries)[now]
    assert "已超期" in later and "已超期" not in today


def test_it_is_not_confirmed_by_it(danger, secretary):
    urgent.record(danger, removal(secretary.post), by=secretary)
    assert not danger.journal.filter(target="confirmed").exists()
    words = removed_words(danger, danger.urgent, of_project(danger, clock.today()))
    assert "还没有确定立项" in words


def test_without_a_hazard_twice_or_once_confirmed_it_is_refused(
    village, programme, clerk, danger, secretary
):
    plain = propose(village, clerk)
    assert refusal(plain, secretary) == [
        "这件事没有登记安全隐患，不能先行实施；确有隐患的，请先在资料里选上。"
    ]
    urgent.record(danger, removal(secretary.post), by=secretary)
    assert refusal(danger, secretary) == ["这件事已经登记过先行实施了。"]
    at = clock.now() - timedelta(days=9)
    done = bring(furnish(propose(village, clerk, at=at, hazard="fire")), "confirm")
    assert refusal(done, secretary) == ["现在是“已确定”，不用再登记先行实施。"]


@pytest.mark.parametrize("who", ["liaison", "neighbour_secretary", "supervisor", "town_finance"])
def test_only_leaders_and_the_town_record_it(who, danger, secretary, request):
    other = request.getfixturevalue(who)
    with pytest.raises(Refused, match="由村（社区）委员会、书记或镇里登记"):
        urgent.record(danger, removal(secretary.post), by=other)


def test_who_ordered_it_held_the_post_that_day(danger, town, secretary, village):
    left = appoint(Role.LEAD_CONTACT, town, "left", until=clock.today(), assigned=[village])
    wrong = "决定先行实施的，应当是本村（社区）的委员会、书记，或者镇、区当天在任的负责人。"
    assert refusal(danger, secretary, ordered_by=left) == [wrong]
    liaison = appoint(Role.LIAISON, village)
    assert refusal(danger, secretary, ordered_by=liaison) == [wrong]
    stays = appoint(Role.LEAD_CONTACT, town, "stays", assigned=[village])
    assert urgent.record(danger, removal(stays), by=secretary).ordered_by == stays


def test_the_times_hold_together_and_the_words_say_something(danger, secretary):
    now = clock.now()
    assert refusal(danger, secretary, ordered_at=now, done_at=now - AN_HOUR) == [
        "排除的时间不能早于决定的时间。"
    ]
    assert refusal(danger, secretary, done_at=now + AN_HOUR) == ["排除的时间不能晚于现在。"]
    assert refusal(danger, secretary, reason="一二三四五六七八九") == [
        "请写明为什么不能等，至少 10 个字。"
    ]
    assert refusal(danger, secretary, done_by="我") == ["请写明做了什么、谁做的。"]
    long_ago = now - timedelta(days=5)
    late = {"ordered_at": long_ago, "done_at": long_ago}
    assert refusal(danger, secretary, **late) == [
        "补录一个工作日以前的事，请写明补录原因，至少 5 个字。"
    ]
    kept = removal(secretary.post, late_reason="台风停电才补记", **late)
    assert urgent.record(danger, kept, by=secretary).late_reason == "台风停电才补记"


def settled(project):
    project.refresh_from_db()
    return {one.debt.kind for one in of_project(project, clock.today()) if one.is_settled}


@pytest.mark.parametrize(
    ("until", "kinds"),
    [
        ("deliberate", set()), ("post_notice", {"decision"}), ("report", {"decision", "notice"}),
        ("confirm", {"decision", "notice", "approval"}),
    ],
)  # fmt: skip
def test_each_debt_is_settled_by_its_fact_alone(until, kinds, danger, secretary):
    urgent.record(danger, removal(secretary.post), by=secretary)
    assert settled(bring(danger, until)) == kinds


def test_papers_are_the_photos_of_before_and_after_with_list_and_money(danger, secretary):
    urgent.record(danger, removal(secretary.post), by=secretary)
    shot = {"project": danger, "uploaded_at": clock.now(), "state": "ready"}
    Photo.objects.create(phase="before", **shot)
    Photo.objects.create(phase="after", is_drawing=True, **shot)
    assert settled(danger) == set()
    Photo.objects.create(phase="after", **shot)
    assert settled(danger) == {"papers"}
    Project.objects.filter(pk=danger.pk).update(budget=None)
    assert settled(danger) == set()


def test_a_notice_taken_down_is_owed_again(danger, secretary, clerk):
    urgent.record(danger, removal(secretary.post), by=secretary)
    project = bring(danger, "post_notice")
    assert settled(project) == {"decision"}
    project = ProjectLife.take_down(project, by=clerk, note=REASON)
    assert settled(project) == set()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_owed_is_listed_in_one_question_for_who_sees_the_village(
    count, village, programme, clerk, secretary, far_secretary, town_officer,
    django_assert_num_queries,
):  # fmt: skip
    for _each in range(count):
        project = propose(village, clerk, hazard="fire")
        urgent.record(project, removal(secretary.post), by=secretary)
    with django_assert_num_queries(1):
        rows = owed_to(town_officer.post, clock.today())
    assert len(rows) == 4 * count
    assert owed_to(far_secretary.post, clock.today()) == []
    ProjectLife.decline(project, by=clerk, note=REASON)
    assert still_owed(town_officer.post).count() == 4 * (count - 1)


def test_the_lamp_of_a_debt_counts_working_days(db):
    due = date(2026, 6, 25)  # Thursday; the 19th is a day off
    assert until(due, date(2026, 6, 18)).kind == "fine"  # four left
    assert until(due, date(2026, 6, 22)).words == "快到期 · 还有 3 个工作日"
    assert until(due, due).words == "今天到期"
    assert (until(due, date(2026, 6, 26)).kind, until(due, date(2026, 6, 29)).words) == (
        "late", "已超期 · 2 个工作日",
    )  # fmt: skip
