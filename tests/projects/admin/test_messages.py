"""Messages at the desk: the office's box, its group chat, a minute in which a step's can be recalled."""

from datetime import timedelta

import pytest
import time_machine

from projects.actions import weekly
from projects.actions.findings import answer as answer_finding
from projects.lifecycle import ProjectLife
from projects.models import JournalEntry, Project
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.people import appoint
from tests.factories.projects import REASON, propose
from tests.factories.watching import found
from villages.offices import group_of, office_of
from villages.roles import Body, Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Address, Message

ROBOT = "wecombot://0123456789abcdef"


def test_the_office_reads_what_it_was_told_and_says_so_once(lamps, liaison, secretary):
    Message.objects.create(
        recipient_kind="office", recipient_key=f"village:{lamps.village_id}:liaison",
        topic="office_submitted", text="新提了一件：路灯。", due_at=clock.now(), dedupe_key="o",
    )  # fmt: skip
    browser = sign_in(liaison)
    page = text_of(browser.get("/admin/inbox/"))
    assert "新提了一件：路灯。" in page and "1 条没看过的" in page
    browser.post("/admin/inbox/")
    assert "没看过的" not in text_of(browser.get("/admin/inbox/"))
    assert "新提了一件：路灯。" not in text_of(sign_in(secretary).get("/admin/inbox/"))


def test_each_body_that_watches_has_its_own_box(lamps, district, secretary):
    by = {
        body: Actor.at(appoint(Role.SUPERVISOR, district, body, body=body)) for body in Body.values
    }
    answer_finding(found(lamps, by["congress"]), by=secretary, text="已经贴出支出明细。")
    answer_finding(found(lamps, by["inspection"]), by=secretary, text="已经补拍照片存档。")
    Message.objects.update(due_at=clock.now())
    congress, others = sign_in(by["congress"]), (by["inspection"], by["consultative"])
    for who, number in zip(by.values(), (1, 0, 1), strict=True):
        assert text_of(sign_in(who).get("/admin/inbox/")).count("作了整改答复") == number
    congress.post("/admin/inbox/")
    assert "没看过的" not in text_of(congress.get("/admin/inbox/"))
    inspection, consultative = (text_of(sign_in(one).get("/admin/inbox/")) for one in others)
    assert "1 条没看过的" in inspection and "还没有消息" in consultative


def test_who_follows_in_a_bodys_post_reads_its_box_and_its_group_is_the_districts(district):
    before = appoint(Role.SUPERVISOR, district, "before", body="congress")
    after = appoint(Role.SUPERVISOR, district, "after", body="congress")
    other = appoint(Role.SUPERVISOR, district, "other", body="consultative")
    assert office_of(before) == office_of(after) != office_of(other)
    assert group_of(office_of(other)[1]) == f"district:{district.pk}"


def test_the_group_chats_address_is_taken_and_never_shown_again(village, secretary):
    browser = sign_in(secretary)
    assert browser.post("/admin/inbox/group/", {"address": ROBOT}).status_code == 302
    row = Address.objects.get()
    assert (row.recipient, row.value) == (("place", f"village:{village.pk}"), ROBOT)
    page = text_of(browser.get("/admin/inbox/group/"))
    assert "0123456789abcdef" not in page and "已经登记了一个机器人" in page
    browser.post("/admin/inbox/group/", {"forget": "1"})
    assert Address.objects.count() == 0


@pytest.mark.parametrize("wrong", ["", "不是地址", "wecom"])
def test_an_address_nobody_understands_is_said(village, secretary, wrong):
    answer = sign_in(secretary).post("/admin/inbox/group/", {"address": wrong})
    assert answer.status_code == 422
    assert "机器人地址" in text_of(answer)
    assert wrong in text_of(answer)
    assert Address.objects.count() == 0


@pytest.mark.parametrize("somebody", ["liaison", "auditor", "district_officer"])
def test_only_who_answers_for_a_place_names_its_group(request, somebody):
    browser = sign_in(request.getfixturevalue(somebody))
    expected = 200 if somebody == "district_officer" else 403
    assert browser.get("/admin/inbox/group/").status_code == expected
    assert browser.get("/admin/undelivered/").status_code == 403


def decline(browser, lamps):
    return browser.post(
        page_of(lamps, "step"),
        {"verb": "decline", "note": REASON, "seen_state": lamps.state}, follow=True,
    )  # fmt: skip


def test_a_slip_is_recalled_within_the_minute_and_the_step_stays(lamps, liaison):
    browser = sign_in(liaison)
    assert "60 秒内可以撤回消息" in text_of(decline(browser, lamps))
    assert "1 条消息还没送出" in text_of(browser.get(page_of(lamps, "recall")))
    answer = browser.post(page_of(lamps, "recall"), follow=True)
    assert "1 条消息撤回了" in text_of(answer)
    assert Message.objects.get(topic="declined").recalled_at is not None
    assert JournalEntry.objects.filter(verb="decline").count() == 1
    assert "不能撤了" in text_of(browser.get(page_of(lamps, "recall")))


def test_a_second_too_late_says_so_and_recalls_nothing(lamps, liaison):
    browser = sign_in(liaison)
    decline(browser, lamps)
    with time_machine.travel(clock.now() + timedelta(seconds=61)):
        answer = browser.post(page_of(lamps, "recall"), follow=True)
    assert "已经过了 60 秒" in text_of(answer)
    assert Message.objects.get(topic="declined").recalled_at is None


def test_nobody_recalls_what_another_post_said(lamps, liaison, secretary):
    ProjectLife.decline(lamps, by=liaison, note=REASON)
    answer = sign_in(secretary).post(page_of(lamps, "recall"), follow=True)
    assert "撤不回来" in text_of(answer)
    assert Message.objects.get(topic="declined").recalled_at is None


def test_each_office_with_work_reads_one_summary_a_week(lamps, liaison, secretary, town_officer):
    assert weekly.sum_up() == 2
    assert weekly.sum_up() == 0
    texts = dict(Message.objects.filter(topic="weekly").values_list("recipient_key", "text"))
    assert set(texts) == {f"village:{lamps.village_id}:{role}" for role in ("liaison", "secretary")}
    assert all("手上有 1 件" in text for text in texts.values())
    with time_machine.travel(clock.now() + timedelta(days=7)):
        assert weekly.sum_up() == 2


def test_the_summary_counts_what_stands_beside_and_reaches_who_watches(
    lamps, secretary, town_finance, lead_contact, supervisor, auditor, district_officer
):
    finding = found(lamps, supervisor)
    answer_finding(finding, by=secretary, text="已经贴出支出明细，拍照存档。")
    found(lamps, auditor)
    Project.objects.filter(pk=lamps.pk).update(due_on=clock.today() - timedelta(days=2))
    weekly.sum_up()
    texts = {
        one.recipient_key.rsplit(":", 1)[1]: one.text
        for one in Message.objects.filter(topic="weekly")
    }
    assert "手上有 1 件，其中已超期 1 件；另有监督发现 1 件" in texts["secretary"]
    assert "辖区在办 1 件，其中已超期 1 件；另有监督发现 1 件" in texts["supervisor"]
    assert "辖区在办 1 件，其中已超期 1 件" in texts["auditor"]
    assert "监督发现" not in texts["auditor"]
    assert "辖区在办 1 件" in texts["district_officer"]
    assert "town_finance" not in texts and "lead_contact" not in texts


def test_the_box_calls_a_matter_as_its_reader_may_and_the_group_chat_as_everybody(
    lamps, liaison, secretary, far_secretary, supervisor
):
    """What goes out may lie open in a group chat; in the box her own title helps to find it."""
    found(lamps, supervisor)
    Message.objects.update(due_at=clock.now())
    told = Message.objects.get(topic="finding", recipient_key=office_of(secretary.post)[1])
    assert "（内容整理中）" in told.text and lamps.title not in told.text
    assert f"“{lamps.title}”" in text_of(sign_in(secretary).get("/admin/inbox/"))
    for actor in (supervisor, far_secretary):  # may not read her words; not of that village
        kind, key = office_of(actor.post)
        Message.objects.filter(pk=told.pk).update(recipient_kind=kind, recipient_key=key)
        page = text_of(sign_in(actor).get("/admin/inbox/"))
        assert "（内容整理中）" in page and lamps.title not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_box_asks_the_same_for_one_and_for_three(
    number, village, programme, clerk, secretary, supervisor, django_assert_num_queries
):
    for _each in range(number):
        found(propose(village, clerk), supervisor)
    Message.objects.update(due_at=clock.now())
    browser = sign_in(secretary)
    with django_assert_num_queries(6):
        browser.get("/admin/inbox/")
