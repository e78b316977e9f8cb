"""The guard before the notice: what counts as the residents' decision, and what it says is missing."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from funding.actions.budgets import Part
from projects.actions import facts, meetings, opinions
from projects.actions.meetings import Votes
from projects.guards import residents_decided
from projects.lifecycle import ProjectLife
from projects.models import Authorisation
from tests.factories.meetings import AN_HOUR, COUNCIL, REPS, authorise, called, came, closed, held
from tests.factories.projects import furnish, propose
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
FISCAL_ONLY = [Part("district", 3_000_000)]
SELF_RAISED = [Part("district", 3_000_000), Part("self_raised", 1)]


def asked(project, at=None):
    return residents_decided(project, at or clock.today()).reason


@pytest.fixture
def theirs(neighbour, programme, clerk):
    """Lamps in a community, paid by the district alone."""
    project = propose(neighbour, by=clerk, at=clock.now() - 9 * DAY)
    return furnish(project, parts=FISCAL_ONLY)


@pytest.fixture
def ours(lamps):
    """The same in a village whose representatives are authorised."""
    authorise(lamps.village)
    return furnish(lamps, parts=FISCAL_ONLY)


def test_without_any_meeting_it_names_those_that_could_decide(ours, theirs):
    assert asked(ours) == (
        "还没有开会表决通过，请先召开村民会议、村民代表会议、四议两公开、村民小组会议（开其中一种就行），填好票数并结束会议。"
    )
    assert asked(theirs) == (
        "还没有开会表决通过，请先召开居民议事会、居民代表会议、居民会议（开其中一种就行），填好票数并结束会议。"
    )


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize(("unit", "kind"), [("ours", REPS), ("theirs", COUNCIL)])
def test_19_of_38_do_not_decide_and_20_do(request, clerk, unit, kind, year):
    project = request.getfixturevalue(unit)
    at = datetime(year, 6, 3, 19, 30, tzinfo=SHANGHAI)
    closed(project.village, [project], by=clerk, kind=kind, at=at, agree=[19])
    assert asked(project) == (
        f"{year}年6月3日的{year}年第1次{kind.label}没有通过：参加表决 38 人，赞成 19 票，至少要 20 票；"
        "请重新商量后再表决。"
    )
    closed(project.village, [project], by=clerk, kind=kind, at=at + AN_HOUR, agree=[20])
    assert asked(project) == ""


@pytest.mark.parametrize(("unit", "kind"), [("ours", REPS), ("theirs", COUNCIL)])
def test_29_of_45_present_refuse_and_it_says_30_are_needed(request, clerk, unit, kind):
    project = request.getfixturevalue(unit)
    at = datetime(2026, 6, 3, 19, 30, tzinfo=SHANGHAI)
    meeting = held(project.village, [project], by=clerk, kind=kind, at=at, present=29)
    assert asked(project) == (
        f"2026年6月3日的2026年第1次{kind.label}应到 45 人，实到 29 人，至少要 30 人到会，"
        "表决无效，请重新召开。"
    )
    meetings.attend(meeting, came(meeting, 30), by=clerk)
    assert asked(project) == f"2026年第1次{kind.label}还没有结束，请填好票数并结束会议。"
    meetings.vote(meeting.items.get(), Votes(30), by=clerk)
    meetings.close(meeting, by=clerk, ends_at=at + AN_HOUR)
    assert asked(project) == ""


def test_it_decides_from_the_day_of_the_meeting_on(ours, clerk):
    at = clock.now() - 2 * DAY
    closed(ours.village, [ours], by=clerk, at=at, agree=[38])
    assert asked(ours, at.date()) == ""
    assert asked(ours, at.date() - DAY).startswith("还没有开会表决通过")


def test_a_called_or_cancelled_meeting_decides_nothing(ours, clerk):
    meeting = called(ours.village, [ours], by=clerk)
    assert asked(ours).startswith("还没有开会表决通过")
    meetings.cancel(meeting, by=clerk, reason="台风改期再开")
    assert asked(ours).startswith("还没有开会表决通过")


def test_a_fen_more_than_was_voted_on_is_not_decided_and_as_much_or_less_is(ours, clerk):
    meeting = closed(ours.village, [ours], by=clerk, at=clock.now() - DAY, agree=[38])
    more = (
        f"{meeting.name}表决的是 30,000 元，现在是 30,000.01 元，多出的没有表决过；"
        "请把金额改回，或再次提交会议表决。"
    )
    for fen, sentence in ((3_000_000, ""), (2_999_999, ""), (3_000_001, more)):
        facts.state_budget(ours, by=clerk, parts=[Part("district", fen)])
        assert asked(ours) == sentence
    closed(ours.village, [ours], by=clerk, agree=[38])
    assert asked(ours) == ""


def test_a_meeting_before_any_money_was_stated_decides_the_matter(village, lamps, clerk):
    authorise(village)
    closed(village, [lamps], by=clerk, agree=[38])
    project = furnish(lamps, parts=FISCAL_ONLY)
    assert asked(project) == ""


def test_what_was_put_off_is_not_decided(ours, clerk):
    meeting = held(ours.village, [ours], by=clerk)
    meetings.vote(meeting.items.get(), Votes(postponed=True), by=clerk)
    meetings.close(meeting, by=clerk, ends_at=clock.now())
    assert asked(ours).startswith("还没有开会表决通过")


def test_a_later_vote_that_fails_undoes_an_earlier_one(ours, clerk):
    closed(ours.village, [ours], by=clerk, at=clock.now() - 2 * DAY, agree=[38])
    assert asked(ours) == ""
    closed(ours.village, [ours], by=clerk, at=clock.now() - DAY, agree=[1])
    assert "没有通过" in asked(ours)
    assert asked(ours, clock.today() - 2 * DAY) == ""


def test_a_later_correction_undoes_it_and_a_further_one_restores_it(ours, clerk):
    meeting = closed(ours.village, [ours], by=clerk, agree=[20])
    item = meeting.items.get()
    wrong, right = {item.pk: Votes(19, 19)}, {item.pk: Votes(20, 18)}
    meetings.correct(meeting, by=clerk, reason="复核票数不对", votes=wrong)
    assert "没有通过" in asked(ours)
    meetings.correct(meeting, by=clerk, reason="再核一遍原来是对的", votes=right)
    assert asked(ours) == ""
    meetings.correct(meeting, by=clerk, reason="签到表少了九个人", came=came(meeting, 29),
                     votes={item.pk: Votes(20)})  # fmt: skip
    assert "至少要 30 人到会" in asked(ours)


def test_representatives_need_the_assemblys_authorisation_in_force_that_day(lamps, clerk):
    project = furnish(lamps, parts=FISCAL_ONLY)
    day = clock.today()
    closed(project.village, [project], by=clerk, agree=[38])
    assert asked(project) == (
        f"村民代表会议决定公益事业，要有村民会议的授权；{written(day)}没有有效的授权记录，"
        "请先在“村民会议授权”里登记。"
    )
    facts_of = {"village": project.village, "words": "公益事业", "recorded_at": clock.now()}
    Authorisation.objects.create(decided_on=date(2025, 1, 1), valid_until=day - DAY, **facts_of)
    assert "要有村民会议的授权" in asked(project)
    Authorisation.objects.create(decided_on=date(2025, 1, 1), valid_until=day, **facts_of)
    assert asked(project) == ""


def test_the_assembly_itself_needs_no_authorisation(lamps, clerk):
    project = furnish(lamps, parts=FISCAL_ONLY)
    at = clock.now() - DAY
    closed(
        project.village, [project], by=clerk, kind="villagers_assembly", at=at, agree=[38],
        called_at=at - 10 * DAY,
    )  # fmt: skip
    assert asked(project) == ""


def test_one_fen_of_self_raised_money_asks_for_the_residents_own_meeting(theirs, clerk):
    closed(theirs.village, [theirs], by=clerk, kind=COUNCIL, agree=[38])
    assert asked(theirs) == ""
    facts.state_budget(theirs, by=clerk, parts=SELF_RAISED)
    assert asked(theirs) == (
        "这件事有居民自筹的钱，要由居民会议表决通过。2026年第1次居民议事会不能决定这一项。"
    )
    closed(theirs.village, [theirs], by=clerk, kind="residents_assembly", agree=[38])
    assert asked(theirs) == ""


def test_authorised_representatives_decide_on_self_raised_money_a_group_does_not(ours, clerk):
    facts.state_budget(ours, by=clerk, parts=SELF_RAISED)
    closed(ours.village, [ours], by=clerk, kind="villagers_group", agree=[38])
    assert "有村民自筹的钱" in asked(ours)
    closed(ours.village, [ours], by=clerk, agree=[38])
    assert asked(ours) == ""


@pytest.mark.parametrize(
    ("committee", "work", "needs_owners"),
    [
        (True, "停车位", True),
        (True, "照明灯", False),
        (False, "停车位", False),
        (None, "道闸", False),
    ],
)
def test_common_property_is_the_owners_where_they_have_a_committee(
    theirs, clerk, committee, work, needs_owners
):
    estate = Place.objects.create(
        village=theirs.village, kind="estate", name="翠竹园", has_owners_committee=committee
    )
    facts.edit(theirs, by=clerk, place=estate)
    facts.list_work(theirs, by=clerk, work=[(work, 8, "个", None)])
    theirs.refresh_from_db()
    closed(theirs.village, [theirs], by=clerk, kind=COUNCIL, agree=[38])
    assert ("业主共同决定" in asked(theirs)) is needs_owners


def test_the_same_words_about_a_building_of_the_estate_are_the_owners_matter_too(theirs, clerk):
    estate = Place.objects.create(
        village=theirs.village, kind="estate", name="翠竹园", has_owners_committee=True
    )
    block = Place.objects.create(village=theirs.village, kind="building", name="3栋", parent=estate)
    facts.edit(theirs, by=clerk, place=block, title="单元门加装门禁")
    theirs.refresh_from_db()
    assert "民法典第二百七十八条" in asked(theirs)


def test_the_guard_is_asked_before_the_notice_the_report_and_the_confirmation():
    asking = {step.verb for step in ProjectLife.steps() if residents_decided in step.guards}
    assert asking == {"post_notice", "report", "confirm"}


def test_an_opinion_of_the_party_organisation_is_no_decision(ours, secretary):
    opinions.opine(ours, by=secretary, stage="select", opinion="agrees")
    assert asked(ours).startswith("还没有开会表决通过")
    with pytest.raises(Refused, match="不是同意的，请写明意见"):
        opinions.opine(ours, by=secretary, stage="select", opinion="disagrees")
    assert ours.party_opinions.count() == 1
