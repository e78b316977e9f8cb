"""Who must agree, in which order, up to which sum; and who may not."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError
from django.db.transaction import atomic

from funding.actions.budgets import Part
from projects.actions import approvals, facts
from projects.actions.approvals import Opinion
from projects.approving import chain_of
from projects.lifecycle import ProjectLife
from projects.models import Approval, InterestedParty, Project
from projects.queries.approvals import batch, sheet_of, why_not
from projects.queries.turns import waiting_for
from tests.factories.people import appoint
from tests.factories.projects import REASON, approve, bring, furnish, hand_in, propose, take
from tests.factories.works import accept
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

EXPLAINED = Opinion("同意。", ceiling_reason="地形复杂，按询价结果核定。")


def before_the_town(village, clerk, fen=3_400_000):
    at = clock.now() - timedelta(days=9)
    return bring(furnish(propose(village, clerk, at=at), parts=[Part("district", fen)]), "report")


def refusal(project, opinion, by):
    with pytest.raises(Refused) as refused:
        approvals.give(project, opinion, by=by)
    return refused.value.reasons


@pytest.fixture
def waiting(village, programme, clerk):
    return before_the_town(village, clerk)


def test_to_confirm_names_everybody_whose_opinion_is_missing(waiting, town_officer, lead_contact):
    with pytest.raises(Refused, match="还差镇经办人、挂点领导的审批意见"):
        ProjectLife.confirm(waiting, by=town_officer)
    approvals.give(waiting, Opinion("材料齐全。"), by=town_officer)
    with pytest.raises(Refused, match="还差挂点领导的审批意见"):
        ProjectLife.confirm(waiting, by=town_officer)


def test_the_last_agreement_confirms_in_the_same_moment(waiting, town_officer, lead_contact):
    assert approvals.give(waiting, Opinion("材料齐全。"), by=town_officer).state == "town_review"
    here = Opinion("现场看过，同意。", on_site=True, place=(22.05, 113.35))
    assert approvals.give(waiting, here, by=lead_contact).state == "confirmed"
    rows = waiting.approvals.values_list("order", "role", "opinion", "on_site", "latitude")
    assert list(rows) == [
        (1, "town_officer", "材料齐全。", False, None),
        (2, "lead_contact", "现场看过，同意。", True, 22.05),
    ]
    entry = waiting.journal.last()
    assert (entry.verb, entry.post, entry.note) == (
        "confirm", lead_contact.post, "现场看过，同意。",
    )  # fmt: skip


def test_an_opinion_out_of_turn_twice_or_from_elsewhere_is_refused(
    waiting, town_officer, other_town_officer, lead_contact, secretary, district_officer
):
    assert refusal(waiting, Opinion(), lead_contact) == ["还没轮到您：先由镇经办人写意见。"]
    assert refusal(waiting, Opinion(), secretary) == ["这件事不由您审批。"]
    assert refusal(waiting, Opinion(), other_town_officer) == ["这件事不由您审批。"]
    assert refusal(waiting, Opinion(), district_officer) == [
        "按现在的规则（34,000 元：镇经办人、挂点领导依次审批），这件事不用您审批。"
    ]
    approvals.give(waiting, Opinion(), by=town_officer)
    assert refusal(waiting, Opinion(), town_officer) == ["您这一级的意见已经写过了，不用再写。"]
    assert waiting.approvals.count() == 1


def test_before_the_village_reported_it_there_is_nothing_to_approve(lamps, town_officer):
    project = bring(lamps, "post_notice")
    assert refusal(project, Opinion(), town_officer) == ["现在是“公示中”，不能写审批意见。"]


def test_to_return_it_says_why_and_opens_a_new_round(waiting, town_officer, lead_contact):
    approvals.give(waiting, Opinion(), by=town_officer)
    back = Opinion("请补充栏杆的尺寸和照片再报。", verdict="return")
    project = approvals.give(waiting, back, by=lead_contact)
    assert project.state == "deliberating"
    row = Approval.objects.get(verdict="return")
    assert (row.role, row.round, row.opinion) == ("lead_contact", 1, back.words)

    project = take(project, "post_notice")
    with time_machine.travel(clock.now() + timedelta(days=4)):
        project = take(project, "report")
        with pytest.raises(Refused, match="还差镇经办人、挂点领导的审批意见"):
            ProjectLife.confirm(project, by=town_officer)
        approvals.give(project, Opinion(), by=town_officer)
        assert [(one.round, one.role) for one in project.approvals.all()] == [
            (1, "town_officer"), (1, "lead_contact"), (2, "town_officer"),
        ]  # fmt: skip


def test_a_return_asks_for_ten_characters(waiting, town_officer):
    assert refusal(waiting, Opinion("不行", verdict="return"), town_officer) == [
        "请写明理由，至少 10 个字，提出人会原样看到。"
    ]


# ── Two hands from 50,000 yuan on ────────────────────────────────────────────────────────────


@pytest.fixture
def both_hats(town, village):
    """One person who is the town's officer and the lead contact."""
    officer = appoint(Role.TOWN_OFFICER, town)
    lead = appoint(Role.LEAD_CONTACT, town, person=officer.person, assigned=[village])
    return Actor.at(officer), Actor.at(lead)


def test_up_to_49_999_yuan_99_one_person_may_write_both_opinions(
    village, programme, clerk, both_hats
):
    project = before_the_town(village, clerk, 4_999_999)
    for hat in both_hats:
        project = approvals.give(project, Opinion(), by=hat)
    assert project.state == "confirmed"


def test_from_50_000_yuan_on_the_second_opinion_is_somebody_elses(
    village, programme, clerk, both_hats, town
):
    project = before_the_town(village, clerk, 5_000_000)
    approvals.give(project, Opinion(), by=both_hats[0])
    assert refusal(project, Opinion(), both_hats[1]) == [
        "50,000 元及以上，经办和审批要由不同的人办理；上一道意见是您写的，请换一位同事。"
    ]
    other = Actor.at(appoint(Role.LEAD_CONTACT, town, "another", assigned=[village]))
    assert approvals.give(project, Opinion(), by=other).state == "confirmed"


def row(project, post, fen, role="town_officer", recorder=None):
    return Approval(
        project=project, round=1, order=1, role=role, post=post, person=post.person,
        actor_name=post.office, verdict="agree", opinion="同意。", at=clock.now(),
        recorded_at=clock.now(), amount_fen=fen, two_hands_from_fen=5_000_000, recorder=recorder,
    )  # fmt: skip


@pytest.mark.parametrize(("fen", "is_kept"), [(4_999_999, True), (5_000_000, False)])
def test_the_database_itself_keeps_recorder_and_approver_apart(fen, is_kept, waiting, town_officer):
    post = town_officer.post
    ours = row(waiting, post, fen, recorder=post.person)
    if is_kept:
        ours.save()
        return
    with pytest.raises(IntegrityError, match="recorder_and_approver_differ"):
        ours.save()


@pytest.mark.parametrize(("fen", "is_kept"), [(4_999_999, True), (5_000_000, False)])
def test_the_database_itself_lets_nobody_agree_twice(fen, is_kept, waiting, town_officer):
    row(waiting, town_officer.post, fen).save()
    again = row(waiting, town_officer.post, fen, role="lead_contact")
    if is_kept:
        again.save()
        return
    with pytest.raises(IntegrityError, match="from_a_sum_on_nobody_agrees_twice"), atomic():
        again.save()


# ── Above the ceiling of its class ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("project_class", "fen", "roles"),
    [
        ("works", 50_000_000, ["town_officer", "lead_contact"]),
        ("works", 50_000_001, ["town_officer", "lead_contact", "district_officer"]),
        ("goods", 20_000_000, ["town_officer", "lead_contact"]),
        ("goods", 20_000_001, ["town_officer", "lead_contact", "district_officer"]),
        ("services", 20_000_001, ["town_officer", "lead_contact", "district_officer"]),
    ],
)
def test_above_the_ceiling_of_its_class_the_district_agrees_too(project_class, fen, roles, village):
    assert list(chain_of(village, project_class, fen, clock.today()).roles) == roles


def test_above_the_ceiling_the_reason_is_written_and_the_district_confirms(
    village, programme, clerk, town_officer, lead_contact, district_officer
):
    project = before_the_town(village, clerk, 50_000_001)
    assert refusal(project, Opinion("同意。"), town_officer) == [
        "金额超过这一类 500,000 元的一般上限，请写明理由，至少 10 个字。"
    ]
    for actor in (town_officer, lead_contact):
        assert approvals.give(project, EXPLAINED, by=actor).state == "town_review"
    assert waiting_for(district_officer.post) == [project]
    assert approvals.give(project, Opinion(), by=district_officer).state == "confirmed"


def test_imported_opinions_above_the_ceiling_without_a_reason_do_not_confirm(
    village, programme, clerk
):
    project = before_the_town(village, clerk, 50_000_001)
    roles = ["town_officer", "lead_contact", "district_officer"]
    at = clock.now()
    approvals.bring_in(project, [Opinion(role=role, at=at) for role in roles], by=clerk)
    with pytest.raises(Refused, match="还没有写明理由"):
        ProjectLife.confirm(project, by=clerk)


def test_paper_says_exactly_the_chain_and_only_an_import_brings_it(waiting, clerk, town_officer):
    short = [Opinion(role="town_officer", at=clock.now())]
    with pytest.raises(Refused, match="审批意见和规则不一致"):
        approvals.bring_in(waiting, short, by=clerk)
    with pytest.raises(Refused, match="审批意见要由审批人自己写"):
        approvals.bring_in(waiting, short, by=town_officer)


# ── Interest ─────────────────────────────────────────────────────────────────────────────────


def declare(project, person, kind, post):
    return InterestedParty.objects.create(
        project=project, person=person, kind=kind, declared_by=post, declared_at=clock.now()
    )


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("sponsor", "出资或赞助"), ("implementer", "承办或施工"),
        ("relative", "上述人员的近亲属"),
    ],
)  # fmt: skip
def test_who_has_an_interest_does_not_approve_until_it_is_over(
    kind, word, waiting, town_officer, secretary
):
    party = declare(waiting, town_officer.person, kind, secretary.post)
    words = f"您和这件事有利害关系（{word}），不能由您批准，请换一位同事办理。"
    assert refusal(waiting, Opinion(), town_officer) == [words]
    assert why_not(waiting, town_officer, verdict="return") == [words]
    party.ended_at, party.end_reason = clock.now(), "登记错了人。"
    party.save()
    assert why_not(waiting, town_officer) == []


@pytest.mark.parametrize(
    ("until", "verb", "deed"),
    [("inspect", "complete", "验收"), ("open_evaluation", "close_evaluation", "评议")],
)
def test_who_carries_it_out_neither_accepts_nor_scores_it(
    until, verb, deed, lamps, secretary, committee
):
    project = bring(lamps, until)
    if verb == "close_evaluation":
        hand_in(project)
    if verb == "complete":
        accept(project)
    declare(project, secretary.person, "implementer", committee.post)
    with pytest.raises(Refused) as refused:
        ProjectLife.step(verb)(project, by=secretary, note=REASON)
    assert refused.value.reasons == [
        f"您和这件事有利害关系（承办或施工），不能由您{deed}，请换一位同事办理。"
    ]
    ProjectLife.step(verb)(project, by=committee, note=REASON)


@pytest.mark.parametrize("role", ["proposer", "operator"])
def test_who_proposed_it_or_wrote_it_down_does_not_accept_it(role, lamps, secretary):
    project = bring(lamps, "inspect")
    hers = {"proposer": secretary.person, "contact": None} if role == "proposer" else {
        "operator": secretary.post
    }  # fmt: skip
    Project.objects.filter(pk=project.pk).update(**hers)
    with pytest.raises(Refused, match="不能由您自己验收"):
        ProjectLife.complete(project, by=secretary)


# ── One opinion for many ─────────────────────────────────────────────────────────────────────


def test_a_batch_says_which_go_and_which_cannot(village, programme, clerk, town_officer, secretary):
    fine = [before_the_town(village, clerk) for _each in range(2)]
    hers = before_the_town(village, clerk)
    declare(hers, town_officer.person, "sponsor", secretary.post)
    found = batch([*fine, hers], town_officer)
    assert (found.go, [one for one, _why in found.cannot]) == (fine, [hers])


def test_all_of_a_batch_or_none(village, programme, clerk, town_officer, secretary):
    fine, hers = before_the_town(village, clerk), before_the_town(village, clerk)
    declare(hers, town_officer.person, "sponsor", secretary.post)
    with pytest.raises(Refused) as refused:
        approvals.give_to_all([fine, hers], "同意。", by=town_officer)
    assert refused.value.reasons == [
        "“村口装路灯”：您和这件事有利害关系（出资或赞助），不能由您批准，请换一位同事办理。",
        "一件都没有办，请去掉这一件再试。",
    ]
    assert Approval.objects.count() == 0
    assert len(approvals.give_to_all([fine], "同意。", by=town_officer)) == 1


# ── The district files ───────────────────────────────────────────────────────────────────────


def test_the_district_files_what_is_confirmed_once(waiting, district_officer, town_officer, clerk):
    def refused(by=district_officer, number="金湾微备〔2026〕1号", day=None):
        with pytest.raises(Refused) as caught:
            approvals.file(waiting, by=by, number=number, filed_on=day or clock.today())
        return caught.value.reasons

    assert refused() == ["还没有确定立项，不能备案。"]
    ProjectLife.confirm(approve(waiting), by=clerk)
    assert refused(by=town_officer) == ["备案由区里办理。"]
    assert refused(number=" ") == ["请写备案号。"]
    assert refused(day=clock.today() + timedelta(days=1)) == ["备案日期不能晚于今天。"]
    assert refused(day=clock.today() - timedelta(days=1)) == ["备案日期不能早于批准的日期。"]
    approvals.file(waiting, by=district_officer, number="1号", filed_on=clock.today())
    assert refused(number="2号") == ["这件事已经备案了。"]
    waiting.refresh_from_db()
    assert (waiting.state, waiting.filing.number) == ("confirmed", "1号")


# ── What waits for whom ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_for_a_post_is_found_in_two_questions(
    count, village, programme, clerk, town_officer, lead_contact, django_assert_num_queries
):
    projects = [before_the_town(village, clerk) for _each in range(count)]
    with django_assert_num_queries(2):
        assert waiting_for(town_officer.post) == projects
    assert waiting_for(lead_contact.post) == []
    approvals.give(projects[0], Opinion(), by=town_officer)
    assert waiting_for(lead_contact.post) == [projects[0]]
    assert waiting_for(town_officer.post) == projects[1:]


def test_the_sheet_tells_who_is_next_and_what_was_said_before(waiting, town_officer):
    approvals.give(waiting, Opinion("材料齐全。"), by=town_officer)
    sheet = sheet_of(waiting)
    assert [(link.role, bool(link.approval), link.is_next) for link in sheet.links] == [
        ("town_officer", True, False), ("lead_contact", False, True),
    ]  # fmt: skip
    assert sheet.is_last
    assert sheet.chain.words == "34,000 元：镇经办人、挂点领导依次审批"


def test_the_sum_of_the_ledger_decides_not_what_the_list_showed_before(village, programme, clerk):
    project = furnish(propose(village, clerk), parts=[Part("district", 4_999_999)])
    facts.state_budget(project, by=clerk, parts=[Part("district", 5_000_000)])
    project.refresh_from_db()
    assert sheet_of(project).chain.needs_two_hands
