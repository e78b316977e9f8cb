"""Whoever objects is heard, answered in writing, and stops what she is right about."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from projects import board
from projects.actions import objections, retention
from projects.actions.approvals import Opinion, give
from projects.actions.forgetting import OBJECTION_GONE, close_account
from projects.lifecycle import ProjectLife
from projects.models import NoticeItem, Objection
from projects.queries import asides, own_data, public_notices
from projects.queries.approvals import batch, why_not
from projects.retention import days_of
from projects.states import State
from tests.factories.notices import ANSWER, WORDS, object_to, posted, said
from tests.factories.people import make_resident
from tests.factories.projects import REASON, approve
from villages.models import Consent, Contact
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import working_days_between

NOBODY = Actor.from_contact(None)
ONE_OPEN = "还有 1 条公示意见没有答复，请村里先书面答复。"


def reasons(deed, *args, **how):
    with pytest.raises(Refused) as refusal:
        deed(*args, **how)
    return refusal.value.reasons


@pytest.fixture
def hanging(village, programme, clerk):
    """Its days are over, so only objections can stand in its way."""
    return posted(village, clerk, days_ago=4)


# ── The story: an objection that stops a confirmation ────────────────────────────────────────────
def test_an_open_objection_stops_the_confirmation_until_it_is_answered(
    hanging, secretary, town_officer
):
    project = approve(ProjectLife.report(hanging, by=secretary))
    objection = object_to(project, NOBODY)
    assert reasons(ProjectLife.confirm, project, by=town_officer) == [ONE_OPEN]

    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=False)
    assert ProjectLife.confirm(project, by=town_officer).state == State.CONFIRMED


def test_no_level_agrees_while_an_objection_is_open(hanging, secretary, town_officer, lead_contact):
    project = ProjectLife.report(hanging, by=secretary)
    objection = object_to(project, NOBODY)
    assert reasons(give, project, Opinion(), by=town_officer) == [ONE_OPEN]
    assert [one[1] for one in batch([project], town_officer).cannot] == [[ONE_OPEN]]
    assert why_not(project, town_officer, verdict="return") == []

    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=False)
    give(project, Opinion(), by=town_officer)
    object_to(project, NOBODY)
    assert reasons(give, project, Opinion(), by=lead_contact) == [ONE_OPEN]


def test_no_level_agrees_before_the_notice_has_ended(hanging, secretary, town_officer):
    project = ProjectLife.report(hanging, by=secretary)
    notice = board.item_of(project).notice
    notice.last_day = clock.today()
    notice.save()
    (why,) = reasons(give, project, Opinion(), by=town_officer)
    assert why.startswith("公示满 ")


def test_one_that_is_upheld_while_the_town_decides_sends_it_back(hanging, secretary, town_officer):
    project = approve(ProjectLife.report(hanging, by=secretary))
    objections.answer(object_to(project, NOBODY), by=secretary, answer=ANSWER, is_upheld=True)
    assert reasons(ProjectLife.confirm, project, by=town_officer) == [
        "有 1 条意见成立，要改的请先退回重新协商，再重新公示。"
    ]
    project = ProjectLife.hand_back(project, by=town_officer, note=REASON)
    project = ProjectLife.post_notice(project, by=secretary, note=REASON)
    notice = board.item_of(project).notice
    notice.last_day = clock.today() - timedelta(days=1)
    notice.first_day = notice.last_day
    notice.save()
    assert ProjectLife.report(project, by=secretary).state == State.TOWN_REVIEW


def test_one_that_is_upheld_takes_the_matter_down_with_the_answer_as_reason(hanging, secretary):
    objection = object_to(hanging, NOBODY)
    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=True)
    hanging.refresh_from_db()
    entry = hanging.journal.latest("pk")
    assert (hanging.state, entry.verb, entry.note) == (State.DELIBERATING, "take_down", ANSWER)
    assert board.item_of(hanging) is None


def test_what_was_said_to_the_old_notice_must_be_answered_before_the_new_one_is_reported(
    hanging, secretary, clerk
):
    first, second = object_to(hanging, NOBODY), object_to(hanging, NOBODY)
    objections.answer(first, by=secretary, answer=ANSWER, is_upheld=True)
    project = ProjectLife.post_notice(hanging, by=secretary, note=REASON)
    assert ONE_OPEN in reasons(ProjectLife.report, project, by=secretary)
    objections.answer(second, by=secretary, answer=ANSWER, is_upheld=False)
    assert ONE_OPEN not in reasons(ProjectLife.report, project, by=secretary)


def test_the_guard_says_how_many_are_open(hanging, secretary):
    for _each in range(3):
        object_to(hanging, NOBODY)
    assert reasons(ProjectLife.report, hanging, by=secretary) == [
        "还有 3 条公示意见没有答复，请村里先书面答复。"
    ]


def test_a_late_record_asks_what_was_open_on_its_day(village, programme, clerk, secretary):
    """Reported on a day before the objection came: nothing stood in its way."""
    project = posted(village, clerk, days_ago=6)
    object_to(project, NOBODY)
    at = clock.now() - timedelta(days=2)
    project = ProjectLife.report(project, by=clerk, at=at)
    assert project.state == State.TOWN_REVIEW


# ── Receiving ────────────────────────────────────────────────────────────────────────────────────
def test_it_gets_a_number_and_a_day_by_which_it_is_answered(hanging, secretary):
    objection = object_to(hanging, NOBODY)
    assert len(objection.number) == 11 and objection.number.startswith("2026000001")
    assert working_days_between(clock.today(), objection.due_on) == 3
    assert (objection.contact, objection.received_by, objection.channel) == (None, None, "online")


def test_a_form_sent_twice_is_one_objection(hanging):
    item, once = board.item_of(hanging), said(form_token=uuid4())
    first = objections.receive(item, by=NOBODY, said=once)
    assert objections.receive(item, by=NOBODY, said=once) == first
    assert Objection.objects.count() == 1


def test_name_and_phone_lie_sealed_with_what_was_agreed_to(hanging):
    objection = object_to(hanging, NOBODY, name="陈女士", phone="13900139000")
    contact = Contact.objects.get(pk=objection.contact_id)
    assert (contact.name, contact.phone) == ("陈女士", "13900139000")
    raw = Contact.objects.filter(pk=contact.pk).extra(select={"raw": "phone"}).values_list("raw")
    assert "13900139000" not in raw[0][0]
    consent = Consent.objects.get(contact=contact)
    assert (consent.query_no, consent.how) == (hanging.query_no, "ticked")


def test_who_is_signed_in_is_nobody_here(hanging, wang):
    assert object_to(hanging, wang).contact is None


def test_it_is_too_late_once_the_town_has_decided_or_the_matter_is_down(
    hanging, village, clerk, secretary, town_officer
):
    down = posted(village, clerk, days_ago=1)
    item = board.item_of(down)
    ProjectLife.take_down(down, by=secretary, note=REASON)
    closed = ["这件事已经不在公示，意见收不了；有话请打热线或到党群服务中心说。"]
    assert reasons(objections.receive, item, by=NOBODY, said=said()) == closed

    project = ProjectLife.report(hanging, by=secretary)
    object_to(project, NOBODY)
    objections.answer(Objection.objects.get(), by=secretary, answer=ANSWER, is_upheld=False)
    ProjectLife.confirm(approve(project), by=town_officer)
    assert reasons(object_to, project, NOBODY) == closed


def test_it_came_after_the_posting_and_not_tomorrow(hanging, liaison):
    posted_at = board.item_of(hanging).notice.posted_at
    wrong = ["收到意见的时间要在公示张贴以后、现在以前。"]
    second = timedelta(seconds=1)
    assert reasons(object_to, hanging, liaison, at=posted_at - second) == wrong
    assert reasons(object_to, hanging, liaison, at=clock.now() + timedelta(days=1)) == wrong
    assert object_to(hanging, liaison, at=posted_at).received_by == liaison.post


@pytest.mark.parametrize("who", ["neighbour_secretary", "town_officer", "supervision_committee"])
def test_another_desk_neither_writes_it_down_nor_answers(who, hanging, request):
    by = request.getfixturevalue(who)
    wrong = ["意见由所在村（社区）登记和答复。"]
    assert reasons(object_to, hanging, by) == wrong
    objection = object_to(hanging, NOBODY)
    assert reasons(objections.answer, objection, by=by, answer=ANSWER, is_upheld=False) == wrong


# ── Answering ────────────────────────────────────────────────────────────────────────────────────
def test_an_answer_of_nine_characters_is_too_short_and_ten_are_enough(hanging, liaison):
    objection = object_to(hanging, NOBODY)
    short, enough = "一二三四五六七八九", "一二三四五六七八九十"
    wrong = reasons(objections.answer, objection, by=liaison, answer=short, is_upheld=False)
    assert wrong == ["请写明答复，至少 10 个字，所有人都看得到。"]
    told = objections.answer(objection, by=liaison, answer=enough, is_upheld=False)
    assert (told.answer, told.answered_by, told.is_upheld) == (enough, liaison.post, False)


def test_it_is_answered_once_and_not_before_it_came(hanging, liaison):
    objection = object_to(hanging, NOBODY)
    early = objection.received_at - timedelta(seconds=1)
    how = {"by": liaison, "answer": ANSWER, "is_upheld": False}
    assert reasons(objections.answer, objection, at=early, **how) == [
        "答复时间不能早于收到意见的时间。"
    ]
    objections.answer(objection, **how)
    assert reasons(objections.answer, objection, **how) == [
        "这条意见已经答复过了，请看过答复再办。"
    ]


def test_a_liaison_answers_but_what_is_upheld_is_for_the_leaders(hanging, liaison):
    objection = object_to(hanging, NOBODY)
    wrong = reasons(objections.answer, objection, by=liaison, answer=ANSWER, is_upheld=True)
    assert wrong == ["这一步不由您办理。"]
    objection.refresh_from_db()
    assert objection.answered_at is None


def test_the_database_knows_no_half_answer(hanging):
    objection = object_to(hanging, NOBODY)
    for half in ({"answer": ANSWER}, {"answered_at": clock.now()}, {"is_upheld": True}):
        with pytest.raises(IntegrityError, match="an_answer_is_whole"), atomic():
            Objection.objects.filter(pk=objection.pk).update(**half)


# ── What waits, what is shown, what is forgotten ─────────────────────────────────────────────────
@pytest.mark.parametrize("who", ["secretary", "liaison", "town_officer", "supervisor"])
def test_who_reaches_the_village_sees_what_waits_the_most_urgent_first(
    who, hanging, request, django_assert_num_queries
):
    later, first = object_to(hanging, NOBODY), object_to(hanging, NOBODY)
    Objection.objects.filter(pk=first.pk).update(due_on=clock.today() - timedelta(days=1))
    by = request.getfixturevalue(who)
    with django_assert_num_queries(2):
        waiting = asides.of_post(by.post)["said"]
        assert [(one.pk, one.is_late, one.item.notice.number) for one in waiting] == [
            (first.pk, True, "石桥村公示〔2026〕1号"), (later.pk, False, "石桥村公示〔2026〕1号"),
        ]  # fmt: skip


@pytest.mark.parametrize("who", ["far_secretary", "other_town_officer"])
def test_who_does_not_reach_it_sees_nothing(who, hanging, request):
    object_to(hanging, NOBODY)
    assert asides.of_post(request.getfixturevalue(who).post)["said"] == []


def test_the_public_reads_the_answer_and_the_summary_and_no_word_of_the_objection(
    hanging, secretary
):
    quiet = object_to(hanging, NOBODY, name="陈女士", phone="13900139000")
    told = object_to(hanging, NOBODY)
    for one, summary in ((quiet, ""), (told, "有邻居担心灯光。")):
        objections.answer(one, by=secretary, answer=ANSWER, is_upheld=False, released_words=summary)
    shown = public_notices.of_project(hanging.pk)
    assert [(one.summary, one.answer, one.verdict) for one in shown.said] == [
        ("", ANSWER, "已说明情况"), ("有邻居担心灯光。", ANSWER, "已说明情况"),
    ]  # fmt: skip
    for secret in (WORDS, "陈女士", "13900139000"):
        assert secret not in str(shown) + str(public_notices.notice(shown.card.pk))


def test_two_years_after_the_answer_only_the_answer_is_left(hanging, secretary, time_machine):
    objection = object_to(hanging, NOBODY, name="陈女士", phone="13900139000")
    unanswered = object_to(hanging, NOBODY)
    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=False)
    last = clock.now() + timedelta(days=days_of("objections"))
    time_machine.move_to(last.replace(hour=15))
    assert {kind.code: n for kind, n in retention.sweep()}["objections"] == 0
    time_machine.move_to(last.replace(hour=15) + timedelta(days=1))
    assert {kind.code: n for kind, n in retention.sweep()}["objections"] == 1
    assert {kind.code: n for kind, n in retention.sweep()}["objections"] == 0
    objection.refresh_from_db()
    unanswered.refresh_from_db()
    assert (objection.words, objection.answer) == (OBJECTION_GONE, ANSWER)
    assert (objection.contact.name, objection.contact.phone) == ("", "")
    assert unanswered.words == WORDS


def test_who_closes_her_account_is_forgotten_here_too_once_she_is_answered(hanging, secretary):
    person = make_resident(7)
    objection = object_to(hanging, NOBODY, name="陈女士", phone=person.phone)
    titles = [section.title for section in own_data.of_person(person) if section.rows]
    assert "您对公示提的意见" in titles
    close_account(person, by=Actor.resident(person))
    objection.refresh_from_db()
    assert (objection.contact.phone, objection.words) == ("", WORDS)  # needed for the answer
    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=False)
    assert {kind.code: n for kind, n in retention.sweep()}["objections"] == 1
    objection.refresh_from_db()
    assert objection.words == OBJECTION_GONE


def test_a_line_that_is_down_stays_to_be_read(hanging, secretary):
    ProjectLife.take_down(hanging, by=secretary, note=REASON)
    shown = public_notices.notice(NoticeItem.objects.get().notice_id)
    assert (shown.card.stage, shown.lines[0].is_down, shown.is_open) == ("withdrawn", True, False)
