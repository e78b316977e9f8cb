"""Calling, attending, voting, closing and correcting: one less and it says what is missing."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.timezone import localdate

from funding.actions.budgets import Part
from projects.actions import meetings, past_meetings
from projects.actions.meetings import Came, Name, Votes
from projects.actions.past_meetings import Decided
from projects.decisions import kinds_for
from projects.models import AgendaItem, Interest, Meeting, Minutes, RosterName
from projects.queries.meetings import kinds_open_to, usual_kind
from tests.factories.meetings import AN_HOUR, COUNCIL, REPS, called, came, closed, held, names
from tests.factories.people import make_resident
from tests.factories.projects import furnish, propose
from villages.deliberation import Matter
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.dates import written
from weishishi.kernel.verdict import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)


def reasons(deed, *args, **how):
    with pytest.raises(Refused) as refusal:
        deed(*args, **how)
    return refusal.value.reasons


# ── Calling ──────────────────────────────────────────────────────────────────────────────────────
def test_the_kind_offered_first_is_the_usual_one_that_may_decide_the_matter(
    village, neighbour, programme, clerk
):
    for unit, kind in ((village, REPS), (neighbour, COUNCIL)):
        fiscal = furnish(propose(unit, by=clerk), parts=[Part("district", 1)])
        assert usual_kind(unit, fiscal) == kind
        shared = furnish(propose(unit, by=clerk), parts=[Part("self_raised", 1)])
        assert usual_kind(unit, shared) in kinds_for(unit, Matter.SELF_RAISED, clock.today())
        assert usual_kind(unit) in dict(kinds_open_to(unit))


@pytest.mark.parametrize("year", [2025, 2026])
def test_an_assembly_called_nine_days_before_is_refused_and_ten_are_enough(
    lamps, village, clerk, year
):
    begins = datetime(year, 5, 20, 19, 30, tzinfo=SHANGHAI)
    how = {"by": clerk, "kind": "villagers_assembly", "at": begins}
    late = begins - timedelta(days=9, hours=6)
    [reason] = reasons(called, village, [lamps], called_at=late, **how)
    assert reason.startswith("村民会议要提前 10 天通知，现在只提前了 9 天；这是法律规定")
    meeting = called(village, [lamps], called_at=begins - timedelta(days=10), **how)
    assert (meeting.status, meeting.due, meeting.needed_present) == ("called", 45, 23)


def test_a_hazard_does_not_shorten_the_ten_days(lamps, village, secretary):
    lamps.hazard, lamps.urgency = "fall", "immediate"
    lamps.save(update_fields=["hazard", "urgency"])
    begins = clock.now() + timedelta(days=9)
    [reason] = reasons(
        called, village, [lamps], by=secretary, kind="villagers_assembly", at=begins,
        called_at=clock.now(),
    )  # fmt: skip
    assert "有安全隐患也不能缩短" in reason


@pytest.mark.parametrize("year", [2025, 2026])
def test_what_is_not_open_to_the_kind_of_unit_is_refused(
    lamps, village, neighbour, clerk, year, programme
):
    at = datetime(year, 5, 20, 19, 30, tzinfo=SHANGHAI)
    theirs = propose(neighbour, by=clerk)
    assert reasons(called, village, [lamps], by=clerk, kind=COUNCIL, at=at) == [
        "石桥村不能开居民议事会，请另选一种会议。"
    ]
    assert reasons(called, neighbour, [theirs], by=clerk, kind=REPS, at=at) == [
        "柳湾社区不能开村民代表会议，请另选一种会议。"
    ]
    assert called(neighbour, [theirs], by=clerk, kind=COUNCIL, at=at).pk


def test_the_agenda_is_of_ones_own_living_matters(lamps, village, neighbour, secretary, clerk):
    strange = propose(neighbour, by=clerk, title="邻村的事")
    assert reasons(called, village, [], by=secretary) == ["请至少选一个议题。"]
    assert reasons(called, village, [strange], by=secretary) == ["“邻村的事”不是本村（社区）的事。"]


def test_people_of_another_village_call_no_meeting_here(lamps, village, neighbour_secretary):
    assert reasons(called, village, [lamps], by=neighbour_secretary) == [
        "会议由所在村（社区）召集和登记。"
    ]


def test_a_roster_has_names_and_each_once(lamps, village, secretary):
    twice = [Name("陈一"), Name("陈一")]
    assert reasons(called, village, [lamps], by=secretary, roster=twice) == [
        "名单里重复了：陈一；同名的请写上户号区别。"
    ]
    apart = [Name("陈一", "1号户"), Name("陈一", "2号户")]
    assert called(village, [lamps], by=secretary, roster=apart).due == 2


def test_a_person_cannot_call_with_a_number_only(lamps, village, secretary):
    [reason] = reasons(
        meetings.call, village, by=secretary, kind=REPS, begins_at=clock.now(), venue="会议室",
        projects=[lamps], due=45,
    )  # fmt: skip
    assert reason == "请写应到名单，每行一个人。"


def test_a_meeting_written_down_days_later_says_why(lamps, village, secretary):
    at = clock.now() - timedelta(days=5)
    assert reasons(called, village, [lamps], by=secretary, at=at) == [
        "补录一个工作日以前的事，请写明补录原因，至少 5 个字。"
    ]
    assert called(village, [lamps], by=secretary, at=at, late_reason="当时记在本子上").pk


def test_meetings_of_a_kind_are_numbered_within_the_year(lamps, village, clerk):
    first = called(village, [lamps], by=clerk)
    second = called(village, [lamps], by=clerk)
    last_year = datetime(2025, 12, 31, 19, 0, tzinfo=SHANGHAI)
    third = called(village, [lamps], by=clerk, at=last_year)
    assert [one.name for one in (first, second, third)] == [
        "2026年第1次村民代表会议", "2026年第2次村民代表会议", "2025年第1次村民代表会议",
    ]  # fmt: skip


def test_the_rule_is_frozen_with_the_roster(lamps, village, clerk):
    until = called(village, [lamps], by=clerk, at=datetime(2025, 12, 31, 9, 0, tzinfo=SHANGHAI))
    since = called(village, [lamps], by=clerk, at=datetime(2026, 1, 1, 9, 0, tzinfo=SHANGHAI))
    assert (until.rules.verified, since.rules.verified) == (True, False)
    assert (until.rules.needed_present(45), since.rules.needed_present(45)) == (30, 30)


def test_the_proposer_on_the_roster_is_marked_without_anybody_thinking_of_it(village, clerk, lamps):
    roster = [Name("王先生"), *names(44)]  # the name left with the lamps
    meeting = called(village, [lamps], by=clerk, roster=roster)
    assert [(one.name.name, one.kind) for one in Interest.objects.all()] == [("王先生", "proposer")]
    assert meeting.items.get().interests.count() == 1


def test_one_matter_more_is_put_on_a_called_agenda_once(lamps, village, secretary, clerk):
    meeting = called(village, [lamps], by=secretary, at=clock.now() + DAY, called_at=clock.now())
    other = propose(village, by=clerk, title="另一件")
    assert meetings.put_on_agenda(meeting, other, by=secretary).order == 2
    assert reasons(meetings.put_on_agenda, meeting, other, by=secretary) == [
        "这件事已经在这次会议的议题里了。"
    ]


def test_an_assembly_takes_no_matter_more_within_its_ten_days(lamps, village, secretary, clerk):
    meeting = called(
        village, [lamps], by=secretary, kind="villagers_assembly",
        at=clock.now() + timedelta(days=10), called_at=clock.now(),
    )  # fmt: skip
    other = propose(village, by=clerk)
    assert meetings.put_on_agenda(meeting, other, by=secretary).order == 2
    Meeting.objects.update(begins_at=clock.now() + timedelta(days=9))
    third = propose(village, by=clerk)
    [reason] = reasons(meetings.put_on_agenda, meeting, third, by=secretary)
    assert "提前 10 天" in reason


# ── Attending ────────────────────────────────────────────────────────────────────────────────────
def test_present_on_leave_and_absent_are_counted_from_the_ticks(lamps, village, secretary):
    meeting = called(village, [lamps], by=secretary)
    meeting = meetings.attend(meeting, came(meeting, 40, on_leave=3), by=secretary)
    assert (meeting.due, meeting.present, meeting.on_leave, meeting.absent) == (45, 40, 3, 2)
    assert meeting.roster.filter(attendance="on_leave", reason="外出务工").count() == 3


def test_nobody_is_present_before_it_begins_or_on_another_day(lamps, village, secretary):
    meeting = called(
        village, [lamps], by=secretary, at=clock.now() + AN_HOUR, called_at=clock.now()
    )
    assert reasons(meetings.attend, meeting, came(meeting, 40), by=secretary) == [
        "会议还没有开始，到时间再登记到会。"
    ]
    assert reasons(
        meetings.attend, meeting, came(meeting, 40), by=secretary, begins_at=clock.now() - DAY
    ) == ["开会的日子和通知的不一样：请取消这次会议，重新通知。"]


def test_the_database_lets_nobody_in_who_was_not_due(lamps, village, clerk):
    meeting = meetings.call(
        village, by=clerk, kind=REPS, begins_at=clock.now() - AN_HOUR, venue="会议室",
        projects=[lamps], due=45, called_at=clock.now() - 2 * AN_HOUR,
    )  # fmt: skip
    assert reasons(meetings.attend, meeting, Came(number=44, on_leave=2), by=clerk) == [
        "实到加请假不能多于应到，请核对人数。"
    ]
    assert meetings.attend(meeting, Came(number=43, on_leave=2), by=clerk).present == 43


# ── Voting ───────────────────────────────────────────────────────────────────────────────────────
def test_as_many_votes_as_people_are_taken_and_one_more_is_refused(lamps, village, secretary):
    item = held(village, [lamps], by=secretary).items.get()
    assert reasons(meetings.vote, item, Votes(20, 10, 9), by=secretary) == [
        "第 1 项：赞成、反对、弃权加起来是 39 票，参加表决的只有 38 人，请核对。"
    ]
    item = meetings.vote(item, Votes(20, 10, 8), by=secretary)
    assert (item.votes_for, item.votes_against, item.votes_abstain, item.voters) == (20, 10, 8, 38)


def test_whoever_has_an_interest_and_is_there_does_not_vote_and_the_sums_show_it(
    lamps, village, secretary
):
    meeting = held(village, [lamps], by=secretary)
    there, away = meeting.roster.first(), meeting.roster.last()
    item = meeting.items.get()
    interested = {there.pk: "relative", away.pk: "sponsor"}
    assert reasons(meetings.vote, item, Votes(38, interested=interested), by=secretary) == [
        "第 1 项：赞成、反对、弃权加起来是 38 票，参加表决的只有 37 人，请核对。"
    ]
    item = meetings.vote(item, Votes(19, 18, interested=interested), by=secretary)
    assert (item.excluded, item.voters) == (1, 37)
    meetings.close(meeting, by=secretary, ends_at=clock.now())
    item.refresh_from_db()
    assert (item.result, item.needed_for) == ("passed", 19)


def test_owners_vote_on_their_own_property(lamps, village, clerk):
    roster = [Name(f"业主{one}", area=Decimal(100)) for one in range(3)]
    meeting = called(village, [lamps], by=clerk, kind="owners", roster=roster)
    meeting = meetings.attend(meeting, came(meeting, 2), by=clerk)
    mine = meeting.roster.first()
    votes = Votes(2, area_for=Decimal(200), interested={mine.pk: "proposer"})
    assert meetings.vote(meeting.items.get(), votes, by=clerk).voters == 2


def test_owners_need_the_heads_and_the_area(lamps, village, clerk):
    areas = [Decimal(400), Decimal(100), Decimal(100)]
    roster = [Name(f"业主{one}", area=area) for one, area in enumerate(areas)]
    meeting = called(village, [lamps], by=clerk, kind="owners", roster=roster)
    small = list(meeting.roster.values_list("pk", flat=True))[1:]
    meeting = meetings.attend(meeting, Came(present=frozenset(small)), by=clerk)
    [reason] = reasons(meetings.close, meeting, by=clerk, ends_at=clock.now())[:1]
    assert (
        reason == "到会业主的面积是 200.00 平方米，总面积 600.00 平方米，不到规定的份额，不能表决。"
    )
    meeting = meetings.attend(meeting, came(meeting, 3), by=clerk)
    item = meetings.vote(meeting.items.get(), Votes(2, 1, area_for=Decimal(200)), by=clerk)
    meetings.close(meeting, by=clerk, ends_at=clock.now())
    item.refresh_from_db()
    assert item.result == "not_passed"


# ── Closing ──────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("unit", ["village", "neighbour"])
def test_29_of_45_decide_nothing_and_30_do(request, programme, clerk, year, unit):
    place = request.getfixturevalue(unit)
    kind = REPS if unit == "village" else COUNCIL
    project = propose(place, by=clerk)
    at = datetime(year, 5, 20, 19, 30, tzinfo=SHANGHAI)
    meeting = held(place, [project], by=clerk, kind=kind, at=at, present=29)
    meetings.vote(meeting.items.get(), Votes(29), by=clerk)
    assert reasons(meetings.close, meeting, by=clerk, ends_at=at + AN_HOUR) == [
        "应到 45 人，实到 29 人，不够法定人数，至少要 30 人到会才能表决。"
    ]
    meetings.attend(meeting, came(meeting, 30), by=clerk)
    meetings.vote(meeting.items.get(), Votes(16, 14), by=clerk)
    assert meetings.close(meeting, by=clerk, ends_at=at + AN_HOUR).status == "closed"
    assert meeting.items.get().result == "passed"


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("unit", ["village", "neighbour"])
@pytest.mark.parametrize(("agree", "result"), [(19, "not_passed"), (20, "passed")])
def test_19_of_38_do_not_pass_and_20_do(request, programme, clerk, year, unit, agree, result):
    place = request.getfixturevalue(unit)
    kind = REPS if unit == "village" else COUNCIL
    at = datetime(year, 5, 20, 19, 30, tzinfo=SHANGHAI)
    project = propose(place, by=clerk)
    item = closed(place, [project], by=clerk, agree=[agree], kind=kind, at=at).items.get()
    assert (item.result, item.needed_for, item.is_unanimous) == (result, 20, False)


def test_whoever_abstains_counts_as_present(lamps, village, secretary):
    meeting = held(village, [lamps], by=secretary)
    item = meetings.vote(meeting.items.get(), Votes(19, 0, 19), by=secretary)
    meetings.close(meeting, by=secretary, ends_at=clock.now())
    item.refresh_from_db()
    assert (item.result, item.needed_for) == ("not_passed", 20)


def test_all_who_are_there_agreeing_is_shown_as_unanimous(lamps, village, secretary):
    item = closed(village, [lamps], by=secretary, agree=[38]).items.get()
    assert (item.is_unanimous, item.result_words) == (True, "一致通过")
    item = closed(village, [lamps], by=secretary, agree=[37]).items.get()
    assert (item.is_unanimous, item.result_words) == (False, "通过")


def test_every_item_is_counted_or_put_off(lamps, village, secretary, clerk):
    other = propose(village, by=clerk)
    meeting = held(village, [lamps, other], by=secretary)
    first, second = meeting.items.order_by("order")
    meetings.vote(first, Votes(38), by=secretary)
    assert reasons(meetings.close, meeting, by=secretary, ends_at=clock.now()) == [
        "第 2 项还没有填票数；这次不表决的，请选“缓议”。"
    ]
    meetings.vote(second, Votes(postponed=True), by=secretary)
    meetings.close(meeting, by=secretary, ends_at=clock.now())
    assert [one.result for one in meeting.items.order_by("order")] == ["passed", "postponed"]


def test_a_liaison_writes_down_and_a_leader_closes(lamps, village, liaison, secretary):
    meeting = held(village, [lamps], by=liaison)
    meetings.vote(meeting.items.get(), Votes(38), by=liaison)
    assert reasons(meetings.close, meeting, by=liaison, ends_at=clock.now()) == [
        "这一步由村（社区）委员会、书记办理。"
    ]
    assert meetings.close(meeting, by=secretary, ends_at=clock.now()).is_closed


def test_what_is_closed_takes_no_votes_and_no_cancelling(lamps, village, secretary):
    meeting = closed(village, [lamps], by=secretary, agree=[38])
    ended = ["会议现在是“已结束”，不能这样办，请刷新页面再看。"]
    assert reasons(meetings.vote, meeting.items.get(), Votes(1), by=secretary) == ended
    assert reasons(meetings.cancel, meeting, by=secretary, reason="不想要这个结果") == ended


def test_four_discussions_come_in_their_order(lamps, village, secretary):
    meeting = held(village, [lamps], by=secretary, kind="four_two")
    meetings.vote(meeting.items.get(), Votes(38), by=secretary)
    end = {"by": secretary, "ends_at": clock.now()}
    assert reasons(meetings.close, meeting, **end) == [
        "四议两公开还差：村党组织提议、村“两委”会商议、党员大会审议。"
    ]
    days = {"branch": 5, "committees": 6, "members": 3}
    for step, ago in days.items():
        meetings.discuss(
            meeting, step, by=secretary, held_on=clock.today() - ago * DAY, words="同意提交"
        )
    assert reasons(meetings.close, meeting, **end) == [
        f"四议要按先后进行，最后一议是 {written(clock.today())} 的这次会议，请核对日期。"
    ]
    meetings.discuss(
        meeting, "committees", by=secretary, held_on=clock.today() - 5 * DAY, words="同意提交"
    )
    assert meetings.close(meeting, **end).is_closed


def test_a_meeting_is_called_off_with_a_reason(lamps, village, secretary):
    meeting = called(village, [lamps], by=secretary)
    assert reasons(meetings.cancel, meeting, by=secretary, reason="台风") == [
        "请写明取消的原因，至少 5 个字。"
    ]
    assert meetings.cancel(meeting, by=secretary, reason="台风改期再开").status == "cancelled"


# ── Correcting ───────────────────────────────────────────────────────────────────────────────────
def test_a_correction_is_a_new_version_and_the_old_one_stays(lamps, village, secretary):
    meeting = closed(village, [lamps], by=secretary, agree=[20])
    item = meeting.items.get()
    assert reasons(meetings.correct, meeting, by=secretary, reason="错了") == [
        "请写明更正的原因，至少 5 个字。"
    ]
    meetings.correct(
        meeting, by=secretary, reason="计票时把弃权算成赞成",
        votes={item.pk: Votes(19, 18, 1)}, resolution="未通过。",
    )  # fmt: skip
    item.refresh_from_db()
    assert item.result == "not_passed"
    first, second = meeting.minutes.order_by("version")
    assert [one.numbers["items"][0]["for"] for one in (first, second)] == [20, 19]
    assert [one.numbers["items"][0]["result"] for one in (first, second)] == [
        "passed",
        "not_passed",
    ]
    assert (second.reason, second.resolution) == ("计票时把弃权算成赞成", "未通过。")


def test_minutes_are_never_rewritten(lamps, village, secretary):
    closed(village, [lamps], by=secretary, agree=[20])
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.update(resolution="另一个决议")


def test_a_correction_below_the_quorum_undoes_the_meeting_and_it_can_be_put_right(
    lamps, village, secretary
):
    meeting = closed(village, [lamps], by=secretary, agree=[30], present=30)
    item = meeting.items.get()
    wrong = came(meeting, 29)
    meeting = meetings.correct(
        meeting, by=secretary, reason="签到表上少一个人", came=wrong, votes={item.pk: Votes(29)}
    )
    item.refresh_from_db()
    assert (meeting.status, item.result) == ("held", "")
    meeting = meetings.attend(meeting, came(meeting, 30), by=secretary)
    assert meetings.close(meeting, by=secretary, ends_at=clock.now()).is_closed
    assert list(meeting.minutes.values_list("version", flat=True)) == [1, 2, 3]


def test_a_correction_of_who_came_cannot_leave_more_votes_than_people(lamps, village, secretary):
    meeting = closed(village, [lamps], by=secretary, agree=[38])
    [reason] = reasons(
        meetings.correct, meeting, by=secretary, reason="有一位没有来", came=came(meeting, 37)
    )
    assert "加起来是 38 票，参加表决的只有 37 人" in reason
    assert meeting.items.get().result == "passed"


# ── The database alone ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("rows", "wrong", "constraint"),
    [
        (AgendaItem, {"votes_for": 39}, "not_more_votes_than_voters"),
        (AgendaItem, {"needed_for": 39}, "what_passed_had_its_votes"),
        (AgendaItem, {"votes_against": None}, "votes_are_counted_together"),
        (Meeting, {"present": 46}, "not_more_came_than_were_due"),
        (Meeting, {"present": 29}, "a_closed_meeting_had_its_quorum"),
        (Meeting, {"status": "cancelled"}, "a_cancelled_meeting_says_why"),
        (RosterName, {"attendance": "on_leave"}, "leave_has_a_reason"),
    ],
)
def test_the_database_holds_the_sums_by_itself(lamps, village, clerk, rows, wrong, constraint):
    closed(village, [lamps], by=clerk, agree=[38])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        rows.objects.update(**wrong)


# ── From paper ───────────────────────────────────────────────────────────────────────────────────
def test_an_import_brings_a_meeting_whole_under_the_same_rules(lamps, village, clerk):
    at = clock.now() - 3 * DAY
    how = {
        "by": clerk, "kind": REPS, "called_at": at, "begins_at": at, "ends_at": at + AN_HOUR,
        "venue": "会议室", "due": 45,
    }  # fmt: skip
    [reason] = reasons(
        past_meetings.record, village, present=29, decided=[Decided(lamps, 29)], **how
    )
    assert "至少要 30 人到会" in reason
    meeting = past_meetings.record(village, present=30, decided=[Decided(lamps, 15, 15)], **how)
    assert (meeting.status, meeting.imported) == ("closed", True)
    assert meeting.items.get().result == "not_passed"
    assert localdate(meeting.minutes.get().recorded_at) == clock.today()


def test_a_person_brings_no_meeting_whole(lamps, village, secretary):
    with pytest.raises(TypeError):
        past_meetings.record(
            village, by=secretary, kind=REPS, called_at=clock.now(), begins_at=clock.now(),
            ends_at=clock.now(), venue="会议室", due=45, present=30, decided=[Decided(lamps, 30)],
        )  # fmt: skip


def test_a_resident_calls_no_meeting(lamps, village):
    wang = Actor.resident(make_resident())
    with pytest.raises(Refused, match="会议由所在村（社区）召集和登记"):
        called(village, [lamps], by=wang)
