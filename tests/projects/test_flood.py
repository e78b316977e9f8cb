"""A flooded bench looks like one that was lived in: allowed lives, whole numbers, figures that agree."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count

from funding.models import Share
from projects.actions import facts, tallies
from projects.flood import lives
from projects.lifecycle import ProjectLife
from projects.models import JournalEntry, Project
from projects.queries import search
from projects.states import State
from tests.factories.projects import FISCAL, propose
from weishishi.kernel.actor import Actor
from weishishi.kernel.numbers import read_query_number

MANY = 600
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def flood(**options):
    told = StringIO()
    call_command("flood", yes_this_is_a_bench=True, verbosity=0, stdout=told, **options)
    return told.getvalue()


@pytest.fixture
def flooded(village, neighbour):
    flood(projects=MANY)
    return Project.objects.order_by("pk")


def test_every_life_is_allowed_by_the_lifecycle_page_and_all_states_occur(flooded):
    assert flooded.count() == MANY
    for project in flooded.prefetch_related("journal"):
        state, last = State.DRAFT, None
        for entry in sorted(project.journal.all(), key=lambda entry: entry.pk):
            assert entry.source == state
            assert state in ProjectLife.step(entry.verb).sources
            assert last is None or last <= entry.happened_at
            state, last = entry.target, entry.happened_at
        assert (project.state, project.state_since) == (state, last)
    assert set(flooded.values_list("state", flat=True)) == {*State} - {State.DRAFT}


def _made():
    """Every index and constraint of the database as PostgreSQL would write it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL"
            " SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace ORDER BY 1"
        )
        return [row for (row,) in cursor.fetchall()]


def test_every_index_and_every_constraint_comes_back(village):
    before = _made()
    assert sum("FOREIGN KEY" in row for row in before) > 20
    flood(projects=3)
    assert _made() == before


def test_numbers_money_and_summary_are_as_if_it_had_been_lived(flooded, village, neighbour):
    assert [read_query_number(number) for number in flooded.values_list("query_no", flat=True)]
    assert tallies.check().different == 0
    assert Share.objects.exists()
    assert set(flooded.values_list("village", flat=True)) == {village.pk, neighbour.pk}
    assert flooded.filter(search.told("路灯")[0]).exists()
    assert not flooded.filter(released_at=None).exclude(public_title="").exists()
    once = JournalEntry.objects.filter(first_time=True).values("project", "target")
    assert not once.annotate(times=Count("pk")).filter(times__gt=1).exists()


def test_life_goes_on_after_the_flood(flooded, village, clerk):
    project = propose(village, clerk)
    accepted = ProjectLife.accept(project, by=Actor.system("test"))
    assert accepted.acceptance_no
    furnished = facts.state_budget(accepted, by=Actor.system("test"), parts=FISCAL)
    assert furnished.pk > MANY


def test_the_same_number_gives_the_same_flood():
    one, again = (lives.life(77, MANY, 2) for _ in range(2))
    assert one == again
    assert lives.life(78, MANY, 2) != one


def test_it_wants_a_bare_bench_and_to_be_told_that_it_is_one(village, programme):
    with pytest.raises(CommandError, match="yes-this-is-a-bench"):
        call_command("flood", projects=3)
    with pytest.raises(CommandError, match="已经有人员或项目"):
        flood(projects=3)
    programme.delete()
    for number in (0, lives.MOST + 1):
        with pytest.raises(CommandError, match="项目数写 1 到"):
            flood(projects=number)
    assert Project.objects.count() == 0


def test_without_villages_it_asks_for_the_import(db):
    with pytest.raises(CommandError, match="import_places"):
        flood(projects=3)
