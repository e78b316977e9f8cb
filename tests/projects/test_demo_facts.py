"""The demo contradicts itself nowhere a reader would notice: numbers, days, words by class, papers."""

import re
from itertools import pairwise
from statistics import median

import pytest
from django.db.models import Count, Max, Min, Q
from django.utils.timezone import localdate

from funding.models import Entry, PaymentRequest
from projects.choices import ProjectClass
from projects.demo import timeline
from projects.demo.days import LAST, is_ordinary_weekend, is_working_day
from projects.demo.needs import EVERYDAY
from projects.looks import due_to_look
from projects.models import (
    Acceptance,
    Activity,
    AgendaItem,
    Award,
    Beneficiaries,
    LibraryEntry,
    Meeting,
    Minutes,
    Progress,
    Project,
)
from projects.models.visits import Measure
from projects.queries import library
from projects.states import State
from tests.factories.desk import sign_in, text_of
from villages.models import Post
from weishishi.kernel.actor import Actor

demo = pytest.mark.usefixtures("demo")
pytestmark = pytest.mark.demo
LAMPS, RAIL = "四个自然村村道小巷加装照明灯", "昌盛花园楼房护栏加高"
BUILT = re.compile("施工|安装位置|管线|工期|完工")


def services():
    return Project.objects.filter(project_class=ProjectClass.SERVICES)


def begun(project):
    return localdate(project.journal.filter(verb="start").earliest("pk").happened_at)


@demo
def test_everybody_is_no_number():
    assert not Beneficiaries.objects.filter(group="everybody", number__isnull=False).exists()
    assert Beneficiaries.objects.filter(number__isnull=False).count() > 200


@demo
def test_minutes_and_notes_of_services_speak_of_no_building():
    of_services = services().filter(journal__target="deliberating").distinct()
    assert of_services.count() > 80
    for project in of_services.prefetch_related("journal", "agenda_items"):
        told = [one.note for one in project.journal.all()]
        told += [one.discussion for one in project.agenda_items.all()]
        assert not [words for words in told if BUILT.search(words)], project.title


@demo
def test_what_the_notice_says_of_the_vote_is_the_vote():
    posted = Project.objects.filter(journal__verb="post_notice").distinct()
    unanimous = 0
    for project in posted.prefetch_related("journal", "agenda_items__meeting"):
        item = next(one for one in project.agenda_items.all() if one.result == "passed")
        first = next(one for one in project.journal.all() if one.verb == "post_notice")
        others = item.votes_against + item.votes_abstain
        if "一致" in first.note:
            unanimous += 1
            assert others == 0, project.title
        elif "多数" in first.note:
            assert others > 0, project.title
    assert unanimous > 50


@demo
def test_a_refusal_in_the_minutes_gives_the_reason_the_proposer_was_told():
    refused = AgendaItem.objects.filter(result="not_passed").select_related("project")
    assert refused.count() > 10
    for item in refused:
        reasons = item.project.journal.filter(verb="reject").values_list("note", flat=True)
        assert item.discussion in reasons, item.project.title


@demo
def test_on_the_spot_is_what_is_there_not_what_will_be_bought():
    bought = {name for need in EVERYDAY for name, *_rest in need.work}
    assert Measure.objects.count() > 300
    assert not Measure.objects.filter(name__in=bought).exists()
    owned = services().filter(visits__ownership__startswith="住户自家")
    assert set(owned.values_list("title", flat=True).distinct()) <= {
        title for title in owned.values_list("title", flat=True)
        if title.startswith(("独居长者", "“暧心助餐"))
    }  # fmt: skip
    assert services().filter(visits__ownership__startswith="党群服务中心").exists()


@demo
def test_a_service_begins_is_given_is_reported_and_only_then_accepted():
    done = services().filter(acceptances__isnull=False).distinct()
    assert done.count() > 30
    for project in done:
        given = project.activities.filter(state=Activity.State.HELD).aggregate(
            first=Min("on"), last=Max("on")
        )
        reported = localdate(project.progress.filter(per_cent=100).earliest("pk").at)
        accepted = project.acceptances.earliest("pk").on
        days = [begun(project), given["first"], given["last"], reported, accepted]
        assert days == sorted(days), project.title


@demo
def test_a_service_gives_what_was_agreed_in_its_own_unit():
    for project in services().filter(state=State.COMPLETED).prefetch_related("work_items"):
        plan, work = project.service_plans.last(), project.work_items.first()
        if work.unit in ("场", "节", "班次"):
            assert plan.activities == work.quantity
        elif work.unit == "人次":
            assert plan.activities is None and plan.person_times == work.quantity


@demo
def test_reports_rise_and_nothing_that_runs_stands_still_for_two_months():
    for project in Project.objects.filter(progress__isnull=False).distinct():
        told = list(project.progress.order_by("pk").values_list("at", "per_cent"))
        assert all(a <= b for a, b in pairwise(told)), project.title
    running = Project.objects.filter(state=State.IN_PROGRESS)
    assert running.count() == 122
    for project in running:
        last = project.progress.latest("pk")
        if (LAST - begun(project)).days > 45:
            assert last.per_cent > 10 and localdate(last.at).month >= 5, project.title
    assert len(set(Progress.objects.values_list("per_cent", flat=True))) > 10


@demo
def test_what_is_said_of_progress_fits_the_class():
    others = Progress.objects.exclude(project__project_class=ProjectClass.WORKS)
    assert not others.filter(Q(done__contains="施工") | Q(next__contains="施工")).exists()


@demo
def test_activities_to_come_are_on_ordinary_days_of_services_that_are_not_late():
    coming = Activity.objects.filter(state=Activity.State.ANNOUNCED).select_related("project")
    assert coming.count() >= 9
    for one in coming:
        assert one.on > LAST and (is_working_day(one.on) or is_ordinary_weekend(one.on))
        assert one.project.due_on >= LAST and one.project.state == State.IN_PROGRESS
        assert one.venue == one.project.service_plans.last().venue
    for project in {one.project for one in coming}:
        dates = project.activities.filter(state="announced").values_list("on", flat=True)
        assert len({day.weekday() for day in dates}) == 1
    assert coming.filter(project__title__startswith="亲子").exists()
    assert Activity.objects.annotate(n=Count("sign_ups")).filter(n=3).count() == 1


def test_nothing_is_named_after_a_season_or_feast_outside_february_to_june():
    for plan in timeline.plan():
        assert not re.search("寒暑假|暑期|寒假|中秋|重阳|春季|夏季|节前|每季一次", plan.title)


@demo
def test_an_entry_of_the_library_takes_the_median_of_its_projects_days():
    dishes, _page = library.page(library.Asked(), 1)
    assert len(dishes) == LibraryEntry.objects.count() == 4
    for dish in dishes:
        assert dish.entry.days == round(median(one.days for one in dish.done))
        reason = dish.entry.decisions.earliest("pk").reason
        assert f"{len(dish.done)} 件" in reason and f"{dish.entry.days} 天" in reason


@demo
def test_no_two_payments_have_one_invoice_and_money_that_came_with_one_has_none():
    numbers = list(PaymentRequest.objects.values_list("document_no", flat=True))
    assert len(numbers) == len(set(numbers)) > 200
    drawn = Entry.objects.filter(reference__startswith="付款申请").exclude(kind="pay")
    assert drawn.exists() and {one.bill_no for one in drawn} == {""}
    assert all(one.bill_no == one.document_no for one in Entry.objects.filter(kind="pay"))


@demo
def test_a_village_calls_as_many_as_it_always_does():
    [called] = Meeting.objects.filter(status="called")
    earlier = Meeting.objects.filter(village=called.village, kind=called.kind, status="closed")
    assert set(earlier.values_list("due", flat=True)) == {called.due}


@demo
def test_the_called_meeting_shows_no_attendance_yet():
    called = Meeting.objects.get(status="called")
    desk = sign_in(Actor.at(Post.objects.get(person__username="shabaishi-shuji")))
    page = text_of(desk.get(f"/admin/projects/meeting/{called.pk}/change/"))
    assert f"0 / {called.due}" not in page and "实到" not in page
    rows = text_of(desk.get("/admin/projects/meeting/?status=called"))
    assert f"— / {called.due}" in rows and f"0 / {called.due}" not in rows


@demo
@pytest.mark.parametrize("title", [LAMPS, RAIL])
def test_a_model_projects_papers_are_there_and_agree(title):
    project = Project.objects.get(public_title=title)
    names = {one.name for one in project.acceptances.last().signatures.all()}
    meeting = project.agenda_items.get(result="passed").meeting
    assert any(meeting.chair in one for one in names)
    assert {"签到表"} == set(meeting.pages.values_list("caption", flat=True))
    assert project.notice_items.get().notice.photos.get().is_drawing
    assert not project.dossier_notes.exclude(paper="whole").exists()
    award = Award.objects.standing().get(project=project)
    assert award.begins_on == begun(project) and award.ends_on == project.planned_until


@demo
def test_the_lamps_sheet_adds_up_and_has_the_opinions_there_are():
    lamps = Project.objects.get(public_title=LAMPS)
    desk = sign_in(Actor.at(Post.objects.get(person__username="shabaishi-lianluo")))
    page = text_of(desk.get(f"/admin/projects/project/{lamps.pk}/approval_sheet/"))
    assert "照明灯 30 盏" in page and "照明灯 8 盏，" not in page
    assert "同意：商量和公示都按程序办了，同意上报。" in page
    assert "商量通过，公示期满，报请审批。" in page and "不用镇主要领导批" in page
    form = text_of(desk.get(f"/admin/projects/project/{lamps.pk}/application/"))
    assert "镇经办人：" in form and "挂点领导：同意立项。" in form


@demo
def test_nothing_people_read_says_assumed_or_demo_but_names_and_numbers():
    told = [
        *Progress.objects.values_list("done", flat=True),
        *Acceptance.objects.values_list("problems", flat=True),
        *Award.objects.values_list("why", flat=True),
        *Activity.objects.values_list("title", flat=True),
        *Entry.objects.values_list("note", flat=True),
        *Minutes.objects.values_list("resolution", flat=True),
    ]
    for project in services().filter(service_plans__isnull=False).distinct():
        plan = project.service_plans.last()
        told += [plan.eligibility, plan.frequency, plan.venue]
    assert not [words for words in told if re.search("（假定）|（演示）|补记", words)]


@demo
def test_the_residents_are_asked_in_the_month_that_is_named():
    lamps = Project.objects.get(public_title=LAMPS)
    done = localdate(lamps.journal.get(target="completed").happened_at)
    [asked] = lamps.look_rounds.all()
    since, until = due_to_look(done, asked.months - 1), due_to_look(done, asked.months)
    assert since < asked.opened_on <= until


@demo
def test_what_is_said_to_lie_on_paper_is_not_in_the_file_as_well():
    noted = Project.objects.filter(dossier_notes__paper="photos")
    assert noted.exists()
    assert not noted.filter(photos__phase="after").exists()
