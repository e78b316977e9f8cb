"""The form of 应急先行实施 at the desk, the list of what is owed, and what everybody reads."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from projects.actions import urgent
from projects.models import UrgentRemoval
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.projects import propose
from tests.projects.test_urgent import danger, removal
from weishishi.kernel import clock

OWED = f"{PROJECTS}owed/"
__all__ = ["danger"]


def typed(post, **changed):
    now = localtime(clock.now())
    return {
        "ordered_by": post.pk, "ordered_at": f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "reason": "护栏松动，下面是学生上学的路，等不了。", "done": "拆下松动的一段，用钢管围好。",
        "done_by": "村维修队", "done_at": f"{now:%Y-%m-%dT%H:%M}", **changed,
    }  # fmt: skip


def test_the_secretary_writes_it_down_and_everybody_is_told(client, danger, secretary):
    desk = sign_in(secretary)
    assert "登记应急先行实施" in text_of(desk.get(page_of(danger)))
    here = page_of(danger, "urgent")
    assert "请写明做了什么。" in text_of(desk.post(here, typed(secretary.post, done="")))
    refused = desk.post(here, typed(secretary.post, done_by="我"))
    assert (refused.status_code, "护栏松动" in text_of(refused)) == (409, True)
    assert desk.post(here, typed(secretary.post)).status_code == 302
    assert "补开会议表决" in text_of(desk.get(here))
    assert "应急欠账" in text_of(desk.get("/admin/"))
    page = client.get(f"/projects/{danger.query_no}/").content.decode()
    assert "还没有确定立项" in page
    assert "钢管" not in page
    answer = client.get(f"/api/v1/projects/{danger.query_no}/").json()["detail"]
    assert [one["kind"] for one in answer["owed"]] == ["decision", "notice", "approval", "papers"]


def test_who_only_reads_sees_why_she_cannot_write_it(danger, liaison, supervisor):
    for actor in (liaison, supervisor):
        page = text_of(sign_in(actor).get(page_of(danger, "urgent")))
        assert "由村（社区）委员会、书记或镇里登记" in page
        assert sign_in(actor).post(page_of(danger, "urgent"), {}).status_code in (400, 409)
    assert UrgentRemoval.objects.count() == 0


def test_it_is_offered_to_who_may_write_it_down(danger, secretary, liaison, supervisor):
    assert "登记应急先行实施" in text_of(sign_in(secretary).get(page_of(danger)))
    for actor in (liaison, supervisor):
        assert "应急先行实施" not in text_of(sign_in(actor).get(page_of(danger)))
    urgent.record(danger, removal(secretary.post), by=secretary)
    assert "看登记的内容" in text_of(sign_in(supervisor).get(page_of(danger)))


def test_the_list_is_narrowed_by_lamp_and_town_and_shows_no_other_village(
    danger, secretary, district_officer, far_secretary, town, other_town
):
    urgent.record(danger, removal(secretary.post), by=secretary)
    desk = sign_in(district_officer)
    page = text_of(desk.get(OWED))
    assert (page.count("青溪镇 · 石桥村"), page.count("补开会议表决")) == (1, 1)
    assert "没有欠账" in text_of(desk.get(f"{OWED}?lamp=late"))
    assert text_of(desk.get(f"{OWED}?lamp=fine&town={town.pk}")).count("青溪镇 · 石桥村") == 1
    assert text_of(desk.get(f"{OWED}?town=forged")).count("青溪镇 · 石桥村") == 1
    assert "没有欠账" in text_of(sign_in(far_secretary).get(OWED))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_constant_number_of_questions(
    count, village, programme, clerk, secretary, town_officer, django_assert_num_queries
):
    for _each in range(count):
        project = propose(village, clerk, hazard="fire")
        urgent.record(project, removal(secretary.post), by=secretary)
    desk = sign_in(town_officer)
    with django_assert_num_queries(5):
        desk.get(OWED)


def test_the_debts_of_one_matter_stand_together_and_matters_are_counted(
    village, programme, clerk, secretary
):
    for _each in range(2):
        project = propose(village, clerk, hazard="fire")
        urgent.record(project, removal(secretary.post), by=secretary)
    desk = sign_in(secretary)
    rows = desk.get(OWED).context["rows"]
    assert [len(one.debts) for one in rows] == [4, 4]
    assert all(one.lamp == one.debts[0].lamp for one in rows)
    assert "应急欠账（2）" in text_of(desk.get(OWED))
    assert len(desk.get("/admin/").context["owed"]) == 2
