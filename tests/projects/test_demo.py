"""The demo: the newspaper's own projects with their facts, a desk with work on it, and no surprises."""

from collections import Counter
from datetime import timedelta

import pytest
from django.conf import settings as configuration
from django.contrib.auth.hashers import check_password, is_password_usable
from django.core.management import CommandError, call_command
from django.db.models import Count, Q
from django.utils.timezone import localdate, localtime

from projects.demo import article, people, timeline
from projects.demo.days import LAST, SHOWS
from projects.demo.plans import digest, digest_of
from projects.guards import residents_decided
from projects.lifecycle import ProjectLife
from projects.models import AgendaItem, JournalEntry, Meeting, Project
from villages.models import Person, Post, ServicePoint, Village
from villages.roles import DOOR_ROLES, Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.outbox.models import Delivery, Message

demo = pytest.mark.usefixtures("demo")
pytestmark = pytest.mark.demo


def titled(title):
    return Project.objects.get(title=title)


def test_the_same_seed_plans_the_same_district():
    assert digest_of(timeline.plan()) == digest_of(timeline.plan())


def test_another_seed_plans_another_district():
    assert digest_of(timeline.plan(seed=1)) != digest_of(timeline.plan())


@demo
def test_what_was_written_is_what_was_planned():
    rows = Project.objects.exclude(query_no=None).order_by("query_no").prefetch_related("journal")
    written = digest(
        (project.title, [(one.verb, one.happened_at, one.note) for one in project.journal.all()])
        for project in rows
    )
    assert written == digest_of(timeline.plan())


@demo
def test_everything_is_an_import_of_what_happened_before_the_demos_day_began():
    entries = JournalEntry.objects.all()
    assert not entries.exclude(imported=True, actor_kind="system").exists()
    assert not entries.filter(happened_at__gte=SHOWS).exists()
    assert not entries.filter(recorded_at__lt=SHOWS).exists()
    assert not entries.exclude(actor_name__endswith="（历史资料导入）").exists()


@demo
def test_nobody_is_disturbed_by_a_message_of_the_import():
    fresh = Message.objects.filter(due_at__gte=SHOWS)
    assert set(fresh.values_list("topic", flat=True)) <= {"office_change"}
    told = Delivery.objects.values_list("channel", "message__topic")
    assert set(told) <= {("robot", "office_change")}  # the town's box and its group, nobody's phone
    assert not Message.objects.filter(text="").exists()


@demo
def test_the_house_lives_on_11_june_2021():
    assert clock.today() == LAST
    assert timedelta(0) <= clock.now() - SHOWS < timedelta(hours=1)


@demo
def test_a_second_demo_is_refused_and_changes_nothing():
    before = Project.objects.count()
    with pytest.raises(CommandError, match="已经有项目"):
        call_command("demo", verbosity=0)
    assert Project.objects.count() == before


@pytest.mark.django_db
def test_a_site_that_is_no_demo_is_not_filled():
    assert not configuration.DEMO
    with pytest.raises(CommandError, match="不是演示站点"):
        call_command("demo", verbosity=0)
    assert not Project.objects.exists()


@demo
def test_the_lamps_can_be_tracked_with_the_number_in_the_readme():
    number, last_four = article.TRACK_ME
    lamps = Project.objects.get(query_no=number)
    assert lamps.title == "四个自然村村道小巷加装照明灯"
    assert lamps.contact.phone[-4:] == last_four


@demo
def test_the_lamps_30_in_four_hamlets_told_by_a_party_member():
    lamps = Project.objects.get(query_no=article.TRACK_ME[0])
    assert (lamps.village.name, lamps.channel, lamps.identity) == (
        "沙白石村", "committee", "party_member",
    )  # fmt: skip
    items = lamps.work_items.all()
    assert len({item.place_id for item in items}) == 4
    assert sum(item.quantity for item in items) == 30
    assert lamps.journal.filter(target="completed").exists()


@demo
def test_the_guard_rail_took_seven_days_from_collecting_to_done():
    rail = titled("昌盛花园楼房护栏加高")
    done = rail.journal.get(target="completed").happened_at
    assert localdate(done) - localdate(rail.submitted_at) == timedelta(days=7)
    assert (rail.village.name, rail.place.name) == ("藤山社区", "昌盛花园")


@demo
def test_longtang_took_five_days_from_its_start_which_is_said_to_be_assumed():
    estate = titled("龙塘苑墙面翻新、加装摄像头和门禁")
    start, done = (estate.journal.get(target=s).happened_at for s in ("in_progress", "completed"))
    assert localdate(done) - localdate(start) == timedelta(days=5)
    assert estate.work_items.get(name="高清摄像头").quantity == 18
    assert estate.village.town.name == "三灶镇"
    assert "假定：5 天从开工算起" in estate.source_note


@demo
@pytest.mark.parametrize(
    ("title", "village", "shares"),
    [
        ("校车候车点增设雨棚", "鱼林村", None),
        ("“暧心助餐、速递到家”长者送餐", "八一社区", None),
        ("低保户老旧用电线路更换", "前西社区", None),
        ("华丰园停车位改造、畅通消防通道", "立新社区", None),
        (
            "开放式小区“防盗+门”项目", "美平社区",
            {("district", "cash", 2_400_000), ("self_raised", "cash", 1_800_000)},
        ),
        (
            "交通护栏设施安装工程", "沙美社区",
            {("district", "cash", 1_480_000), ("sponsorship", "in_kind", 2_600_000)},
        ),
        ("金洲花园AB栋出入口增设门闸", "金洲社区", {("self_raised", "cash", 700_000)}),
        (
            "“回望党史，追问初心”红歌传唱学堂", "草堂湾社区",
            {("district", "cash", 320_000), ("sponsorship", "cash", 880_000)},
        ),
        ("闲置用房改造成卫生站", "飞沙村", None),
    ],
)  # fmt: skip
def test_the_newspapers_projects_are_in_their_places(title, village, shares):
    project = titled(title)
    assert project.village.name == village
    assert project.journal.filter(target="confirmed").exists()
    assert "报道" in project.source_note
    if shares:
        found = project.budget.shares.values_list("source", "form", "amount_fen")
        assert set(found) == shares


@demo
def test_every_public_version_on_notice_was_edited_and_released_by_two_people():
    released = Project.objects.exclude(released_at=None).select_related("edited_by", "released_by")
    assert released.count() > 1000
    assert all(one.edited_by.person_id != one.released_by.person_id for one in released)
    assert not Project.objects.filter(journal__target="on_notice", released_at=None).exists()


@demo
def test_no_village_has_two_proposals_of_one_name():
    names = Counter(Project.objects.values_list("village", "title"))
    assert [name for name, count in names.items() if count > 1] == []


@demo
def test_the_secretary_of_shabaishi_has_something_to_decide():
    post = Post.objects.get(person__username="shabaishi-shuji")
    mine = Project.objects.filter(village=post.village)
    ready = [
        one for one in mine
        if any(not reasons for reasons in ProjectLife.outlook(one, by=Actor.at(post)).values())
    ]  # fmt: skip
    assert len(ready) >= 15
    due = [one.due_on for one in ready if one.due_on]
    assert sum(day < LAST for day in due) >= 3
    assert sum(day == LAST for day in due) >= 3
    assert sum(LAST < day <= LAST + timedelta(days=7) for day in due) >= 3


@demo
def test_one_login_per_role_with_a_desk_and_nobody_else_can_sign_in():
    accounts = {username: password for _, username, password in people.LOGINS}
    posts = Post.objects.filter(person__username__in=accounts).held_on(LAST)
    assert {Role(post.role) for post in posts} == DOOR_ROLES
    stored = {(accounts[post.person.username], post.person.password) for post in posts}
    assert all(check_password(*pair) for pair in stored)
    others = Person.objects.exclude(username__in=accounts)
    assert not any(is_password_usable(person.password) for person in others)


@demo
def test_every_village_of_the_day_has_a_window_and_some_a_person_with_two_hats():
    there = Village.objects.on(LAST).filter(is_virtual=False)
    assert there.count() == ServicePoint.objects.filter(village__in=there).count() == 41
    hats = Counter(Post.objects.filter(village__in=there).values_list("person", flat=True))
    assert max(hats.values()) == 2


@demo
def test_staff_worked_in_office_hours():
    by_residents = ("submit", "resubmit", "withdraw")
    for entry in JournalEntry.objects.exclude(verb__in=by_residents):
        assert 8 <= localtime(entry.happened_at).hour < 18


@demo
def test_neighbours_also_need_the_doors_and_every_number_is_counted():
    from projects.models import Support

    assert titled("开放式小区“防盗+门”项目").supporters == 126
    kept = dict(Project.objects.exclude(supporters=0).values_list("pk", "supporters"))
    assert kept == dict(Counter(Support.objects.values_list("project", flat=True)))
    assert len(kept) >= 20


@demo
def test_somebody_has_not_finished_her_sheet_and_four_of_five_begun_were_handed_in():
    from projects.models import Sheet
    from projects.queries.sheets import completion, drafts_of

    [draft] = drafts_of(Sheet.objects.get().person)
    assert (draft.step, draft.title[:5]) == (4, "晒谷场旁边")
    done = completion()
    assert (done.submitted, done.rate) == (663, 80)
    assert 0 < done.satisfied < 100


@demo
def test_every_notice_stands_on_a_meeting_that_passed_it():
    posted = Project.objects.filter(journal__target="on_notice", journal__first_time=True)
    passed = AgendaItem.objects.filter(result="passed", meeting__status="closed")
    assert posted.count() > 415
    assert not posted.exclude(pk__in=passed.values("project")).exists()
    for entry in JournalEntry.objects.filter(verb="post_notice").select_related("project")[:40]:
        assert residents_decided(entry.project, localdate(entry.happened_at)), entry.project


@demo
def test_the_parking_bays_were_decided_unanimously_by_the_residents_council():
    item = titled("华丰园停车位改造、畅通消防通道").agenda_items.get()
    assert (item.meeting.kind, item.is_unanimous) == ("residents_council", True)
    assert item.result_words == "一致通过"


@demo
def test_one_meeting_had_four_items_of_which_three_passed():
    counted = Meeting.objects.annotate(
        passed=Count("items", filter=Q(items__result="passed")), all_items=Count("items")
    )
    assert counted.filter(passed=3, all_items=4).exists()


@demo
def test_the_secretary_finds_a_called_meeting_with_its_roster_on_her_desk():
    meeting = Meeting.objects.get(status="called")
    assert (meeting.village.name, meeting.items.count()) == ("沙白石村", 4)
    assert meeting.roster.count() == meeting.due


@demo
def test_every_matter_that_was_discussed_was_checked_and_visited_and_the_rail_measured():
    discussed = Project.objects.filter(journal__target="deliberating", journal__first_time=True)
    assert discussed.filter(visits__isnull=True).count() == 0
    for project in discussed.prefetch_related("visits")[:40]:
        lines = project.self_checks.lines(LAST)
        assert not any(line.is_open or (line.is_negative and line.is_yes) for line in lines)
        assert sum(line.is_yes for line in lines) == 1
    rail = titled("昌盛花园楼房护栏加高")
    assert [str(one) for one in rail.visits.get().measures.all()] == ["护栏高 1.0 m"]
    [item] = rail.work_items.all()
    assert (item.unit_price_fen, item.total_fen) == (45_000, 3_870_000)


@demo
def test_what_was_passed_on_has_the_other_offices_number_and_most_an_answer():
    referred = Project.objects.filter(state="referred", state_since__lt=SHOWS - timedelta(days=11))
    assert referred.filter(referral_notes__isnull=True).count() == 0
    assert 0 < referred.filter(referral_notes__answer__gt="").count() < referred.count()
