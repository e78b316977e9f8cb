"""With whom the demo district works, how it was built, and that its guards held for every project."""

from datetime import time

import pytest
from django.utils.timezone import localtime

from projects.demo import article
from projects.models import Acceptance, Approval, JournalEntry, Project, Task, ToleranceNote
from projects.queries import tasks
from projects.queries.money import of_project
from projects.queries.partners import record_of
from projects.states import State
from villages.models import Organisation, Post

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def reached(state):
    return Project.objects.filter(journal__target=state, journal__first_time=True)


def test_twenty_social_organisations_and_the_six_teams_of_yulin():
    teams = Organisation.objects.filter(kind="team")
    assert Organisation.objects.filter(kind="social").count() == 20
    assert set(teams.values_list("village__name", flat=True)) == {"鱼林村"}
    assert teams.values("category").distinct().count() == 6
    assert {"蚝油文化小组", "恒常服务小组"} < set(teams.values_list("name", flat=True))
    for one in Organisation.objects.exclude(credit_code=""):
        one.full_clean()


def test_whoever_began_has_an_implementer_and_whoever_was_completed_an_acceptance():
    assert reached("in_progress").count() == 317
    assert not reached("in_progress").filter(awards__isnull=True).exists()
    assert reached("completed").count() == 167
    passed = reached("completed").filter(acceptances__result="passed")
    assert passed.distinct().count() == 167


def test_of_thirty_lamps_twenty_eight_were_there_at_first():
    lamps = Project.objects.get(query_no=article.TRACK_ME[0])
    first, second = lamps.acceptances.all()
    counted = [sum(int(row[3]) for row in one.items) for one in (first, second)]
    assert (counted, first.result, second.result) == ([28, 30], "rectify", "passed")
    assert first.deadline >= second.on
    assert lamps.talks.count() == 4
    assert [item.actual for item in lamps.work_items.all()] == [8, 8, 7, 7]


def test_who_gives_the_course_also_sponsors_it():
    centre = Organisation.objects.get(name="社会工作服务中心（演示）")
    found = record_of(centre)
    assert (found.awarded, found.delivered, found.sponsored) == (16, 8, 1)


def test_the_lamps_were_followed_stage_by_stage_with_a_picture_half_way():
    lamps = Project.objects.get(query_no=article.TRACK_ME[0])
    assert [(one.order, one.done_on is not None) for one in lamps.milestones.all()] == [
        (1, True), (2, True), (3, True),
    ]  # fmt: skip
    told = list(lamps.progress.order_by("at").values_list("per_cent", flat=True))
    assert told[:3] == [5, 60, 100]
    half = lamps.progress.get(per_cent=60)
    assert half.problem and half.photos.get().is_public
    assert [one.conclusion for one in lamps.acceptances.all()][-1] == "整改后合格"


def test_what_watches_people_was_checked_and_papers_lie_behind_names():
    estate = Project.objects.get(public_title="龙塘苑墙面翻新、加装摄像头和门禁")
    assert estate.compliance.filter(holds=True).count() == 5
    assert not Acceptance.objects.filter(signatures__on_paper=True, document=None).exists()


def test_a_task_waits_where_lamps_are_being_put_up():
    task = Task.objects.get(done_at=None)
    assert (task.what, task.project.state) == ("和沿线居民商定灯位", "in_progress")
    post = Post.objects.get(village=task.project.village, role="liaison")
    [(rows, read)] = tasks.waiting(post)
    assert [one.pk for one in read(rows)] == [task.pk]


def test_two_villages_carry_one_matter_and_one_thing_went_otherwise():
    assert Project.objects.filter(is_joint=True).count() == 1
    assert ToleranceNote.objects.count() == 1


def test_what_was_paid_before_the_end_came_back_and_is_settled_or_is_still_owed(client):
    """Of those given up after they began one still owes; each says so on its page, and none what
    would come next."""
    ended = Project.objects.filter(state=State.TERMINATED, budget__entries__kind="pay").distinct()
    told = {}
    for project in ended:
        page = client.get(f"/projects/{project.query_no}/").content.decode()
        assert "按合同期施工" not in page and "项目已终止" in page
        told[project.query_no] = ("按实际完成的结算 " in page, bool(of_project(project).open_books))
    assert sorted(told.values()) == [(False, True), (True, False), (True, False)]


def test_what_is_lent_is_not_given_up_for_pipes():
    for entry in JournalEntry.objects.filter(verb="terminate").select_related("project"):
        if entry.project.project_class != "works":
            assert "管线" not in entry.note


def test_a_task_was_done_on_its_day_and_opinions_fall_in_office_hours():
    task = Task.objects.get(what="和沿线居民商定灯位", done_at__isnull=False)
    assert localtime(task.done_at).date() == task.due_on
    times = [localtime(one).time() for one in Approval.objects.values_list("at", flat=True)]
    assert all(time(8) <= one <= time(18) for one in times)


def test_the_lamps_are_just_asked_whether_they_still_serve(client):
    assert "还好用吗？我来说" in client.get(f"/projects/{article.TRACK_ME[0]}/").content.decode()


def test_several_activities_to_come_take_sign_ups(client):
    page = client.get("/activities/").content.decode()
    assert page.count("个名额") + page.count("可以报名") >= 6
