"""What everybody reads of a meeting: numbers and results, and no name."""

from dataclasses import replace
from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localtime

from projects.actions import meetings
from projects.actions.meetings import Name, Votes
from tests.factories.desk import text_of
from tests.factories.meetings import called, came, closed, held, names
from tests.factories.projects import furnish, propose
from weishishi.kernel import clock


def public(client, meeting):
    return client.get(reverse("meeting", args=[meeting.pk]))


def test_numbers_are_there_and_names_and_talk_are_not(furnished, village, clerk, client):
    roster = [Name("司徒秘"), *names(44)]
    meeting = called(
        village, [furnished], by=clerk, roster=roster, chair="主持某", convener="召集某"
    )
    meetings.attend(meeting, came(meeting, 38, on_leave=1), by=clerk)
    item = meeting.items.get()
    votes = Votes(
        30, 5, 2, discussion="谁谁反对装灯", interested={meeting.roster.first().pk: "sponsor"}
    )
    meetings.vote(item, votes, by=clerk)
    meetings.close(
        meeting, by=clerk, ends_at=clock.now(), record="逐字记录", resolution="内部决议稿"
    )

    pages = [
        text_of(public(client, meeting)),
        text_of(client.get(reverse("project", args=[furnished.query_no]))),
    ]
    for page in pages:
        for label, number in (("赞成", 30), ("反对", 5), ("弃权", 2), ("回避", 1)):
            assert f"{label} {number}</span>" in page
        assert "参加表决 37 人，至少要 19 票赞成" in page
        for secret in ("司徒秘", "代表2号", "主持某", "召集某", "谁谁反对", "逐字记录",
                       "内部决议稿", "外出务工"):  # fmt: skip
            assert secret not in page
    assert "村口加装路灯" in pages[0]
    assert "34,000 元" in pages[0]


def test_a_meeting_that_is_not_closed_is_nobodys_news(furnished, village, clerk, client):
    meeting = held(village, [furnished], by=clerk)
    assert public(client, meeting).status_code == 404
    assert "怎么定的" not in text_of(client.get(reverse("project", args=[furnished.query_no])))
    meetings.cancel(meeting, by=clerk, reason="人数不够，改期再开")
    assert public(client, meeting).status_code == 404
    assert client.get(reverse("meeting", args=[10**14])).status_code == 404


def test_an_item_without_a_public_version_has_its_general_name_and_no_money(
    lamps, village, clerk, client
):
    meeting = closed(village, [lamps], by=clerk, agree=[38])
    page = text_of(public(client, meeting))
    assert "村口装路灯" not in page
    assert "微设施（内容整理中）" in page
    assert "表决时的预算" not in page


def test_the_page_costs_the_same_for_one_item_and_for_three(
    furnished, village, clerk, client, django_assert_num_queries
):
    meeting = closed(village, [furnished], by=clerk, agree=[38])
    with django_assert_num_queries(2):
        public(client, meeting)
    matters = [furnished, *(furnish(propose(village, by=clerk)) for _ in range(2))]
    meeting = closed(village, matters, by=clerk, agree=[38, 20, 19])
    with django_assert_num_queries(2):
        assert text_of(public(client, meeting)).count("<article") == 3


def test_a_correction_shows_at_once(furnished, village, clerk, client):
    meeting = closed(village, [furnished], by=clerk, agree=[20])
    assert "<b>通过</b>" in text_of(public(client, meeting))
    meetings.correct(
        meeting, by=clerk, reason="复核票数不对", votes={meeting.items.get().pk: Votes(19, 19)}
    )
    assert "<b>未通过</b>" in text_of(public(client, meeting))


def test_the_heads_add_up_and_the_hour_and_the_room_are_told(furnished, village, clerk, client):
    meeting = called(village, [furnished], by=clerk, at=at(19, 30))
    told = replace(came(meeting, 38, on_leave=1), observers=2)
    meetings.attend(meeting, told, by=clerk)
    meetings.vote(meeting.items.get(), Votes(38), by=clerk)
    meetings.close(meeting, by=clerk, ends_at=at(20, 45))
    page = text_of(public(client, meeting))
    for label, number in (("应到", 45), ("实到", 38), ("请假", 1), ("缺席", 6)):
        assert f"<dt>{label}</dt><dd>{number} " in page
    assert "另有 2 人列席，不参加表决" in page
    assert "19:30–20:45" in page
    assert "村委会会议室" in page
    project = text_of(client.get(reverse("project", args=[furnished.query_no])))
    for words in ("请假 1</span>", "缺席 6</span>", "列席 2</span>"):
        assert words in project


def at(hour, minute):
    """Yesterday at that time of day."""
    day = localtime(clock.now()) - timedelta(days=1)
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
