"""催办 and 督办 by hand: by whom, to whom, until when; answered once, by the post they were sent to."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from projects.actions import urges as deeds
from projects.lifecycle import ProjectLife
from projects.models import Urge, UrgeAnswer
from projects.queries import urges
from projects.queries.public_project import detail
from tests.factories.people import appoint
from tests.factories.projects import REASON, propose
from villages.offices import office_of
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
TEXT, ANSWER = "请本周内踏勘，把结果报镇里。", "已经踏勘，结果附在项目里。"


@pytest.fixture
def project(village, programme, clerk):
    return propose(village, by=clerk, at=clock.now() - timedelta(days=3))


def press(project, by, to, kind="urge", within=3, text=TEXT, **more):
    to = getattr(to, "post", to)
    return deeds.press(project, by=by, kind=kind, to=to, text=text, within=within, **more)


def refusal(deed, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    return refused.value.reasons


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("liaison", []), ("committee", []), ("secretary", ["urge"]), ("town_officer", ["urge"]),
        ("lead_contact", ["urge"]), ("district_officer", ["supervise", "urge"]),
        ("supervisor", []), ("neighbour_secretary", []), ("other_town_officer", []),
    ],
)  # fmt: skip
def test_who_may_press(who, kinds, project, request):
    assert urges.may_press(project, request.getfixturevalue(who)) == kinds


def test_only_downwards_and_only_there(project, liaison, secretary, town_officer, far_secretary, district_officer):  # fmt: skip
    not_below = ["这个岗位不归您催办，请在名单里另选一个。"]
    assert refusal(press, project, secretary, town_officer) == not_below
    assert refusal(press, project, town_officer, far_secretary) == not_below
    assert refusal(press, project, liaison, secretary) == ["催办由镇里、区里或本村书记发出。"]
    assert refusal(press, project, town_officer, secretary, kind="supervise") == [
        "督办由区经办人发出；您可以催办。"
    ]
    assert [post.role for post in urges.below(project, district_officer.post)] == [
        "town_officer", "secretary", "liaison",
    ]  # fmt: skip
    assert press(project, secretary, liaison).to_name == "石桥村联络点"


def test_the_days_are_working_days_and_have_their_bounds(project, town_officer, secretary):
    assert press(project, town_officer, secretary, within=3).due_on == date(2026, 6, 15)
    assert press(project, town_officer, secretary, within=1).due_on == date(2026, 6, 11)
    assert press(project, town_officer, secretary, within=30).due_on
    for wrong in (0, 31):
        assert refusal(press, project, town_officer, secretary, within=wrong) == [
            "请给 1 到 30 个工作日答复。"
        ]
    assert refusal(press, project, town_officer, secretary, text="快") == [
        "请写明催办什么、要求什么，至少 4 个字。"
    ]


def test_what_is_over_needs_no_pressing(project, clerk, town_officer, secretary):
    ended = ProjectLife.decline(project, by=clerk, note=REASON)
    assert refusal(press, ended, town_officer, secretary) == ["这件事已经了结，不用再催办。"]


def test_it_is_answered_once_by_that_post_or_who_follows_in_it(
    project, town_officer, secretary, village, time_machine
):
    urge = press(project, town_officer, secretary)
    [asked] = urges.waiting_for(secretary.post)
    assert (asked.urge, asked.lamp.kind, asked.may_answer) == (urge, "soon", True)
    assert refusal(deeds.answer, urge, by=town_officer, text=ANSWER) == [
        "这一条请石桥村党组织答复。"
    ]
    assert refusal(deeds.answer, urge, by=secretary, text="好") == ["请写答复，至少 4 个字。"]

    time_machine.move_to(clock.now() + timedelta(days=9))
    assert urges.waiting_for(secretary.post)[0].lamp.kind == "late"
    secretary.post.until = clock.today()
    secretary.post.save()
    after = Actor.at(appoint(Role.SECRETARY, village, "the-next-one"))
    assert len(urges.waiting_for(after.post)) == 1
    deeds.answer(urge, by=after, text=ANSWER)
    assert urges.waiting_for(after.post) == []
    assert refusal(deeds.answer, urge, by=after, text=ANSWER) == [
        "这一条刚才已经答复过了，请刷新页面。"
    ]
    [shown] = urges.of_project(project)
    assert (shown.lamp.words, shown.answer.text) == ("已答复", ANSWER)


def test_both_are_told_without_the_words(project, town_officer, secretary):
    urge = press(project, town_officer, secretary)
    deeds.answer(urge, by=secretary, text=ANSWER)
    told = {one.topic: one for one in Message.objects.filter(topic__startswith="urge")}
    assert told["urge"].recipient_key == office_of(secretary.post)[1]
    assert told["urge_answered"].recipient_key == office_of(town_officer.post)[1]
    assert TEXT not in str([one.facts for one in told.values()])


def test_the_public_reads_that_the_district_supervised_and_when_it_was_answered(
    project, district_officer, town_officer, secretary
):
    press(project, town_officer, secretary)
    assert detail(project.query_no).supervised == []
    urge = press(project, district_officer, town_officer, kind="supervise", within=5)
    [open_one] = detail(project.query_no).supervised
    assert (open_one.on, open_one.answered_on) == (clock.today(), None)
    deeds.answer(urge, by=town_officer, text=ANSWER)
    [answered] = detail(project.query_no).supervised
    assert answered.answered_on == clock.today()


def test_facts_are_never_rewritten(project, town_officer, secretary):
    urge = press(project, town_officer, secretary)
    deeds.answer(urge, by=secretary, text=ANSWER)
    for rows in (Urge.objects, UrgeAnswer.objects):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(text="别的话")


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_asked_in_one_query(
    number, project, town_officer, secretary, django_assert_num_queries
):
    for _again in range(number):
        press(project, town_officer, secretary)
    with django_assert_num_queries(1):
        assert len(urges.waiting_for(secretary.post)) == number
    with django_assert_num_queries(1):
        assert len(urges.of_project(project, secretary.post)) == number
