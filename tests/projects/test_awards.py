"""Who carries it out: by a means the book allows, with its papers; without it nothing begins."""

from datetime import date, timedelta

import pytest
from django.db.transaction import atomic

from funding.actions.budgets import Part
from projects.actions import awards, money
from projects.lifecycle import ProjectLife
from projects.models import Award
from projects.queries.awards import conflicts, public_of
from projects.queries.partners import record_of
from tests.factories.money import firm, receive_all
from tests.factories.people import appoint, make_person
from tests.factories.projects import bring, furnish, take
from tests.factories.rules import decide
from tests.factories.works import chosen, engage, organisation
from villages.models import Organisation
from villages.rulebook import DEFAULTS
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import WAN_FEN


@pytest.fixture
def confirmed(furnished):
    return bring(furnished, "confirm")


def of_yuan(lamps, yuan):
    """The lamps for so many yuan of the district, confirmed."""
    return bring(furnish(lamps, parts=[Part("district", yuan * 100)]), "confirm")


def test_the_means_of_the_book_by_amount_boundaries_inclusive():
    allowed = {fen: DEFAULTS.means_for(fen) for fen in (5 * WAN_FEN, 5 * WAN_FEN + 1, 20 * WAN_FEN, 20 * WAN_FEN + 1, 200 * WAN_FEN + 1)}  # fmt: skip
    assert list(allowed.values()) == [
        ("direct", "quotes", "comparison", "tender"),
        ("quotes", "comparison", "tender"), ("quotes", "comparison", "tender"),
        ("comparison", "tender"), ("tender",),
    ]  # fmt: skip


def test_nothing_begins_without_an_implementer(confirmed, liaison):
    receive_all(confirmed.budget)
    with pytest.raises(Refused, match="还没有确定实施单位"):
        ProjectLife.start(confirmed, by=liaison)
    engage(confirmed, by=liaison)
    assert ProjectLife.start(confirmed, by=liaison).state == "in_progress"


def test_a_choice_made_tomorrow_begins_nothing_today(confirmed, clerk):
    receive_all(confirmed.budget)
    engage(confirmed)
    yesterday = clock.now() - timedelta(days=1)
    with pytest.raises(Refused, match="还没有确定实施单位"):
        ProjectLife.start(confirmed, by=clerk, at=yesterday)


def test_a_means_that_is_not_enough_is_refused_with_those_that_are(lamps, liaison):
    project = of_yuan(lamps, 60_000)
    with pytest.raises(Refused, match="60,000 元不能用“直接委托”，可以用：三家询价、比选、招标"):
        awards.award(project, chosen(project, means="direct"), by=liaison)
    assert awards.award(project, chosen(project, means="tender"), by=liaison).means == "tender"


def test_a_town_decides_its_own_amounts(confirmed, town, liaison):
    decide(town, {"means_up_to_fen.direct": 1_000_000}, date(2026, 6, 1))
    with pytest.raises(Refused, match="不能用“直接委托”"):
        awards.award(confirmed, chosen(confirmed, means="direct"), by=liaison)


def test_three_quotes_are_three(lamps, liaison):
    project = of_yuan(lamps, 60_000)
    two = chosen(project).offers[:2]
    with pytest.raises(Refused, match="要写三家的报价，现在是 2 家"):
        awards.award(project, chosen(project, offers=two), by=liaison)


def test_a_paper_that_is_missing_holds_up_the_start_by_name(confirmed, liaison):
    receive_all(confirmed.budget)
    old = engage(confirmed, papers=())
    with pytest.raises(Refused, match="直接委托还缺材料：集体研究记录"):
        ProjectLife.start(confirmed, by=liaison)
    with pytest.raises(Refused, match="至少 5 个字"):
        awards.replace(old, chosen(confirmed), by=liaison, reason="补齐")
    new = awards.replace(old, chosen(confirmed), by=liaison, reason="材料补齐了")
    assert list(confirmed.awards.standing()) == [new]
    with pytest.raises(Refused, match="已经更正过"):
        awards.replace(old, chosen(confirmed), by=liaison, reason="材料补齐了")
    ProjectLife.start(confirmed, by=liaison)


@pytest.mark.parametrize("state", ["in_progress", "suspended", "rectifying"])
def test_once_it_has_begun_another_implementer_comes_with_its_papers(furnished, liaison, state):
    project = bring(furnished, "start" if state != "rectifying" else "inspect")
    if state != "in_progress":
        project = take(project, "suspend" if state == "suspended" else "rectify")
    old = project.awards.get()
    with pytest.raises(Refused, match="换实施单位也要材料齐全。直接委托还缺：集体研究记录"):
        replace(old, chosen(project, papers=()), liaison)
    replace(old, chosen(project), liaison)
    assert project.awards.standing().get().replaces == old


def replace(old, choice, by):
    return awards.replace(old, choice, by=by, reason="原来的单位退出了")


def test_a_contract_above_what_was_confirmed_is_refused(confirmed, liaison):
    dear = chosen(confirmed, contract_fen=3_400_001)
    with pytest.raises(Refused, match=r"合同价 34,000\.01 元超过了确定的资金 34,000 元"):
        awards.award(confirmed, dear, by=liaison)
    awards.award(confirmed, chosen(confirmed, contract_fen=3_400_000), by=liaison)


def test_a_contract_does_not_end_before_it_begins(confirmed, liaison):
    today = clock.today()
    wrong = chosen(confirmed, begins_on=today, ends_on=today - timedelta(days=1))
    with pytest.raises(Refused, match="完工日期不能早于开工日期"):
        awards.award(confirmed, wrong, by=liaison)


def test_who_is_retired_or_of_another_village_is_not_chosen(confirmed, liaison, neighbour):
    team = organisation(neighbour.town.district, "邻村小组", "informal", village=neighbour)
    gone = organisation(neighbour.town.district, "停业公司")
    Organisation.objects.filter(pk=gone.pk).update(retired_at=clock.now())
    for one in (team, gone):
        with pytest.raises(Refused, match="请另选一个"):
            awards.award(confirmed, chosen(confirmed, organisation=one), by=liaison)


def test_only_the_village_writes_and_only_from_the_confirmation_on(
    confirmed, town_officer, neighbour_secretary
):
    for stranger in (town_officer, neighbour_secretary):
        with pytest.raises(Refused, match="由所在村（社区）填写"):
            awards.award(confirmed, chosen(confirmed), by=stranger)


def test_before_the_confirmation_nobody_is_chosen(furnished, liaison):
    with pytest.raises(Refused, match="这一项不再填写"):
        awards.award(furnished, chosen(furnished), by=liaison)


def test_a_choice_is_not_rewritten(confirmed):
    engage(confirmed)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        Award.objects.update(contract_fen=1)


def test_who_carries_it_out_and_gives_for_it_is_shown_to_all(lamps, liaison, village):
    centre = organisation(village.town.district, "社工中心", "social")
    giver = firm(village, "社工中心", "social")
    parts = [Part("district", 100_000), Part("sponsorship", 900_000, giver=giver)]
    project = bring(furnish(lamps, parts=parts), "confirm")
    award = engage(project, organisation=centre)
    assert "也是这件事的赞助方" in conflicts(award)[0]
    assert public_of(project.pk).also_sponsors


def test_a_giver_is_recognised_by_the_register(village, lamps, liaison):
    giver = firm(village, "社工中心", "social")
    person = firm(village, "青溪照明有限公司", "person")
    centre = organisation(village.town.district, "社工中心", "social")
    organisation(village.town.district, "青溪照明有限公司")
    giver.refresh_from_db()
    person.refresh_from_db()
    assert (giver.organisation, person.organisation) == (centre, None)
    lamps = furnish(lamps)
    new = money.new_giver(lamps, name="青溪照明有限公司", kind="enterprise", shows_name=False, by=liaison)  # fmt: skip
    assert new.organisation.name == "青溪照明有限公司"


def test_a_head_of_the_firm_called_like_somebody_with_an_interest_is_shown(confirmed, secretary):
    post = appoint("committee_member", confirmed.village, person=make_person("w", display_name="王某"))  # fmt: skip
    own = organisation(confirmed.village.town.district, "王某工程队", contact_name="王某")
    award = engage(confirmed, organisation=own)
    assert conflicts(award) == [
        "实施单位的负责人和石桥村委员会的工作人员同名，请核实是不是同一个人，是的请申报利害关系。"
    ]
    confirmed.interested.create(
        person=post.person, kind="implementer", declared_by=secretary.post, declared_at=clock.now()
    )
    assert "已申报利害关系的人同名" in conflicts(award)[0]


def test_the_record_of_an_organisation(lamps, clerk, village):
    firm_of = organisation(village.town.district)
    assert record_of(firm_of).is_empty
    project = bring(furnish(lamps), "start")
    assert project.implementer == firm_of.name
    found = record_of(firm_of)
    assert (found.awarded, found.delivered, found.on_time, found.evaluated) == (1, 0, 0, 0)
