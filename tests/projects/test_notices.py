"""What hangs on the board, for which days, and what must not change while it does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic
from django.utils.timezone import localdate

from funding.actions import budgets
from funding.actions.budgets import Part
from projects import board
from projects.actions import notices
from projects.lifecycle import ProjectLife
from projects.models import NoticeItem, Project, PublicNotice
from projects.states import State
from tests.factories import meetings
from tests.factories.money import OWN
from tests.factories.notices import BASIS, decided, posted
from tests.factories.projects import REASON, approve
from tests.factories.rules import decide
from villages.models import Place
from villages.rulebook.book import BY_DEFAULT
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

A_DAY = timedelta(days=1)


def reasons(step, project, by, **how):
    with pytest.raises(Refused) as refusal:
        step(project, by=by, **how)
    return refusal.value.reasons


@pytest.fixture
def book(town):
    """The town decides its own rules, from a day on; before it the defaults hold."""

    def set_rules(since=date(2020, 1, 1), **values):
        decide(town, values, since)

    return set_rules


# ── One notice for many, all or none ─────────────────────────────────────────────────────────────
def test_one_notice_hangs_out_three_matters_and_takes_the_step_for_each(
    village, programme, clerk, secretary
):
    matters = [decided(village, clerk) for _each in range(3)]
    notice = notices.post(matters, by=secretary, basis=BASIS, note=REASON)
    assert notice.number == "石桥村公示〔2026〕1号"
    assert notice.title == "关于“村口加装路灯”等 3 个民生微实事项目的公示"
    assert (notice.basis, notice.signed_by, notice.posted_by) == (
        BASIS,
        "石桥村村民委员会",
        secretary.post,
    )
    assert [item.project for item in notice.items.all()] == matters
    assert set(Project.objects.values_list("state", flat=True)) == {State.ON_NOTICE}


def test_a_line_says_what_the_field_prints(village, programme, clerk, hamlet):
    project = decided(
        village, clerk, place=hamlet, beneficiaries=[("elderly", 120), ("everybody", None)]
    )
    item = board.item_of(ProjectLife.post_notice(project, by=clerk, note=REASON))
    told = {
        name: getattr(item, name)
        for name in (
            "name",
            "content",
            "place",
            "amount_fen",
            "implementer",
            "period",
            "beneficiaries",
        )
    }
    assert told == {
        "name": "村口加装路灯", "content": "照明灯 30 盏；安装和辅料 1 项", "place": "石桥村上石",
        "amount_fen": 3_400_000, "implementer": "石桥村村民委员会",
        "period": "批准后 20 个工作日内开工，开工后 60 个工作日内完工",
        "beneficiaries": "长者 120 人、全体居民",
    }  # fmt: skip
    assert board.source_words(item.sources, "村民") == "区级财政 30,000 元、村民自筹 4,000 元"
    assert board.source_words(item.sources, "居民") == "区级财政 30,000 元、居民自筹 4,000 元"


def test_the_same_thing_at_several_places_is_added_up(village, programme, clerk):
    lamps = [("照明灯", 8, "盏", None), ("灯杆", 2, "根", None), ("照明灯", 7, "盏", None)]
    item = board.item_of(posted(village, clerk, work=lamps))
    assert item.content == "照明灯 15 盏；灯杆 2 根；安装和辅料 1 项"


def test_a_building_is_told_as_the_whole_village(village, programme, clerk):
    house = Place.objects.create(village=village, kind=Place.Kind.BUILDING, name="三栋")
    item = board.item_of(posted(village, clerk, place=house))
    assert (item.place, item.spot) == ("石桥村", house)


def test_numbers_run_per_village_and_year_without_a_gap(
    village, neighbour, programme, clerk, secretary
):
    numbers = [
        board.item_of(posted(place, clerk)).notice.number for place in (village, neighbour, village)
    ]
    assert numbers == ["石桥村公示〔2026〕1号", "柳湾社区公示〔2026〕1号", "石桥村公示〔2026〕2号"]
    project = decided(village, clerk)
    Project.objects.filter(pk=project.pk).update(released_at=None)
    with pytest.raises(Refused):
        notices.post([project], by=secretary, basis=BASIS, note=REASON)
    assert board.item_of(posted(village, clerk)).notice.serial == 3


def test_one_that_lacks_something_keeps_all_of_them_from_the_board(
    village, programme, clerk, secretary
):
    ready, lacking = decided(village, clerk), decided(village, clerk, title="修台阶")
    Project.objects.filter(pk=lacking.pk).update(released_at=None)
    wrong = reasons(
        lambda some, **how: notices.post(some, **how),
        [ready, lacking],
        secretary,
        basis=BASIS,
        note=REASON,
    )
    assert wrong == ["“修台阶”：公开版还没有经第二人审核发布，请先在“公开版”里编辑并请同事发布。"]
    assert not PublicNotice.objects.exists()
    assert set(Project.objects.values_list("state", flat=True)) == {State.DELIBERATING}


def test_nothing_and_two_villages_make_no_notice(village, neighbour, programme, clerk, secretary):
    post = lambda some, **how: notices.post(some, basis=BASIS, note=REASON, **how)
    assert reasons(post, [], secretary) == ["请至少选一件要公示的。"]
    both = [decided(village, clerk), decided(neighbour, clerk)]
    assert reasons(post, both, secretary) == ["一份公示只能公示一个村（社区）的项目。"]


@pytest.mark.parametrize("who", ["liaison", "neighbour_secretary", "town_officer", "supervisor"])
def test_only_the_villages_leaders_post(who, village, programme, clerk, request):
    project = decided(village, clerk)
    by = request.getfixturevalue(who)
    wrong = reasons(
        lambda some, **how: notices.post(some, **how), [project], by, basis=BASIS, note=REASON
    )
    assert wrong == ["“村口装路灯”：这一步不由您办理。"]


def test_the_step_alone_posts_a_notice_of_its_own(village, programme, clerk, secretary):
    project = ProjectLife.post_notice(decided(village, clerk), by=secretary, note=REASON)
    notice, meeting = board.item_of(project).notice, project.agenda_items.get().meeting
    assert (notice.basis, notice.title) == (
        f"{meeting.name}表决通过",
        "关于民生微实事“村口加装路灯”的公示",
    )


def test_a_matter_hangs_on_one_notice_says_the_database_too(village, programme, clerk):
    project = posted(village, clerk)
    other = PublicNotice.objects.get()
    with pytest.raises(IntegrityError, match="a_matter_hangs_on_one_notice"), atomic():
        board.add(other, project)


# ── The days ─────────────────────────────────────────────────────────────────────────────────────
def test_on_the_last_day_it_hangs_and_on_the_day_after_it_may_be_reported(
    village, programme, clerk, secretary
):
    on_its_last = posted(village, clerk, days_ago=2)
    assert board.item_of(on_its_last).notice.last_day == clock.today()
    free = clock.today() + A_DAY
    assert reasons(ProjectLife.report, on_its_last, secretary) == [
        f"公示满 3 天才能报镇审批，{free:%-m月%-d日}起可以办。"
    ]
    the_day_after = posted(village, clerk, days_ago=3)
    assert ProjectLife.report(the_day_after, by=secretary).state == State.TOWN_REVIEW


@pytest.mark.parametrize(
    ("posted_on", "last"),
    [
        (date(2026, 6, 9), date(2026, 6, 15)),  # Tuesday to Monday
        (date(2026, 6, 6), date(2026, 6, 12)),  # posted on a Saturday, counted from Monday
        (date(2021, 9, 16), date(2021, 9, 23)),  # Saturday 18 is worked, 19 to 21 are days off
    ],
)
def test_working_days_leave_out_days_off_and_count_make_up_days(posted_on, last, book, lamps):
    book(notice_days=5, notice_in_working_days=True)
    days = board.days_of([lamps], posted_on)
    assert (days.first_day, days.last_day, days.days) == (posted_on, last, 5)
    assert board.counted(days.days, days.in_working_days) == "5 个工作日"


def test_calendar_days_count_the_day_of_posting(lamps):
    days = board.days_of([lamps], date(2026, 6, 9))
    assert (days.first_day, days.last_day) == (date(2026, 6, 9), date(2026, 6, 11))
    assert days.rule_basis == BY_DEFAULT


def test_hazards_have_fewer_days_where_all_of_them_are_hazards(book, village, programme, clerk):
    book(notice_days=5, hazard_notice_days=1)
    railing, lamp = decided(village, clerk, hazard="fall"), decided(village, clerk)
    posted_on = date(2026, 6, 9)
    assert board.days_of([railing], posted_on).last_day == posted_on
    assert board.days_of([railing, lamp], posted_on).last_day == date(2026, 6, 13)


def test_a_notice_that_runs_keeps_its_days_and_one_after_the_change_has_the_new(
    book, village, programme, clerk, secretary, time_machine
):
    book(since=date(2026, 6, 10), notice_days=5)
    before = posted(village, clerk, days_ago=1)
    after = posted(village, clerk)
    told = [board.item_of(one).notice for one in (before, after)]
    assert [(one.days, one.rule_basis) for one in told] == [
        (3, BY_DEFAULT),
        (5, "青民微〔2026〕1号，2026年6月10日起"),
    ]
    time_machine.move_to("2026-06-12 09:00+08:00")
    assert ProjectLife.report(before, by=secretary).state == State.TOWN_REVIEW
    assert "公示满 5 天" in reasons(ProjectLife.report, after, secretary)[0]


def test_a_late_record_is_counted_from_the_day_it_hung(village, programme, clerk, secretary):
    project = decided(village, clerk)
    at = clock.now() - timedelta(days=4)
    notices.post(
        [project], by=secretary, basis=BASIS, note=REASON, at=at, late_reason="当时先贴在公告栏"
    )
    project.refresh_from_db()
    assert board.item_of(project).notice.first_day == localdate(at)
    assert ProjectLife.report(project, by=secretary).state == State.TOWN_REVIEW


@pytest.mark.parametrize(("today", "stage"), [(11, "running"), (12, "ended")])
def test_the_last_day_still_runs(today, stage, village, programme, clerk):
    notice = board.item_of(posted(village, clerk)).notice
    notice.last_day = date(2026, 6, 11)
    assert notice.stage_on(date(2026, 6, today)) == stage


# ── What changes after the notice ────────────────────────────────────────────────────────────────
def costs_more(project, fen):
    """The last line of work turned out dearer."""
    line = project.work_items.last()
    line.unit_price_fen += fen
    line.save()


def test_a_changed_amount_needs_a_new_notice(village, programme, clerk, secretary, town_officer):
    project = posted(village, clerk, days_ago=4)
    costs_more(project, 200_000)
    budgets.set_parts(
        project.budget, parts=[Part("district", 3_200_000), Part("self_raised", 400_000, **OWN)]
    )
    wrong = (
        "公示以后改过：金额由 34,000 元改为 36,000 元；"
        "资金来源由“区级财政 30,000 元、村民自筹 4,000 元”改为“区级财政 32,000 元、村民自筹 4,000 元”。"
        "请退回重新协商，重新公示。"
    )
    changed, not_voted_on = reasons(ProjectLife.report, project, secretary)
    assert changed == wrong
    assert "表决的是 34,000 元，现在是 36,000 元，多出的没有表决过" in not_voted_on

    project = ProjectLife.take_down(project, by=secretary, note="金额改了，重新商量后再公示。")
    again = reasons(ProjectLife.post_notice, project, secretary, note=REASON)
    assert again == [not_voted_on]
    meetings.decide(project, clock.now())
    project = ProjectLife.post_notice(project, by=secretary, note=REASON)
    old, new = NoticeItem.objects.order_by("pk")
    assert (old.amount_fen, new.amount_fen) == (3_400_000, 3_600_000)
    assert (old.withdrawn_at is None, new.withdrawn_at) == (False, None)
    assert "公示满 3 天" in reasons(ProjectLife.report, project, secretary)[0]


def test_what_changed_after_the_report_is_found_by_the_town(
    village, programme, clerk, secretary, town_officer
):
    project = approve(ProjectLife.report(posted(village, clerk, days_ago=4), by=secretary))
    budgets.set_parts(project.budget, parts=[Part("town", 3_400_000)])
    assert reasons(ProjectLife.confirm, project, town_officer) == [
        "公示以后改过：资金来源由“区级财政 30,000 元、村民自筹 4,000 元”改为“镇级财政 34,000 元”。请退回重新协商，重新公示。"
    ]
    budgets.set_parts(
        project.budget, parts=[Part("district", 3_000_000), Part("self_raised", 400_000, **OWN)]
    )
    assert ProjectLife.confirm(project, by=town_officer).state == State.CONFIRMED


def test_another_place_needs_a_new_notice(village, programme, clerk, secretary, hamlet):
    project = posted(village, clerk, days_ago=4)
    Project.objects.filter(pk=project.pk).update(place=hamlet)
    assert reasons(ProjectLife.report, project, secretary) == [
        "公示以后改过：地点由“全村（社区）”改为“上石”。请退回重新协商，重新公示。"
    ]


def test_sent_back_by_the_town_it_needs_a_new_notice(
    village, programme, clerk, secretary, town_officer
):
    project = ProjectLife.report(posted(village, clerk, days_ago=4), by=secretary)
    project = ProjectLife.hand_back(project, by=town_officer, note=REASON)
    assert board.item_of(project) is None
    project = ProjectLife.post_notice(project, by=secretary, note=REASON)
    assert PublicNotice.objects.count() == 2


def test_one_of_two_is_taken_down_and_the_other_goes_on(village, programme, clerk, secretary):
    matters = [decided(village, clerk) for _each in range(2)]
    notice = notices.post(matters, by=secretary, basis=BASIS, note=REASON)
    ProjectLife.take_down(matters[0], by=secretary, note=REASON)
    notice.refresh_from_db()
    assert notice.withdrawn_at is None
    ProjectLife.take_down(matters[1], by=secretary, note=REASON)
    notice.refresh_from_db()
    assert notice.stage_on(clock.today()) == PublicNotice.Stage.WITHDRAWN


def test_both_kinds_of_units_speak_in_their_own_words(village, neighbour, programme, clerk):
    assert (village.disclosure_word, village.supervision_name) == ("村务公开", "村务监督委员会")
    assert (neighbour.disclosure_word, neighbour.supervision_name) == ("居务公开", "居务监督委员会")
    assert board.item_of(posted(neighbour, clerk)).notice.signed_by == "柳湾社区居民委员会"
