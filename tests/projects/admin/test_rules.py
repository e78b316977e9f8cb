"""Deciding rules at the desk: typed, looked at once more, written down; or refused in words."""

import pytest

from projects.states import State
from tests.factories.desk import sign_in, text_of
from tests.factories.projects import propose
from tests.factories.rules import a_document, decide
from villages.models import PolicyDocument, RuleDecision
from villages.rulebook.asked import book_of
from weishishi.kernel import clock

LIST = "/admin/villages/ruledecision/"
ADD = f"{LIST}add/"
FIRST = "2026-07-01"


def told(place, **values):
    return {"document": a_document(place).pk, "valid_from": FIRST} | values


def confirmed(client, data):
    """The answer to the preview's button."""
    preview = client.post(ADD, data)
    assert preview.status_code == 200, text_of(preview)
    return client.post(ADD, data | {"confirm": "1", "seen": preview.context["seen"]})


def test_a_preview_says_what_changes_from_when_and_for_how_many(
    town, village, far_village, programme, clerk, town_officer
):
    propose(village, by=clerk)
    propose(far_village, by=clerk)
    answer = sign_in(town_officer).post(
        ADD, told(town, notice_days="5", **{"ceilings.works": "三十万"})
    )
    assert answer.status_code == 400
    answer = sign_in(town_officer).post(
        ADD, told(town, notice_days="5", **{"ceilings.works": "300,000"})
    )
    changes = [(one.code, one.old, one.new) for one in answer.context["changes"]]
    assert changes == [("notice_days", "3 天", "5 天"), ("ceilings.works", "50万元", "30万元")]
    assert answer.context["concerned"] == 1
    assert "2026年7月1日" in text_of(answer)
    assert not RuleDecision.objects.exists()


def test_what_is_over_or_only_a_draft_is_no_project_under_way(
    village, town, programme, clerk, town_officer
):
    from projects.lifecycle import ProjectLife

    ended = ProjectLife.withdraw_for(
        propose(village, by=clerk), by=clerk, note="提出人说不用办了，撤回。"
    )
    assert ended.state == State.WITHDRAWN
    answer = sign_in(town_officer).post(ADD, told(town, notice_days="5"))
    assert answer.context["concerned"] == 0


def test_confirming_writes_it_down_under_her_post(town, town_officer):
    answer = confirmed(sign_in(town_officer), told(town, notice_days="5", valid_to="2026-12-31"))
    assert answer.url == LIST
    row = RuleDecision.objects.get()
    assert (row.level, row.town, row.rule, row.value) == ("town", town, "notice_days", 5)
    assert (str(row.valid_from), str(row.valid_to)) == (FIRST, "2026-12-31")
    assert (row.recorded_by, row.imported) == (town_officer.post, False)


def test_the_district_decides_for_all_its_towns(district, town, district_officer):
    confirmed(sign_in(district_officer), told(district, objection_days="2"))
    assert RuleDecision.objects.get().level == "district"
    assert book_of(town, clock.today().replace(month=7)).objection_days == 2


def test_the_district_confirms_what_a_law_says(district, district_officer):
    client = sign_in(district_officer)
    values = {"meeting_rules.residents_assembly.quorum": "1/3 以上", "is_law": "on"}
    confirmed(client, told(district, valid_from="2026-01-01", **values))
    assert RuleDecision.objects.get().level == "law"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"notice_days": "五天"}, "请只写整数，例如 5。"),
        ({"notice_days": "31"}, "“公示和异议·公示天数”最多 30 天"),
        (
            {"meeting_rules.villagers_reps.quorum": "1/2 以上"},
            "“村民代表会议·至少到会”不能低于2/3 以上，这是法律的最低要求",
        ),
        ({"meeting_rules.villagers_reps.quorum": "大多数"}, "请写成“2/3 以上”“过 1/2”或“过半数”。"),
        ({"approval_chain": "五万：镇经办人"}, "“五万”不是金额"),
        ({"approval_chain": "50000元：镇经办人"}, "最后一行请写“以上：…”"),
        ({"approval_chain": "以上：镇长"}, "没有“镇长”，可以写：镇经办人、挂点领导、区经办人。"),
        ({"notice_days": "收回"}, "这一条没有自己的决定，不用收回。"),
        ({"notice_days": "5", "document": ""}, "请选这次决定依据的文件"),
        ({"notice_days": "5", "valid_from": ""}, "请写从哪天起。"),
        ({"notice_days": "5", "valid_from": "2026-06-10"}, "最早从2026年6月11日起"),
        ({"notice_days": "5", "valid_to": "2026-06-30"}, "“到哪天”不能早于“从哪天起”。"),
        ({}, "还没有改任何一条规则，请至少改一条。"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_typed_is_lost(
    town, town_officer, typed, reason
):
    answer = sign_in(town_officer).post(ADD, told(town, objection_days="") | typed)
    text = text_of(answer)
    assert answer.status_code == 400
    assert reason in text
    assert all(value in text for value in typed.values())
    assert not RuleDecision.objects.exists()


def test_going_back_from_the_preview_keeps_what_was_typed(town, town_officer):
    chain = "50,000元：镇经办人\n以上：镇经办人、挂点领导"
    data = told(town, approval_chain=chain, notice_days="5")
    client = sign_in(town_officer)
    assert chain.replace("\n", "&#10;") in text_of(client.post(ADD, data)).replace("\n", "&#10;")
    answer = client.post(ADD, data | {"back": "1"})
    assert answer.status_code == 200
    assert 'value="5"' in text_of(answer)
    assert chain in text_of(answer)


def test_who_saw_another_state_of_things_sees_it_again_before_it_is_written(town, town_officer):
    client, data = sign_in(town_officer), told(town, notice_days="5")
    seen = client.post(ADD, data).context["seen"]
    decide(town, {"notice_days": 4}, clock.today(), number="青民微〔2026〕2号")
    answer = client.post(ADD, data | {"confirm": "1", "seen": seen})
    assert "刚才有人登记过别的决定" in text_of(answer)
    assert RuleDecision.objects.count() == 1


def test_taking_back_shows_what_will_hold_again(town, district, town_officer):
    decide(district, {"notice_days": 4}, clock.today(), number="青区微〔2026〕1号")
    decide(town, {"notice_days": 6}, clock.today(), number="青民微〔2026〕2号")
    client = sign_in(town_officer)
    data = told(town, notice_days="收回")
    [change] = client.post(ADD, data).context["changes"]
    assert (change.old, change.new) == ("6 天", "4 天")
    confirmed(client, data)
    assert book_of(town, clock.today().replace(month=7)).notice_days == 4


@pytest.mark.parametrize("who", ["secretary", "lead_contact", "supervisor", "audit_admin"])
def test_others_read_what_was_decided_and_decide_nothing(who, town, village, request):
    decide(town, {"notice_days": 5}, clock.today())
    client = sign_in(request.getfixturevalue(who))
    assert "公示和异议·公示天数" in text_of(client.get(LIST))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, told(town, notice_days="7")).status_code == 403
    assert RuleDecision.objects.count() == 1


def test_nobody_rewrites_a_decision(town, town_officer):
    [row] = decide(town, {"notice_days": 5}, clock.today())
    client = sign_in(town_officer)
    page = f"{LIST}{row.pk}/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"value": "9"}).status_code == 403
    row.refresh_from_db()
    assert row.value == 5


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    rows, town, town_officer, django_assert_num_queries
):
    codes = ["notice_days", "objection_days", "split_months"][:rows]
    decide(town, dict.fromkeys(codes, 5), clock.today())
    client = sign_in(town_officer)
    with django_assert_num_queries(5):
        assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_form_costs_the_same_for_one_and_three(
    rows, town, town_officer, django_assert_num_queries
):
    for number in range(rows):
        decide(town, {"notice_days": 5}, clock.today(), number=f"青民微〔2026〕{number + 1}号")
    client = sign_in(town_officer)
    with django_assert_num_queries(6):
        assert client.get(ADD).status_code == 200


def test_whoever_registers_the_document_first_finds_everything_typed_again(town, town_officer):
    client = sign_in(town_officer)
    typed = {"valid_from": FIRST, "notice_days": "5", "to_document": "1"}
    away = client.post(ADD, typed)
    assert away.url == "/admin/villages/policydocument/add/"
    facts = {
        "kind": "town", "title": "青溪镇实施方案", "number": "青民微〔2026〕9号",
        "issued_by": "青溪镇", "issued_on": "2026-06-09", "valid_from": FIRST,
    }  # fmt: skip
    back = client.post(away.url, facts)
    assert back.url == ADD
    form = client.get(ADD).context["form"]
    document = PolicyDocument.objects.get(number="青民微〔2026〕9号")
    assert (form["valid_from"].value(), form["notice_days"].value()) == (FIRST, "5")
    assert form["document"].value() == document.pk
    confirmed(client, {"document": document.pk, "valid_from": FIRST, "notice_days": "5"})
    assert client.get(ADD).context["form"]["notice_days"].value() is None
    elsewhere = client.post(away.url, facts | {"number": "青民微〔2026〕10号"})
    assert elsewhere.url == "/admin/villages/policydocument/"


@pytest.mark.parametrize(("day", "refused"), [("2026-07-01", False), ("2026-07-02", True)])
def test_a_rule_does_not_begin_before_its_document(town, town_officer, day, refused):
    document = a_document(town, valid_from=day)
    data = {"document": document.pk, "valid_from": FIRST, "notice_days": "5"}
    answer = sign_in(town_officer).post(ADD, data)
    assert ("所依据的文件从2026年7月2日起才有效" in text_of(answer)) == refused
    assert answer.status_code == (400 if refused else 200)
