"""高栏村、海澄村等 4 个社区: one matter of four villages in two towns counts once in the district, once in
each town and once in each village, and says so wherever it stands."""

import pytest

from projects.actions import facts, tallies
from projects.dashboards import tiles
from projects.dashboards.tiles import Where
from projects.models import Tally, TallyCheck
from projects.queries import joint
from tests.factories.people import appoint, make_village
from tests.factories.projects import bring, furnish, propose
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(village, neighbour, far_village, other_town):
    """Two of one town, two of another."""
    return [village, neighbour, far_village, make_village(other_town, "海澄村", "990001101201")]


def counted(where):
    found = tiles.counts(where)
    return found["collected"], found["confirmed"], found["completed"], tiles.funds(where).cash


def is_exact():
    return tallies.check().different == 0


def test_it_counts_once_above_and_once_in_each(client, four, programme, clerk, lamps):
    lead, *others = four
    single = bring(lamps, "confirm")  # a matter of the leading village alone
    project = propose(lead, clerk, at=single.submitted_at)
    project = furnish(project)
    facts.edit(project, by=clerk, joint=others)  # what was counted before is counted there, too
    assert is_exact()
    project.refresh_from_db()
    project = bring(project, "complete")

    one = (1, 1, 1, 3_400_000)
    assert counted(tiles.EVERYWHERE) == (2, 2, 1, 6_800_000)
    assert counted(Where(district=lead.town.district_id)) == (2, 2, 1, 6_800_000)
    assert counted(Where(village=lead.pk)) == (2, 2, 1, 6_800_000)
    assert counted(Where(town=lead.town_id)) == (2, 2, 1, 6_800_000)
    for village in others:
        assert counted(Where(village=village.pk)) == one
    assert counted(Where(town=others[1].town_id)) == one
    assert is_exact()

    # Every number leads to exactly its rows.
    for where in [Where(village=one.pk) for one in four] + [Where(town=others[1].town_id)]:
        for name, number in tiles.counts(where).items():
            rows = list(tiles.COUNTERS[name](where).values_list("pk", flat=True))
            assert len(rows) == len(set(rows)) == number, name
    ids = {"village": others[2].pk, "town": others[2].town_id}
    for name, pk in ids.items():
        page = client.get(f"/projects/?{name}={pk}").content.decode()
        assert project.query_no in page and single.query_no not in page

    # It says with whom, on its own page and on each village's.
    names = [village.name for village in others]
    together = f"与{'、'.join(names)}共同实施"
    assert together in client.get(f"/projects/{project.query_no}/").content.decode()
    for village in four:
        page = client.get(f"/villages/{village.pk}/").content.decode()
        assert together in page and project.query_no in page
    assert "共同实施" not in client.get(f"/projects/{single.query_no}/").content.decode()


def test_a_village_that_takes_no_part_after_all_is_counted_no_more(four, programme, clerk):
    lead, *others = four
    project = propose(lead, clerk)
    facts.edit(project, by=clerk, joint=others)
    project.refresh_from_db()
    facts.edit(project, by=clerk, joint=others[:1])
    assert [counted(Where(village=one.pk))[0] for one in four] == [1, 1, 0, 0]
    assert counted(Where(town=others[1].town_id))[0] == 0 and is_exact()
    project.refresh_from_db()
    facts.edit(project, by=clerk, joint=[])
    project.refresh_from_db()
    assert not project.is_joint and is_exact()
    assert [counted(Where(village=one.pk))[0] for one in four] == [1, 0, 0, 0]


def test_counted_anew_it_is_the_same(four, programme, clerk):
    project = propose(four[0], clerk)
    facts.edit(project, by=clerk, joint=four[1:])
    before = [counted(Where(village=one.pk)) for one in four]
    Tally.objects.all().delete()
    tallies.count_anew()
    assert [counted(Where(village=one.pk)) for one in four] == before and is_exact()
    assert TallyCheck.objects.count() == 1


def test_only_before_the_notice_and_only_in_the_district(lamps, four, programme, secretary, clerk):
    with pytest.raises(Refused, match="牵头的村"):
        facts.edit(lamps, by=secretary, joint=[four[0]])
    hanging = bring(lamps, "post_notice")
    with pytest.raises(Refused, match="公示以后不能再改"):
        facts.edit(hanging, by=secretary, joint=four[1:])
    assert not hanging.joint.exists()


def test_it_is_named_at_the_desk(client, lamps, four, secretary):
    client.force_login(secretary.person)
    address = f"/admin/projects/project/{lamps.pk}/facts/"
    page = client.get(address).content.decode()
    assert "和别的村（社区）共同实施" in page and "海澄村" in page and clock.today()


def test_a_partners_desk_lists_it_and_the_leading_one_does_not(four, programme, clerk, lamps):
    _first, *others = four
    lamps = facts.edit(lamps, by=clerk, joint=others)
    partner = appoint(Role.LIAISON, others[0], "partner")
    [(rows, read)] = joint.waiting(partner)
    assert read(rows) == [lamps]
    for village, role in ((lamps.village, Role.LIAISON), (others[0], Role.SUPERVISION_COMMITTEE)):
        post = appoint(role, village, f"{role}-{village.pk}")
        assert [read(rows) for rows, read in joint.waiting(post)] in ([], [[]])
