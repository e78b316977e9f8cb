"""随机抽查: drawn once, with a published seed, so that a stranger draws the same."""

import hashlib
from datetime import timedelta

import pytest

from projects.models import Sample
from tests.factories.projects import propose
from tests.factories.watching import SEED, drawn
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool(village, neighbour, far_village, programme, clerk):
    return [propose(one, by=clerk).query_no for one in (village, village, neighbour, far_village)]


def by_a_stranger(seed, numbers, n):
    """Written from the sentence on the page, with nothing of the house."""
    marks = [(hashlib.sha256((seed + one).encode()).hexdigest(), one) for one in numbers]
    return [one for _mark, one in sorted(marks)][:n]


def test_a_stranger_draws_the_same_from_the_public_page(pool, supervisor, client):
    row = drawn(supervisor, n=2)
    page = client.get(f"/samples/{row.pk}/").content.decode()
    numbers = client.get(f"/samples/{row.pk}/numbers.txt").content.decode().split()
    assert SEED in page and sorted(pool) == numbers
    assert row.drawn == by_a_stranger(SEED, numbers, 2)
    assert all(f"/projects/{one}/" in page for one in row.drawn)
    assert client.get("/samples/999999/").status_code == 404
    assert f"/samples/{row.pk}/" in client.get("/samples/").content.decode()
    assert "/samples/" in client.get("/open-data/").content.decode()


def test_a_known_answer():
    numbers = ["2021000317", "2021000325", "2021000333"]
    assert by_a_stranger("00" * 8, numbers, 3) == sorted(
        numbers, key=lambda one: hashlib.sha256(f"0000000000000000{one}".encode()).hexdigest()
    )


def test_the_house_draws_a_seed_after_the_pool_is_fixed(pool, supervisor):
    first, second = (drawn(supervisor, seed="", seed_from="") for _twice in range(2))
    assert len(first.seed) == 64 and first.seed != second.seed
    assert (first.seed_from, first.pool) == ("", sorted(pool))
    assert first.drawn == by_a_stranger(first.seed, first.pool, 2)


def test_a_pool_has_its_place_state_and_days(pool, village, town, supervisor):
    assert drawn(supervisor, village=village).pool == sorted(pool[:2])
    assert drawn(supervisor, town=town).pool == sorted(pool[:3])
    assert drawn(supervisor, states=["submitted"]).pool == sorted(pool)
    today, tomorrow = clock.today(), clock.today() + timedelta(1)
    assert drawn(supervisor, since=today, until=today).pool == sorted(pool)
    for more in ({"states": ["archived"]}, {"since": tomorrow}, {"until": today - timedelta(1)}):
        with pytest.raises(Refused, match="没有项目"):
            drawn(supervisor, **more)


def test_fewer_than_asked_are_all(pool, supervisor):
    assert sorted(drawn(supervisor, n=50).drawn) == sorted(pool)
    for n in (0, 51):
        with pytest.raises(Refused, match="1 到 50"):
            drawn(supervisor, n=n)


@pytest.mark.parametrize("seed", ["xyz", "0" * 15, "0" * 65, "12 34567890123456"])
def test_a_seed_is_hexadecimal(pool, supervisor, seed):
    with pytest.raises(Refused):
        drawn(supervisor, seed=seed)
    assert drawn(supervisor, seed="ABCDEF0123456789").seed == "abcdef0123456789"
    with pytest.raises(Refused, match="种子从哪里来"):
        drawn(supervisor, seed_from="")


def test_who_may_draw(
    pool, supervisor, auditor, secretary, town_officer, district_officer, supervision_committee
):
    for by in (secretary, town_officer, district_officer, supervision_committee):
        with pytest.raises(Refused, match="随机抽查由"):
            drawn(by)
    first = drawn(auditor)
    assert drawn(auditor, form_token=first.form_token) == first
    assert Sample.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_public_page_asks_no_more_for_many(
    number, pool, supervisor, client, django_assert_num_queries
):
    row = drawn(supervisor, n=number)
    client.get("/")
    with django_assert_num_queries(2):
        assert client.get(f"/samples/{row.pk}/").status_code == 200
