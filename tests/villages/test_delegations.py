"""Somebody is away (代理): who may stand in, for which days, under whose name, and what stays hers."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from projects.actions import publications
from projects.lifecycle import ProjectLife
from tests.factories.desk import sign_in, text_of
from tests.factories.people import appoint
from tests.factories.projects import propose
from villages.actions import delegations as deeds
from villages.admin.delegations import how_it_stands
from villages.middleware import SESSION_KEY
from villages.models import Delegation, DelegationEnd, Post
from villages.roles import Role
from villages.standing_in import MAY_STAND_IN, may_have_acted, posts_of, waiting, who_could
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def delegate(by, to, first=0, last=2, reason="外出培训", post=None):
    today = clock.today()
    return deeds.delegate(
        post or by.post, by=by, to=to.post, since=today + first * DAY, until=today + last * DAY,
        reason=reason,
    )  # fmt: skip


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.reasons


def standing_in(person):
    """The actor she is under the one post she does not hold herself."""
    [post] = [one for one in posts_of(person) if one.stood_in_by]
    return Actor.at(post)


def test_she_acts_under_the_post_and_the_journal_names_both(village, programme, clerk, team):
    project = propose(village, by=clerk, at=clock.now() - 3 * DAY)
    delegate(team.secretary, team.committee)
    by = standing_in(team.committee.person)
    assert by.post.title == "代 石桥村 · 党组织书记"

    ProjectLife.accept(project, by=by)
    row = project.journal.get(verb="accept")
    assert (row.post, row.person, row.actor_name) == (
        team.secretary.post, team.committee.person, "石桥村党组织（代）",
    )  # fmt: skip


@pytest.mark.parametrize(("first", "last", "held"), [(0, 0, True), (-2, -1, False), (1, 2, False)])
def test_both_days_belong_to_it_and_no_other(first, last, held, team):
    today = clock.today()
    Delegation.objects.create(
        post=team.secretary.post, to=team.committee.post, since=today + first * DAY,
        until=today + last * DAY, reason="培训", at=clock.now(),
    )  # fmt: skip
    assert any(post.stood_in_by for post in posts_of(team.committee.person)) is held


@pytest.mark.parametrize("whose", ["secretary", "committee"])
def test_it_ends_with_either_post(whose, team):
    delegate(team.secretary, team.committee)
    Post.objects.filter(pk=getattr(team, whose).post.pk).update(until=clock.today())
    assert not any(post.stood_in_by for post in posts_of(team.committee.person))


def test_only_a_colleague_of_the_same_place(team, neighbour_secretary, neighbour, district_officer):
    stranger = Actor.at(appoint(Role.COMMITTEE_MEMBER, neighbour))
    wrong = ["请在名单里选本单位的同事代。"]
    assert refusal(delegate, team.secretary, stranger) == wrong
    assert refusal(delegate, team.secretary, team.liaison) == wrong
    assert refusal(delegate, team.town_officer, team.secretary) == wrong
    assert list(who_could(team.secretary.post)) == [team.committee.post]
    assert list(who_could(team.liaison.post)) == [team.committee.post]
    assert list(who_could(team.committee.post)) == [team.liaison.post]
    assert list(who_could(team.town_officer.post)) == []


def test_the_three_administrators_lend_nothing(system_admin, district):
    other = Actor.at(appoint(Role.SYSTEM_ADMIN, district, "another"))
    assert refusal(delegate, system_admin, other) == ["这个职务不能请人代，请系统管理员另外任命。"]
    lent = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.ORGANISATION, Role.THIRD_PARTY}  # fmt: skip
    assert lent == set(Role) - set(MAY_STAND_IN)


def test_what_was_lent_is_not_lent_on(team, village):
    third = Actor.at(appoint(Role.COMMITTEE_MEMBER, village, "third"))
    delegate(team.secretary, team.committee)
    by = standing_in(team.committee.person)
    assert refusal(delegate, by, third) == [
        "只能请人代自己的职务；您代别人的职务，不能再转给第三个人。"
    ]
    assert refusal(delegate, team.liaison, team.committee, post=team.secretary.post) == [
        "只能请人代自己的职务；您代别人的职务，不能再转给第三个人。"
    ]


def test_days_may_not_overlap_and_are_free_again_when_taken_back(team, village):
    third = Actor.at(appoint(Role.COMMITTEE_MEMBER, village, "third"))
    row = delegate(team.secretary, team.committee, 1, 3)
    for first, last in ((3, 5), (0, 1), (2, 2), (0, 9)):
        assert "已经请" in refusal(delegate, team.secretary, third, first, last)[0]
    assert delegate(team.secretary, third, 4, 5).pk
    deeds.end(row, by=team.secretary)
    assert delegate(team.secretary, third, 1, 3).pk


def test_who_is_away_herself_is_not_asked(team, village):
    delegate(team.committee, team.liaison, 1, 1)
    assert refusal(delegate, team.secretary, team.committee, 0, 3) == [
        "对方那几天自己也请了人代，请另选一位同事。"
    ]


def test_the_days_have_their_bounds(team):
    assert delegate(team.liaison, team.committee, 0, deeds.MOST_DAYS - 1).pk
    assert (
        "一次最多 92 天" in refusal(delegate, team.secretary, team.committee, 0, deeds.MOST_DAYS)[0]
    )
    assert "从今天或以后" in refusal(delegate, team.secretary, team.committee, -1, 2)[0]
    assert "不能早于" in refusal(delegate, team.secretary, team.committee, 2, 1)[0]
    assert "请写明事由" in refusal(delegate, team.secretary, team.committee, reason=" ")[0]


def test_taken_back_or_handed_back_at_once_and_once(team, village):
    row = delegate(team.secretary, team.committee)
    assert refusal(deeds.end, row, by=team.liaison) == ["代理由请人代的本人或者代的人结束。"]
    deeds.end(row, by=team.committee)
    assert not any(post.stood_in_by for post in posts_of(team.committee.person))
    row.refresh_from_db()
    assert refusal(deeds.end, row, by=team.secretary) == ["这次代理刚才已经结束了，请刷新页面。"]


def test_facts_only(team):
    row = delegate(team.secretary, team.committee)
    deeds.end(row, by=team.secretary)
    for rows in (Delegation.objects.all(), DelegationEnd.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(at=clock.now())
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


def test_two_persons_stay_two_persons(village, programme, clerk, team):
    project = propose(village, by=clerk, at=clock.now() - 3 * DAY)
    delegate(team.secretary, team.committee)
    by = standing_in(team.committee.person)
    publications.edit(project, by=team.committee, title="路灯", text="晚上看不见路。")
    assert refusal(publications.release, project, by=by)
    publications.edit(project, by=by, title="路灯", text="晚上看不见路，请装灯。")
    project.refresh_from_db()
    assert refusal(publications.release, project, by=team.committee)
    assert publications.release(project, by=team.liaison).is_released


def test_what_she_did_that_day_counts_and_no_other_day(team):
    delegate(team.secretary, team.committee, 0, 1)
    person, post = team.committee.person, team.secretary.post
    now = clock.now()
    days = (now - DAY, now, now + DAY, now + 2 * DAY, None)
    assert [may_have_acted(person, post, at) for at in days] == [False, True, True, False, True]
    person.ever_lent = next(iter(posts_of(person))).ever_lent
    assert [may_have_acted(person, post, at) for at in days] == [False, True, True, False, True]
    assert not may_have_acted(person, team.liaison.post)
    assert not may_have_acted(None, post)


# ── The desk ─────────────────────────────────────────────────────────────────────────────────────
def typed(to, first=0, last=2, reason="外出培训"):
    today = clock.today()
    return {
        "to": to.post.pk, "since": today + first * DAY, "until": today + last * DAY, "reason": reason
    }  # fmt: skip


def test_asked_for_and_taken_back_at_the_desk(team):
    client = sign_in(team.secretary)
    answer = client.post("/admin/villages/delegation/add/", typed(team.committee))
    row = Delegation.objects.get()
    assert (answer.status_code, answer.url) == (
        302,
        f"/admin/villages/delegation/{row.pk}/change/#main",
    )
    assert "请committee_member" in text_of(client.get("/admin/"))

    hers = sign_in(team.committee)
    page = text_of(hers.get("/admin/"))
    assert ("代 石桥村 · 党组织书记" in page, "请您代“石桥村党组织”" in page) == (True, True)
    assert hers.get("/admin/").context["acting_post"] == team.committee.post
    hers.post("/admin/post/", {"post": team.secretary.post.pk})
    assert hers.session[SESSION_KEY] == team.secretary.post.pk
    assert hers.get("/admin/").context["acting_post"].stood_in_by == team.committee.person

    assert client.post(answer.url).status_code == 302
    assert hers.get("/admin/").context["acting_post"] == team.committee.post
    assert "提前结束了" in text_of(client.get(answer.url))


def test_nothing_typed_is_lost_and_the_refusal_says_what_to_do(team):
    client = sign_in(team.secretary)
    answer = client.post("/admin/villages/delegation/add/", typed(team.committee, 3, 1))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "结束的日期不能早于开始的日期" in page and "外出培训" in answer.content.decode()
    answer = client.post("/admin/villages/delegation/add/", {})
    assert answer.status_code == 400
    assert "请选请谁代" in text_of(answer)


def test_others_read_and_do_not_end(team, audit_admin, neighbour_secretary):
    row = delegate(team.secretary, team.committee)
    address = f"/admin/villages/delegation/{row.pk}/change/"
    for who, status in ((audit_admin, 200), (team.liaison, 200), (neighbour_secretary, 404)):
        assert sign_in(who).get(address).status_code == status
    assert sign_in(team.liaison).post(address).status_code == 403
    assert sign_in(audit_admin).get("/admin/villages/delegation/add/").status_code == 403
    assert row.reason in text_of(sign_in(audit_admin).get("/admin/villages/delegation/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_costs_the_same(number, team, django_assert_num_queries):
    for n in range(number):
        delegate(team.secretary, team.committee, n, n)
    client = sign_in(team.secretary)
    client.get("/admin/villages/delegation/")
    with django_assert_num_queries(7):
        client.get("/admin/villages/delegation/")


def test_who_stands_in_stays_herself(team, village):
    """Else nobody who was asked is there; it is refused whichever of the two is asked for first."""
    third = Actor.at(appoint(Role.LIAISON, village, "third"))
    delegate(team.secretary, team.committee, 1, 3)
    assert "您在代“石桥村党组织”" in refusal(delegate, team.committee, third, 3, 5)[0]
    assert delegate(team.committee, third, 4, 5).pk


def test_both_posts_are_locked_in_one_order(team):
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        delegate(team.secretary, team.committee)
    [locking] = [sql for sql in asked if "FOR NO KEY UPDATE" in sql]
    assert "IN (" in locking and 'ORDER BY "villages_post"."id"' in locking


@pytest.mark.parametrize("whose", ["secretary", "committee"])
def test_a_post_that_ends_leaves_no_ghost(whose, team, village):
    row = delegate(team.secretary, team.committee, 0, 5)
    other = team.committee if whose == "secretary" else team.secretary
    Post.objects.filter(pk=getattr(team, whose).post.pk).update(until=clock.today())
    row = Delegation.objects.get(pk=row.pk)
    assert how_it_stands(row) == "随任职结束了"
    assert [list(rows) for rows, _read in waiting(other.post)] == [[]]
    assert refusal(deeds.end, row, by=other) == ["任职结束了，代理已经随着结束，不用再办。"]
    page = text_of(sign_in(other).get(f"/admin/villages/delegation/{row.pk}/change/"))
    assert "随任职结束了" in page and "现在就结束代理" not in page
    third = Actor.at(appoint(Role.COMMITTEE_MEMBER, village, "third"))
    if whose == "committee":  # the days are free again, without taking anything back
        assert delegate(team.secretary, third, 0, 5).pk


def test_why_is_read_in_her_own_office_and_no_higher(
    team, audit_admin, district_officer, supervisor, auditor, town_finance, district
):
    row = delegate(team.secretary, team.committee, reason="请假看病")
    listed = "/admin/villages/delegation/"
    for who, reads in (
        (team.liaison, True), (team.committee, True), (audit_admin, True), (team.town_officer, False),
        (district_officer, False), (supervisor, False), (auditor, False), (town_finance, False),
    ):  # fmt: skip
        client = sign_in(who)
        for page in (listed, f"{listed}{row.pk}/change/"):
            assert ("请假看病" in text_of(client.get(page))) is reads, (who.post, page)
    other = Actor.at(appoint(Role.SUPERVISOR, district, "another"))
    away = delegate(supervisor, other, reason="外出检查")
    for who, reads in ((other, True), (auditor, False), (district_officer, False)):
        page = text_of(sign_in(who).get(f"{listed}{away.pk}/change/"))
        assert ("外出检查" in page) is reads
