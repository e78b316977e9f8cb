"""The points of a list: only works outdoors that were released, rounded, the same set as the list."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from projects.models import Beneficiaries, Project
from tests.factories.projects import furnish, propose
from weishishi.kernel.coordinates import to_gcj02
from weishishi.settings import tiles_host

HERE = (22.024321987, 113.246719876)


@pytest.fixture
def placed(village, programme, clerk):
    """`placed(**facts)`: a released matter with a point."""

    def make(**facts):
        project = furnish(propose(village, clerk, title=facts.pop("title", "装路灯")))
        told = {"latitude": HERE[0], "longitude": HERE[1], "micro_type": "facility", **facts}
        Project.objects.filter(pk=project.pk).update(**told)
        return project

    return make


def points(client, query=""):
    return client.get(reverse("points") + query).json()["points"]


def test_a_released_work_outdoors_has_a_point_rounded_to_ten_metres(client, placed):
    project = placed()
    [point] = points(client)

    assert (point["latitude"], point["longitude"]) == (22.0243, 113.2467)
    assert point["at"] == [22.0243, 113.2467]
    assert point["address"] == reverse("project", args=[project.query_no])
    assert set(point) == {
        "number", "title", "where", "status", "address", "latitude", "longitude", "at",
    }  # fmt: skip


@pytest.mark.parametrize("micro_type", ["service", "wish", ""])
def test_what_is_done_at_somebodys_home_has_none(micro_type, client, placed):
    placed(micro_type=micro_type)
    assert points(client) == []


@pytest.mark.parametrize(
    ("group", "number"), [("low_income", 0), ("disabled", 0), ("other", 0), ("elderly", 1)]
)
def test_what_is_done_for_a_group_one_could_point_at_has_none(group, number, client, placed):
    Beneficiaries.objects.create(project=placed(), group=group)
    assert len(points(client)) == number


def test_what_is_not_released_or_has_no_point_is_not_there(client, placed, village, clerk):
    placed(released_at=None)
    placed(latitude=None, longitude=None)
    assert points(client) == []


def test_the_map_holds_what_the_list_holds(client, placed, village):
    lamps, rail = placed(title="装路灯"), placed(title="装护栏")
    Project.objects.filter(pk=rail.pk).update(public_title="装护栏", public_need="")
    everything = {point["number"] for point in points(client, f"?village={village.pk}")}
    some = {point["number"] for point in points(client, "?text=护栏")}

    assert everything == {lamps.query_no, rail.query_no}
    assert some == {
        card.number for card in client.get("/projects/?text=护栏").context["page"].cards
    }
    assert points(client, "?village=999999") == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_points_ask_two_questions_one_of_them_the_filters(
    number, client, placed, django_assert_num_queries
):
    for _one in range(number):
        placed()
    with django_assert_num_queries(2):
        assert len(points(client)) == number


def test_tiles_drawn_in_gcj02_are_met_where_they_draw_it(client, placed, settings):
    settings.TILES_SYSTEM = "gcj02"
    placed()
    [point] = points(client)

    assert point["at"] == [round(one, 6) for one in to_gcj02(22.0243, 113.2467)]
    assert (point["latitude"], point["longitude"]) == (22.0243, 113.2467)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("", []),
        ("https://tiles.example.cn/{z}/{x}/{y}.png", ["https://tiles.example.cn"]),
        ("https://t{s}.example.cn/w?x={x}", ["https://*.example.cn"]),
    ],
)
def test_only_the_host_of_the_tiles_is_let_in(address, host):
    assert tiles_host(address) == host


def test_a_village_and_a_narrowed_list_offer_the_map_a_whole_list_does_not(client, placed, village):
    placed()
    wanted = f'data-map="/projects/points/?village={village.pk}"'
    assert wanted in client.get(f"/villages/{village.pk}/").content.decode()
    assert wanted in client.get(f"/projects/?village={village.pk}").content.decode()
    assert "data-map" not in client.get("/projects/").content.decode()
    assert "leaflet.js" not in client.get("/projects/").content.decode()


@pytest.mark.parametrize(("system", "is_fine"), [("wgs84", True), ("gcj02", True), ("bd09", False)])
def test_tiles_of_an_unknown_system_are_refused_before_the_start(system, is_fine, settings):
    settings.TILES_SYSTEM = system
    assert ("weishishi.E004" not in {found.id for found in run_checks()}) == is_fine
