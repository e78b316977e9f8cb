"""Who is let in for an organisation, by whom, until when, and what becomes of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.transaction import atomic

from tests.factories.people import appoint, make_person
from tests.factories.works import credit_code
from villages.actions import organisation_accounts as accounts
from villages.actions import organisations
from villages.models import Organisation, Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@pytest.fixture
def centre(liaison):
    row = Organisation(kind="social", name="青溪社工中心", credit_code=credit_code())
    return organisations.register(row, by=liaison)


def opened(centre, by, username="qingxi", days=365):
    until = clock.today() + timedelta(days=days)
    return accounts.open_account(
        centre, by=by, username=username, display_name="青溪社工中心", until=until
    )


def test_who_registers_it_opens_its_account_until_a_day(centre, liaison):
    post, token = opened(centre, liaison)
    assert (post.role, post.organisation, post.district) == (
        Role.ORGANISATION, centre, centre.district,
    )  # fmt: skip
    assert (post.office, post.title) == ("青溪社工中心", "青溪社工中心 · 社会组织")
    assert token and not post.person.has_usable_password()
    assert [note.kind for note in centre.notes.all()] == ["registered", "opened"]


@pytest.mark.parametrize("days", [0, -1, 731])
def test_an_account_ends_within_two_years(centre, liaison, days):
    with pytest.raises(Refused, match="最长两年"):
        opened(centre, liaison, days=days)
    assert opened(centre, liaison, days=730)


def test_others_open_none(centre, town_officer, neighbour_secretary, supervisor, district_officer):
    for stranger in (town_officer, neighbour_secretary, supervisor):
        with pytest.raises(Refused, match="由登记它的单位或区里开通"):
            opened(centre, stranger)
    assert opened(centre, district_officer)


def test_a_name_once_and_at_most_three_accounts(centre, liaison):
    opened(centre, liaison)
    with pytest.raises(Refused, match="已经有人用了"):
        opened(centre, liaison)
    with pytest.raises(Refused, match="只用字母"):
        opened(centre, liaison, "名 字")
    opened(centre, liaison, "two")
    opened(centre, liaison, "three")
    with pytest.raises(Refused, match="最多 3 个账号"):
        opened(centre, liaison, "four")


def test_an_account_is_closed_with_a_reason_and_at_once(centre, liaison):
    post, _token = opened(centre, liaison)
    with pytest.raises(Refused, match="至少 4 个字"):
        accounts.close_account(post, by=liaison, reason="走")
    accounts.close_account(post, by=liaison, reason="经办人已离职")
    assert not Post.objects.held_on(clock.today()).filter(organisation=centre).exists()
    with pytest.raises(Refused, match="已经停用了"):
        accounts.close_account(post, by=liaison, reason="经办人已离职")
    with pytest.raises(Refused, match="已经停用了"):
        accounts.invite_again(post, by=liaison)
    assert centre.notes.last().reason == "经办人已离职"


def test_with_the_organisation_its_accounts_end(centre, liaison):
    opened(centre, liaison)
    organisations.retire(centre, by=liaison, reason="已经注销")
    assert not Post.objects.held_on(clock.today()).filter(organisation=centre).exists()
    with pytest.raises(Refused, match="先恢复登记"):
        opened(centre, liaison, "again")


def test_the_database_asks_for_organisation_and_last_day(centre, district):
    facts = {"role": Role.ORGANISATION, "district": district, "since": clock.today()}
    until = clock.today() + timedelta(days=9)
    wrong = (
        {"organisation": centre}, {"until": until},
        {"role": Role.SUPERVISOR, "organisation": centre, "until": until},
    )  # fmt: skip
    for number, more in enumerate(wrong):
        person = make_person(f"wrong-{number}")
        with pytest.raises(IntegrityError, match="who_speaks_for"), atomic():
            Post.objects.create(person=person, **facts | more)
    assert appoint(Role.ORGANISATION, district, "right", organisation=centre).organisation == centre
