"""How far it is, who takes part, what was agreed: written once, never more than planned."""

from datetime import timedelta

import pytest
from django.db.transaction import atomic
from django.template.loader import render_to_string
from django.test import Client

from projects.actions import progress, works
from projects.actions.progress import Report
from projects.lifecycle import ProjectLife
from projects.models import Compliance, Party, Progress, WorkItem
from projects.queries import tasks
from projects.queries.public_project import detail
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.people import delegated
from tests.factories.pictures import upload
from tests.factories.projects import bring, furnish, take
from tests.factories.works import accept, finish, organisation
from villages.models import Post
from villages.standing_in import posts_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

CAMERAS = [("高清摄像头", 18, "个", None)]


@pytest.fixture
def running(furnished):
    return bring(furnished, "start")


def said(per_cent=40, **more):
    return Report(**{"per_cent": per_cent, "done": "灯杆立好了。"} | more)


def test_a_report_of_a_minute_is_what_everybody_reads(running, liaison):
    item = running.work_items.first()
    told = said(problem="下雨", next="接线", actuals={item.pk: 12}, photos=(upload(),))
    row = progress.report(running, told, by=liaison)
    assert row.photos.get().phase == "during"
    found = detail(running.query_no).works
    assert (found.per_cent, found.done, found.problem, found.next) == (
        40,
        "灯杆立好了。",
        "下雨",
        "接线",
    )
    assert found.items[0] == ("照明灯", "12", "30", "盏")


def test_each_report_has_room_for_three_photos_of_its_own(running, liaison):
    for _report in range(3):
        row = progress.report(running, said(photos=tuple(upload() for _ in range(3))), by=liaison)
        assert row.photos.count() == 3
    with pytest.raises(Refused, match="最多 3 张"):
        progress.report(running, said(photos=tuple(upload() for _ in range(4))), by=liaison)


def test_as_much_as_planned_is_taken_and_more_is_refused_with_what_to_do(running, liaison):
    item = running.work_items.first()
    progress.report(running, said(actuals={item.pk: 30}), by=liaison)
    with pytest.raises(
        Refused, match="照明灯：计划 30 盏，写的是 31，不能比计划的多；确实多做了，请先办变更"
    ):
        progress.report(running, said(actuals={item.pk: 31}), by=liaison)
    item.refresh_from_db()
    assert item.actual == 30


def test_postgresql_refuses_more_than_planned_as_well(running):
    with pytest.raises(Exception, match="no_more_is_there_than_was_planned"), atomic():
        WorkItem.objects.filter(project=running).update(actual=10_000)


@pytest.mark.parametrize(("per_cent", "fine"), [(0, True), (100, True), (101, False)])
def test_a_per_cent_is_at_most_a_hundred(running, liaison, per_cent, fine):
    if fine:
        assert progress.report(running, said(per_cent), by=liaison).per_cent == per_cent
        return
    with pytest.raises(Refused, match="在 0 到 100 之间"):
        progress.report(running, said(per_cent), by=liaison)


def test_less_than_the_last_time_needs_a_reason(running, liaison):
    progress.report(running, said(60), by=liaison)
    with pytest.raises(Refused, match="上一次报的是 60%，这一次是 40%，少了"):
        progress.report(running, said(40), by=liaison)
    assert (
        progress.report(running, said(40, problem="两盏装错了，重做。"), by=liaison).per_cent == 40
    )


def test_reports_are_not_rewritten_and_stand_in_the_order_of_time(running, liaison):
    progress.report(running, said(), by=liaison)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        Progress.objects.update(per_cent=99)
    with pytest.raises(Refused, match="不能早于上一次进度"):
        progress.report(running, said(), by=liaison, at=clock.now() - timedelta(hours=1))


def test_only_the_village_reports_and_only_while_it_is_built(
    running, furnished, liaison, town_officer, neighbour_secretary
):
    for stranger in (town_officer, neighbour_secretary):
        with pytest.raises(Refused, match="由所在村（社区）填写"):
            progress.report(running, said(), by=stranger)
    finished = take(running, "inspect")
    with pytest.raises(Refused, match="这一项不再填写"):
        progress.report(finished, said(), by=liaison)


def test_ninety_nine_per_cent_are_not_finished(running, liaison):
    with pytest.raises(Refused, match="还没有报完工"):
        ProjectLife.inspect(running, by=liaison)
    progress.report(running, said(99), by=liaison)
    with pytest.raises(Refused, match="最近一次进度是 99%"):
        ProjectLife.inspect(running, by=liaison)
    finish(running, by=liaison)
    assert ProjectLife.inspect(running, by=liaison).state == "inspecting"


def test_who_takes_part_is_read_by_all_until_it_ends(running, liaison, village):
    team = organisation(village.town.district, "巡逻队", "team", village=village, category="safety")
    works.add_party(running, by=liaison, role="team", organisation=team, does="维持秩序")
    office = works.add_party(running, by=liaison, role="department", office="镇卫生院")
    assert [one[:3] for one in detail(running.query_no).works.parties] == [
        ("公益服务队", "巡逻队", "维持秩序"), ("联系部门", "镇卫生院", ""),
    ]  # fmt: skip
    with pytest.raises(Refused, match="已经是这个角色"):
        works.add_party(running, by=liaison, role="team", organisation=team)
    with pytest.raises(Refused, match="二选一"):
        works.add_party(running, by=liaison, role="lead")
    with pytest.raises(Refused, match="已经是这个角色"):  # an office has no organisation
        works.add_party(running, by=liaison, role="department", office="镇卫生院")
    works.add_party(running, by=liaison, role="lead", office="镇卫生院")
    Party.objects.filter(role="lead").update(ended_at=clock.now())
    works.end_party(office, by=liaison)
    with pytest.raises(Refused, match="已经不是"):
        works.end_party(office, by=liaison)
    assert [one[1] for one in detail(running.query_no).works.parties] == ["巡逻队"]
    assert Party.objects.count() == 3


def test_a_task_is_done_once(running, liaison):
    task = works.add_task(running, by=liaison, what="订灯", who="王某", due_on=clock.today())
    works.finish_task(task, by=liaison)
    with pytest.raises(Refused, match="已经办完了"):
        works.finish_task(task, by=liaison)


def test_the_public_reads_how_many_spots_were_agreed_and_not_which(running, liaison, hamlet):
    for point, homes in (("榕树旁王家门口", 3), ("祠堂后", 2)):
        works.talk(running, by=liaison, place=hamlet, point=point, households=homes, agreed="靠墙")
    finish(running, by=liaison)
    found = detail(running.query_no).works
    assert (found.talks, found.households) == (2, 5)
    assert "王家" not in str(found)
    with pytest.raises(Refused, match="至少和 1 户"):
        works.talk(running, by=liaison, point="巷口", households=0, agreed="靠墙")


def test_only_what_looks_at_people_is_checked(running, lamps, liaison):
    with pytest.raises(Refused, match="没有摄像头、门禁"):
        works.check_compliance(running, by=liaison, line="sign", holds=True)


def test_what_does_not_hold_says_why(lamps, liaison):
    project = bring(furnish(lamps, work=CAMERAS), "start")
    with pytest.raises(Refused, match="没有做到的要写明"):
        works.check_compliance(project, by=liaison, line="filed", holds=False)
    works.check_compliance(project, by=liaison, line="filed", holds=False, words="下周报备")
    works.check_compliance(project, by=liaison, line="filed", holds=True)
    assert [one.holds for one in project.compliance.all()] == [False, True]


@pytest.fixture
def watching(lamps):
    return bring(furnish(lamps, work=CAMERAS), "inspect")


def test_what_watches_people_does_not_pass_before_every_line_of_its_check_holds(
    watching, secretary
):
    accept(watching)
    lines = Compliance.Line.values
    with pytest.raises(Refused, match="摄像头、门禁还有 5 条没有查或者没有做到：只为公共安全"):
        ProjectLife.complete(watching, by=secretary)
    for line in lines:
        last = line == lines[-1]
        words = "下周装好" if last else ""
        works.check_compliance(watching, by=secretary, line=line, holds=not last, words=words)
    with pytest.raises(Refused, match="还有 1 条没有查或者没有做到：门禁有刷卡"):
        ProjectLife.complete(watching, by=secretary)
    works.check_compliance(watching, by=secretary, line=lines[-1], holds=True)
    assert ProjectLife.complete(watching, by=secretary).state == "completed"


def test_the_sheet_of_its_acceptance_has_the_check(watching, secretary):
    works.check_compliance(watching, by=secretary, line="sign", holds=True)
    desk = sign_in(secretary)
    sheet = text_of(desk.get(page_of(watching, "acceptance_sheet")))
    assert "☑ 装了显眼的提示标识" in sheet and "□ 只为公共安全" in sheet
    assert "去“实施”页逐条检查" in text_of(desk.get(page_of(watching, "acceptance")))


def test_stages_are_followed_by_everybody(running, liaison, town_officer):
    today = clock.today()
    first = works.add_milestone(running, by=liaison, what="灯杆立好", due_on=today)
    works.add_milestone(running, by=liaison, what="接电", due_on=today + timedelta(days=9))
    assert [one.order for one in running.milestones.all()] == [1, 2]
    with pytest.raises(Refused, match="还没有到的日子"):
        works.reach(first, by=liaison, on=today + timedelta(days=1))
    works.reach(first, by=liaison)
    with pytest.raises(Refused, match="已经写过做到了"):
        works.reach(first, by=liaison)
    for by in (town_officer,):
        with pytest.raises(Refused, match="由所在村"):
            works.add_milestone(running, by=by, what="试灯", due_on=today)
    page = text_of(Client().get(f"/projects/{running.query_no}/"))
    assert "灯杆立好：2026年6月10日做到" in page and "接电：计划 2026年6月19日" in page


def test_photos_have_a_place(running, liaison, hamlet):
    row = progress.report(running, said(photos=(upload(),)), by=liaison)
    assert row.photos.get().scene == ""  # nobody said where, and the works lie in no one place
    WorkItem.objects.filter(project=running).update(place=hamlet)
    row = progress.report(running, said(photos=(upload(),)), by=liaison)
    assert row.photos.get().scene == "上石"
    row = progress.report(running, said(photos=(upload(),), scene="村口"), by=liaison)
    assert row.photos.get().scene == "村口"


def test_a_task_waits_for_the_post_it_was_given_to(
    running, liaison, committee, neighbour_secretary
):
    due = clock.today() + timedelta(days=2)
    task = works.add_task(
        running, by=liaison, what="商定灯位", post=liaison.post, due_on=due, with_whom="网格员"
    )
    assert task.doer == f"{liaison.post.office} {liaison.person}"
    [(rows, read)] = tasks.waiting(liaison.post)
    [one] = read(rows)
    assert (one.what, one.project, one.due_on, one.lamp.kind) == ("商定灯位", running, due, "soon")
    for post in (committee.post, neighbour_secretary.post):
        [(others, read)] = tasks.waiting(post)
        assert read(others) == []
    works.finish_task(task, by=committee)
    task.refresh_from_db()
    assert (task.added_by, task.done_by) == (liaison.name, committee.name)
    assert read(rows.all()) == []
    assert "商定灯位" in render_to_string(
        "admin/tasks.html", {"tasks": [one], "acting_post": liaison.post}
    )


def test_who_stands_in_ends_a_task_in_her_name_for_it(running, liaison):
    lent = delegated(liaison.post)
    task = works.add_task(
        running, by=liaison, what="商定灯位", post=liaison.post, due_on=clock.today()
    )
    [stood_in] = [one for one in posts_of(lent.to.person) if one.pk == liaison.post.pk]
    works.finish_task(task, by=Actor.at(stood_in))
    task.refresh_from_db()
    assert task.done_by == f"{liaison.name}（代）"


def test_a_task_is_given_to_a_post_of_the_village_or_to_somebody_in_words(
    running, liaison, neighbour_secretary
):
    told = {"by": liaison, "what": "订灯", "due_on": clock.today()}
    with pytest.raises(Refused, match="二选一"):
        works.add_task(running, **told)
    with pytest.raises(Refused, match="二选一"):
        works.add_task(running, **told, post=liaison.post, who="王某")
    with pytest.raises(Refused, match="现在任职的人"):
        works.add_task(running, **told, post=neighbour_secretary.post)
    Post.objects.filter(pk=liaison.post.pk).update(until=clock.today())
    with pytest.raises(Refused, match="现在任职的人"):
        works.add_task(running, **told, post=liaison.post)
    assert works.add_task(running, **told, who="王某").doer == "王某"
