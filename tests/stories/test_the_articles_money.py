"""The money stories of the newspaper, each to the last fen, wrong turns included; the fifth, the
published total, is told on the demo (test_the_published_total.py)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from funding.actions import payments, pledges, quotas, receipts, settlements
from funding.actions.budgets import Part
from funding.actions.pledges import Promise
from funding.arithmetic import Kind
from funding.invariants import TWELVE, rows_against
from funding.lines import Line
from funding.models import Budget, Giver
from funding.queries import sums
from funding.queries.balances import standings
from funding.queries.books import open_books
from projects.actions import facts, publications
from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.factories.money import CLERK, OWN, firm, pay, payment, settled, somebody
from tests.factories.people import make_village
from tests.factories.projects import REASON, bring, check_clean, propose, take
from tests.factories.works import accept, engage, organisation
from tests.factories.works import finish as works_done
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import wan

pytestmark = pytest.mark.django_db


def told(deed, *args, **kwargs):
    with pytest.raises((Refused, ValidationError)) as refused:
        deed(*args, **kwargs)
    return getattr(refused.value, "reasons", None) or refused.value.messages


@pytest.fixture
def community(town, programme):
    return make_village(town, "美平社区", "990001100099", kind="community")


@pytest.fixture
def proposed(community, clerk):
    """A matter nine days old, with nothing stated yet."""
    return propose(community, clerk, at=clock.now() - timedelta(days=9))


def fresh(project):
    return Project.objects.get(pk=project.pk)


def lines(project):
    """{source (实物 marked): (promised, received, paid)} in fen."""
    return {
        one.line.source + ("/实物" if one.line.is_in_kind else ""): (
            one.promised, one.received, one.paid,
        )
        for one in standings(project.budget)
    }  # fmt: skip


def all_hold():
    return [one.code for one in TWELVE if rows_against(one)[0]] == []


def receive(project, line, fen):
    return receipts.receive(
        project.budget, line, fen=fen, key=uuid4(), by=CLERK, on=clock.today(), reference="收据1"
    )


def finish(project):
    """Built and accepted; the money is settled and paid by the story itself."""
    for verb in ("start", "inspect", "complete"):
        at = clock.now()
        if verb == "start":
            name = project.implementer or "青溪建设有限公司"
            engage(project, at, organisation=organisation(project.village.town.district, name))
        elif verb == "inspect":
            works_done(project, at)
        else:
            accept(project, at)
        project = ProjectLife.step(verb)(project, by=CLERK, at=at, note=REASON)
    return project


# ── 1. 每个楼栋补贴 2000 元，其余费用居民自筹 ────────────────────────────────────────────────────────────
def test_doors_at_two_thousand_a_building_and_the_rest_by_the_residents(proposed):
    """24 buildings, 24 doors at 3,456.78 yuan: 48,000 of subsidy, 34,962.72 by the residents."""
    subsidy = Part("district", kind=Kind.PER_UNIT, unit_fen=200_000, units=24, unit_name="栋")
    doors = [("楼栋防盗门", 24, "樘", None, 345_678)]

    # A wrong turn: two remainders, and a remainder where nothing is left.
    facts.list_work(proposed, by=CLERK, work=doors)
    rest = Part("self_raised", kind=Kind.REMAINDER, **OWN)
    assert told(facts.state_budget, proposed, by=CLERK, parts=[subsidy, rest, rest])
    cheap = Part("district", kind=Kind.PER_UNIT, unit_fen=345_678, units=24, unit_name="栋")
    assert told(facts.state_budget, proposed, by=CLERK, parts=[cheap, rest])
    assert fresh(proposed).budget is None

    project = facts.state_budget(proposed, by=CLERK, parts=[subsidy, rest])
    assert sums(project.budget.shares.all()).fiscal == 4_800_000
    assert sums(project.budget.shares.all()).social == 3_496_272
    assert sums(project.budget.shares.all()).cash == 24 * 345_678

    # Another: the residents' part is not marked voluntary, or nobody is named.
    vague = Part("self_raised", kind=Kind.REMAINDER)
    facts.state_budget(project, by=CLERK, parts=[subsidy, vague])
    project = bring(_ready(project), "deliberate")
    assert any("要确认是自愿出的" in one for one in told(take, project, "post_notice"))
    facts.state_budget(project, by=CLERK, parts=[subsidy, rest])
    project = bring_on(project)

    # Nothing starts before their money is there, to the fen.
    own = Line("self_raised")
    receive(project, own, 3_496_271)
    assert "开工前至少要到账 100%" in told(ProjectLife.start, project, by=CLERK)[0]
    receive(project, own, 1)
    project = finish(project)
    settlements.settle(
        Budget.objects.get(pk=project.budget_id), settled(8_296_272), by=CLERK, on=clock.today(),
        reference="结算1",
    )  # fmt: skip
    pay(project.budget, 8_296_272, "final")
    assert lines(project) == {
        "district": (4_800_000,) * 3, "self_raised": (3_496_272,) * 3,
    }  # fmt: skip
    assert all_hold()


def _ready(project):
    """What a notice asks for besides the money."""
    facts.edit(project, by=CLERK, project_class="works", micro_type="facility")
    check_clean(project, by=CLERK, at=project.submitted_at)
    publications.edit(project, by=CLERK, title="民生微实事", text="为民办实事。")
    return publications.release(project, by=CLERK, at=project.submitted_at)


def bring_on(project):
    """From the residents' decision to the confirmation."""
    moment = project.state_since + timedelta(minutes=10)
    for verb in ("post_notice", "report", "confirm"):
        moment += timedelta(days=4) if verb == "report" else timedelta(minutes=10)
        project = take(project, verb, at=moment)
    return fresh(project)


def stated(project, work, parts):
    facts.list_work(project, by=CLERK, work=work)
    facts.state_budget(project, by=CLERK, parts=parts)
    return bring(_ready(fresh(project)), "deliberate")


# ── 2. 所需费用大部分由该中心赞助 ──────────────────────────────────────────────────────────────────
def test_a_course_mostly_paid_by_the_centre_that_gives_it(proposed, community):
    """12,000 yuan, 8,800 of it by the centre: 73.33 %; it is sponsor and implementer at once."""
    centre = firm(community, "社会工作服务中心", Giver.Kind.SOCIAL)
    parts = [Part("district", 320_000), Part("sponsorship", 880_000, giver=centre)]
    project = stated(proposed, [("课程", 4, "场", None, 300_000)], parts)
    facts.edit(project, by=CLERK, implementer=centre.name)

    # Without its signature nothing is confirmed; with a smaller promise neither.
    moment = project.state_since + timedelta(minutes=10)
    project = take(project, "post_notice", at=moment)
    project = take(project, "report", at=moment + timedelta(days=4))
    assert "还没有签认捐书：社会工作服务中心 8,800 元" in "".join(
        told(ProjectLife.confirm, project, by=CLERK, note=REASON)
    )
    promise = {
        "giver": centre, "source": "sponsorship", "what": "课程费用", "signed_on": clock.today(),
        "due_on": clock.today() + timedelta(days=9),
    }  # fmt: skip
    small = pledges.sign(project.budget, Promise(fen=879_999, **promise), by=CLERK)
    assert "还没有签认捐书" in "".join(told(ProjectLife.confirm, project, by=CLERK, note=REASON))
    pledges.withdraw(small, by=CLERK, why="金额写少了一分")
    pledges.sign(project.budget, Promise(fen=880_000, **promise), by=CLERK)
    project = fresh(take(project, "confirm"))
    found = sums(project.budget.shares.all())
    assert (found.cash, found.social, found.social * 2 > found.cash) == (1_200_000, 880_000, True)

    receive(project, Line("sponsorship", centre.pk), 880_000)
    project = finish(project)
    # The centre is paid for the course it mostly paid for: both stand in the ledger.
    entry = pay(project.budget, 1_200_000, "final", payee=centre.name)
    assert entry.payee == centre.name
    assert lines(project) == {"district": (320_000,) * 3, "sponsorship": (880_000,) * 3}
    assert all_hold()


# ── 3. 主要设施材料由企业赞助 ────────────────────────────────────────────────────────────────────────
def test_railings_whose_material_a_company_gave(proposed, community):
    """14,800 yuan of cash for the fixing, 26,000 of material that never enters the cash."""
    company = firm(community, "护栏材料企业")
    goods = Part("sponsorship", 2_600_000, "in_kind", "材料清单和报价", giver=company)
    work = [("护栏材料", 130, "米", None, 20_000), ("安装", 130, "米", None, 11_384)]
    # A wrong turn: the items come to 80 fen less than the sources.
    project = stated(proposed, work, [Part("district", 1_480_000), goods])
    assert told(take, project, "post_notice") == [
        "主要内容合计 40,799.20 元，资金来源合计 40,800 元，多出 0.80 元；请改到一样多。"
    ]
    work[1] = ("安装", 1, "项", None, 1_480_000)
    facts.list_work(project, by=CLERK, work=work)
    project = bring_on(fresh(project))
    assert project.budget.approved_fen == 1_480_000
    project = finish(project)
    line = Line("sponsorship", company.pk, True)
    facts_of = {"key": uuid4(), "by": CLERK, "on": clock.today(), "reference": "接收单1"}
    assert told(
        receipts.receive_in_kind, project.budget, line, fen=2_600_001, basis="送货单价", **facts_of
    )
    receipts.receive_in_kind(project.budget, line, fen=2_600_000, basis="送货单价", **facts_of)
    pay(project.budget, 1_480_000, "final")
    assert lines(project) == {
        "district": (1_480_000,) * 3, "sponsorship/实物": (2_600_000,) * 3,
    }  # fmt: skip
    assert sums(project.budget.shares.all()).cash == 1_480_000
    assert open_books(project.budget) == []
    assert all_hold()


# ── 4. AB 栋居民自筹 0.7 万元 ──────────────────────────────────────────────────────────────────────
def test_gates_raised_by_two_buildings_alone(proposed):
    """0.7 万元, not a fen of public money: nothing is taken from the year's quota."""
    quotas.allot_to_village(
        proposed.village, proposed.programme.year, fen=1, key=uuid4(), by=CLERK, on=clock.today(),
        reference="青财1号",
    )  # fmt: skip
    parts = [Part("self_raised", 700_000, is_voluntary=True, payers="A栋\nB栋")]
    project = bring_on(stated(proposed, [("出入口门闸", 2, "处", None, 350_000)], parts))
    own = Line("self_raised")
    receive(project, own, 700_000)
    assert told(receive, project, own, 1) == [
        "居民自筹确定的还差 0 元到账，写的是 0.01 元；多出来的请先登记变更。"
    ]
    project = finish(project)
    asks = somebody("经办")
    row = payments.request(project.budget, payment(700_000, "final"), by=asks, on=clock.today())
    assert told(payments.approve, row, by=asks, on=clock.today()) == [
        "经办和审核要是两个不同的人，请换一位同事审核。"
    ]
    payments.approve(row, by=somebody("审核"), on=clock.today())
    assert lines(project) == {"self_raised": (700_000,) * 3}
    assert wan(700_000) == "0.7"
    assert all_hold()
