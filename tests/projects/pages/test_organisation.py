"""An organisation signs in: its own projects, an answer, a report, a proposal; and nothing else."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funding.actions import givers
from funding.actions.budgets import Part
from projects.actions import awards, photos, progress, proposals, works
from projects.actions.progress import Report
from projects.lifecycle import ProjectLife
from projects.models import Photo, Project
from projects.states import State
from tests.factories import pictures as made
from tests.factories.desk import sign_in, text_of
from tests.factories.money import firm
from tests.factories.people import PASSWORD, appoint
from tests.factories.pictures import upload
from tests.factories.projects import A_WHILE, REASON, ROAD, bring, furnish, propose, take
from tests.factories.works import chosen, engage, find_fault, organisation
from tests.house.canaries import NEEDS, PHONES, POSITIONS, SPOTS, canary
from villages import notices
from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@pytest.fixture(autouse=True)
def our_district(settings, tmp_path):
    settings.DISTRICT_CODE, settings.MEDIA_ROOT = "990001", tmp_path


@pytest.fixture
def centre(district):
    return organisation(
        district, "青溪社工中心", "social", contact_name="理事长", contact_phone="13900001111"
    )


@pytest.fixture
def account(centre, district):
    return Actor.at(appoint(Role.ORGANISATION, district, "qingxi", organisation=centre))


def carried_out(village, centre, clerk, until="start", **facts):
    """A project of a resident who said things in confidence, which this organisation carries out."""
    project = furnish(propose(village, clerk, at=clock.now() - A_WHILE, **facts))
    project = bring(project, "confirm")
    engage(project, organisation=centre)
    return project if until == "confirm" else bring_on(project, until)


def bring_on(project, until):
    for verb in ROAD[ROAD.index("start") : ROAD.index(until) + 1]:
        project = take(project, verb)
    return project


def replace_award(project, other, by):
    first = project.awards.get()
    awards.replace(first, chosen(project, organisation=other), by=by, reason="原来的单位退出。")


def filled(village, **more):
    return {
        "form_token": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "village": village.pk,
        "title": "独居长者上门理发", "micro_type": "service", "agree": notices.CURRENT,
        "need": "每月一次，为行动不便的长者上门理发。", **more,
    }  # fmt: skip


def test_she_signs_in_by_the_staffs_door_and_lands_on_her_own_page(account, centre):
    account.person.set_password(PASSWORD)
    account.person.save()
    client = Client()
    answer = client.post(
        "/admin/login/", {"username": "qingxi", "password": PASSWORD, "next": "/admin/"}
    )
    assert (answer.status_code, answer.url) == (302, "/organisation/")
    page = text_of(client.get("/organisation/"))
    assert "青溪社工中心" in page and "申报一个项目" in page
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/organisation/"


def test_from_the_day_on_which_the_account_ends_she_is_out(account):
    client = sign_in(account)
    assert client.get("/organisation/").status_code == 200
    Post.objects.filter(pk=account.post.pk).update(until=clock.today())
    answer = client.get("/organisation/")
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")


def test_it_proposes_and_the_village_finds_it_as_any_other(account, centre, village, programme):
    client = sign_in(account)
    wrong = client.post("/organisation/propose/", filled(village, need="短", agree=""))
    assert wrong.status_code == 422 and 'value="独居长者上门理发"' in text_of(wrong)
    answer = client.post("/organisation/propose/", filled(village))
    project = Project.objects.get()
    assert (answer.status_code, answer.url) == (303, f"/organisation/{project.query_no}/")
    assert client.post("/organisation/propose/", filled(village)).url == answer.url
    assert Project.objects.count() == 1
    assert (project.state, project.identity, project.operator) == (
        State.SUBMITTED, "organisation", account.post,
    )  # fmt: skip
    assert (project.contact.name, project.contact.phone) == ("理事长", "13900001111")
    assert project.journal.get().actor_name == "青溪社工中心"
    page = text_of(client.get(answer.url))
    assert "每月一次" in page and "申报交给" in page and "最晚 2026年" in page
    assert "申报交给" not in text_of(client.get(answer.url))


def test_a_group_of_one_village_proposes_for_that_village_only(district, village, neighbour):
    team = organisation(district, "巡逻队", "team", village=village, category="safety")
    by = Actor.at(appoint(Role.ORGANISATION, district, "team", organisation=team))
    answer = sign_in(by).post("/organisation/propose/", filled(neighbour))
    assert answer.status_code == 422 and "请从列表里选一个村" in text_of(answer)


def test_it_answers_what_was_sent_back(account, village, programme, liaison):
    client = sign_in(account)
    client.post("/organisation/propose/", filled(village))
    project = ProjectLife.send_back(
        Project.objects.get(), by=liaison, note="请写清楚为多少位长者。"
    )
    page = text_of(client.get("/organisation/"))
    assert "村里请您补充情况" in page
    page = text_of(client.get(f"/organisation/{project.query_no}/"))
    assert "请写清楚为多少位长者。" in page
    assert client.post(f"/organisation/{project.query_no}/", {"text": "短"}).status_code == 422
    answer = client.post(f"/organisation/{project.query_no}/", {"text": "为 20 位长者，每月一次。"})
    project.refresh_from_db()
    assert (answer.status_code, project.state) == (303, State.SUBMITTED)
    assert "为 20 位长者" in project.need
    assert "补充的情况已经交给" in text_of(client.get(answer.url))


def test_another_account_of_it_answers_too_and_another_organisation_does_not(
    account, centre, district, village, programme, liaison
):
    sign_in(account).post("/organisation/propose/", filled(village))
    project = ProjectLife.send_back(Project.objects.get(), by=liaison, note=REASON)
    other = Actor.at(appoint(Role.ORGANISATION, district, "other"))
    with pytest.raises(Refused):
        proposals.supplement(project, by=other, text="我来补充一下情况。")
    second = Actor.at(appoint(Role.ORGANISATION, district, "second", organisation=centre))
    assert proposals.supplement(project, by=second, text="我来补充。").state == State.SUBMITTED


def test_it_reports_how_far_it_is_with_photos(account, centre, village, programme, clerk):
    project = carried_out(village, centre, clerk)
    client, address = sign_in(account), f"/organisation/{project.query_no}/progress/"
    assert "还没有报过进度" in text_of(client.get("/organisation/"))
    item = project.work_items.first()
    told = {"per_cent": 40, "done": "灯杆都立好了。", "problem": "下雨", "next": "接线"}
    too_much = client.post(address, told | {f"item_{item.pk}": "9999"})
    assert too_much.status_code == 422 and "不能比计划的多" in text_of(too_much)
    assert 'value="9999"' in text_of(too_much)
    answer = client.post(address, told | {f"item_{item.pk}": "3", "photos": [upload(made.jpeg())]})
    assert (answer.status_code, answer.url) == (303, f"/organisation/{project.query_no}/")
    assert "进度记下了：40%。照片处理好" in text_of(client.get(answer.url))
    row = project.progress.get()
    assert (row.per_cent, row.by_name, row.problem) == (40, "青溪社工中心", "下雨")
    photo = row.photos.get()
    assert (photo.phase, photo.is_public) == (Photo.Phase.DURING, False)
    assert "还没有报过进度" not in text_of(client.get("/organisation/"))


def test_a_month_without_a_report_waits_for_it(account, centre, village, programme, clerk):
    project = carried_out(village, centre, clerk)
    told = progress.report(project, Report(per_cent=10, done="开工。"), by=account)
    for days, waits in ((30, False), (31, True)):
        with time_machine.travel(told.at + timedelta(days=days), tick=False):
            page = text_of(sign_in(account).get("/organisation/"))
        assert ("一个月没有报进度了" in page) == waits


def test_only_the_implementer_reports(account, centre, village, programme, clerk, district):
    project = bring(furnish(propose(village, clerk, at=clock.now() - A_WHILE)), "start")
    works.add_party(project, by=clerk, role="co_operator", organisation=centre)
    client = sign_in(account)
    assert client.get(f"/organisation/{project.query_no}/").status_code == 200
    assert client.get(f"/organisation/{project.query_no}/progress/").status_code == 404
    with pytest.raises(Refused, match="由所在村"):
        progress.report(project, Report(per_cent=5, done="来了。"), by=account)
    with pytest.raises(Refused, match="照片由提出人"):
        photos.attach(project, by=account, files=[upload(made.jpeg())], phase=Photo.Phase.DURING)


def test_it_reads_what_to_put_right_now_and_not_what_is_settled(
    account, centre, village, programme, clerk
):
    def page(project):
        return text_of(sign_in(account).get(f"/organisation/{project.query_no}/"))

    project = carried_out(village, centre, clerk, "inspect")
    find_fault(project, problems="两盏不亮。")
    project = ProjectLife.rectify(project, by=clerk, note=REASON)
    assert "两盏不亮" in page(project) and "2026年6月20日 以前整改好" in page(project)
    project = take(project, "inspect")
    find_fault(project, result="failed", problems="灯杆歪了。")
    project = ProjectLife.rectify(project, by=clerk, note=REASON)
    assert "灯杆歪了" in page(project) and "两盏不亮" not in page(project)
    for verb in ("inspect", "complete", "open_evaluation"):
        project = take(project, verb)
    project = ProjectLife.reopen(project, by=clerk, note="居民说巷尾还是黑，再加两盏。")
    told = page(project)
    assert "居民评议不满意，要整改" in told and "居民说巷尾还是黑" in told
    assert "灯杆歪了" not in told and "以前整改好" in told


def test_an_implementer_that_was_replaced_reports_no_more(
    account, centre, village, programme, clerk
):
    project = carried_out(village, centre, clerk)
    other = organisation(village.town.district, "接手的公司")
    replace_award(project, other, clerk)
    with pytest.raises(Refused):
        progress.report(project, Report(per_cent=5, done="来了。"), by=account)
    assert sign_in(account).get(f"/organisation/{project.query_no}/").status_code == 404


def test_what_is_its_own_in_four_ways_and_nothing_else(
    account, centre, village, programme, clerk, district
):
    mine = carried_out(village, centre, clerk, title="实施的")
    helps = propose(village, clerk, at=clock.now() - A_WHILE, title="协办的")
    works.add_party(helps, by=clerk, role="team", organisation=centre)
    giver = firm(village, centre.name)
    givers.recognise(centre)
    parts = [Part("district", 3_000_000), Part("sponsorship", 400_000, giver=giver)]
    gives = furnish(propose(village, clerk, at=clock.now() - A_WHILE, title="赞助的"), parts=parts)
    others = bring(furnish(propose(village, clerk, at=clock.now() - A_WHILE)), "start")
    client = sign_in(account)
    client.post("/organisation/propose/", filled(village))
    proposed = Project.objects.get(operator=account.post)
    home = text_of(client.get("/organisation/"))
    for project in (mine, helps, gives, proposed):
        address = f"/organisation/{project.query_no}/"
        assert address in home and client.get(address).status_code == 200
    assert others.query_no not in home
    for tail in ("", "progress/"):
        address = f"/organisation/{others.query_no}/{tail}"
        assert client.get(address).status_code == client.post(address, {}).status_code == 404
    page = text_of(client.get(f"/organisation/{gives.query_no}/"))
    assert "4,000" in page and "30,000" not in page  # its own gift, nobody else's money


def test_every_step_but_a_proposers_own_is_refused(account, centre, village, programme, clerk):
    project = carried_out(village, centre, clerk)
    for step in ProjectLife.steps():
        assert not step.is_in_the_hands_of(account, project), step.verb
    sign_in(account).post("/organisation/propose/", filled(village))
    proposed = Project.objects.get(operator=account.post)
    hers = {step.verb for step in ProjectLife.steps() if step.is_in_the_hands_of(account, proposed)}
    assert hers == {"submit", "resubmit", "withdraw"}


def test_no_page_of_it_tells_what_a_resident_said_in_confidence(
    account, centre, village, programme, clerk
):
    """The control below finds each of them where it stands in a public word."""
    secret = canary(7)
    private = re.compile(f"{PHONES}|{SPOTS}|{NEEDS}|{POSITIONS}|司徒第")
    carried = carried_out(village, centre, clerk, **secret)
    helps = propose(village, clerk, at=clock.now() - A_WHILE, **canary(8))
    works.add_party(helps, by=clerk, role="co_operator", organisation=centre)
    client = sign_in(account)
    pages = ["/organisation/", "/organisation/propose/"]
    for project in (carried, helps):
        pages += [f"/organisation/{project.query_no}/"]
    pages += [f"/organisation/{carried.query_no}/progress/"]
    for address in pages:
        answer = client.get(address)
        assert answer.status_code == 200
        assert private.findall(text_of(answer)) == [], address
    Project.objects.filter(pk=carried.pk).update(public_need=secret["need"])
    assert private.findall(text_of(client.get(f"/organisation/{carried.query_no}/")))


def test_no_register_and_no_page_of_the_desk_opens(account, centre, village, programme, clerk):
    project = carried_out(village, centre, clerk)
    client = sign_in(account)
    for name, args in (
        ("admin:index", []), ("admin:projects_project_changelist", []),
        ("admin:projects_project_change", [project.pk]),
        ("admin:projects_project_money", [project.pk]),
        ("admin:projects_project_progress", [project.pk]),
        ("admin:villages_organisation_sheet", [centre.pk]),
        ("admin:funding_ledger", []), ("desk_progress", []),
    ):  # fmt: skip
        answer = client.get(reverse(name, args=args))
        assert (answer.status_code, "/login/" in answer.url) == (302, True), name


def test_one_and_three_projects_cost_the_same(account, centre, village, programme, clerk):
    client, asked = sign_in(account), []
    for number in (1, 2):
        for _one in range(number):
            carried_out(village, centre, clerk)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/organisation/").status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 13


def test_what_was_sent_too_late_waits_on_her_page(account, village, programme):
    account.person.set_password(PASSWORD)
    account.person.save()
    with time_machine.travel(clock.now(), tick=False) as moment:
        client = sign_in(account)
        client.get("/organisation/propose/")
        moment.shift(3600)
        answer = client.post("/organisation/propose/", filled(village))
        assert (answer.status_code, Project.objects.count()) == (303, 0)
        client.post(answer.url, {"username": "qingxi", "password": PASSWORD})
        page = text_of(client.get("/organisation/"))
        assert "您刚才填的还在" in page
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
        assert client.post("/organisation/propose/", fields).status_code == 303
        assert Project.objects.get().title == "独居长者上门理发"
        assert "您刚才填的还在" not in text_of(client.get("/organisation/"))


def test_without_a_second_factor_she_sets_one_up_first(account, settings):
    settings.SECOND_FACTOR = True
    client = sign_in(account)
    answer = client.get("/organisation/", follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/factors/"
    assert answer.status_code == 200
