"""The desk's pages of organisations, implementer, works and acceptance: written, refused, printed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Award
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.factories.projects import bring
from tests.factories.works import credit_code, organisation, signed_paper
from villages.actions.organisations import register
from villages.models import Organisation, Post
from weishishi.kernel import clock

LIST = "/admin/villages/organisation/"


def rows(prefix, *, total=0):
    return {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}


@pytest.fixture
def confirmed(furnished):
    return bring(furnished, "confirm")


def entry(**more):
    return {
        "kind": "enterprise", "category": "", "village": "", "name": "青溪建设有限公司",
        "credit_code": credit_code(), "registered_on": "2018-06-01", "rating": "",
        "fields_of_work": "土建", "contact_name": "王某", "contact_phone": "13900001111", **more,
    }  # fmt: skip


def test_an_organisation_is_entered_corrected_and_retired(liaison, supervisor, district):
    desk = sign_in(liaison)
    wrong = desk.post(f"{LIST}add/", entry(credit_code="91350100M000100Y44"))
    assert "有一位写错了" in text_of(wrong)
    assert "13900001111" in text_of(wrong)
    assert desk.post(f"{LIST}add/", entry()).status_code == 302
    row = Organisation.objects.get()
    where = f"{LIST}{row.pk}/change/"
    told = entry(credit_code=row.credit_code, fields_of_work="土建、排水")
    assert "请写明原因" in text_of(desk.post(where, told))
    assert desk.post(where, told | {"reason": "补一项业务"}).status_code == 302
    assert desk.post(where, told | {"reason": "已经注销", "is_retired": "on"}).status_code == 302
    row.refresh_from_db()
    assert (row.fields_of_work, bool(row.retired_at)) == ("土建、排水", True)
    watched = text_of(sign_in(supervisor).get(where))
    assert "土建、排水" in watched
    assert not any(secret in watched for secret in ("王某", "13900001111"))
    assert "13900001111" in text_of(desk.get(f"{LIST}{row.pk}/sheet/"))
    assert "13900001111" not in text_of(sign_in(supervisor).get(f"{LIST}{row.pk}/sheet/"))


def typed_award(project, **more):
    today = clock.today()
    firm = organisation(project.village.town.district)
    return {
        "organisation": firm.pk, "means": "direct", "why": "报价最低", "contract_no": "合同1",
        "contract": "34,000", "begins_on": today, "ends_on": today + timedelta(days=30),
        "papers_direct": ["集体研究记录"], **rows("offer"), **more,
    }  # fmt: skip


def test_the_implementer_is_written_on_its_page(confirmed, liaison, supervisor):
    desk, where = sign_in(liaison), page_of(confirmed, "award")
    assert "直接委托：5万元以内" in text_of(desk.get(where))
    dear = desk.post(where, typed_award(confirmed, contract="34000.01"))
    assert dear.status_code == 409
    assert "超过了确定的资金" in text_of(dear)
    assert "合同1" in text_of(dear)
    assert desk.post(where, typed_award(confirmed)).status_code == 302
    award = Award.objects.get()
    assert (award.contract_fen, award.papers) == (3_400_000, ["集体研究记录"])
    assert "请写更正原因" in text_of(desk.post(where, typed_award(confirmed)))
    again = desk.post(where, typed_award(confirmed, reason="合同号写错", contract_no="合同2"))
    assert again.status_code == 302
    page = text_of(sign_in(supervisor).get(where))
    assert "合同1" in page
    assert "<form class" not in page
    assert "合同2" in text_of(desk.get(page_of(confirmed)))


def test_progress_from_a_phone_and_its_paper(furnished, liaison, town_officer):
    project = bring(furnished, "start")
    desk, item = sign_in(liaison), project.work_items.first()
    where = page_of(project, "progress")
    told = {"per_cent": "40", "done": "立杆", f"item_{item.pk}": "31"}
    answer = desk.post(where, told)
    assert answer.status_code == 409
    assert "不能比计划的多" in text_of(answer)
    assert "立杆" in text_of(answer)
    assert desk.post(where, told | {f"item_{item.pk}": "12"}).status_code == 302
    assert "12" in text_of(desk.get(page_of(project, "works")))
    sheet = text_of(desk.get(page_of(project, "progress_sheet")))
    assert all(words in sheet for words in ("开工、月进度表", "立杆", "12/30 盏"))
    assert sign_in(town_officer).get(where).status_code == 403


def test_parts_of_the_works_are_added_behind_their_folds(furnished, liaison, town_officer):
    project = bring(furnished, "start")
    desk, where = sign_in(liaison), page_of(project, "works")
    for told in (
        {"part": "party", "role": "department", "office": "镇水务站"},
        {"part": "talk", "point": "榕树旁", "households": "3", "agreed": "靠墙"},
        {"part": "asset", "what": "闲置用房", "owner": "村集体", "basis": "会议同意"},
        {"part": "task", "what": "订灯杆", "post": liaison.post.pk, "due_on": "2026-06-20"},
    ):
        answer = desk.post(where, told)
        assert answer.status_code == 302, text_of(answer)
    page = text_of(desk.get(where))
    assert all(words in page for words in ("镇水务站", "榕树旁", "闲置用房", "订灯杆"))
    wrong = desk.post(where, {"part": "task", "what": "", "who": "陈某"})
    assert wrong.status_code == 400
    assert all(words in text_of(wrong) for words in ("请写要做什么", "陈某"))
    assert (
        desk.post(where, {"part": "compliance", "line": "sign", "holds": "yes"}).status_code == 409
    )
    for both in ({}, {"post": liaison.post.pk, "who": "王某"}):
        told = {"part": "task", "what": "订灯", "due_on": "2026-06-20", **both}
        assert "二选一" in text_of(desk.post(where, told))
    assert desk.post(where, {"part": "nothing"}).status_code == 404
    [task, party] = project.tasks.get(), project.parties.get()
    for told in ({"part": "finish_task", "pk": task.pk}, {"part": "end_party", "pk": party.pk}):
        assert desk.post(where, told).status_code == 302
    page = text_of(desk.get(where))
    assert "镇水务站" not in page
    assert f"办完（{liaison.name}）" in page and f"（{liaison.name}派）" in page
    assert sign_in(town_officer).post(where, {"part": "party"}).status_code == 403


def test_an_acceptance_is_written_signed_and_printed(
    furnished, secretary, supervision_committee, supervisor
):
    project = bring(furnished, "inspect")
    desk, where = sign_in(secretary), page_of(project, "acceptance")
    today = clock.today()
    told = {
        "part": "accept", "begun_on": today, "done_on": today, "result": "rectify",
        **rows("member", total=1), "member-0-role": "residents", "member-0-name": "陈某",
    }  # fmt: skip
    for item in project.work_items.all():
        told |= {f"actual_{item.pk}": item.quantity, f"good_{item.pk}": "yes"}
    answer = desk.post(where, told)
    assert all(words in text_of(answer) for words in ("请写明存在什么问题", "请写整改到哪天为止"))
    assert "陈某" in text_of(answer)
    told |= {"result": "passed"}
    answer = desk.post(where, told)
    assert answer.status_code == 409
    assert all(words in text_of(answer) for words in ("附在“纸上签字的扫描件”里", "陈某"))
    answer = desk.post(where, told | {"file": signed_paper()})
    assert answer.status_code == 302, text_of(answer)
    for who in (secretary, supervision_committee):
        assert sign_in(who).post(where, {"part": "sign"}).status_code == 302
    assert sign_in(supervisor).post(where, {"part": "sign"}).status_code == 409
    sheet = text_of(desk.get(page_of(project, "acceptance_sheet")))
    assert all(words in sheet for words in ("叁万肆仟元整", "合同2026-1", "陈某"))
    assert desk.get(page_of(project)).status_code == 200


def test_the_empty_form_is_printed_to_be_taken_along(furnished, secretary):
    project = bring(furnished, "start")
    sheet = text_of(sign_in(secretary).get(page_of(project, "acceptance_sheet")))
    assert "□ 合格" in sheet
    assert "照明灯" in sheet


def test_a_second_look_is_offered_afterwards(furnished, secretary):
    project = bring(furnished, "complete")
    page = text_of(sign_in(secretary).get(page_of(project, "acceptance")))
    assert "记一次回头看" in page


def test_the_list_of_organisations_asks_the_same_for_one_and_three(liaison, district):
    desk, asked = sign_in(liaison), []
    for names in (("一",), ("二", "三")):
        for name in names:
            organisation(district, name)
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(LIST).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_account_is_opened_with_a_link_and_closed_with_a_reason(liaison, supervisor, secretary):
    row = register(
        Organisation(kind="social", name="青溪社工中心", credit_code=credit_code()), by=liaison
    )
    page = f"{LIST}{row.pk}/accounts/"
    desk = sign_in(liaison)
    told = {"deed": "open", "username": "qingxi", "display_name": "小王", "until": "2026-06-10"}
    wrong = desk.post(page, told)  # today
    assert wrong.status_code == 409 and 'value="qingxi"' in text_of(wrong)
    answer = text_of(desk.post(page, told | {"until": "2027-06-10"}))
    assert "/invitation/" in answer and "/invitation/" not in text_of(desk.get(page))
    post = Post.objects.get(person__username="qingxi")
    watched = text_of(sign_in(supervisor).get(page))
    assert ("2027年6月10日" in watched, "qingxi" in watched) == (True, False)
    assert sign_in(supervisor).post(page, told).status_code == 403
    close = {"deed": "close", "account": post.pk, "reason": "走"}
    assert desk.post(page, close).status_code == 409
    assert desk.post(page, close | {"account": "999999"}).status_code == 409
    assert "/invitation/" in text_of(desk.post(page, {"deed": "invite", "account": post.pk}))
    assert sign_in(secretary).post(page, close | {"reason": "经办人离职"}).status_code == 302
    assert not Post.objects.held_on(clock.today()).filter(pk=post.pk).exists()


def test_who_signs_at_the_desk_leaves_the_rows_of_the_paper_empty(furnished, secretary):
    project = bring(furnished, "inspect")
    desk, where, today = sign_in(secretary), page_of(project, "acceptance"), clock.today()
    told = {"part": "accept", "begun_on": today, "done_on": today, **rows("member", total=4)}
    told |= {f"member-{n}-role": "village" for n in range(4)}
    for item in project.work_items.all():
        told |= {f"actual_{item.pk}": item.quantity, f"good_{item.pk}": "yes"}
    told |= {"result": "rectify", "problems": "灯杆歪，找13812345678", "deadline": today}
    answer = desk.post(where, told)
    assert (answer.status_code, "请删掉号码再保存" in text_of(answer)) == (400, True)
    assert "限期整改（有不合格的，整改后再验收）" in text_of(answer)
    answer = desk.post(where, told | {"problems": "灯杆歪"}, follow=True)
    assert answer.status_code == 200 and project.acceptances.count() == 1
    assert f'href="{page_of(project)}#do"' in answer.content.decode()
    assert not project.acceptances.get().signatures.exists()


def test_a_report_tells_no_number_and_that_its_photos_wait(furnished, liaison, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    project = bring(furnished, "start")
    desk, where = sign_in(liaison), page_of(project, "progress")
    for number in ("13812345678", "138 1234 5678", "0756-7712345", "（0756）7712345"):
        answer = desk.post(where, {"per_cent": "40", "done": f"联系老陈{number}"})
        assert (answer.status_code, "请删掉号码再保存" in text_of(answer)) == (400, True), number
        assert f"联系老陈{number}" in text_of(answer)
    answer = desk.post(where, {"per_cent": "40", "done": "2021-06-01 立杆 12 根"}, follow=True)
    assert "公开页只显示最新的一次" in text_of(answer) and "照片还没有公开" not in text_of(answer)
    told = {"per_cent": "50", "done": "接线", "photos": [upload()]}
    answer = desk.post(where, told, follow=True)
    assert "照片还没有公开" in text_of(answer)
    assert f'href="{page_of(project, "photos")}"' in answer.content.decode()


def test_a_wrong_address_at_the_desk_keeps_the_frame_of_the_desk(client, liaison):
    answer = sign_in(liaison).get("/admin/projects/project/999999/works/")
    assert answer.status_code == 404
    assert "没有找到这一页" in text_of(answer) and 'class="desk' in answer.content.decode()
    assert 'class="desk' not in client.get("/admin/nothing/").content.decode()
    assert 'class="desk' not in sign_in(liaison).get("/nothing/").content.decode()
