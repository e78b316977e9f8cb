"""A resident speaks, staff write it down in under a minute, and the resident takes a slip home."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localtime

from projects.models import Project
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from villages import notices
from villages.models import Place, ServicePoint
from weishishi.kernel import cipher, clock
from weishishi.kernel.numbers import spaced

ADD = f"{PROJECTS}add/"
WORDS = "水沟盖板松了，晚上走路容易踩空。最好今年修好。"


def said(village, **more):
    return {
        "form_token": uuid4(), "need": WORDS, "channel": "hotline", "village": village.pk,
        "told": notices.CURRENT, **more
    }  # fmt: skip


def test_three_things_are_enough(village, programme, liaison):
    client = sign_in(liaison)
    answer = client.post(ADD, said(village))
    project = Project.objects.get()
    assert answer.url == f"{PROJECTS}{project.pk}/slip/"
    assert (project.state, project.title) == ("submitted", "水沟盖板松了，晚上走路容易踩空")
    assert (project.operator, project.proposer, project.channel) == (liaison.post, None, "hotline")
    assert (project.need, project.contact.phone) == (WORDS, "")


def test_the_page_offers_only_the_own_village_and_no_online_channel(
    village, neighbour, programme, liaison
):
    page = text_of(sign_in(liaison).get(ADD))
    assert f'value="{village.pk}" selected' in page
    assert f'<option value="{neighbour.pk}"' not in page
    assert 'value="window" selected' in page
    assert 'value="online"' not in page


def test_the_slip_shows_the_code_once_and_everything_needed_to_track(village, programme, liaison):
    ServicePoint.objects.create(village=village, name="石桥党群服务中心", hotline="0756-1234567")
    client = sign_in(liaison)
    slip = text_of(client.post(ADD, said(village), follow=True))
    project = Project.objects.get()
    code = re.search(r"查询码 (\d{6})<", slip).group(1)
    assert project.slip_index == cipher.index(code)
    for shown in (spaced(project.query_no), "石桥党群服务中心", "0756-1234567", "<svg"):
        assert shown in slip
    assert f"http://testserver/track/?number={project.query_no}" in slip
    again = text_of(client.get(f"{PROJECTS}{project.pk}/slip/"))
    assert code not in again
    assert "查询码只显示一次" in again


def test_with_a_phone_there_is_no_code(village, programme, liaison):
    client = sign_in(liaison)
    slip = text_of(
        client.post(ADD, said(village, phone="１３８ 0013 8000", name="王先生"), follow=True)
    )
    project = Project.objects.get()
    assert "查询码 " not in slip
    assert (project.contact.phone, project.contact.name) == ("13800138000", "王先生")


def test_a_form_sent_twice_is_one_project(village, programme, liaison):
    client, form = sign_in(liaison), said(village)
    first, second = client.post(ADD, form), client.post(ADD, form)
    assert (first.url, Project.objects.count()) == (second.url, 1)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"need": ""}, "请写下要办的事"),
        ({"need": "灯" * 10_000}, "最多写 1000 个字，现在是 10000 个"),
        ({"phone": "123"}, "电话写 11 位手机号"),
        ({"channel": "online"}, "online"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"village": "999999"}, "村（社区）"),
        ({"place": "999999"}, "小区或自然村"),
        ({"form_token": "x"}, ""),
        ({"at": "去年"}, "时间写成"),
    ],
)
def test_nothing_is_stored_and_nothing_is_lost_on_an_error(
    more, words, village, programme, liaison
):
    answer = sign_in(liaison).post(ADD, said(village, name="陈女士", spot="桥头") | more)
    page = text_of(answer)
    assert answer.status_code == 400
    assert words in page
    assert 'value="陈女士"' in page
    assert 'value="桥头"' in page
    assert Project.objects.count() == 0


def test_another_village_is_refused(village, neighbour, programme, liaison):
    Place.objects.create(village=neighbour, kind="hamlet", name="柳岸")
    answer = sign_in(liaison).post(ADD, said(neighbour))
    assert (answer.status_code, Project.objects.count()) == (400, 0)


def test_what_was_said_last_week_carries_both_dates(village, programme, liaison):
    client = sign_in(liaison)
    at = localtime(clock.now() - timedelta(days=9)).replace(second=0, microsecond=0)
    form = said(village, at=f"{at:%Y-%m-%dT%H:%M}")
    refused = client.post(ADD, form)
    assert (refused.status_code, "请写明补录原因" in text_of(refused)) == (409, True)
    assert Project.objects.count() == 0
    client.post(ADD, form | {"late_reason": "入户走访后补登"})
    entry = Project.objects.get().journal.get()
    assert (entry.happened_at, entry.late_reason) == (at, "入户走访后补登")
    assert entry.recorded_at > at


def test_without_a_programme_the_reason_is_told_and_the_words_stay(village, liaison):
    answer = sign_in(liaison).post(ADD, said(village))
    assert (answer.status_code, WORDS in text_of(answer)) == (409, True)
    assert "请先由区里建立年度计划" in text_of(answer)


def test_a_draft_waits_for_its_writers_desk_and_is_submitted_from_there(
    village, programme, liaison, secretary, town_officer
):
    said = {"need": "村口的灯坏了，晚上看不见路。", "channel": "window", "village": village.pk}
    said["told"] = notices.CURRENT
    desk = sign_in(liaison)
    answer = desk.post(f"{PROJECTS}add/", {**said, "form_token": str(uuid4()), "draft": "1"})
    draft = Project.objects.get()
    assert (draft.state, draft.query_no, answer.url) == ("draft", None, page_of(draft))

    assert "草稿 1 件" in text_of(sign_in(secretary).get("/admin/"))
    assert "村口的灯坏了" in text_of(sign_in(secretary).get(f"{PROJECTS}?waiting=drafts"))
    assert sign_in(town_officer).get(page_of(draft)).status_code == 404
    assert desk.get(page_of(draft, "slip")).status_code == 404

    done = desk.post(page_of(draft, "step"), {"verb": "submit", "seen_state": "draft"})
    assert done.url == page_of(draft, "slip")
    slip = text_of(desk.get(done.url))
    draft.refresh_from_db()
    assert draft.state == "submitted"
    assert re.search(r"查询码 (\d{6})<", slip)
