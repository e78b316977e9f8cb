"""Whole stories: parking bays decided unanimously; one meeting, four items, three pass."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from funding.actions.budgets import Part
from projects.actions import meetings, steps
from projects.actions.meetings import Votes
from projects.lifecycle import ProjectLife
from projects.states import State
from tests.factories.desk import sign_in, text_of
from tests.factories.meetings import AN_HOUR, COUNCIL, authorise, called, came
from tests.factories.people import appoint
from tests.factories.projects import REASON, furnish, propose
from villages.models import Place
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

FISCAL_ONLY = [Part("district", 3_000_000)]


def deliberating(village, by, work, title, **facts):
    project = furnish(
        propose(village, by=by, at=clock.now() - timedelta(days=2), title=title, **facts),
        parts=FISCAL_ONLY, work=work,
    )  # fmt: skip
    for verb in ("accept", "screen", "deliberate"):
        project = ProjectLife.step(verb)(project, by=by)
    return project


def test_parking_bays_in_a_community_are_decided_unanimously_by_its_council(
    neighbour, programme, clerk
):
    secretary = Actor.at(appoint(Role.SECRETARY, neighbour))
    estate = Place.objects.create(
        village=neighbour, kind="estate", name="翠竹园", has_owners_committee=False
    )
    bays = deliberating(
        neighbour, clerk, [("停车位", 64, "个", None)], "小区停车位改造", place=estate
    )

    with pytest.raises(Refused, match="还没有开会表决通过"):
        steps.take(bays, "post_notice", by=secretary, note=REASON)

    meeting = called(neighbour, [bays], by=secretary, kind=COUNCIL, due=21)
    meetings.attend(meeting, came(meeting, 19, on_leave=2), by=secretary)
    meetings.vote(meeting.items.get(), Votes(19), by=secretary)
    meetings.close(meeting, by=secretary, ends_at=clock.now(), resolution="一致同意。")

    bays = steps.take(bays, "post_notice", by=secretary, note=REASON)
    assert bays.state == State.ON_NOTICE
    page = text_of(Client().get(reverse("project", args=[bays.query_no])))
    assert "一致通过" in page
    assert reverse("meeting", args=[meeting.pk]) in page
    public = text_of(Client().get(reverse("meeting", args=[meeting.pk])))
    assert "2026年第1次居民议事会" in public
    assert ">21 <" in public.replace("</dd>", "<") or "21" in public


def test_one_meeting_with_four_items_of_which_three_pass(village, programme, clerk, secretary):
    authorise(village)
    titles = ("装路灯", "修台阶", "加护栏", "铺草坪")
    matters = [deliberating(village, clerk, [("工程", 1, "项", None)], one) for one in titles]
    meeting = called(village, matters, by=secretary)
    meetings.attend(meeting, came(meeting, 38), by=secretary)
    counts = [(38, 0, 0), (20, 10, 8), (25, 13, 0), (19, 10, 9)]
    items = list(meeting.items.order_by("order"))
    for item, votes in zip(items, counts, strict=True):
        meetings.vote(item, Votes(*votes), by=secretary)
    meetings.close(meeting, by=secretary, ends_at=clock.now())

    words = [item.result_words for item in meeting.items.order_by("order")]
    assert words == ["一致通过", "通过", "通过", "未通过"]
    for matter in matters[:3]:
        assert steps.take(matter, "post_notice", by=secretary, note=REASON).state == "on_notice"
    with pytest.raises(Refused, match="赞成 19 票，至少要 20 票"):
        steps.take(matters[3], "post_notice", by=secretary, note=REASON)
    assert steps.take(matters[3], "reject", by=secretary, note=REASON).state == "not_passed"

    page = text_of(Client().get(reverse("meeting", args=[meeting.pk])))
    assert page.count("<article") == 4
    assert page.count("通过</b>") == 4
    assert page.count("未通过</b>") == 1


def test_a_correction_after_the_notice_stops_the_way_to_the_town(
    village, programme, clerk, secretary
):
    authorise(village)
    at = clock.now() - timedelta(days=1)
    lamps = deliberating(village, clerk, [("照明灯", 3, "盏", None)], "装路灯")
    meeting = called(village, [lamps], by=clerk, at=at)
    meetings.attend(meeting, came(meeting, 38), by=clerk)
    item = meetings.vote(meeting.items.get(), Votes(20, 18), by=clerk)
    meetings.close(meeting, by=clerk, ends_at=at + AN_HOUR)
    lamps = steps.take(lamps, "post_notice", by=secretary, note=REASON)

    meetings.correct(meeting, by=secretary, reason="有一票计错", votes={item.pk: Votes(19, 19)})

    with pytest.raises(Refused, match="没有通过") as refusal:
        steps.take(lamps, "report", by=secretary)
    assert any("至少要 20 票" in reason for reason in refusal.value.reasons)


def test_the_secretary_does_it_all_at_one_page(village, programme, clerk, secretary):
    authorise(village)
    lamps = deliberating(village, clerk, [("照明灯", 3, "盏", None)], "装路灯")
    desk = sign_in(secretary)
    names = "\n".join(f"代表{number}，{number}号户" for number in range(1, 46))
    begins = f"{clock.now() - AN_HOUR:%Y-%m-%dT%H:%M}"
    answer = desk.post(
        reverse("admin:projects_meeting_add"),
        {"kind": "villagers_reps", "begins_at": begins, "called_at": begins, "venue": "会议室",
         "projects": [lamps.pk], "roster": names, "basis": "people"},
    )  # fmt: skip
    meeting = village.meetings.get()
    assert answer.url == reverse("admin:projects_meeting_change", args=[meeting.pk])
    deed = reverse("admin:projects_meeting_deed", args=[meeting.pk])
    there = list(meeting.roster.values_list("pk", flat=True))
    ticks = {f"present-{pk}": "on" for pk in there[:38]}
    leave = {f"leave-{there[38]}": "住院"}
    desk.post(deed, {"deed": "attend", "begins_at": begins, "observers": "2", **ticks, **leave})
    item = meeting.items.get()
    votes = {f"item-{item.pk}-{name}": "0" for name in ("against", "abstain")}
    votes |= {f"item-{item.pk}-agree": "38", f"item-{item.pk}-method": "secret_ballot"}
    desk.post(deed, {"deed": "vote", **votes})
    page = text_of(desk.get(answer.url))
    assert "会通过" in page
    assert "一致通过" in page
    ended = f"{clock.now():%Y-%m-%dT%H:%M}"
    desk.post(deed, {"deed": "close", "ends_at": ended, "resolution": "同意安装。"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.present, meeting.on_leave) == ("closed", 38, 1)
    assert meeting.items.get().result_words == "一致通过"
