"""What was confirmed is changed in the open: a little by the town, more by the residents again."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection

from funding.actions.budgets import Part
from funding.models import Entry
from funding.queries.balances import standings
from projects.actions import changes, steps
from projects.actions.changes import Wanted
from projects.changing import extent
from projects.lifecycle import ProjectLife
from projects.models import Change, Project
from projects.queries.recount import differences
from tests.factories.money import receive_all
from tests.factories.projects import REASON, bring, furnish, take
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
WHY = "材料涨价，按三家询价的结果调整。"
LAMPS = ("照明灯", 30, "盏", None)


def told(deed, *args, **kwargs):
    with pytest.raises((Refused, ValidationError)) as refused:
        deed(*args, **kwargs)
    return getattr(refused.value, "reasons", None) or refused.value.messages


def fresh(project):
    return Project.objects.get(pk=project.pk)


@pytest.fixture
def started(lamps):
    """30 lamps at 1,000 yuan, all paid by the district, being put up."""
    project = furnish(lamps, parts=[Part("district", 3_000_000)], work=[(*LAMPS, 100_000)])
    return bring(project, "start")


def dearer(price):
    work = [("照明灯", Decimal(30), "盏", None, price)]
    return Wanted(WHY, work=work, parts=[Part("district", 30 * price)])


# ── How much ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("price", "state"), [(110_000, "waiting"), (110_001, "to_residents"), (90_000, "waiting")]
)
def test_exactly_ten_per_cent_is_the_towns_and_more_the_residents(started, secretary, price, state):
    change = changes.ask(started, dearer(price), by=secretary)
    assert change.state == state
    assert (change.old["fen"], change.new["fen"]) == (3_000_000, 30 * price)


def test_the_largest_of_amount_quantity_and_period_counts():
    def version(fen=100, quantity="10", days=60, name="灯"):
        return {"fen": fen, "days": days, "work": [[name, quantity, "盏", 1, None]]}

    assert extent(version(), version()) == 0
    assert extent(version(), version(fen=105)) == 50
    assert extent(version(), version(fen=105, quantity="9")) == 100
    assert extent(version(), version(days=67)) == 117
    assert extent(version(), version(name="椅子")) == 1000
    assert extent(version(fen=100_000), version(fen=110_001)) == 101


# ── The town ─────────────────────────────────────────────────────────────────────────────────────
def test_the_town_lets_a_small_one_happen_and_the_old_numbers_stay(
    started, secretary, town_officer
):
    change = changes.ask(started, dearer(110_000), by=secretary)
    changes.agree(change, by=town_officer, answer="同意。")
    project = fresh(started)
    assert (project.state, project.budget.approved_fen) == ("in_progress", 3_300_000)
    assert project.work_items.get().unit_price_fen == 110_000
    assert standings(project.budget)[0].open == 3_300_000
    entry = Entry.objects.get(kind="change")
    assert (entry.amount_fen, entry.reference) == (300_000, f"{project.query_no}/变更{change.pk}")
    assert Change.objects.get().old["fen"] == 3_000_000
    assert _lies() == 0


def _lies():
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({differences()}) wrong")
        return cursor.fetchone()[0]


def test_less_money_gives_the_difference_back(started, secretary, town_officer):
    change = changes.ask(started, dearer(95_000), by=secretary)
    changes.agree(change, by=town_officer)
    assert standings(fresh(started).budget)[0].open == 2_850_000


def test_who_asks_does_not_let_it(started, secretary, committee):
    change = changes.ask(started, dearer(110_000), by=secretary)
    assert told(changes.agree, change, by=secretary) == ["这一项由所在村（社区）填写，您可以查看。"]
    assert told(changes.agree, change, by=committee)


def test_the_town_says_no_with_a_reason(started, secretary, town_officer):
    change = changes.ask(started, dearer(110_000), by=secretary)
    assert told(changes.refuse, change, by=town_officer, answer="不") == [
        "请写明不同意的理由，至少 4 个字，村里会看到。"
    ]
    changes.refuse(change, by=town_officer, answer="先用原价的库存")
    assert told(changes.agree, change, by=town_officer) == [
        "这份变更现在是“镇里不同意”，不能再审批。"
    ]
    assert fresh(started).budget.approved_fen == 3_000_000


def test_one_open_change_at_a_time(started, secretary):
    change = changes.ask(started, dearer(110_000), by=secretary)
    assert told(changes.ask, started, dearer(105_000), by=secretary) == [
        "这个项目还有一份变更没有办完，请先办完或撤回。"
    ]
    changes.withdraw(change, by=secretary)
    assert changes.ask(started, dearer(105_000), by=secretary).is_open


# ── The residents ────────────────────────────────────────────────────────────────────────────────
def test_a_large_one_is_talked_about_posted_and_confirmed_again(started, secretary):
    assert (
        "请先在“变更”页写明改成什么"
        in told(ProjectLife.change, started, by=secretary, note=REASON)[0]
    )
    change = changes.ask(started, dearer(150_000), by=secretary)
    assert told(changes.agree, change, by=secretary)
    project = steps.take(started, "change", by=secretary, note=REASON)
    assert (project.state, fresh(project).budget.approved_fen) == ("deliberating", None)
    assert fresh(project).work_items.get().unit_price_fen == 150_000
    assert Change.objects.get().state == "decided_anew"
    assert standings(project.budget)[0].open == 3_000_000  # the ledger waits for the decision
    assert _lies() == 0

    moment = clock.now()
    project = take(project, "post_notice", at=moment)
    with time_machine.travel(moment + timedelta(days=5)):
        for verb in ("report", "confirm"):
            project = take(project, verb)
    assert fresh(project).budget.approved_fen == 4_500_000
    assert standings(project.budget)[0].open == 4_500_000
    assert project.journal.filter(target="confirmed", first_time=True).count() == 1
    assert _lies() == 0


# ── What is no change ────────────────────────────────────────────────────────────────────────────
def test_bad_wishes_are_refused_in_a_sentence(started, secretary):
    assert told(changes.ask, started, Wanted("涨价", days=5), by=secretary) == [
        "请写明变更的理由，至少 10 个字。"
    ]
    assert told(changes.ask, started, Wanted(WHY), by=secretary) == [
        "变更前后一样，没有要改的；请改金额、内容或工期。"
    ]
    assert told(changes.ask, started, Wanted(WHY, days=0), by=secretary) == [
        "工期要在 1 到 400 个工作日之间。"
    ]
    more = Wanted(WHY, parts=[Part("district", 3_100_000)])
    assert told(changes.ask, started, more, by=secretary) == [
        "变更后主要内容合计 30,000 元，资金来源合计 31,000 元，请改到一样多。"
    ]
    assert not Change.objects.exists()


def test_neither_before_the_confirmation_nor_by_other_hands(furnished, started, liaison, clerk):
    assert told(changes.ask, started, dearer(110_000), by=liaison) == [
        "这一项由所在村（社区）填写，您可以查看。"
    ]


def test_a_longer_period_moves_the_day_it_is_due(started, secretary, town_officer):
    before = started.due_on
    change = changes.ask(started, Wanted(WHY, days=66), by=secretary)
    changes.agree(change, by=town_officer)
    assert fresh(started).due_on > before
    receive_all(started.budget)
