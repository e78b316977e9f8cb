"""30 lamps in four hamlets: 28 were there when the committee counted; two gates; wiring by household."""

from datetime import timedelta

import pytest
from django.test import Client

from funding.actions.budgets import Part
from projects.actions import acceptance, awards, progress, works
from projects.actions.progress import Report
from projects.lifecycle import ProjectLife
from tests.factories.money import OWN, receive_all
from tests.factories.projects import REASON, bring, furnish
from tests.factories.works import accept, chosen, finish
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@pytest.fixture(autouse=True)
def our_district(settings):
    settings.DISTRICT_CODE = "990001"


def read(project):
    return Client().get(f"/projects/{project.query_no}/").content.decode()


def places(village, names, kind="hamlet", parent=None):
    return [
        Place.objects.create(village=village, kind=kind, name=name, parent=parent) for name in names
    ]


def test_two_lamps_are_missing_at_first(lamps, village, team, supervision_committee):
    hamlets = places(village, ("第一自然村", "第二自然村", "第三自然村", "第四自然村"))
    work = [("照明灯", n, "盏", one) for n, one in zip((8, 8, 7, 7), hamlets, strict=True)]
    parts = [Part("district", 3_000_000)]
    project = bring(furnish(lamps, parts=parts, work=work), "confirm")
    lights = list(project.work_items.filter(name="照明灯"))
    awards.award(project, chosen(project), by=team.liaison)
    project = ProjectLife.start(project, by=team.liaison)

    there = {item.pk: item.quantity for item in project.work_items.all()}
    told = Report(100, "装好了，请验收。", actuals=there | {lights[2].pk: 5})
    progress.report(project, told, by=team.liaison)
    project = ProjectLife.inspect(project, by=team.liaison)
    deadline = clock.today() + timedelta(days=5)
    counted = {pk: (number, True, "") for pk, number in there.items()}
    short = counted | {lights[2].pk: (5, True, "少两盏")}
    with pytest.raises(Refused, match="第三自然村 照明灯 5/7 盏"):
        accept(project, by=team.secretary, actuals=short)
    accept(
        project, by=team.secretary, actuals=short, result="rectify", deadline=deadline,
        problems="第三自然村少 2 盏。",
    )  # fmt: skip
    project = ProjectLife.rectify(project, by=team.secretary, note=REASON)
    assert project.due_on == deadline
    assert '第三自然村：照明灯：<span class="nw">已完成 5，计划 7 盏' in read(project)

    finish(project, by=team.liaison, done="补装 2 盏。")
    project = ProjectLife.inspect(project, by=team.liaison)
    members = (("residents", "陈某"),)
    row = accept(project, by=team.secretary, members=members)
    for who in (team.secretary, supervision_committee):
        acceptance.sign(row, by=who)
    project = ProjectLife.complete(project, by=team.secretary)
    page = read(project)
    assert project.state == "completed"
    assert '第三自然村：照明灯：<span class="nw">已完成 7，计划 7 盏' in page
    assert "验收：整改后合格" in page
    assert "陈某" not in page


def test_two_gates_that_the_residents_of_two_buildings_pay(lamps, village, secretary):
    [estate] = places(village, ("金洲花园",), "estate")
    blocks = places(village, ("A栋", "B栋"), "building", estate)
    work = [("出入口门闸", 1, "处", block) for block in blocks]
    project = furnish(lamps, parts=[Part("self_raised", 700_000, **OWN)], work=work)
    project = bring(project, "confirm")
    receive_all(project.budget)
    awards.award(project, chosen(project), by=secretary)
    project = bring_on(project, secretary)
    page = read(project)
    assert '金洲花园：出入口门闸：<span class="nw">已完成 1，计划 1 处' in page
    assert not any(block in page for block in ("A栋", "B栋"))


def bring_on(project, by):
    """From the choice to completion by the village's own hands."""
    project = ProjectLife.start(project, by=by)
    finish(project, by=by)
    project = ProjectLife.inspect(project, by=by)
    accept(project, by=by)
    return ProjectLife.complete(project, by=by)


def test_wiring_by_household_shows_a_number_and_nobody(lamps, village, secretary):
    [home] = places(village, ("司徒家",), "building")
    work = [("用电线路更换", 12, "户", None)]
    project = bring(furnish(lamps, parts=[Part("district", 4_000_000)], work=work), "confirm")
    awards.award(project, chosen(project), by=secretary)
    works.talk(project, by=secretary, place=home, point="司徒家厨房", households=1, agreed="走明线")
    project = bring_on(project, secretary)
    page = read(project)
    assert '用电线路更换：<span class="nw">已完成 12，计划 12 户' in page
    assert "司徒" not in page
