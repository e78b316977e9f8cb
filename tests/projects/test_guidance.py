"""下沉指导: written once by who went, put right by the village, and who was not visited this week."""

from datetime import timedelta

import pytest
import time_machine

from projects.actions import guidance
from projects.models import GuidanceIssue, GuidanceVisit
from projects.queries import asides
from projects.queries.guidance import monday, not_this_week, open_issues
from tests.factories.desk import sign_in, text_of
from tests.factories.guidance import guided, told
from weishishi.kernel import append_only, clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
DESK = "/admin/projects/guidancevisit"


def typed(village, **more):
    today = clock.today()
    return {
        "form_token": "6" * 32, "village": village.pk, "on": today.isoformat(), "way": "door",
        "where": "村委会", "what": "教填申报表", "found_1": "台账没有填", "advice_1": "每周填一次",
        "due_1": (today + timedelta(7)).isoformat(), **more,
    }  # fmt: skip


def test_who_may_write_it(
    village, far_village, liaison, supervisor, district_officer, town_officer, lead_contact
):
    for by in (liaison, supervisor):
        with pytest.raises(Refused, match="由区经办人"):
            guidance.write(village, by=by, guided=told())
    for by in (town_officer, lead_contact):
        with pytest.raises(Refused, match="不是您辖区"):
            guidance.write(far_village, by=by, guided=told())
    for by in (district_officer, town_officer, lead_contact):
        assert guidance.write(village, by=by, guided=told()).by == by.post
    assert "projects_guidancevisit" in append_only.tables()


def test_its_days(village, district_officer):
    today = clock.today()
    for on in (today + timedelta(1), today - timedelta(32)):
        with pytest.raises(Refused, match="一个月里"):
            guided(village, district_officer.post, on=on, issues=())
    assert guided(village, district_officer.post, on=today - timedelta(31), issues=()).pk
    with pytest.raises(Refused, match="不能早于去的那天"):
        guided(village, district_officer.post, issues=(("问题", "", today - timedelta(1)),))
    assert guided(village, district_officer.post, issues=(("问题", "", today),)).pk


def test_a_form_sent_twice_is_one_visit(village, district_officer):
    same = told()
    first = guidance.write(village, by=district_officer, guided=same)
    assert guidance.write(village, by=district_officer, guided=same) == first
    assert GuidanceIssue.objects.count() == 1


def test_the_village_says_once_how_it_was_put_right(
    village, district_officer, liaison, neighbour_secretary, town_officer
):
    issue = guided(village, district_officer.post).issues.get()
    for by in (district_officer, town_officer, neighbour_secretary):
        with pytest.raises(Refused, match="由所在村"):
            guidance.put_right(issue, by=by, result="已经补拍了照片")
    with pytest.raises(Refused, match="怎么整改"):
        guidance.put_right(issue, by=liaison, result="好")
    done = guidance.put_right(issue, by=liaison, result="已经补拍了照片")
    assert (done.done_on, done.done_by) == (clock.today(), liaison.name)
    with pytest.raises(Refused, match="已经写了"):
        guidance.put_right(issue, by=liaison, result="又补拍了一次")


# ── This week ────────────────────────────────────────────────────────────────────────────────────
def test_who_was_not_visited_since_monday(village, neighbour, far_village, district_officer):
    post = district_officer.post
    assert [one.last for one in not_this_week(post)] == [None] * 3
    guided(village, post, on=monday())
    guided(neighbour, post, on=monday() - timedelta(1))
    guided(far_village, post, way="phone")  # a call is no visit
    rows = not_this_week(post)
    assert [(one.name, one.last) for one in rows] == [
        (far_village.name, None), (neighbour.name, monday() - timedelta(1)),
    ]  # fmt: skip
    assert rows[1].words == "区里 3 天没有去"  # a Wednesday
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert len(not_this_week(post)) == 3


def test_a_post_sees_its_own_villages(village, far_village, town_officer, lead_contact, liaison):
    for by in (town_officer, lead_contact, liaison):
        assert [one.name for one in not_this_week(by.post)] == [village.name]


def test_a_visit_of_the_town_is_none_of_the_districts(
    village, neighbour, far_village, town_officer, lead_contact, district_officer, supervisor
):
    guided(village, town_officer.post)
    guided(village, lead_contact.post)
    guided(neighbour, district_officer.post)
    for by in (district_officer, supervisor):
        rows = not_this_week(by.post)
        assert {one.name for one in rows} == {village.name, far_village.name}
        assert {one.words for one in rows} == {"区里还没有去过"}
    assert not_this_week(town_officer.post) == []


# ── 我的待办 ─────────────────────────────────────────────────────────────────────────────────────
def test_what_was_found_is_on_the_list_of_the_village_and_late_of_who_went(
    village, district_officer, town_officer, secretary, neighbour_secretary, supervisor
):
    issue = guided(village, district_officer.post).issues.get()
    [mine] = asides.of_post(secretary.post)["guidance"]
    assert mine == issue and mine.lamp.words
    for by in (neighbour_secretary, district_officer, town_officer, supervisor):
        assert asides.of_post(by.post)["guidance"] == [], by
    page = text_of(sign_in(secretary).get("/admin/"))
    assert "下沉指导发现的，等您整改" in page and issue.found in page
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert asides.of_post(district_officer.post)["guidance"] == [issue]
        assert asides.of_post(town_officer.post)["guidance"] == []
        guidance.put_right(issue, by=secretary, result="已经补拍了照片")
        for by in (district_officer, secretary):
            assert asides.of_post(by.post)["guidance"] == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_week_asks_no_more_for_many(
    client, village, neighbour, district_officer, number, django_assert_num_queries
):
    for _one in range(number):
        guided(village, district_officer.post)
    client.force_login(district_officer.person)
    client.get(f"{DESK}/week/")
    with django_assert_num_queries(5):
        assert client.get(f"{DESK}/week/").status_code == 200


# ── At the desk ──────────────────────────────────────────────────────────────────────────────────
def test_written_and_put_right_at_the_desk(client, village, district_officer, liaison):
    client.force_login(district_officer.person)
    wrong = client.post(f"{DESK}/add/", typed(village, due_1="", what=""))
    assert wrong.status_code == 400
    assert "台账没有填" in wrong.content.decode() and "请写整改期限" in wrong.content.decode()
    page = client.post(f"{DESK}/add/", typed(village))["Location"]
    visit = GuidanceVisit.objects.get()
    assert visit.issues.get().found == "台账没有填"
    assert (
        client.post(page, {"issue": visit.issues.get().pk, "result": "每周填了"}).status_code == 403
    )
    week = client.get(f"{DESK}/week/").content.decode()
    assert "台账没有填" in week and "这一周都去过了" in week

    client.force_login(liaison.person)
    issue = visit.issues.get()
    assert client.post(page, {"issue": issue.pk, "result": ""}).status_code == 400
    assert client.post(page, {"issue": 99_999, "result": "每周填了"}).status_code == 404
    assert client.post(page, {"issue": issue.pk, "result": "每周填了"}).status_code == 302
    assert client.post(page, {"issue": issue.pk, "result": "每周填了"}).status_code == 409
    sheet = client.get(f"{DESK}/{visit.pk}/sheet/").content.decode()
    assert "每周填了" in sheet and "每周填一次" in sheet
    assert open_issues(district_officer.post) == []
