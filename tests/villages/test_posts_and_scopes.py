"""A post is held at its level and in its time, and reaches the villages it should."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories.people import SINCE, appoint, make_person
from villages.models import Post, Village
from villages.roles import Level, Role
from villages.scopes import reaches, villages_of
from weishishi.kernel import clock


@pytest.fixture
def three(village, neighbour, far_village):
    """One's own village, the neighbour in the same town, and a village of another town."""
    return {"own": village, "neighbour": neighbour, "far": far_village}


REACH = {
    Role.LIAISON: {"own"}, Role.COMMITTEE_MEMBER: {"own"}, Role.SECRETARY: {"own"},
    Role.SUPERVISION_COMMITTEE: {"own"}, Role.TOWN_OFFICER: {"own", "neighbour"},
    Role.TOWN_FINANCE: {"own", "neighbour"}, Role.LEAD_CONTACT: {"own"},
    Role.DISTRICT_OFFICER: {"own", "neighbour", "far"}, Role.SUPERVISOR: {"own", "neighbour", "far"},
    Role.AUDITOR: {"own", "neighbour", "far"}, Role.ORGANISATION: set(), Role.THIRD_PARTY: set(),
    Role.SYSTEM_ADMIN: set(), Role.SECURITY_ADMIN: set(), Role.AUDIT_ADMIN: set(),
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_its_villages_and_no_other(role, three, town, district):
    place = {Level.VILLAGE: three["own"], Level.TOWN: town, Level.DISTRICT: district}[role.level]
    post = appoint(role, place, assigned=[three["own"]] if role == Role.LEAD_CONTACT else ())

    assert {name for name, one in three.items() if reaches(post, one.pk)} == REACH[role]
    assert set(villages_of(post)) == {three[name] for name in REACH[role]}


@pytest.mark.parametrize("role", list(Role))
def test_a_post_at_the_wrong_level_is_refused_by_the_database(role, three, town, district):
    wrong = {"town": town} if role.level != Level.TOWN else {"village": three["own"]}
    post = Post(person=make_person("x"), role=role, since=SINCE, **wrong)
    with pytest.raises(ValidationError, match="请按角色填写任职的地方"):
        post.full_clean()
    with pytest.raises(IntegrityError, match="a_post_is_held_at_its_level"):
        post.save()


def test_a_post_counts_from_its_first_day_and_no_more_on_the_day_it_ends(village):
    today, day = clock.today(), timedelta(days=1)
    post = appoint(Role.SECRETARY, village, since=today - day, until=today + day)

    held = [bool(Post.objects.held_on(today + n * day)) for n in (-2, -1, 0, 1)]
    assert held == [False, True, True, False]

    Post.objects.filter(pk=post.pk).update(until=today)
    assert not Post.objects.held_on(today).exists()


def test_names_are_not_unique_and_codes_are(town, other_town):
    from tests.factories.people import make_village

    make_village(town, "小林村", "990001100205")
    make_village(other_town, "小林村", "990001101205")
    make_village(town, "新村", None)
    make_village(town, "另一个新村", None)
    assert Village.objects.filter(name="小林村").count() == 2
    with pytest.raises(IntegrityError):
        make_village(town, "别的名字", "990001100205")


@pytest.mark.parametrize(
    "code", ["12345", "12345678901a", "1234567890123", "１２３４５６７８９０１２"]
)
def test_a_code_that_is_not_twelve_digits_is_refused(town, code):
    village = Village(town=town, name="村", full_name="村", kind="village", code=code)
    with pytest.raises(ValidationError) as refusal:
        village.full_clean()
    assert "code" in refusal.value.message_dict


def test_a_village_ends_after_it_begins_and_is_listed_as_of_a_day(village):
    village.valid_from, village.valid_to = SINCE, SINCE - timedelta(days=1)
    with pytest.raises(ValidationError, match="截止日期不能早于起始日期"):
        village.full_clean()
    village.valid_to = SINCE + timedelta(days=9)
    village.save()
    days = [Village.objects.on(SINCE + timedelta(days=n)).exists() for n in (-1, 0, 9, 10)]
    assert days == [False, True, True, False]
