"""Every rule at its boundary: one fact less and it says what is missing, that fact and it lets go."""

from datetime import timedelta

import pytest

from funding.actions.budgets import Part
from projects.actions import facts, publications, steps
from projects.lifecycle import ProjectLife
from projects.models import Project
from projects.states import State
from tests.factories.meetings import decide
from tests.factories.projects import LAMPS, REASON, approve, bring, check_clean, furnish, propose
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

A_DAY = timedelta(days=1)
UNCHECKED = (
    "还没有选对应正面清单的哪一项，请在“清单自查”里选好。"
    "负面清单第 1 项、负面清单第 2 项还没有自查，请逐项写明。"
)


def reasons(verb, project, by, **how):
    with pytest.raises(Refused) as refusal:
        steps.take(project, verb, by=by, note=REASON, **how)
    return refusal.value.reasons


def test_deliberation_asks_for_the_class_and_the_work_together(lamps, liaison):
    ProjectLife.accept(lamps, by=liaison)
    ProjectLife.screen(lamps, by=liaison)

    assert reasons("deliberate", lamps, liaison) == [
        "请先选好项目类别（工程、货物、服务）和微类型。",
        "请先列出主要内容和数量，例如“照明灯 30 盏”。",
        UNCHECKED,
    ]
    facts.edit(lamps, by=liaison, project_class="works", micro_type="facility")
    assert reasons("deliberate", lamps, liaison) == [
        "请先列出主要内容和数量，例如“照明灯 30 盏”。",
        UNCHECKED,
    ]
    facts.list_work(lamps, by=liaison, work=LAMPS)
    assert reasons("deliberate", lamps, liaison) == [UNCHECKED]
    check_clean(lamps, by=liaison)
    assert ProjectLife.deliberate(lamps, by=liaison).state == State.DELIBERATING


def test_the_notice_asks_for_a_released_public_version_and_the_money(
    lamps, liaison, secretary, clerk
):
    facts.edit(lamps, by=clerk, project_class="works")
    facts.list_work(lamps, by=clerk, work=[("照明灯", 30, "盏", None, 1)])
    check_clean(lamps, by=clerk)
    for verb in ("accept", "screen", "deliberate"):
        ProjectLife.step(verb)(lamps, by=liaison)

    assert reasons("post_notice", lamps, secretary) == [
        "公开版还没有经第二人审核发布，请先在“公开版”里编辑并请同事发布。",
        "还没有写资金从哪里来，请先填资金来源。",
        "还没有开会表决通过，请先召开村民会议、村民代表会议、四议两公开、村民小组会议（开其中一种就行），填好票数并结束会议。",
    ]
    decide(lamps, clock.now())
    publications.edit(lamps, by=liaison, title="村口加装路灯", text="村道夜里昏暗。")
    facts.state_budget(lamps, by=liaison, parts=[Part("district", 30)])
    assert reasons("post_notice", lamps, secretary) == [
        "公开版还没有经第二人审核发布，请先在“公开版”里编辑并请同事发布。"
    ]
    with pytest.raises(Refused, match="公开版是您编辑的"):
        publications.release(lamps, by=liaison)
    publications.release(lamps, by=secretary)
    assert ProjectLife.post_notice(lamps, by=secretary, note=REASON).state == State.ON_NOTICE


def test_an_edit_of_the_public_version_needs_a_new_release(furnished, secretary):
    publications.edit(furnished, by=secretary, title="新的名称", text="新的说明")
    furnished.refresh_from_db()
    assert not furnished.is_released


def test_a_notice_of_three_days_is_short_on_the_second_and_full_on_the_third(lamps, secretary):
    posted = clock.now() - timedelta(days=2)
    two_days_ago = bring(lamps, "post_notice", start=posted - timedelta(minutes=40))
    third_day = clock.today() + A_DAY

    assert reasons("report", two_days_ago, secretary) == [
        f"公示满 3 天才能报镇审批，{third_day:%-m月%-d日}起可以办。"
    ]


def test_a_notice_posted_three_days_ago_may_be_reported(lamps, secretary):
    posted = clock.now() - timedelta(days=3)
    project = bring(lamps, "post_notice", start=posted - timedelta(minutes=40))
    assert ProjectLife.report(project, by=secretary).state == State.TOWN_REVIEW


def test_a_reason_of_nine_characters_is_too_short_and_ten_are_enough(lamps, liaison):
    with pytest.raises(Refused) as refusal:
        ProjectLife.decline(lamps, by=liaison, note="  一二三四五六七八九  ")
    assert refusal.value.reasons == ["请写明理由，至少 10 个字，提出人会原样看到。"]

    assert (
        ProjectLife.decline(lamps, by=liaison, note="一二三四五六七八九十").state == State.DECLINED
    )


def test_merging_names_a_living_matter_of_the_same_village(
    lamps, village, neighbour, liaison, clerk
):
    twin = propose(village, by=clerk, at=lamps.submitted_at)
    elsewhere = propose(neighbour, by=clerk, at=lamps.submitted_at)
    ended = propose(village, by=clerk, at=lamps.submitted_at)
    ProjectLife.decline(ended, by=clerk, note=REASON)

    wrong = twin.query_no[:9] + str((int(twin.query_no[9]) + 1) % 10)
    assert reasons("merge", lamps, liaison, answer="") == [
        "查询号是 10 位数字，您填了 0 位，请照回执再填一次。"
    ]
    assert reasons("merge", lamps, liaison, answer=wrong) == [
        "查询号里有一位写错了，请照回执逐位核对。"
    ]
    assert reasons("merge", lamps, liaison, answer=elsewhere.query_no) == [
        "本村（社区）没有这个查询号，请核对后再填。"
    ]
    assert reasons("merge", lamps, liaison, answer=lamps.query_no) == [
        "不能并入自己，请填另一件的查询号。"
    ]
    assert reasons("merge", lamps, liaison, answer=ended.query_no) == [
        "要并入的那一件已经了结，请另选一件。"
    ]
    assert Project.objects.get(pk=lamps.pk).merged_into is None

    merged = steps.take(lamps, "merge", by=liaison, answer=twin.query_no)
    assert (merged.state, merged.merged_into) == (State.MERGED, twin)


def test_a_referral_names_who_takes_it_over(lamps, liaison):
    assert reasons("refer", lamps, liaison, answer="  ") == [
        "请写明转给哪个单位，例如“12345”或“镇城管办”。"
    ]
    assert (
        steps.take(lamps, "refer", by=liaison, note=REASON, answer="12345").referred_to == "12345"
    )


def test_the_outlook_lists_every_step_in_her_hands_and_all_that_stands_in_its_way(lamps, secretary):
    for verb in ("accept", "screen"):
        ProjectLife.step(verb)(lamps, by=secretary)
    lamps.refresh_from_db()

    outlook = {
        step.verb: objections for step, objections in ProjectLife.outlook(lamps, secretary).items()
    }

    assert set(outlook) == {
        "send_back",
        "decline",
        "merge",
        "refer",
        "withdraw_for",
        "deliberate",
        "reserve",
    }
    assert len(outlook["deliberate"]) == 3
    assert outlook["decline"] == []


def test_another_villages_secretary_has_no_step_at_all(
    furnished, neighbour_secretary, far_secretary
):
    assert ProjectLife.outlook(furnished, neighbour_secretary) == {}
    assert ProjectLife.outlook(furnished, far_secretary) == {}


def test_facts_are_fixed_once_the_notice_is_up(lamps, secretary):
    project = bring(lamps, "post_notice")
    with pytest.raises(Refused, match="公示以后不能再改项目资料"):
        facts.edit(project, by=secretary, title="另一件事")
    with pytest.raises(Refused, match="公示以后不能再改项目资料"):
        facts.state_budget(project, by=secretary, parts=[Part("district", 5)])


def test_a_budget_without_a_share_is_refused_and_the_old_one_stays(furnished, secretary):
    with pytest.raises(Refused, match="请至少写一项资金来源"):
        facts.state_budget(furnished, by=secretary, parts=[])
    assert furnished.budget.shares.count() == 2


def test_an_importer_is_bound_by_the_guards_like_everybody(village, programme):
    project = propose(village, by=Actor.importer("导入"))
    for verb in ("accept", "screen"):
        ProjectLife.step(verb)(project, by=Actor.importer("导入"))
    with pytest.raises(Refused):
        ProjectLife.deliberate(project, by=Actor.importer("导入"))
    assert furnish(project).budget is not None


def test_what_hangs_on_the_board_cannot_be_edited_and_an_unreleased_text_is_not_reported(
    lamps, secretary, town_officer
):
    posted = clock.now() - timedelta(days=4)
    project = bring(lamps, "post_notice", start=posted)
    with pytest.raises(Refused, match="正在公示或待批，公开版不能再改"):
        publications.edit(project, by=secretary, title="另一个名称", text="另一种说法")
    project = ProjectLife.report(project, by=secretary)
    with pytest.raises(Refused, match="正在公示或待批，公开版不能再改"):
        publications.edit(project, by=secretary, title="另一个名称", text="另一种说法")
    project = approve(project)
    Project.objects.filter(pk=lamps.pk).update(released_at=None)
    assert reasons("confirm", project, town_officer) == [
        "公开版还没有经第二人审核发布，请先在“公开版”里编辑并请同事发布。"
    ]


def test_the_minute_of_the_previous_step_means_right_after_it(lamps, liaison):
    minute = lamps.state_since.replace(second=0, microsecond=0)
    project = ProjectLife.accept(lamps, by=liaison, at=minute, late_reason="当时手写，现在补录")
    assert project.state_since == lamps.state_since


def test_words_told_to_staff_after_a_return_join_the_first_ones_and_not_the_timeline(
    lamps, liaison
):
    ProjectLife.send_back(lamps, by=liaison, note=REASON)
    project = steps.take(lamps, "resubmit", by=liaison, note="在三巷口第二根电杆旁。")
    project.refresh_from_db()
    assert "在三巷口第二根电杆旁。" in project.need
    assert project.journal.get(verb="resubmit").note == ""
