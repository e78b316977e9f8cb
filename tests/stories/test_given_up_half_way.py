"""A started matter is given up: the clock stops, what was not used goes back to the fen, the proposer
is told, the books close and the file is put away."""

from uuid import uuid4

import pytest

from funding.invariants import TWELVE, rows_against
from funding.lines import Line
from funding.models import Budget, Entry
from funding.queries.balances import standings
from funding.queries.books import open_books, quota_of
from projects.actions import dossiers, money
from projects.lifecycle import ProjectLife
from tests.factories.money import pay, payment, settled
from tests.factories.projects import bring
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
WHY = "地下有军用光缆，不能开挖，和居民商量后终止。"
OWN = Line("self_raised")
ADVANCE, BACK = 1_700_000, 340_000  # a half was paid, a fifth of it was not used


def lines(project):
    """{source: (open, paid, cash)} in fen."""
    budget = Budget.objects.get(pk=project.budget_id)
    return {one.line.source: (one.open, one.paid, one.cash) for one in standings(budget)}


def all_hold():
    return [one.code for one in TWELVE if rows_against(one)[0]] == []


def back(fen, **more):
    return {
        "fen": fen, "key": uuid4(), "on": clock.today(), "reference": "退款1",
        "payee": "青溪建设有限公司", "why": "没有施工的部分退回", **more,
    }  # fmt: skip


def test_a_started_matter_is_given_up(
    client, lamps, secretary, liaison, town_officer, town_finance
):
    project = bring(lamps, "start")
    pay(project.budget, ADVANCE, "advance")
    assert lines(project) == {
        "district": (1_500_000, 1_500_000, 0), "self_raised": (200_000, 200_000, 200_000),
    }  # fmt: skip

    # A payment that waits is decided first.
    waiting = money.ask_to_pay(project, payment(1_000), by=liaison, on=clock.today())
    with pytest.raises(Refused, match="还有 1 笔付款申请没有办完"):
        ProjectLife.terminate(project, by=town_officer, note=WHY)
    money.take_back(project, waiting, by=liaison)
    assert project.due_on
    project = ProjectLife.terminate(project, by=town_officer, note=WHY)

    # The clock stands; the unspent part went back: to the quota, and to the residents.
    assert (project.state, project.due_on) == ("terminated", None)
    assert lines(project) == {"district": (0, 1_500_000, 0), "self_raised": (0, 200_000, 0)}
    told = Message.objects.to("contact", project.contact_id).order_by("pk").last()
    assert told.topic == "terminated" and WHY in str(told.facts)
    page = client.get(f"/projects/{project.query_no}/").content.decode()
    assert "已终止" in page and WHY in page

    # The builder gives back what it did not use; it goes straight on to where it came from.
    with pytest.raises(Refused, match="不超过它"):
        money.refund(project, OWN, by=town_finance, **back(200_001))
    money.refund(project, Line("district"), by=town_finance, **back(BACK - 40_000))
    money.refund(project, OWN, by=town_finance, **back(40_000))
    assert lines(project) == {"district": (0, 1_200_000, 0), "self_raised": (0, 160_000, 0)}
    kinds = Entry.objects.filter(budget=project.budget_id).values_list("kind", flat=True)
    assert list(kinds.order_by("pk"))[-6:] == ["refund", "release", "give_back"] * 2
    village, year = project.village, project.budget.year
    assert quota_of(village, year, book_fen=None).committed == 1_200_000
    with pytest.raises(Refused, match="最多还能付 0 元"):
        money.ask_to_pay(project, payment(1), by=liaison, on=clock.today())
    assert open_books(project.budget) == [] and all_hold()

    # Settled at what was paid, neither more nor less.
    for fen in (1_360_001, 1_359_999):
        with pytest.raises(Refused, match="审定价"):
            money.settle(project, settled(fen), by=town_finance, on=clock.today())
    money.settle(project, settled(1_360_000), by=town_finance, on=clock.today())

    # The file: papers of an end that never came are not asked for.
    with pytest.raises(Refused, match="档案还缺"):
        dossiers.file_away(project, by=liaison, where="村档案柜 3 号")
    dossiers.explain_the_rest(project, by=liaison, words="在村档案柜里。")
    client.force_login(liaison.person)
    file = f"/admin/projects/project/{project.pk}/dossier/"
    assert "验收" not in client.get(file).content.decode().split("<dl")[1].split("</dl>")[0]
    assert client.post(file, {"deed": "file_away", "where": ""}).status_code == 400
    assert client.post(file, {"deed": "file_away", "where": "村档案柜 3 号"}).status_code == 302
    assert "村档案柜 3 号" in client.get(file).content.decode()
    assert client.post(file, {"deed": "file_away", "where": "村档案柜 3 号"}).status_code == 409
    assert Budget.objects.get(pk=project.budget_id).closed_on == clock.today()
    assert all_hold()


def test_given_up_before_it_began_needs_no_settlement(lamps, liaison, district_officer):
    project = bring(lamps, "confirm")
    project = ProjectLife.terminate(project, by=district_officer, note=WHY)
    assert lines(project) == {"district": (0, 0, 0), "self_raised": (0, 0, 0)}
    dossiers.explain_the_rest(project, by=liaison, words="在村档案柜里。")
    assert not project.dossier_notes.filter(paper__in=["money", "contract"]).exists()
    assert dossiers.file_away(project, by=liaison, where="村档案柜 3 号").pk and all_hold()


def test_who_is_not_of_the_village_files_nothing_away(lamps, secretary, town_officer):
    confirmed = bring(lamps, "confirm")
    with pytest.raises(Refused, match="现在是“已确定”"):
        dossiers.file_away(confirmed, by=secretary, where="村档案柜 3 号")
    ended = ProjectLife.terminate(confirmed, by=town_officer, note=WHY)
    with pytest.raises(Refused, match="所在村"):
        dossiers.file_away(ended, by=town_officer, where="村档案柜 3 号")
