"""A change of office (换届): everything open goes to the successor, once, and the journal stays."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from projects.actions import findings, urges
from projects.actions import handovers as deeds
from projects.actions.handovers import Successor
from projects.models import HandOver, JournalEntry, Project, Task
from projects.queries import asides
from projects.queries.desks import desk_of
from projects.queries.handover_lines import TOLD, named
from projects.queries.handovers import may_be_handed_over, open_at
from projects.queries.urges import waiting_for
from tests.factories.desk import sign_in, text_of
from tests.factories.people import appoint, make_person
from tests.factories.projects import propose
from tests.factories.watching import ADVICE, ANSWER, BASIS, TEXT, advised, found
from villages.models import Delegation, Invitation, Person, Post
from villages.roles import Role
from villages.standing_in import posts_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
ADD = "/admin/projects/handover/add/"
WHY = "2026年换届"


@pytest.fixture
def three(village, programme, clerk):
    at = clock.now() - timedelta(days=3)
    return [propose(village, by=clerk, at=at, title=f"件{n}") for n in range(3)]


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.reasons


def hand_over(actor, to, by, why=WHY):
    return deeds.hand_over(actor.post, Successor(person=to), by=by, why=why)


def task(project, post):
    return Task.objects.create(
        project=project, what="联系施工队", post=post, due_on=clock.today(), added_by="x",
        added_at=clock.now(),
    )  # fmt: skip


def numbers(post):
    return [[one.pk for one in group.rows] for group in desk_of(post).groups]


def test_everything_open_goes_over_and_nothing_twice(
    three, liaison, secretary, town_officer, system_admin
):
    urge = urges.press(
        three[0], by=town_officer, kind="urge", to=liaison.post, text="请本周踏勘。", within=3
    )
    mine, done = task(three[0], liaison.post), task(three[1], liaison.post)
    Task.objects.filter(pk=done.pk).update(done_at=clock.now())
    before, written = numbers(liaison.post), list(JournalEntry.objects.order_by("pk").values())

    row = hand_over(liaison, make_person("new", display_name="新联络员"), system_admin).row
    new = row.taken
    assert (new.role, new.village, new.since, new.until) == (
        Role.LIAISON, three[0].village, clock.today(), None,
    )  # fmt: skip
    assert numbers(new) == before
    assert [one.urge for one in waiting_for(new)] == [urge]
    assert Task.objects.get(pk=mine.pk).post == new
    assert Task.objects.get(pk=done.pk).post == liaison.post
    assert posts_of(liaison.person) == []
    assert list(JournalEntry.objects.order_by("pk").values()) == written
    assert [(part["title"], len(part["lines"])) for part in row.listed] == [
        ("待办：待受理", 3), ("还没答复的催办、督办", 1), ("分工", 1),
    ]  # fmt: skip
    assert row.number == 5


def test_what_a_secretary_leads_and_a_lead_contact_looks_after(
    three, secretary, lead_contact, village, system_admin
):
    Project.objects.filter(pk=three[0].pk).update(led_by=secretary.post)
    new = hand_over(secretary, make_person("a"), system_admin).row.taken
    three[0].refresh_from_db()
    assert three[0].led_by == new
    new = hand_over(lead_contact, make_person("b"), system_admin).row.taken
    assert list(new.assigned.all()) == [village]
    assert list(lead_contact.post.assigned.all()) == [village]  # whoever held it held it


def test_a_new_account_is_invited(liaison, system_admin):
    done = deeds.hand_over(
        liaison.post, Successor(username="li-si", name="李四"), by=system_admin, why=WHY
    )
    person = Person.objects.get(username="li-si")
    assert (str(person), person.has_usable_password(), bool(done.token)) == ("李四", False, True)
    assert Invitation.objects.get(person=person).invited_by == system_admin.post
    assert "已经有人用了" in refusal(
        deeds.hand_over, done.row.taken, Successor(username="li-si", name="x"), by=system_admin,
        why=WHY,
    )[0]  # fmt: skip


def test_who_holds_it_already_gets_no_second_post(liaison, village, system_admin):
    other = appoint(Role.LIAISON, village, "other")
    assert hand_over(liaison, other.person, system_admin).row.taken == other
    assert Post.objects.filter(person=other.person).count() == 1


def test_whose_posts_whom(
    liaison, committee, secretary, town_officer, neighbour_secretary, system_admin, security_admin,
    supervision_committee,
):  # fmt: skip
    assert set(may_be_handed_over(secretary)) == {liaison.post, committee.post}
    assert not may_be_handed_over(town_officer).exists()
    assert set(may_be_handed_over(system_admin)) == {
        one.post
        for one in (
            liaison,
            committee,
            secretary,
            town_officer,
            neighbour_secretary,
            supervision_committee,
        )
    }
    new = make_person("new")
    for by in (neighbour_secretary, town_officer, security_admin):
        assert "移交由系统管理员办理" in refusal(hand_over, liaison, new, by)[0]
    assert "移交由系统管理员办理" in refusal(hand_over, secretary, new, secretary)[0]
    assert "移交由系统管理员办理" in refusal(hand_over, security_admin, new, system_admin)[0]


def test_nobody_appoints_herself_or_whom_it_was(liaison, secretary, system_admin):
    assert refusal(hand_over, liaison, secretary.person, secretary) == [
        "不能任命自己，请另一位办理。"
    ]
    assert "不能还是原来这一任" in refusal(hand_over, liaison, liaison.person, system_admin)[0]
    assert refusal(hand_over, liaison, make_person("n"), system_admin, why=" ") == [
        "请写明事由，例如：换届。"
    ]


def test_a_post_that_is_over_is_not_handed_over_again(liaison, system_admin):
    hand_over(liaison, make_person("n"), system_admin)
    assert "这一任已经结束" in refusal(hand_over, liaison, make_person("m"), system_admin)[0]


def test_all_of_them_or_none_and_a_look_changes_nothing(liaison, committee, system_admin):
    rows = [
        (liaison.post, Successor(username="neu", name="新人")),
        (committee.post, Successor(person=committee.person)),
    ]
    looked = deeds.look(rows, by=system_admin, why=WHY)
    assert [(bool(one.reasons), one.is_new) for one in looked] == [(False, True), (True, False)]
    refusal(deeds.hand_over_all, rows, by=system_admin, why=WHY)
    assert not HandOver.objects.exists() and not Person.objects.filter(username="neu").exists()
    assert not Post.objects.exclude(until=None).exists()


def test_it_is_written_once(liaison, system_admin):
    hand_over(liaison, make_person("n"), system_admin)
    for deed in (lambda: HandOver.objects.update(why="x"), HandOver.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            deed()


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_open_costs_the_same(
    count, village, programme, clerk, liaison, django_assert_num_queries
):
    for _each in range(count):
        task(propose(village, by=clerk), liaison.post)
    post = Post.objects.select_related("person", "village").get(pk=liaison.post.pk)
    with django_assert_num_queries(5):
        assert open_at(post)


def test_every_kind_of_the_index_is_in_the_list(liaison, monkeypatch):
    """A kind that comes later is there by itself, with its number; every one there is has its words."""
    assert set(TOLD) == set(asides.KINDS)
    monkeypatch.setitem(
        asides.KINDS, "later", lambda post: [(Post.objects.filter(pk=post.pk), list)]
    )
    assert [(part.title, part.lines) for part in open_at(liaison.post)] == [
        ("别的待办", ["1 项，见接任的人的“我的待办”"])
    ]


def test_what_the_index_shows_is_listed_without_a_word_of_it(
    three, liaison, committee, supervisor, auditor, town_finance, system_admin
):
    finding = found(three[0], supervisor)
    advised(three[1], auditor)
    Delegation.objects.create(
        post=liaison.post, to=committee.post, since=clock.today(), until=clock.today(),
        reason="请假", at=clock.now(),
    )  # fmt: skip
    parts = {part.title: part.lines for part in open_at(liaison.post)}
    assert [title for title in parts if not title.startswith("待办")] == [
        "监督发现", "没答复的审计建议", "代理（随移交结束）",
    ]  # fmt: skip
    assert parts["监督发现"][0].startswith(f"监督发现 第 {finding.pk} 号") and "待整改" in str(
        parts
    )
    said = str(parts)
    assert not [words for words in (TEXT, BASIS, ADVICE, "请假") if words in said]
    findings.answer(finding, by=liaison, text=ANSWER)
    assert [part.title for part in open_at(supervisor.post)] == ["监督发现"]
    assert open_at(town_finance.post) == []


def test_of_two_of_one_name_each_keeps_and_hands_over_her_own_tasks(
    three, liaison, committee, system_admin
):
    for one in (liaison, committee):
        Person.objects.filter(pk=one.person.pk).update(display_name="陈芳")
    hers, others = task(three[0], liaison.post), task(three[1], committee.post)
    done = hand_over(liaison, make_person("n", display_name="新人"), system_admin).row
    assert [part["lines"] for part in done.listed if part["title"] == "分工"] == [
        [f"{named(three[0])}，2026年6月10日前"]
    ]
    assert Task.objects.get(pk=hers.pk).post == done.taken
    assert Task.objects.get(pk=others.pk).post == committee.post


def test_a_secretary_makes_no_account_and_names_only_her_villages_people(
    liaison, committee, secretary, neighbour_secretary, village, system_admin
):
    """Else she could open the invitation of her own second pair of hands."""
    new = Successor(username="li", name="李四")
    assert refusal(deeds.hand_over, committee.post, new, by=secretary, why=WHY) == [
        "接任的人还没有账号：请系统管理员先建账号，并办这一项移交。"
    ]
    assert not Person.objects.filter(username="li").exists()
    for stranger in (neighbour_secretary.person, make_person("nobody-yet")):
        assert "只能移交给在本村" in refusal(hand_over, committee, stranger, secretary)[0]
    former = appoint(Role.LIAISON, village, "former")
    Post.objects.filter(pk=former.pk).update(until=clock.today())
    assert hand_over(committee, former.person, secretary).row.taken.person == former.person
    assert deeds.hand_over(liaison.post, new, by=system_admin, why=WHY).token


# ── The desk ─────────────────────────────────────────────────────────────────────────────────────
def test_looked_at_first_then_one_press(three, liaison, committee, system_admin, town):
    client, new = sign_in(system_admin), make_person("wang", display_name="王五")
    add = f"{ADD}?town={town.pk}"
    typed = {f"user-{liaison.post.pk}": "wang", f"user-{committee.post.pk}": "li",
             f"name-{committee.post.pk}": "李四", "why": WHY}  # fmt: skip
    page = text_of(client.post(add, typed | {"look": 1}))
    assert ("王五" in page, "李四" in page, "全部移交" in page) == (True, True, True)
    assert not HandOver.objects.exists()
    page = text_of(client.post(add, typed | {"do": 1}))
    assert "已移交 2 个职务" in page and page.count("/invitation/") == 1
    assert [post.role for post in posts_of(new)] == [Role.LIAISON]

    row = HandOver.objects.get(taken__person=new)
    sheet = text_of(client.get(f"/admin/projects/handover/{row.pk}/sheet/"))
    assert [word in sheet for word in ("移交清单", "监交人签名", "王五")] == [True] * 3


def test_what_is_wrong_stands_by_its_field(liaison, secretary, system_admin):
    client, key = sign_in(system_admin), liaison.post.pk
    typed = {f"user-{key}": "nobody", "why": WHY, "do": 1}
    answer = client.post(f"{ADD}?post={key}", typed)
    assert answer.status_code == 400
    assert "没有“nobody”这个账号" in text_of(answer) and 'value="nobody"' in text_of(answer)
    client = sign_in(secretary)
    answer = client.post(ADD, typed)
    assert (answer.status_code, 'value="nobody"' in text_of(answer)) == (400, True)
    assert "没有用户名是“nobody”的人" in text_of(answer)
    answer = client.post(ADD, {f"user-{key}": str(secretary.person.username), "why": WHY, "do": 1})
    assert (answer.status_code, "不能任命自己" in text_of(answer)) == (409, True)


def test_the_page_of_a_secretary_tells_nobody_who_has_an_account(
    liaison, secretary, neighbour_secretary, town_officer
):
    """Whoever is not of her village reads like nobody at all, name and all."""
    client, key = sign_in(secretary), liaison.post.pk
    assert f'name="name-{key}"' not in text_of(client.get(ADD))
    said = []
    for username in (neighbour_secretary.person.username, town_officer.person.username, "nobody"):
        page = client.post(
            ADD, {f"user-{key}": username, f"name-{key}": "甲", "why": WHY, "look": 1}
        )
        said.append(
            (page.status_code, page.context["form"].errors[f"user-{key}"][0].replace(username, ""))
        )
    assert len(set(said)) == 1 and said[0][0] == 400


def test_a_whole_town_is_listed_for_who_keeps_the_register(
    three, liaison, neighbour_secretary, far_secretary, system_admin, town
):
    client = sign_in(system_admin)
    assert "石桥村 · 联络员" not in text_of(client.get(ADD))
    page = text_of(client.get(f"{ADD}?town={town.pk}"))
    assert ("石桥村 · 联络员" in page, "柳湾社区" in page, "远山村" in page) == (True, True, False)
    page = text_of(client.get(f"{ADD}?post={liaison.post.pk}"))
    assert "待办：待受理" in page and "件0" not in page  # public words only


def test_others_have_no_such_page(liaison, town_officer, audit_admin):
    assert sign_in(liaison).get(ADD).status_code == 403
    assert sign_in(town_officer).get("/admin/projects/handover/").status_code == 403
    assert sign_in(audit_admin).get(ADD).status_code == 403


def test_a_stand_in_hands_nothing_over(liaison, committee, secretary):
    secretary.post.stood_in_by = committee.person
    by = Actor.at(secretary.post)
    assert not may_be_handed_over(by).exists()


def test_the_way_from_the_register_of_posts(liaison, system_admin, audit_admin):
    for who, key, is_there in (
        (system_admin, liaison.post.pk, True), (system_admin, system_admin.post.pk, False),
        (system_admin, audit_admin.post.pk, False), (audit_admin, liaison.post.pk, False),
    ):  # fmt: skip
        page = text_of(sign_in(who).get(f"/admin/villages/post/{key}/change/"))
        assert (f"{ADD}?post={key}" in page) is is_there
