"""The second screen: a village chosen already, its places, a point, and whose phone is known."""

import re
from datetime import timedelta
from uuid import uuid4

from django.test import Client

from projects.models import Project
from tests.factories.people import make_village
from tests.factories.sheets import begin, walk
from villages.models import District, Place, Town
from weishishi.kernel import clock


def test_a_place_and_a_point_go_with_the_matter_and_a_made_up_point_is_dropped(
    client, sheet, hamlet
):
    point = {"latitude": "22.05", "longitude": "113.3"}
    walk(client, sheet | {"place": str(hamlet.pk)} | point)
    project = Project.objects.get()
    assert (project.place, project.latitude, project.longitude) == (hamlet, 22.05, 113.3)
    for wrong in ({"latitude": "nan"}, {"latitude": "91"}, {"longitude": ""}):
        told = sheet | {"form_token": str(uuid4())} | point | wrong
        assert walk(Client(), told).status_code == 303
    assert Project.objects.filter(latitude=None, longitude=None).count() == 3


def test_a_place_of_another_village_is_refused_and_the_right_ones_are_listed(
    client, sheet, hamlet, neighbour, text_of
):
    theirs = Place.objects.create(village=neighbour, kind=Place.Kind.ESTATE, name="柳苑")
    response = walk(client, sheet | {"place": str(theirs.pk)})
    assert response.status_code == 422
    assert "上石" in text_of(response)
    assert "柳苑" not in text_of(response)


def test_villages_that_ended_or_lie_elsewhere_are_not_offered(
    client, village, neighbour, sheet, far_village, district
):
    neighbour.valid_to = clock.today() - timedelta(days=1)
    neighbour.save()
    elsewhere = District.objects.create(code="990002", name="别区")
    town = Town.objects.create(district=elsewhere, code="990002100", name="别镇")
    foreign = make_village(town, "别村", "990002100200")
    for wrong in (neighbour, foreign):
        assert walk(client, sheet | {"village": str(wrong.pk)}).status_code == 422
    assert not Project.objects.exists()


def chosen(client, address):
    return re.findall(r'<option value="(\d+)" selected>', client.get(address).content.decode())


def test_the_village_of_the_poster_is_chosen_already(client, village, neighbour, programme):
    page = client.get(f"/propose/?village={village.pk}")
    told = {name: page.context["form"][name].value() for name in ("form_token", "village")}
    where = client.post("/propose/", told | {"kind": "facility"}).url
    assert chosen(client, where) == [str(village.pk)]
    assert client.get("/propose/?village=%00abc").status_code == 200


def test_the_village_used_last_is_chosen_already(client, sheet):
    walk(client, sheet)
    where = begin(client, {"kind": "service"}).url
    assert chosen(client, where) == [sheet["village"]]


def test_who_is_signed_in_finds_phone_and_village_and_the_matter_is_hers(
    client, sheet, wang, text_of
):
    wang.person.take_phone("13912345678")
    wang.person.save()
    client.force_login(wang.person)
    check = walk(client, sheet, until="words").url
    text = text_of(client.get(check))
    assert "139****5678" in text
    assert "13912345678" not in text
    assert 'name="phone"' not in text
    done = client.post(check, {"agree": sheet["agree"]}).url
    project = Project.objects.get()
    assert (project.proposer, project.contact) == (wang.person, None)
    assert "在“我的”里随时看" in text_of(client.get(done))
    elsewhere = Client()
    elsewhere.force_login(wang.person)
    assert chosen(elsewhere, begin(elsewhere, {"kind": "wish"}).url) == [sheet["village"]]
