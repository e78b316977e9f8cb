"""A course of twelve activities by a centre that pays most of it; meals as a running service; wiring by
household, of which nothing private is found anywhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from funding.actions.budgets import Part
from projects.actions import awards, facts, served, services, turnout, works
from projects.lifecycle import ProjectLife
from projects.models import Activity
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.money import firm, receive_all
from tests.factories.projects import bring, furnish, hand_in, propose
from tests.factories.services import agreed, announce, came, enrol, hold, past, sign_up
from tests.factories.works import accept, chosen, finish, organisation
from tests.house.canaries import crawl, public_addresses
from tests.house.objects import one_of_each
from villages.models import Place
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

CENTRE = "青溪社会工作服务中心"


@pytest.fixture(autouse=True)
def our_district(settings, tmp_path):
    settings.DISTRICT_CODE = "990001"
    settings.MEDIA_ROOT = tmp_path


def read(project):
    return Client().get(f"/projects/{project.query_no}/").content.decode()


def service(village, clerk, parts, work):
    project = propose(village, by=clerk, at=clock.now() - timedelta(days=30))
    project = furnish(project, parts=parts, work=work)
    facts.edit(project, by=clerk, project_class="services", micro_type="service")
    return bring(project, "confirm")


def test_a_course_of_twelve_by_a_centre_that_pays_most_of_it(village, programme, clerk, team):
    district = village.town.district
    centre = organisation(district, CENTRE, "social")
    giver = firm(village, CENTRE)
    parts = [Part("district", 320_000), Part("sponsorship", 880_000, giver=giver)]
    project = service(village, clerk, parts, [("课程", 12, "场", None)])
    receive_all(project.budget)

    awards.award(project, chosen(project, organisation=centre), by=team.liaison)
    works.add_party(
        project, by=team.liaison, role="sponsor", organisation=centre, does="赞助大部分"
    )
    services.plan(project, agreed(activities=12, person_times=360), by=team.liaison)
    project = ProjectLife.start(project, by=team.liaison)
    group = organisation(district, "恒常服务小组", "team", village=village, category="care")
    for lesson in range(11):
        hold(project, 12 - lesson, 30, by=clerk, volunteers=2, hours=1.5, team=group)
    last = announce(project, 1, title="结业合唱", capacity=40, by=team.liaison)
    singers = [sign_up(last) for _one in range(3)]
    assert "还有 37 个名额" in read(project)

    with pytest.raises(Refused, match="还没有开始"):
        turnout.hold(last, came(42), by=team.liaison)
    past(last, 0)
    Activity.objects.filter(pk=last.pk).update(starts="00:00", ends="00:01")
    keys = tuple(one.pk for one in singers)
    row = turnout.hold(last, came(42, came=keys, way="sign_in"), by=team.liaison)
    assert turnout.is_above(Activity.objects.get(pk=last.pk), row) == 5

    finish(project, by=team.liaison, done="十二场全部唱完。")
    project = ProjectLife.inspect(project, by=team.liaison)
    accepted = accept(project, by=team.secretary)
    assert accepted.items[-2:] == [
        ["活动", "", "12", "12", "场", True, ""],
        ["服务人次", "", "360", "375", "人次", True, ""],
    ]
    project = ProjectLife.complete(project, by=team.secretary)
    page = read(project)
    for words in ("12 场（次）", "375 人次", "33 小时", CENTRE):
        assert words in page, words
    assert not re.search("陈姨|139000", page)

    project = ProjectLife.open_evaluation(project, by=team.secretary)
    hand_in(project)
    assert project.state == "evaluating"


def test_meals_go_on_and_whom_they_reach_is_nobodys_business(village, programme, clerk, team):
    project = service(
        village, clerk, [Part("district", 3_000_000)], [("送餐上门", 180, "天", None)]
    )
    awards.award(project, chosen(project), by=team.liaison)
    rule = "因身体、路途等原因到不了长者饭堂的长者"
    services.plan(
        project, agreed(eligibility=rule, activities=180, person_times=5400, frequency="每个工作日中午"),
        by=team.liaison,
    )  # fmt: skip
    project = ProjectLife.start(project, by=team.liaison)
    people = [enrol(project, by=team.liaison, name=f"欧阳第{n}位") for n in range(6)]
    hold(project, 8, 30, sessions=5)
    hold(project, 1, 30, sessions=5)
    page = read(project)
    for words in (rule, "6 人（名单不公开）", "10 场（次）", "60 人次", "每个工作日中午"):
        assert words in page, words
    assert "欧阳" not in page

    desk = sign_in(team.liaison)
    opened = desk.post(page_of(project, "served"), {"part": "read", "why": "送餐路线，核对名单"})
    assert "欧阳第0位" in text_of(desk.get(opened.headers["Location"]))
    assert project.served_readings.get().why == "送餐路线，核对名单"
    for one in people[:2]:
        served.stop(one, by=team.liaison, until=clock.today(), because="搬去和女儿住")
    assert "6 人" in read(project)  # until the end of the day


def wired(village, clerk, team, homes, hamlet):
    """Homes of one hamlet are wired anew: from the door in the proposal to the end of the work."""
    hamlet = Place.objects.create(village=village, kind="hamlet", name=hamlet)
    door = Place.objects.create(village=village, kind="building", name="司徒家三号", parent=hamlet)
    project = propose(
        village, by=clerk, at=clock.now() - timedelta(days=30), spot="司徒家三号", latitude=22.0531234,
        longitude=113.3542345,
    )  # fmt: skip
    project = furnish(
        project, parts=[Part("district", 2_000_000)], work=[("用电线路更换", homes, "户", door)]
    )
    facts.edit(project, by=clerk, place=hamlet)
    project = bring(project, "start")
    finish(project, by=team.liaison)
    project = ProjectLife.inspect(project, by=team.liaison)
    accept(project, by=team.secretary)
    return ProjectLife.complete(project, by=team.secretary)


def test_wiring_by_household_is_a_number_and_a_place_from_five_homes_up(
    village, programme, clerk, team
):
    few, enough = wired(village, clerk, team, 4, "司徒巷"), wired(village, clerk, team, 5, "长安巷")
    pages = crawl(Client(), public_addresses(one_of_each(village, clerk)))
    text = "\n".join(body.decode(errors="replace") for body in pages.values())
    assert "司徒家" not in text
    assert "22.05" not in text
    for project, homes in ((few, 4), (enough, 5)):
        api = Client().get(f"/api/v1/projects/{project.query_no}/").content.decode()
        about = read(project) + api
        assert f"已完成 {homes}，计划 {homes} 户" in about
        assert "司徒巷" not in about and ("长安巷" in about) == (project == enough)
    notices = "".join(
        body.decode(errors="replace")
        for address, body in pages.items() if address.startswith("/notices/")
    )  # fmt: skip
    assert "长安巷" in notices and "司徒巷" not in notices
