"""One page on which a matter is read and decided."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from projects.actions import steps
from projects.actions.proposals import submit
from projects.lifecycle import ProjectLife
from projects.models import Project, TemplatePhrase
from projects.queries.desks import choices_for
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.people import appoint
from tests.factories.projects import REASON, approve, bring, furnish, proposal, propose
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Message

TYPED = "位置写得不清楚，请到现场再拍一张照片发来。"


def decide(client, project, verb, **more):
    data = {"verb": verb, "seen_state": project.state, **more}
    return client.post(page_of(project, "step"), data)


def test_the_steps_in_her_hands_are_offered_ready_or_with_every_reason(lamps, secretary):
    project = ProjectLife.accept(lamps, by=secretary)
    project = ProjectLife.screen(project, by=secretary)
    page = text_of(sign_in(secretary).get(page_of(project)))
    assert 'value="send_back"' in page
    assert 'value="merge"' in page
    assert 'value="deliberate"' not in page
    assert "提交协商" in page
    assert 'aria-disabled="true" aria-describedby="why-deliberate"' in page
    assert "请先选好项目类别" in page
    assert "请先列出主要内容和数量" in page


def test_a_refusal_is_never_picked_beforehand(lamps, secretary):
    desk = sign_in(secretary)
    assert 'value="accept" data-reason="0" checked' in text_of(desk.get(page_of(lamps)))
    project = ProjectLife.screen(ProjectLife.accept(lamps, by=secretary), by=secretary)
    page = text_of(desk.get(page_of(project)))
    assert " checked>" not in page[page.index('id="do"') :]
    assert "先选怎么办，这里就显示提出人会读到的话" in page
    assert "请先选怎么办" in text_of(desk.post(page_of(project, "step"), {"note": REASON}))


def test_a_step_is_taken_and_the_next_matter_opens(lamps, village, secretary, clerk):
    other = propose(village, by=clerk, title="另一件")
    desk = sign_in(secretary)
    answer = decide(desk, lamps, "accept")
    lamps.refresh_from_db()
    assert lamps.state == "accepted"
    assert answer.url == page_of(other) + "#main"
    page = text_of(desk.get(page_of(other)))
    assert f'<a href="{page_of(lamps)}">“村口装路灯”</a>已办理' in page
    assert "60 秒内可以撤回消息</a>。" in page or "60 秒内可以撤回消息。" in page
    assert f'下一件：<a href="{page_of(other)}">“另一件”</a>。</p>' in page
    assert "<h1>下一件：另一件</h1>" in page
    assert "<h1>另一件</h1>" in text_of(desk.get(page_of(other)))
    panel = page[page.index('id="do"') :]
    assert panel.index("<b>另一件</b>") < panel.index('name="verb"')
    answer = decide(sign_in(secretary), other, "decline", note=REASON)
    assert answer.url == page_of(lamps) + "#main"


def test_a_refused_step_answers_409_and_keeps_what_was_typed(lamps, secretary):
    answer = decide(sign_in(secretary), lamps, "send_back", note="太短")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "请写明理由，至少 10 个字" in page
    assert ">\n太短</textarea>" in page
    assert 'value="send_back" data-reason="10" checked' in page
    lamps.refresh_from_db()
    assert lamps.state == "submitted"


def test_somebody_else_was_faster(lamps, secretary, committee):
    client = sign_in(secretary)
    ProjectLife.accept(lamps, by=committee)
    answer = decide(client, lamps, "send_back", note=TYPED)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "刚才已经有人办理过了，现在是“已受理”" in page
    assert TYPED in page
    assert 'name="seen_state" value="accepted"' in page


@pytest.mark.parametrize("verb", ["confirm", "no_such_step", "__init__", "arrive", "start"])
def test_a_forged_step_changes_nothing(verb, lamps, secretary):
    answer = decide(sign_in(secretary), lamps, verb, note=REASON)
    lamps.refresh_from_db()
    assert (answer.status_code, lamps.state, lamps.journal.count()) == (409, "submitted", 1)


def test_a_forged_state_changes_nothing(lamps, secretary):
    client = sign_in(secretary)
    forged = {"state": "confirmed", "query_no": "1", "village": "1", "due_on": "2030-01-01"}
    assert client.post(page_of(lamps), forged).status_code == 405
    before = lamps.due_on
    facts = {"title": "改过的名称", **forged, **empty_rows(), **plain_facts()}
    assert client.post(page_of(lamps, "facts"), facts).status_code == 302
    decide(client, lamps, "accept", state="confirmed")
    lamps.refresh_from_db()
    assert (lamps.state, lamps.title) == ("accepted", "村口装路灯")
    assert lamps.query_no != "1"
    assert lamps.village_id == secretary.post.village_id
    assert before is not None


def plain_facts(**more):
    return {
        "title": "村口装路灯", "hazard": "none", "urgency": "ordinary", "identity": "resident",
        **more,
    }  # fmt: skip


def empty_rows(**more):
    rows = {}
    for prefix in ("work", "groups", "money"):
        rows |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return rows | more


@pytest.mark.parametrize("who", ["lead_contact", "town_finance", "district_officer", "supervisor"])
def test_who_only_reads_has_no_step_and_no_form(who, lamps, request):
    client = sign_in(request.getfixturevalue(who))
    page = text_of(client.get(page_of(lamps)))
    assert "现在没有由您办理的步骤" in page
    assert client.get(page_of(lamps, "facts")).status_code == 403
    assert client.get(page_of(lamps, "public")).status_code == 403
    assert client.get(f"{PROJECTS}add/").status_code == 403
    assert decide(client, lamps, "accept").status_code == 409
    lamps.refresh_from_db()
    assert lamps.state == "submitted"


def test_the_lead_contact_approves_though_she_edits_nothing(lamps, lead_contact):
    project = approve(bring(lamps, "report"))
    answer = decide(sign_in(lead_contact), project, "confirm")
    project.refresh_from_db()
    assert (answer.status_code, project.state) == (302, "confirmed")


def test_nobody_approves_what_she_registered_herself(village, programme, secretary, town, clerk):
    officer = Actor.at(appoint(Role.TOWN_OFFICER, town, person=secretary.person))
    mine = submit(proposal(village, channel="window"), by=secretary).project
    Project.objects.filter(pk=mine.pk).update(state="town_review")  # the notice takes days
    mine.refresh_from_db()
    page = text_of(sign_in(officer).get(page_of(mine)))
    assert 'aria-describedby="why-confirm"' in page
    assert "不能由您自己批准，请换一位同事办理" in page
    assert decide(sign_in(officer), mine, "confirm").status_code == 409


def test_merging_and_referring_ask_for_the_other_fact(lamps, village, secretary, clerk):
    other = propose(village, by=clerk, title="同样的灯")
    client = sign_in(secretary)
    assert 'name="answer"' in text_of(client.get(page_of(lamps)))
    missing = decide(client, other, "merge", answer="2021000000")
    assert (missing.status_code, "2021000000" in text_of(missing)) == (409, True)
    assert decide(client, other, "merge", answer=lamps.query_no).status_code == 302
    other.refresh_from_db()
    assert (other.state, other.merged_into) == ("merged", lamps)
    assert decide(client, lamps, "refer", note=REASON).status_code == 409
    assert decide(client, lamps, "refer", note=REASON, answer="镇城管办").status_code == 302
    lamps.refresh_from_db()
    assert (lamps.state, lamps.referred_to) == ("referred", "镇城管办")


def test_a_picked_phrase_is_the_reason_without_javascript(lamps, secretary):
    phrase = "位置写得不够清楚，请补充具体位置或现场照片。"
    decide(sign_in(secretary), lamps, "send_back", phrase=phrase)
    assert lamps.journal.last().note == phrase


def test_phrases_are_those_of_the_steps_at_hand(lamps, secretary, town_officer):
    """A group for each, and nothing of what cannot be done now."""
    for verdict, words in (("rectify", "数量不符，请补齐。"), ("merge", "和前面一件是同一处。")):
        TemplatePhrase.objects.create(town=lamps.village.town, verdict=verdict, words=words)
    page = text_of(sign_in(secretary).get(page_of(lamps)))
    assert "和前面一件是同一处。" in page and '<optgroup label="退回、不予受理">' in page
    assert "数量不符，请补齐。" not in page and "因天气原因暂停施工" not in page


def test_nothing_typed_is_lost_beside_a_picked_phrase(lamps, secretary):
    phrase = "位置写得不够清楚，请补充具体位置或现场照片。"
    decide(sign_in(secretary), lamps, "send_back", phrase=phrase, note="村口那一盏。")
    assert lamps.journal.last().note == f"{phrase}村口那一盏。"


def test_a_phrase_that_is_in_the_reason_already_is_not_sent_twice(lamps, secretary):
    phrase = "位置写得不够清楚，请补充具体位置或现场照片。"
    decide(sign_in(secretary), lamps, "send_back", phrase=phrase, note=f"您好，{phrase}")
    assert lamps.journal.last().note == f"您好，{phrase}"


def test_the_towns_own_phrases_for_a_step(lamps, secretary, town, other_town):
    for where, kind, words in (
        (town, "send_back", "请补一张照片。"), (town, "agree", "审批用的话。"),
        (other_town, "decline", "别的镇的话。"),
    ):  # fmt: skip
        TemplatePhrase.objects.create(town=where, verdict=kind, words=words)
    client = sign_in(secretary)
    page = text_of(client.get(page_of(lamps)))
    assert [one in page for one in ("请补一张照片。", "审批用的话。", "别的镇的话。")] == [
        True,
        False,
        False,
    ]
    decide(client, lamps, "send_back", phrase="请补一张照片。", note="看不清在哪里。")
    assert lamps.journal.last().note == "请补一张照片。看不清在哪里。"


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("accept", {}),
        ("send_back", {"note": TYPED}),
        ("decline", {"note": TYPED}),
        ("refer", {"note": TYPED, "answer": "镇城管办"}),
        ("merge", {"note": ""}),
    ],
)
def test_the_preview_is_word_for_word_what_is_delivered(
    verb, more, lamps, village, secretary, clerk, monkeypatch
):
    if verb == "merge":
        more = {"answer": propose(village, by=clerk).query_no}
    Message.objects.all().delete()
    client = sign_in(secretary)
    answer = decide(client, lamps, verb, preview="1", **more)
    assert answer.status_code == 200
    lamps.refresh_from_db()
    assert lamps.state == "submitted"
    if more.get("note"):
        assert TYPED in text_of(answer)
    preview = answer.context_data["preview"]
    decide(client, lamps, verb, **more)
    message = Message.objects.get(about=lamps.query_no, recipient_kind="contact")
    assert (message.text, bool(preview)) == (preview, True)


def test_a_late_record_keeps_both_dates_and_asks_for_the_reason(lamps, secretary):
    client = sign_in(secretary)
    happened = localtime(clock.now() - timedelta(days=8))
    at = f"{happened:%Y-%m-%dT%H:%M}"
    refused = decide(client, lamps, "accept", at=at)
    assert (refused.status_code, "请写明补录原因" in text_of(refused)) == (409, True)
    assert at in text_of(refused)
    assert (
        decide(client, lamps, "accept", at=at, late_reason="台风停电，事后补记").status_code == 302
    )
    entry = lamps.journal.last()
    assert f"{localtime(entry.happened_at):%Y-%m-%dT%H:%M}" == at
    assert entry.recorded_at > entry.happened_at
    page = text_of(client.get(page_of(lamps)))
    assert "补录于" in page
    assert "台风停电，事后补记" in page


def test_tomorrow_and_before_the_last_step_are_refused(lamps, secretary):
    client = sign_in(secretary)
    for days, words in ((1, "不能晚于现在"), (-30, "不能早于上一步")):
        at = f"{localtime(clock.now() + timedelta(days=days)):%Y-%m-%dT%H:%M}"
        answer = decide(client, lamps, "accept", at=at, late_reason="事后补记录")
        assert (answer.status_code, words in text_of(answer)) == (409, True)
    assert decide(client, lamps, "accept", at="昨天").status_code == 400


def test_the_lead_contact_may_not_record_late(lamps, lead_contact):
    project = bring(lamps, "report")
    client = sign_in(lead_contact)
    assert 'name="at"' not in text_of(client.get(page_of(project)))
    assert steps.may_record_late(lead_contact) is False


def test_ten_thousand_characters_are_refused_and_kept(lamps, secretary):
    answer = decide(sign_in(secretary), lamps, "send_back", note="灯" * 10_000)
    assert answer.status_code == 400
    assert "最多写 1000 个字，现在是 10000 个" in text_of(answer)
    assert "灯" * 10_000 in text_of(answer)


def test_the_usual_step_stands_first(lamps, secretary):
    choices = choices_for(furnish(lamps), secretary)
    assert choices[0].step.verb == "accept"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_one_project_asks_a_constant_number_of_questions(
    count, village, programme, clerk, secretary, django_assert_num_queries
):
    for _each in range(count):
        project = furnish(propose(village, by=clerk))
    client = sign_in(secretary)
    with django_assert_num_queries(13):
        client.get(page_of(project))


def test_a_private_number_in_a_reason_is_refused_and_the_reason_stays_typed(lamps, secretary):
    note = "已经和提出人 138-0013-8000 说明情况。"
    answer = decide(sign_in(secretary), lamps, "decline", note=note)
    assert answer.status_code == 400
    assert "这里有手机号或身份证号" in text_of(answer)
    assert note in text_of(answer)
    assert lamps.journal.filter(verb="decline").count() == 0


def test_the_rail_of_what_ended_shows_how_far_it_came(lamps, secretary, clerk):
    project = ProjectLife.terminate(bring(lamps, "start"), by=clerk, note=REASON)
    page = text_of(sign_in(secretary).get(page_of(project)))
    assert 'aria-label="走到第 4 步：实施，到此为止"' in page
    assert '<li class="end">实施<br>到此为止</li>' in page
