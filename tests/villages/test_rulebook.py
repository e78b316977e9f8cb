"""A town's own book: defaults, over them the district, over it the town, each from its day on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.factories.people import make_village
from tests.factories.rules import a_document, decide, refusal
from villages.actions import rules as actions
from villages.models import RuleDecision
from villages.rulebook import DEFAULTS, rules_for
from villages.rulebook.book import BY_DEFAULT
from villages.rulebook.rules import rules
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

JULY = date(2026, 7, 1)
A_DAY = timedelta(days=1)


def test_nobody_decided_anything_so_the_defaults_hold(village):
    assert rules_for(village, on=date(2021, 6, 11)) == DEFAULTS
    assert rules_for(None, on=date(2021, 6, 11)) == DEFAULTS
    assert rules_for(village, on=JULY).basis("notice_days") == BY_DEFAULT


def test_a_decision_bites_on_its_first_day_and_not_on_the_day_before(village, town):
    decide(town, {"notice_days": 5}, JULY)
    assert rules_for(village, on=JULY - A_DAY).notice_days == 3
    assert rules_for(village, on=JULY).notice_days == 5
    assert rules_for(village, on=JULY).basis("notice_days") == "青民微〔2026〕1号，2026年7月1日起"
    assert rules_for(village, on=JULY).basis("limits") == BY_DEFAULT


def test_a_decision_ends_after_its_last_day_and_what_stood_before_holds_again(village, town):
    decide(town, {"notice_days": 5}, date(2026, 6, 20))
    decide(town, {"notice_days": 7}, JULY, valid_to=JULY + A_DAY, number="青民微〔2026〕2号")
    days = [rules_for(village, on=JULY + n * A_DAY).notice_days for n in (-1, 0, 1, 2)]
    assert days == [5, 7, 7, 5]


def test_the_town_stands_over_its_district_and_other_towns_keep_the_districts(
    village, far_village, town, district
):
    decide(district, {"notice_days": 4, "objection_days": 2}, JULY, number="青区微〔2026〕1号")
    decide(town, {"notice_days": 6}, JULY)
    ours, theirs = rules_for(village, on=JULY), rules_for(far_village, on=JULY)
    assert (ours.notice_days, ours.objection_days) == (6, 2)
    assert (theirs.notice_days, theirs.objection_days) == (4, 2)
    assert ours.basis("objection_days") == "青区微〔2026〕1号，2026年7月1日起"


def test_what_a_town_takes_back_is_the_districts_again(village, town, district):
    decide(district, {"notice_days": 4}, JULY, number="青区微〔2026〕1号")
    decide(town, {"notice_days": 6}, JULY)
    decide(town, {"notice_days": None}, JULY + 9 * A_DAY, number="青民微〔2026〕2号")
    assert rules_for(village, on=JULY + 8 * A_DAY).notice_days == 6
    assert rules_for(village, on=JULY + 9 * A_DAY).notice_days == 4


def test_one_entry_of_a_table_changes_and_the_others_stay(village, town):
    decide(town, {"limits.screening": 2, "ceilings.works": 30_000_000}, JULY)
    book = rules_for(village, on=JULY)
    assert book.limits == DEFAULTS.limits | {"screening": 2}
    assert book.ceilings == DEFAULTS.ceilings | {"works": 30_000_000}
    assert book.hazard_limits is None
    assert book.basis("limits") == "青民微〔2026〕1号，2026年7月1日起"


def test_short_limits_for_hazards_are_whole_and_begin_with_the_towns_own(village, town):
    decide(town, {"hazard_limits.deliberating": 2, "limits.screening": 4}, JULY)
    book = rules_for(village, on=JULY)
    assert book.hazard_limits == book.limits | {"deliberating": 2}
    assert book.limit_of("deliberating", hazard=True) == 2
    assert book.limit_of("screening", hazard=True) == 4
    assert book.limit_of("deliberating") == 15


def test_a_subsidy_per_building_is_capped(village, town):
    values = {"subsidies.building.amount_fen": 200_000, "subsidies.building.cap_fen": 1_000_000}
    decide(town, values, JULY)
    building = rules_for(village, on=JULY).subsidies["building"]
    assert [building.for_units(number) for number in (1, 5, 6)] == [200_000, 1_000_000, 1_000_000]
    assert rules_for(village, on=JULY).subsidies["household"].for_units(9) == 0


# ── Who, when ────────────────────────────────────────────────────────────────────────────────────
def test_another_towns_officer_and_every_other_post_are_refused(
    town, district, other_town_officer, town_officer, district_officer, secretary, lead_contact,
    system_admin, wang,
):  # fmt: skip
    for by in (other_town_officer, district_officer, secretary, lead_contact, system_admin, wang):
        assert refusal(town, {"notice_days": 5}, by) == ["这里的规则不由您定。"]
    assert refusal(district, {"notice_days": 5}, town_officer) == ["这里的规则不由您定。"]
    assert not RuleDecision.objects.exists()


def test_a_post_decides_from_tomorrow_on_at_the_earliest(town, village, town_officer):
    today = clock.today()
    assert refusal(town, {"notice_days": 5}, town_officer, today) == [
        "最早从2026年6月11日起：已经在用的规则不改写，办过的事按当时的规则算。"
    ]
    [row] = actions.decide(
        town, {"notice_days": 5}, document=a_document(town), valid_from=today + A_DAY,
        by=town_officer, at=clock.now() - 30 * A_DAY,
    )  # fmt: skip
    assert (row.recorded_by, row.recorded_at.date()) == (town_officer.post, today)
    assert rules_for(village, on=today + A_DAY).notice_days == 5


def test_a_decision_names_rules_a_document_and_days_in_order(town, town_officer):
    with pytest.raises(Refused) as refused:
        actions.decide(
            town, {}, document=None, valid_from=JULY, valid_to=JULY - A_DAY, by=town_officer
        )
    assert refused.value.reasons == [
        "还没有改任何一条规则，请至少改一条。",
        "请选这次决定依据的文件；没有的，先在“政策文件”里登记。",
        "“到哪天”不能早于“从哪天起”。",
    ]


def test_the_database_keeps_a_decision_as_it_was_written(town):
    [row] = decide(town, {"notice_days": 5}, JULY)
    with pytest.raises(ProgrammingError), transaction.atomic():
        RuleDecision.objects.filter(pk=row.pk).update(value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleDecision.objects.create(
            level="town", district=town.district, rule="notice_days", value=1, valid_from=JULY,
            document=row.document, recorded_at=row.recorded_at,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (((5_000_000, ("town_officer", "lead_contact")), (None, ("town_officer", "lead_contact"))),
         "不论金额，由镇经办人、挂点领导依次审批"),
        (((5_000_000, ("town_officer",)), (None, ("town_officer", "lead_contact"))),
         "5万元以内由镇经办人审批；再多由镇经办人、挂点领导审批"),
        (((1_000_000, ("town_officer",)), (5_000_000, ("town_officer",)), (None, ("lead_contact",))),
         "5万元以内由镇经办人审批；再多由挂点领导审批"),
    ],
)  # fmt: skip
def test_neighbouring_steps_with_the_same_approvers_are_told_as_one(value, words):
    assert rules()["approval_chain"].kind.told(value) == words


# ── What it costs ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("villages", [1, 3])
def test_a_book_costs_one_query_however_often_it_is_asked(
    town, village, villages, django_assert_num_queries
):
    decide(town, {"notice_days": 5}, JULY)
    units = [
        village,
        *(make_village(town, f"{n}村", f"99000110030{n}") for n in range(villages - 1)),
    ]
    with django_assert_num_queries(1):
        for unit in units:
            for day in range(30):
                assert rules_for(unit, on=JULY + day * A_DAY).notice_days == 5


def test_what_is_rolled_back_was_never_a_rule(town, village):
    decide(town, {"notice_days": 5}, JULY)
    with pytest.raises(RuntimeError), transaction.atomic():
        decide(town, {"notice_days": 7}, JULY, number="青民微〔2026〕2号")
        assert rules_for(village, on=JULY).notice_days == 7
        raise RuntimeError
    assert rules_for(village, on=JULY).notice_days == 5
