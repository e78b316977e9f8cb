"""The approver's page on the phone, one opinion for many, the printed form, the filing."""

from datetime import date, timedelta

import pytest

from funding.actions.budgets import Part
from projects.actions import approvals, facts, opinions
from projects.actions.approvals import Opinion
from projects.lifecycle import ProjectLife
from projects.models import Approval, TemplatePhrase
from projects.queries.public_project import detail
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.notices import object_to
from tests.factories.people import appoint
from tests.factories.projects import REASON, bring, furnish, propose, take
from tests.factories.rules import decide
from tests.projects.test_approvals import before_the_town, declare
from villages.models import Place
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

BATCH = f"{PROJECTS}approvals/"
AGREE = {"verdict": "agree", "seen_state": "town_review"}


@pytest.fixture
def waiting(village, programme, clerk):
    return before_the_town(village, clerk)


def test_her_turn_shows_the_form_and_the_towns_phrases(waiting, town, town_officer, lead_contact):
    TemplatePhrase.objects.create(town=town, verdict="agree", words="材料齐全，拟同意。")
    TemplatePhrase.objects.create(town=town, verdict="agree", words="旧的。", is_offered=False)
    page = text_of(sign_in(town_officer).get(page_of(waiting, "approval")))
    assert "材料齐全，拟同意。" in page
    assert "旧的。" not in page
    assert "34,000 元：镇经办人、挂点领导依次审批" in page
    page = text_of(sign_in(lead_contact).get(page_of(waiting, "approval")))
    assert "还没轮到您：先由镇经办人写意见。" in page
    assert 'name="verdict"' not in page


def test_what_cannot_be_agreed_to_yet_can_be_sent_back_on_the_same_page(
    waiting, town, town_officer
):
    TemplatePhrase.objects.create(town=town, verdict="agree", words="材料齐全，拟同意。")
    object_to(waiting, Actor.from_contact(None))
    desk, there = sign_in(town_officer), page_of(waiting, "approval")
    page = text_of(desk.get(there))
    assert "现在还不能同意：" in page and "还有 1 条公示意见没有答复" in page
    assert 'value="return"' in page and 'value="agree"' not in page
    assert "材料齐全，拟同意。" not in page
    assert desk.post(there, AGREE).status_code == 409
    sent = desk.post(there, {"verdict": "return", "note": REASON, "seen_state": "town_review"})
    waiting.refresh_from_db()
    assert (sent.status_code, waiting.state) == (302, "deliberating")


def test_the_lead_contact_approves_on_the_spot_and_the_place_is_kept_only_if_sent(
    waiting, town_officer, lead_contact
):
    desk = sign_in(town_officer)
    desk.post(page_of(waiting, "approval"), {**AGREE, "note": "材料齐全。"})
    there = {"on_site": "on", "latitude": "22.053100", "longitude": "113.354200"}
    answer = sign_in(lead_contact).post(page_of(waiting, "approval"), {**AGREE, **there})
    waiting.refresh_from_db()
    assert (answer.status_code, waiting.state) == (302, "confirmed")
    kept = Approval.objects.order_by("order").values_list("opinion", "on_site", "latitude")
    assert list(kept) == [("材料齐全。", False, None), ("同意。", True, 22.0531)]


def test_a_refused_opinion_keeps_what_was_typed(waiting, town_officer, lead_contact):
    typed = {"verdict": "return", "note": "太短", "seen_state": "town_review"}
    answer = sign_in(town_officer).post(page_of(waiting, "approval"), typed)
    assert answer.status_code == 409
    assert "请写明理由，至少 10 个字" in text_of(answer)
    assert ">\n太短</textarea>" in text_of(answer)
    assert sign_in(town_officer).post(page_of(waiting, "approval"), {}).status_code == 400
    forged = sign_in(lead_contact).post(page_of(waiting, "approval"), AGREE)
    assert (forged.status_code, Approval.objects.count()) == (409, 0)


def test_a_private_number_in_an_opinion_is_refused(waiting, town_officer):
    note = {**AGREE, "note": "已和 138-0013-8000 说过。"}
    answer = sign_in(town_officer).post(page_of(waiting, "approval"), note)
    assert (answer.status_code, "这里有手机号或身份证号" in text_of(answer)) == (400, True)


def test_above_the_ceiling_the_form_asks_why(village, programme, clerk, town_officer):
    project = before_the_town(village, clerk, 50_000_001)
    desk = sign_in(town_officer)
    assert 'name="ceiling_reason"' in text_of(desk.get(page_of(project, "approval")))
    assert desk.post(page_of(project, "approval"), AGREE).status_code == 409
    why = {**AGREE, "ceiling_reason": "地形复杂，按询价结果核定。"}
    assert desk.post(page_of(project, "approval"), why).status_code == 302


def test_the_decision_page_leads_to_the_opinion_instead_of_a_blocked_button(waiting, town_officer):
    page = text_of(sign_in(town_officer).get(page_of(waiting)))
    assert "轮到您审批" in page
    assert 'aria-describedby="why-confirm"' not in page
    approvals.give(waiting, Opinion(), by=town_officer)
    page = text_of(sign_in(town_officer).get(page_of(waiting)))
    assert "还差挂点领导的审批意见" in page


def test_what_waits_for_her_is_counted_on_the_first_page(waiting, town_officer, lead_contact):
    assert "轮到您审批 1 件" in text_of(sign_in(town_officer).get("/admin/"))
    assert "轮到您审批" not in text_of(sign_in(lead_contact).get("/admin/"))


# ── One opinion for many ─────────────────────────────────────────────────────────────────────


def test_nothing_chosen_or_not_hers_is_no_batch(waiting, town_officer, far_secretary):
    assert sign_in(town_officer).post(BATCH, {"note": "同意。"}).status_code == 400
    forged = {"projects": [waiting.pk], "go": "1"}
    assert sign_in(far_secretary).post(BATCH, forged).status_code == 400
    assert Approval.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_batch_page_asks_a_constant_number_of_questions(
    count, village, programme, clerk, town_officer, django_assert_num_queries
):
    for _each in range(count):
        before_the_town(village, clerk)
    desk = sign_in(town_officer)
    with django_assert_num_queries(8):
        desk.get(BATCH)


def test_somebody_was_faster_and_none_of_the_batch_is_done(
    village, programme, clerk, town, town_officer
):
    projects = [before_the_town(village, clerk) for _each in range(2)]
    keys = {"projects": [one.pk for one in projects], "note": "同意。"}
    desk = sign_in(town_officer)
    assert "这 2 件可以一起办" in text_of(desk.post(BATCH, keys))
    colleague = appoint(Role.TOWN_OFFICER, town, "colleague")
    approvals.give(projects[1], Opinion(), by=Actor.at(colleague))
    answer = desk.post(BATCH, {**keys, "go": "1"})
    assert (answer.status_code, Approval.objects.count()) == (409, 1)
    assert "一件都没有办，请去掉这一件再试。" in text_of(answer)


# ── Paper, filing, interests, phrases ────────────────────────────────────────────────────────


def test_the_printed_form_has_opinions_offices_times_and_seal_places(waiting, town_officer):
    approvals.give(waiting, Opinion("材料齐全，拟同意。"), by=town_officer)
    page = text_of(sign_in(town_officer).get(page_of(waiting, "approval_sheet")))
    for words in (
        "项目审批、备案表", "村（社区）党组织意见", "村委会意见", "镇经办人意见", "挂点领导意见",
        "区级备案", "材料齐全，拟同意。", "青溪镇民生微实事办公室", "（盖章）", "34,000",
        "商量通过，公示期满，报请审批。",
    ):  # fmt: skip
        assert words in page
    assert "不用镇主要领导批" not in page  # the lead contact has not spoken yet
    assert str(town_officer.person) not in page.split("<article")[1]


def test_what_is_built_at_several_places_is_added_up(lamps, liaison, town_officer):
    project = bring(lamps, "screen")
    hamlets = [Place.objects.create(village=lamps.village, name=name) for name in ("上石", "下石")]
    work = [("照明灯", 8, "盏", hamlets[0], 100_000), ("照明灯", 7, "盏", hamlets[1], 100_000)]
    facts.list_work(project, by=liaison, work=work)
    page = text_of(sign_in(town_officer).get(page_of(project, "approval_sheet")))
    assert "照明灯 15 盏" in page


def test_whom_the_rules_do_not_ask_has_no_box_and_the_application_has_the_words_of_all(
    lamps, secretary, town_officer
):
    told = {"stage": "confirm", "opinion": "agrees", "words": "公示过了，同意上报。"}
    waiting = bring(lamps, "report")
    opinions.opine(waiting, by=secretary, **told)
    done, desk = take(waiting, "confirm"), sign_in(town_officer)
    page = text_of(desk.get(page_of(done, "approval_sheet")))
    assert "按审批规则，这一件不用镇主要领导批。" in page
    form = text_of(desk.get(page_of(done, "application")))
    assert "镇经办人：" in form
    assert all("同意：公示过了，同意上报。" in one for one in (page, form))


def test_the_district_files_on_the_same_page(lamps, district_officer, town_officer):
    project = bring(lamps, "confirm")
    filing = {"file": "1", "number": "金微备1号", "filed_on": f"{clock.today():%Y-%m-%d}"}
    assert sign_in(town_officer).post(page_of(project, "approval"), filing).status_code == 409
    desk = sign_in(district_officer)
    assert 'name="number"' in text_of(desk.get(page_of(project, "approval")))
    assert desk.post(page_of(project, "approval"), {"file": "1"}).status_code == 400
    assert desk.post(page_of(project, "approval"), filing).status_code == 302
    assert "金微备1号" in text_of(desk.get(page_of(project, "approval")))


def test_an_interest_is_declared_and_ended_by_somebody_else(
    waiting, secretary, town_officer, auditor
):
    here = page_of(waiting, "interests")
    told = {"person": town_officer.person.pk, "kind": "sponsor"}
    assert sign_in(secretary).post(here, told).status_code == 302
    assert sign_in(secretary).post(here, told).status_code == 409  # once
    assert sign_in(auditor).post(here, told).status_code == 409
    party = waiting.interested.get()
    end = {"party": party.pk, "end_reason": "登记错了人"}
    hers = sign_in(town_officer).post(here, end)
    assert "您自己的申报要请同事取消。" in text_of(hers)
    assert sign_in(secretary).post(here, {"party": party.pk}).status_code == 409
    assert sign_in(secretary).post(here, end).status_code == 302
    party.refresh_from_db()
    assert party.end_reason == "登记错了人"


def test_a_stranger_is_no_choice_of_an_interest(waiting, secretary, far_secretary):
    told = {"person": far_secretary.person.pk, "kind": "sponsor"}
    assert sign_in(secretary).post(page_of(waiting, "interests"), told).status_code == 409
    assert waiting.interested.count() == 0


def test_a_town_writes_its_own_phrases(town, town_officer, other_town_officer):
    address = "/admin/projects/templatephrase/"
    told = {"verdict": "agree", "words": "同意，注意安全。", "is_offered": "on"}
    assert sign_in(town_officer).post(f"{address}add/", told).status_code == 302
    phrase = TemplatePhrase.objects.get()
    assert phrase.town == town
    again = sign_in(town_officer).post(f"{address}add/", told)
    assert (again.status_code, "已经有这一条了。" in text_of(again)) == (200, True)
    theirs = sign_in(other_town_officer)
    assert "同意，注意安全。" not in text_of(theirs.get(address))
    assert theirs.get(f"{address}{phrase.pk}/change/").status_code == 404


def test_six_of_a_kind_are_in_use_and_the_seventh_waits(town, town_officer):
    address, client = "/admin/projects/templatephrase/add/", sign_in(town_officer)
    for n in range(TemplatePhrase.MOST):
        told = {"verdict": "suspend", "words": f"第{n}条。", "is_offered": "on"}
        assert client.post(address, told).status_code == 302
    told |= {"words": "第七条。"}
    assert "请先停用一条" in text_of(client.post(address, told))
    assert client.post(address, told | {"verdict": "merge"}).status_code == 302
    assert client.post(address, {"verdict": "suspend", "words": "备用。"}).status_code == 302


# ── What the public reads ────────────────────────────────────────────────────────────────────


def test_the_public_reads_which_office_agreed_when_and_by_which_rule(client, lamps, town_officer):
    project = bring(lamps, "report")
    assert detail(project.query_no).approved.lines == []
    approvals.give(project, Opinion("内部的话，不公开。"), by=town_officer)
    told = detail(project.query_no).approved
    assert [line.office for line in told.lines] == ["镇经办人"]
    assert (told.basis, told.on) == ("本系统默认，待核实", clock.today())
    assert told.rule == "34,000 元：镇经办人、挂点领导依次审批"
    page = client.get(f"/projects/{project.query_no}/").content.decode()
    assert "谁批准的" in page
    assert "内部的话" not in page
    assert str(town_officer.person) not in page
    assert f"/rules/?on={clock.today():%Y-%m-%d}#approval" in page
    assert "依次审批（本系统默认，待核实）" in page
    answer = client.get(f"/api/v1/projects/{project.query_no}/").json()["detail"]
    assert [one["office"] for one in answer["approvals"]] == ["镇经办人"]
    assert answer["approval_rule"] == told.rule


def test_a_decision_names_its_document_and_an_ended_matter_the_rules_of_its_day(
    client, lamps, town, town_officer, secretary
):
    decide(town, {"approval_chain": ((None, ("town_officer", "lead_contact")),)}, date(2026, 1, 5))
    project = bring(lamps, "report")
    approvals.give(project, Opinion(), by=town_officer)
    assert detail(project.query_no).approved.basis == "青民微〔2026〕1号，2026年1月5日起"
    assert "青民微〔2026〕1号，2026年1月5日起" in text_of(
        sign_in(town_officer).get(page_of(project, "approval"))
    )
    ended = propose(lamps.village, secretary)
    assert detail(ended.query_no).rules_on is None
    ProjectLife.decline(ended, by=secretary, note=REASON)
    assert detail(ended.query_no).rules_on == clock.today()


def test_at_the_desk_two_of_one_office_are_told_apart_by_name(waiting, town_officer, auditor):
    approvals.give(waiting, Opinion(), by=town_officer)
    page = text_of(sign_in(auditor).get(page_of(waiting, "approval")))
    assert f"{town_officer.post.office} · {town_officer.person}" in page


def test_the_page_says_who_reads_the_opinion(waiting, town_officer, lead_contact):
    page = text_of(sign_in(town_officer).get(page_of(waiting, "approval")))
    assert "这一级同意的意见不发给提出人" in page
    assert ("审核同意，交下一级" in page, "同意以后提出人会收到" in page) == (True, False)
    approvals.give(waiting, Opinion(), by=town_officer)
    page = text_of(sign_in(lead_contact).get(page_of(waiting, "approval")))
    assert "您是最后一级：同意的意见会原样写进告诉提出人的消息" in page
    assert "好消息：您提的“村口装路灯”已经批准立项" in page
    assert "您是最后一级的，这条意见会原样写进" in text_of(sign_in(lead_contact).get(BATCH))


def test_a_return_takes_the_agreements_off_the_public_page(lamps, town_officer, lead_contact):
    project = bring(lamps, "report")
    approvals.give(project, Opinion(), by=town_officer)
    back = Opinion("请补充会议签到表再报。", verdict="return")
    approvals.give(project, back, by=lead_contact)
    assert detail(project.query_no).approved.lines == []


def test_a_sponsor_is_told_on_the_page_why_she_cannot(
    village, programme, clerk, secretary, town_officer
):
    at = clock.now() - timedelta(days=9)
    parts = [Part("district", 100_000)]
    project = bring(furnish(propose(village, clerk, at=at), parts=parts), "report")
    declare(project, town_officer.person, "sponsor", secretary.post)
    page = text_of(sign_in(town_officer).get(page_of(project, "approval")))
    assert "您和这件事有利害关系（出资或赞助）" in page
