"""A wall screen is opened and closed at the desk; its address is told once."""

import re

import pytest

from projects.models import Screen
from tests.factories.desk import sign_in, text_of

SCREENS = "/admin/projects/screen/"


@pytest.fixture
def officer(district_officer):
    return sign_in(district_officer)


def open_one(client, **fields):
    return client.post(f"{SCREENS}add/", {"name": "大厅东墙", "town": "", **fields}, follow=True)


def address_in(answer):
    found = re.search(r"http://testserver(/screen/[^/<]+/)", text_of(answer))
    return found and found[1]


def test_the_address_is_told_once_and_opens_the_screen(officer, client):
    answer = open_one(officer)
    address = address_in(answer)

    assert client.get(address).status_code == 200
    assert address_in(officer.get(answer.redirect_chain[-1][0])) is None
    assert address.split("/")[2] not in text_of(officer.get(SCREENS))


def test_a_screen_keeps_who_opened_it_and_of_which_town(officer, district_officer, town):
    open_one(officer, town=town.pk)
    screen = Screen.objects.get()
    assert (screen.made_by, screen.town, screen.ended_at) == (district_officer.post, town, None)


def test_closing_it_ends_its_address_and_it_cannot_be_opened_again(officer, client):
    address = address_in(open_one(officer))
    page = f"{SCREENS}{Screen.objects.get().pk}/change/"
    officer.post(page, {"name": "大厅西墙", "ends": "on"})

    screen = Screen.objects.get()
    assert (screen.name, bool(screen.ended_at)) == ("大厅西墙", True)
    assert client.get(address).status_code == 404
    assert 'name="ends"' not in text_of(officer.get(page))


def test_the_scope_of_an_open_screen_is_not_changed(officer, town):
    open_one(officer)
    officer.post(f"{SCREENS}{Screen.objects.get().pk}/change/", {"name": "大厅", "town": town.pk})
    assert Screen.objects.get().town is None


def test_a_town_of_another_district_is_no_choice(officer):
    from villages.models import District, Town

    elsewhere = District.objects.create(code="990002", name="外区")
    town = Town.objects.create(district=elsewhere, code="990002100", name="外镇")
    assert "外镇" not in text_of(officer.get(f"{SCREENS}add/"))
    assert open_one(officer, town=town.pk).status_code == 200
    assert not Screen.objects.exists()


@pytest.mark.parametrize("who", ["system_admin", "district_officer"])
def test_the_two_who_may_open_one(who, request):
    open_one(sign_in(request.getfixturevalue(who)))
    assert Screen.objects.count() == 1


@pytest.mark.parametrize(
    "who", ["secretary", "town_officer", "supervisor", "auditor", "security_admin", "audit_admin"]
)
def test_everybody_else_may_not(who, request):
    assert open_one(sign_in(request.getfixturevalue(who))).status_code == 403
    assert not Screen.objects.exists()
