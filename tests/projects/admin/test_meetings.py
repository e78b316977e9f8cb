"""The desk's pages of meetings: who may do what, what a refusal says, how many queries a list costs."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from projects.actions import facts, meeting_pages, meetings, photos
from projects.admin.meeting_sections import MOST_MEETINGS, lay_aside, take_up
from projects.lifecycle import ProjectLife
from projects.models import Authorisation, Photo
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.meetings import REPS, authorise, called, came, closed, held
from tests.factories.pictures import upload
from tests.factories.projects import LAMPS, check_clean, furnish, propose
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

LIST = "/admin/projects/meeting/"


def deed(client, meeting, name, **told):
    return client.post(
        reverse("admin:projects_meeting_deed", args=[meeting.pk]), {"deed": name, **told}
    )


def page(client, meeting, name="change"):
    return client.get(reverse(f"admin:projects_meeting_{name}", args=[meeting.pk]))


def test_a_list_of_three_costs_as_many_queries_as_a_list_of_one(
    lamps, village, secretary, clerk, django_assert_num_queries, django_assert_max_num_queries
):
    desk = sign_in(secretary)
    closed(village, [lamps], by=clerk, agree=[38])
    desk.get(LIST)
    with django_assert_max_num_queries(20) as first:
        desk.get(LIST)
    for _ in range(2):
        closed(village, [lamps], by=clerk, agree=[38])
    with django_assert_num_queries(len(first.captured_queries)):
        assert "共 3 条" in text_of(desk.get(LIST))


def test_a_meeting_that_is_only_called_has_no_attendance_yet(lamps, village, secretary, clerk):
    desk, meeting = sign_in(secretary), called(village, [lamps], by=clerk)
    assert "— / 45" in text_of(desk.get(LIST)) and "0 / 45" not in text_of(page(desk, meeting))
    meetings.attend(meeting, came(meeting, 38), by=clerk)
    assert "38 / 45" in text_of(desk.get(LIST)) and "38 / 45" in text_of(page(desk, meeting))


def test_a_page_of_three_items_costs_a_constant_number_of_queries_per_item(
    lamps, village, secretary, clerk, django_assert_max_num_queries
):
    matters = [lamps, *(furnish(propose(village, by=clerk)) for _ in range(2))]
    meeting = held(village, matters, by=clerk)
    with django_assert_max_num_queries(45):
        assert text_of(page(sign_in(secretary), meeting)).count("讨论要点") >= 3


def test_another_villages_meeting_is_not_there(lamps, village, neighbour_secretary, clerk):
    meeting = closed(village, [lamps], by=clerk, agree=[38])
    desk = sign_in(neighbour_secretary)
    assert page(desk, meeting).status_code == 404
    assert deed(desk, meeting, "correct", reason="不想要这个结果").status_code == 404
    assert "共 0 条" in text_of(desk.get(LIST))


@pytest.mark.parametrize("who", ["supervision_committee", "town_officer", "auditor"])
def test_watchers_read_and_change_nothing(request, who, lamps, village, clerk):
    meeting = held(village, [lamps], by=clerk)
    desk = sign_in(request.getfixturevalue(who))
    told = text_of(page(desk, meeting))
    assert "代表1号" in told
    assert "保存票数" not in told
    assert "结束会议" not in told
    item = meeting.items.get()
    answer = deed(desk, meeting, "vote", **{f"item-{item.pk}-agree": "38",
                                           f"item-{item.pk}-method": "show_of_hands"})  # fmt: skip
    assert answer.status_code == 409
    assert "这一步由村（社区）联络员、委员会、书记办理" in text_of(answer)
    assert desk.get(f"{LIST}add/").status_code == 403


def test_a_liaison_counts_and_is_offered_no_closing(lamps, village, liaison, clerk):
    meeting = held(village, [lamps], by=clerk)
    told = text_of(page(sign_in(liaison), meeting))
    assert "保存票数" in told
    assert 'value="close"' not in told


def test_more_votes_than_people_are_refused_and_what_was_typed_is_still_there(
    lamps, village, secretary, clerk
):
    meeting = held(village, [lamps], by=clerk)
    item = meeting.items.get()
    told = {f"item-{item.pk}-agree": "30", f"item-{item.pk}-against": "9",
            f"item-{item.pk}-abstain": "0", f"item-{item.pk}-method": "show_of_hands"}  # fmt: skip
    answer = deed(sign_in(secretary), meeting, "vote", **told)
    assert answer.status_code == 409
    assert "加起来是 39 票，参加表决的只有 38 人" in text_of(answer)
    assert 'value="30"' in text_of(answer)


def whole_page(meeting, **typed):
    """What a browser sends of an open meeting's page, with whichever of its buttons."""
    item, begun = meeting.items.get(), localtime(meeting.begins_at)
    here = {f"present-{one.pk}": "on" for one in meeting.roster.filter(attendance="present")}
    leave = {f"leave-{one.pk}": one.reason for one in meeting.roster.all()}
    votes = {"agree": "", "against": "", "abstain": "", "method": "show_of_hands", "discussion": ""}
    return {
        **here, **leave, **{f"item-{item.pk}-{name}": value for name, value in votes.items()},
        "begins_at": f"{begun:%Y-%m-%dT%H:%M}", "observers": "0", "observer_names": "",
        "ends_at": f"{localtime(clock.now()):%Y-%m-%dT%H:%M}",
        "initial-ends_at": f"{localtime(clock.now()):%Y-%m-%d %H:%M}:00",
        "resolution": "", "arrangement": "", "record": "", "late_reason": "", "reason": "",
        "sheet": "签到表", **typed,
    }  # fmt: skip


def test_nothing_typed_is_lost_whichever_button_is_pressed(lamps, village, secretary, clerk):
    meeting, desk = held(village, [lamps], by=clerk), sign_in(secretary)
    votes = f"item-{meeting.items.get().pk}"
    words = {
        "resolution": "同意装三十盏灯。",
        "arrangement": "贴在公告栏七天。",
        "record": "逐户说过。",
    }
    unsaved = "有些内容填了还没有保存"
    assert unsaved not in text_of(page(desk, meeting))
    deed(desk, meeting, "attend", **whole_page(meeting))
    assert unsaved not in text_of(page(desk, meeting))

    told = whole_page(meeting, **words, **{f"{votes}-agree": "30", f"{votes}-against": "9"})
    refused = deed(desk, meeting, "vote", **told)
    saved = deed(desk, meeting, "vote", **told | {f"{votes}-against": "8"})
    assert (refused.status_code, saved.status_code) == (409, 302)
    shown = text_of(page(desk, meeting))
    for text in (text_of(refused), shown):
        for word in words.values():
            assert word in text
    assert unsaved in shown
    assert meeting.items.get().votes_for == 30

    other = {f"{votes}-agree": "31", f"{votes}-against": "7", "resolution": "改了。"}
    deed(desk, meeting, "attend", **whole_page(meeting, **words | other))
    shown = text_of(page(desk, meeting))
    assert 'value="31"' in shown
    assert "改了。</textarea>" in shown
    assert meeting.items.get().votes_for == 30

    closing = deed(desk, meeting, "close", **whole_page(meeting, **words))
    assert closing.status_code == 302
    assert meeting.minutes.get().resolution == "同意装三十盏灯。"
    assert unsaved not in text_of(page(desk, meeting))
    assert "改了。" not in text_of(page(sign_in(secretary), meeting))


def test_ticking_everybody_writes_nothing_down_before_the_attendance_is_saved(
    lamps, village, secretary, supervision_committee, clerk
):
    meeting, desk = called(village, [lamps], by=clerk), sign_in(secretary)
    away, late = meeting.roster.all()[:2]
    told = whole_page(meeting, **{f"leave-{away.pk}": "外出务工"})
    assert deed(desk, meeting, "tick", **told).url.endswith("#roster")
    shown = text_of(page(desk, meeting))
    assert "已给 44 人打上勾，还没有登记" in shown
    assert shown.count(" checked") == 44
    meeting.refresh_from_db()
    assert (meeting.status, meeting.present) == ("called", 0)

    ticked = {
        f"present-{one.pk}": "on" for one in meeting.roster.exclude(pk__in=(away.pk, late.pk))
    }
    deed(desk, meeting, "attend", **told | ticked)
    meeting.refresh_from_db()
    assert (meeting.present, meeting.on_leave, meeting.absent) == (43, 1, 1)
    assert deed(sign_in(supervision_committee), meeting, "tick").status_code == 403


def test_votes_of_an_item_without_those_in_favour_are_asked_for(lamps, village, secretary, clerk):
    meeting = held(village, [lamps], by=clerk)
    item = meeting.items.get()
    told = {f"item-{item.pk}-against": "9", f"item-{item.pk}-method": "show_of_hands"}
    answer = deed(sign_in(secretary), meeting, "vote", **told)
    assert answer.status_code == 400
    assert "赞成、反对、弃权要一起填" in text_of(answer)


def test_an_unknown_deed_is_refused(lamps, village, secretary, clerk):
    meeting = called(village, [lamps], by=clerk)
    assert deed(sign_in(secretary), meeting, "delete").status_code == 403


def test_the_call_offers_the_last_roster_of_that_kind(lamps, village, secretary, clerk):
    closed(village, [lamps], by=clerk, agree=[30], due=41, present=30)
    desk = sign_in(secretary)
    assert text_of(desk.get(f"{LIST}add/?kind=villagers_reps")).count("代表41号") == 1
    assert "代表41号" not in text_of(desk.get(f"{LIST}add/?kind=villagers_group"))


def test_another_kind_changes_the_offered_roster_and_nothing_that_was_typed(
    lamps, village, secretary, liaison, clerk
):
    closed(village, [lamps], by=clerk, agree=[30], due=41, present=30)
    for verb in ("accept", "screen"):
        ProjectLife.step(verb)(lamps, by=liaison)
    desk = sign_in(secretary)
    first = desk.get(f"{LIST}add/?project={lamps.pk}&kind=villagers_reps")
    assert text_of(first).count('value="villagers_assembly"') == 1  # one control for one question
    offered = first.context_data["form"]["roster"].value()
    typed = {"kind": "villagers_assembly", "begins_at": "2026-07-01T19:30", "venue": "祠堂",
             "projects": [lamps.pk], "convener": "陈召集", "basis": "households",
             "offered": "villagers_reps", "another_kind": "1"}  # fmt: skip

    def asked(**more):
        answer = desk.post(f"{LIST}add/", typed | more)
        told = text_of(answer)
        assert answer.status_code == 200
        for words in ('value="祠堂"', 'value="陈召集"', 'value="2026-07-01T19:30"',
                      f'value="{lamps.pk}" id="id_projects_0" checked', "要提前 10 天通知",
                      'value="households" selected', 'value="villagers_assembly" selected'):  # fmt: skip
            assert words in told
        return told

    told = asked(roster=offered)
    assert "这里还没有开过村民会议，名单没有换" in told
    assert "代表41号" in told
    assert "名单您改过，没有换" in asked(roster="陈一")
    closed(village, [lamps], by=clerk, agree=[3], due=3, present=3, kind="villagers_assembly",
           called_at=clock.now() - timedelta(days=12))  # fmt: skip
    told = asked(roster=offered)
    assert "名单换成了上一次村民会议的" in told
    assert "代表41号" not in told
    assert "代表3号" in told
    assert "代表3号" in asked(roster="")
    assert village.meetings.count() == 2


def test_the_call_says_what_the_law_asks_and_keeps_what_was_typed(
    lamps, village, secretary, liaison
):
    for verb in ("accept", "screen"):
        ProjectLife.step(verb)(lamps, by=liaison)
    begins = f"{clock.now() + timedelta(days=9):%Y-%m-%dT%H:%M}"
    told = {"kind": "villagers_assembly", "begins_at": begins, "venue": "祠堂", "basis": "people",
            "projects": [lamps.pk], "roster": "陈一\n陈二，2号户"}  # fmt: skip
    answer = sign_in(secretary).post(f"{LIST}add/", told)
    assert answer.status_code == 409
    assert "村民会议要提前 10 天通知，现在只提前了 9 天" in text_of(answer)
    assert "陈二，2号户" in text_of(answer)
    assert village.meetings.count() == 0


def test_one_click_puts_a_matter_on_the_next_agenda(lamps, village, secretary, liaison, clerk):
    other = propose(village, by=clerk)
    for verb in ("accept", "screen"):
        ProjectLife.step(verb)(lamps, by=liaison)
    meeting = called(
        village, [other], by=secretary, at=clock.now() + timedelta(days=1), called_at=clock.now()
    )
    desk = sign_in(secretary)
    assert "列入2026年第1次村民代表会议" in text_of(desk.get(page_of(lamps)))
    deed(desk, meeting, "agenda", project=lamps.pk)
    assert [item.project_id for item in meeting.items.order_by("order")] == [other.pk, lamps.pk]
    assert "列入2026年第1次村民代表会议" not in text_of(desk.get(page_of(lamps)))


def test_what_the_notice_lacks_is_the_same_list_twice_and_a_decided_matter_needs_no_meeting(
    lamps, village, secretary, liaison, clerk
):
    facts.edit(lamps, by=clerk, project_class="works")
    facts.list_work(lamps, by=clerk, work=LAMPS)
    check_clean(lamps, by=clerk)
    for verb in ("accept", "screen", "deliberate"):
        ProjectLife.step(verb)(lamps, by=liaison)
    authorise(village)
    desk = sign_in(secretary)
    told = text_of(desk.get(page_of(lamps)))
    for reason in (
        "公开版还没有经第二人审核发布",
        "还没有写资金从哪里来，请先填",
        "（开其中一种就行）",
    ):
        assert told.count(reason) == 2
    assert "meeting/add/?project=" in told
    called(village, [propose(village, by=clerk)], by=secretary, at=clock.now() + timedelta(days=1),
           called_at=clock.now())  # fmt: skip
    assert "列入2026年第1次村民代表会议" in text_of(desk.get(page_of(lamps)))
    closed(village, [lamps], by=clerk, agree=[38])
    told = text_of(desk.get(page_of(lamps)))
    assert "meeting/add/?project=" not in told
    assert "列入2026年" not in told
    assert told.count("公开版还没有经第二人审核发布") == 2


def test_only_the_secretary_writes_the_party_organisations_opinion(furnished, secretary, committee):
    url = page_of(furnished, "opinion")
    told = {"stage": "collect", "opinion": "agrees", "words": "群众有呼声"}
    refused = sign_in(committee).post(url, told)
    assert refused.status_code == 409
    assert "党组织意见由本村（社区）的党组织书记填写" in text_of(refused)
    sign_in(secretary).post(url, told)
    assert "征集：同意" in text_of(sign_in(secretary).get(page_of(furnished)))
    assert furnished.party_opinions.get().actor_name == secretary.name


def test_an_authorisation_is_written_for_ones_own_village(village, neighbour, secretary):
    desk = sign_in(secretary)
    told = {"village": village.pk, "decided_on": "2026-01-05", "words": "授权代表会议决定公益事业"}
    assert desk.post("/admin/projects/authorisation/add/", told).status_code == 302
    assert Authorisation.objects.get().recorded_by == secretary.post
    desk.post("/admin/projects/authorisation/add/", told | {"village": neighbour.pk})
    assert Authorisation.objects.count() == 1


def test_the_papers_have_the_fields_and_places_to_sign(lamps, village, secretary, clerk):
    meeting = called(village, [lamps], by=clerk)
    meeting = closed_with_leave(meeting, clerk)
    minutes = text_of(page(sign_in(secretary), meeting, "minutes"))
    for word in ("召集人", "主持人", "记录人", "列席", "已达法定人数", "讨论要点", "表决方式",
                 "决议", "签名页", "盖章", "外出务工", "一致通过", "缺席 6 人"):  # fmt: skip
        assert word in minutes
    assert "缺席 6</p>" in text_of(page(sign_in(secretary), meeting, "history"))
    sheet = text_of(page(sign_in(secretary), meeting, "sign_in"))
    assert sheet.count("<tr>") == 1 + 45 + 3  # heading, names due, guests


def closed_with_leave(meeting, by):
    meetings.attend(meeting, came(meeting, 38, on_leave=1), by=by)
    meetings.vote(meeting.items.get(), meetings.Votes(38), by=by)
    return meetings.close(meeting, by=by, ends_at=clock.now(), resolution="同意。")


def test_photographed_pages_are_cleaned_and_only_staff_of_the_place_see_them(
    lamps, village, secretary, neighbour_secretary, system_admin, clerk, client
):
    meeting = closed(village, [lamps], by=clerk, agree=[38])
    [sheet] = meeting_pages.attach(meeting, by=secretary, files=[upload()], sheet="签到表")
    photos.process(sheet.key)
    address = reverse("photo", args=[sheet.key, 960])
    shown = sign_in(secretary).get(address)
    assert (shown.status_code, b"".join(shown.streaming_content)[:4]) == (200, b"RIFF")
    assert sign_in(neighbour_secretary).get(address).status_code == 404
    assert sign_in(system_admin).get(address).status_code == 404
    assert client.get(address).status_code == 404
    assert "签到表" in text_of(page(sign_in(secretary), meeting))


def test_what_is_no_photo_or_no_known_sheet_is_not_taken(lamps, village, secretary, clerk):
    meeting = called(village, [lamps], by=clerk)
    with pytest.raises(Refused, match="请选这是哪一种材料"):
        meeting_pages.attach(meeting, by=secretary, files=[upload()], sheet="别的")
    assert Photo.objects.count() == 0


def test_the_list_of_a_village_shows_its_sums(lamps, village, secretary, clerk):
    authorise(village)
    closed(village, [lamps], by=clerk, agree=[38], kind=REPS)
    told = text_of(sign_in(secretary).get(LIST))
    assert "2026年第1次村民代表会议" in told
    assert "38 / 45" in told
    assert "1 / 1" in told


def test_what_was_typed_is_kept_of_the_last_few_meetings_each_for_itself():
    request = SimpleNamespace(session={})
    meetings = [SimpleNamespace(pk=pk) for pk in range(MOST_MEETINGS + 1)]
    for one in meetings:
        lay_aside(request, one, {"record": [f"第 {one.pk} 次"]})
    first, second, *_rest, last = meetings
    assert take_up(request, first) == {} and "第" not in str(request.session)
    assert take_up(request, second) == {"record": ["第 1 次"]}
    lay_aside(request, last, {})
    assert take_up(request, last) == {} and take_up(request, second)
