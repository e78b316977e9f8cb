"""验收: item by item, dates in order, signed by enough roles; what is wrong has its day."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.transaction import atomic
from django.test import Client
from django.utils.timezone import localdate

from projects.actions import acceptance
from projects.lifecycle import ProjectLife
from projects.models import Acceptance, Signature
from projects.queries.lists import read_all
from projects.queries.public_project import detail
from projects.queries.works import waiting
from tests.factories.desk import text_of
from tests.factories.projects import REASON, bring, take
from tests.factories.rules import decide
from tests.factories.works import accept, find_fault, finish, seen
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

TODAY = date(2026, 6, 10)
TWO = {"members": (("village", "王某"), ("residents", "陈某"))}


@pytest.fixture
def inspecting(furnished):
    return bring(furnished, "inspect")


def test_nothing_is_completed_without_an_acceptance(inspecting, secretary):
    with pytest.raises(Refused, match="还没有验收记录"):
        ProjectLife.complete(inspecting, by=secretary)
    accept(inspecting, by=secretary)
    assert ProjectLife.complete(inspecting, by=secretary).state == "completed"


def test_it_is_signed_by_as_many_roles_as_the_book_asks(
    inspecting, secretary, supervision_committee
):
    row = accept(inspecting, by=secretary, **TWO)
    with pytest.raises(Refused, match="验收要有 3 种角色签字，现在是 2 种"):
        ProjectLife.complete(inspecting, by=secretary)
    acceptance.sign(row, by=secretary)  # the same role once more
    with pytest.raises(Refused, match="现在是 2 种"):
        ProjectLife.complete(inspecting, by=secretary)
    acceptance.sign(row, by=supervision_committee)
    ProjectLife.complete(inspecting, by=secretary)


def test_who_signed_on_paper_has_a_paper(inspecting, secretary, committee):
    with pytest.raises(Refused, match="把签好的纸拍照或扫描，附在"):
        accept(inspecting, by=secretary, file=None)
    assert not Acceptance.objects.exists()
    row = accept(inspecting, by=secretary, file=None, members=())  # they sign by account
    assert (row.document, row.signatures.count()) == (None, 0)


def test_written_once_more_the_paper_of_the_first_record_is_still_there(inspecting, secretary):
    first = find_fault(inspecting, by=secretary)
    again = accept(inspecting, by=secretary, file=None)
    assert again.document == first.document and again.signatures.count() == 3
    find_fault(inspecting, by=secretary)
    project = take(ProjectLife.rectify(inspecting, by=secretary, note=REASON), "inspect")
    with pytest.raises(Refused, match="把签好的纸拍照"):  # of another inspection
        accept(project, by=secretary, file=None)


def test_a_town_may_ask_for_four(inspecting, town, secretary):
    decide(town, {"acceptance_roles": 4}, date(2026, 6, 1))
    accept(inspecting)
    with pytest.raises(Refused, match="验收要有 4 种角色签字，现在是 3 种"):
        ProjectLife.complete(inspecting, by=secretary)


def test_who_signs_under_an_account(
    inspecting, town_officer, neighbour_secretary, supervisor, lead_contact
):
    row = accept(inspecting, **TWO)
    assert acceptance.sign(row, by=town_officer).role == "town"
    with pytest.raises(Refused, match="已经签过了"):
        acceptance.sign(row, by=town_officer)
    for stranger in (neighbour_secretary, supervisor):
        with pytest.raises(Refused, match="其他人在纸上签"):
            acceptance.sign(row, by=stranger)


def test_who_has_an_interest_signs_nothing(inspecting, committee, secretary):
    inspecting.interested.create(
        person=committee.person, kind="implementer", declared_by=secretary.post,
        declared_at=clock.now(),
    )  # fmt: skip
    row = accept(inspecting, **TWO)
    with pytest.raises(Refused, match="不能由您验收"):
        acceptance.sign(row, by=committee)


def test_what_is_missing_does_not_pass(inspecting, secretary):
    item = inspecting.work_items.first()
    found = seen(inspecting).actuals | {item.pk: (28, True, "")}
    with pytest.raises(Refused, match=r"照明灯 28/30 盏"):
        accept(inspecting, by=secretary, actuals=found)
    bad = seen(inspecting).actuals | {item.pk: (30, False, "歪了")}
    with pytest.raises(Refused, match="质量不合格的：照明灯"):
        accept(inspecting, by=secretary, actuals=bad)


def test_more_than_planned_is_refused_and_every_item_is_asked_for(inspecting, secretary):
    item = inspecting.work_items.first()
    more = seen(inspecting).actuals | {item.pk: (31, True, "")}
    with pytest.raises(Refused, match="不能比计划的多"):
        accept(inspecting, by=secretary, actuals=more)
    with pytest.raises(Refused, match="还没有写实际数量和质量"):
        accept(inspecting, by=secretary, actuals={})


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"begun_on": TODAY, "done_on": TODAY - timedelta(days=1)}, "完工日期不能早于开工日期"),
        ({"done_on": TODAY + timedelta(days=1)}, "验收日期不能早于完工日期"),
        ({"upkeep_until": TODAY}, "管护日期要晚于验收日期"),
        ({"result": "rectify", "problems": "歪", "deadline": None}, "写明存在问题和整改期限"),
        ({"result": "failed", "problems": "", "deadline": TODAY}, "写明存在问题和整改期限"),
        ({"result": "rectify", "problems": "歪", "deadline": TODAY - timedelta(days=1)}, "不早于验收日期"),
    ],
)  # fmt: skip
def test_dates_out_of_order_are_refused(inspecting, secretary, days, words):
    with pytest.raises(Refused, match=words):
        accept(inspecting, by=secretary, **days)


def test_an_acceptance_on_the_day_of_completion_holds(inspecting, secretary):
    assert accept(inspecting, by=secretary, begun_on=TODAY, done_on=TODAY).on == TODAY


def test_what_is_wrong_is_put_right_by_the_day_of_the_record(inspecting, secretary):
    with pytest.raises(Refused, match="请先填验收记录"):
        ProjectLife.rectify(inspecting, by=secretary, note=REASON)
    row = find_fault(inspecting, by=secretary)
    with pytest.raises(Refused, match=r"验收结论是“要整改，到 .*”，请先整改"):
        ProjectLife.complete(inspecting, by=secretary)
    project = ProjectLife.rectify(inspecting, by=secretary, note=REASON)
    assert project.due_on == row.deadline == TODAY + timedelta(days=10)


def test_everybody_reads_what_was_wrong_and_that_it_passed_afterwards(inspecting, secretary):
    item = inspecting.work_items.first()
    short = seen(inspecting).actuals | {item.pk: (28, True, "")}
    find_fault(inspecting, by=secretary, actuals=short)
    project = ProjectLife.rectify(inspecting, by=secretary, note=REASON)
    [told] = detail(project.query_no).works.accepted
    assert (told.conclusion, told.problems) == ("要整改，到 2026年6月20日", "有两盏不亮。")
    assert told.counted == [("照明灯", "28", "30", "盏")]
    accept(take(project, "inspect"), by=secretary)
    told = detail(project.query_no).works.accepted
    assert [one.conclusion for one in told] == ["要整改，到 2026年6月20日", "整改后合格"]
    page = text_of(Client().get(f"/projects/{project.query_no}/"))
    assert "2026年6月10日验收：要整改，到 2026年6月20日" in page and "28，约定 30 盏" in page
    assert "验收：整改后合格" in page


def test_what_failed_says_so_and_what_passed_at_once_is_plainly_so(inspecting, secretary):
    find_fault(inspecting, by=secretary, result="failed")
    assert Acceptance.objects.get().conclusion == "不合格，要整改，到 2026年6月20日"
    assert "合格" not in Acceptance.objects.get().conclusion.replace("不合格", "")


def test_after_the_rectification_it_is_finished_and_inspected_anew(inspecting, secretary):
    find_fault(inspecting, by=secretary)
    project = ProjectLife.rectify(inspecting, by=secretary, note=REASON)
    with pytest.raises(Refused, match="还没有报完工"):
        ProjectLife.inspect(project, by=secretary)
    finish(project, by=secretary)
    project = ProjectLife.inspect(project, by=secretary)
    with pytest.raises(Refused, match="还没有验收记录"):  # the former one was of another inspection
        ProjectLife.complete(project, by=secretary)
    accept(project, by=secretary)
    ProjectLife.complete(project, by=secretary)
    assert [one.result for one in project.acceptances.all()] == ["rectify", "passed"]


def test_only_the_village_writes_it_and_only_while_it_is_inspected(
    inspecting, town_officer, secretary
):
    with pytest.raises(Refused, match="由所在村（社区）填写"):
        accept(inspecting, by=town_officer)
    done = take(inspecting, "complete")
    with pytest.raises(Refused, match="这一项不再填写"):
        accept(done, by=secretary)


def test_neither_record_nor_signature_is_rewritten_and_names_lie_sealed(inspecting):
    accept(inspecting)
    for model, change in ((Acceptance, {"result": "failed"}), (Signature, {"role": "town"})):
        with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
            model.objects.update(**change)

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(name, '') FROM projects_signature")
        assert "王某" not in cursor.fetchone()[0]


def look(project, by, months=3):
    return acceptance.look_again(project, by=by, months=months, is_fine=True, words="灯都亮。")


@pytest.mark.parametrize(("months", "due"), [(3, date(2026, 9, 10)), (12, date(2027, 6, 10))])
def test_nobody_looks_again_before_the_week_of_its_day(inspecting, secretary, months, due):
    project = take(inspecting, "complete")
    noon = clock.now() + (due - TODAY)
    words = f"要到 {due.year}年{due.month}月10日 前后去看"
    with time_machine.travel(noon - timedelta(days=8)), pytest.raises(Refused, match=words):
        look(project, secretary, months)
    with time_machine.travel(noon - timedelta(days=7)):
        assert look(project, secretary, months).months == months


def test_somebody_looks_again_after_three_and_twelve_months(inspecting, secretary, town_officer):
    project = take(inspecting, "complete")
    on = localdate(project.acceptances.last().at)
    assert read_all(waiting(secretary.post, on)) == []
    three = date(on.year, on.month + 3, on.day)
    assert read_all(waiting(secretary.post, three - timedelta(days=8))) == []
    [due] = read_all(waiting(secretary.post, three - timedelta(days=7)))
    assert (due.project, due.months, due.due_on) == (project, 3, three)
    assert read_all(waiting(town_officer.post, three)) == []
    with time_machine.travel(clock.now() + (three - on)):
        look(project, secretary)
        with pytest.raises(Refused, match="已经记过了"):
            look(project, secretary)
    assert read_all(waiting(secretary.post, three)) == []
    [due] = read_all(waiting(secretary.post, date(on.year + 1, on.month, on.day)))
    assert due.months == 12
