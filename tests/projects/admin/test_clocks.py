"""时限和催办 on the page of a project, on 我的待办, and for everybody."""

from datetime import timedelta

import pytest

from projects.actions import urges as deeds
from projects.models import Urge
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import propose
from weishishi.kernel import clock

TEXT, ANSWER = "请本周内踏勘，把结果报镇里。", "已经踏勘，结果附在项目里。"


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=9))


def told(to, **more):
    return {"kind": "urge", "to": to.post.pk, "text": TEXT, "within": "3", **more}


def test_a_town_presses_and_the_secretary_finds_it_on_her_list_and_answers(
    project, town_officer, secretary
):
    page = page_of(project, "clock")
    town = sign_in(town_officer)
    assert "发一条催办" in text_of(town.get(page))
    assert town.post(page, told(secretary)).status_code == 302
    assert TEXT in text_of(town.get(page))

    desk = sign_in(secretary)
    todo = text_of(desk.get("/admin/"))
    assert "催办、督办，等您答复" in todo
    urge = Urge.objects.get()
    short = desk.post(page, {"urge": urge.pk, "text": "好"})
    assert short.status_code == 400
    assert 'value="好"' in short.content.decode() or ">\n好</textarea>" in short.content.decode()
    assert desk.post(page, {"urge": urge.pk, "text": ANSWER}).status_code == 302
    assert ANSWER in text_of(town.get(page))
    assert "等您答复" not in text_of(desk.get("/admin/"))


def test_nothing_typed_is_lost_when_it_is_refused(project, town_officer, secretary):
    town = sign_in(town_officer)
    answer = town.post(page_of(project, "clock"), told(secretary, within="31"))
    assert answer.status_code == 400
    assert TEXT in answer.content.decode()
    assert Urge.objects.count() == 0


def test_who_may_not_press_or_answer_is_refused(project, town_officer, secretary, liaison, supervisor):  # fmt: skip
    page = page_of(project, "clock")
    assert sign_in(liaison).post(page, told(secretary)).status_code == 403
    assert sign_in(supervisor).post(page, told(secretary)).status_code == 403
    town = sign_in(town_officer)
    assert town.post(page, told(secretary, kind="supervise")).status_code == 400
    town.post(page, told(secretary))
    urge = Urge.objects.get()
    assert town.post(page, {"urge": urge.pk, "text": ANSWER}).status_code == 403
    assert town.post(page, {"urge": urge.pk + 1, "text": ANSWER}).status_code == 404


def test_everybody_reads_the_days_of_a_supervision_and_never_its_words(
    project, district_officer, town_officer, client
):
    urge = deeds.press(
        project, by=district_officer, kind="supervise", to=town_officer.post, text=TEXT, within=5
    )
    page = text_of(client.get(f"/projects/{project.query_no}/"))
    assert "区里 2026年6月10日 督办，等答复" in page
    deeds.answer(urge, by=town_officer, text=ANSWER)
    page = text_of(client.get(f"/projects/{project.query_no}/"))
    assert "区里 2026年6月10日 督办，2026年6月10日 已答复" in page
    assert TEXT not in page
    assert ANSWER not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_a_constant_number_of_questions(
    number, project, town_officer, secretary, django_assert_num_queries
):
    for _again in range(number):
        deeds.press(project, by=town_officer, kind="urge", to=secretary.post, text=TEXT, within=3)
    desk = sign_in(town_officer)
    with django_assert_num_queries(9):
        desk.get(page_of(project, "clock"))


def test_what_was_issued_and_is_not_answered(
    project, village, clerk, town_officer, district_officer, secretary, liaison, supervisor
):
    page = "/admin/projects/project/urged/"
    for to, kind in ((secretary, "urge"), (town_officer, "supervise")):
        deeds.press(
            project, by=district_officer, kind=kind, to=to.post, text=TEXT, within=3
        )  # fmt: skip
    district = sign_in(district_officer)
    both = text_of(district.get(page))
    assert secretary.post.office in both and town_officer.post.office in both
    only = text_of(district.get(f"{page}?kind=supervise"))
    assert secretary.post.office not in only and town_officer.post.office in only
    assert TEXT not in both
    deeds.answer(Urge.objects.get(kind="supervise"), by=town_officer, text=ANSWER)
    assert "发出的都答复了" in text_of(district.get(f"{page}?kind=supervise"))
    assert "发出的都答复了" in text_of(sign_in(town_officer).get(page))
    for by in (liaison, supervisor):
        assert sign_in(by).get(page).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_what_was_issued_asks_no_more_for_many(
    number, project, district_officer, secretary, django_assert_num_queries
):
    for _one in range(number):
        deeds.press(
            project, by=district_officer, kind="supervise", to=secretary.post, text=TEXT, within=3
        )  # fmt: skip
    desk, page = sign_in(district_officer), "/admin/projects/project/urged/"
    desk.get(page)
    with django_assert_num_queries(4):
        desk.get(page)
