"""What is not there is not asked for, and what is there is never overlooked."""

from datetime import timedelta

import pytest

from projects.models import CampaignTag, Project
from projects.queries import there_is
from tests.factories.projects import bring, furnish, propose
from weishishi.kernel import clock


def test_before_a_look_nobody_knows(village, programme, clerk):
    project = propose(village, by=clerk)
    assert not any(there_is.nothing(project, name) for name in there_is.OF_A_PROJECT)


def test_of_a_new_proposal_there_is_nothing(village, programme, clerk, django_assert_num_queries):
    project = propose(village, by=clerk)
    with django_assert_num_queries(1):
        there_is.look(project)
    assert all(there_is.nothing(project, name) for name in there_is.OF_A_PROJECT)


def test_what_is_there_is_seen_by_both_ways_of_looking(village, programme, clerk):
    at = clock.now() - timedelta(days=9)
    other = furnish(propose(village, clerk, at=at))
    project = bring(furnish(propose(village, clerk, at=at)), "start")
    project.tags.add(CampaignTag.objects.create(name="夜间照明"))
    there_is.look(project)
    there = {name for name in there_is.OF_A_PROJECT if not there_is.nothing(project, name)}
    assert there == {name for name in there_is.OF_A_PROJECT if getattr(project, name).exists()}
    assert {"tags", "awards", "approvals", "agenda_items", "notice_items"} <= there
    row = Project.objects.annotate(told=there_is.told()).get(pk=project.pk)
    there_is.note(row, row.told)
    assert row.there_is == project.there_is & set(there_is.OF_A_PROJECT)
    there_is.look(other)
    assert "awards" not in other.there_is


@pytest.mark.django_db
def test_every_name_is_a_relation_of_a_project():
    assert all(Project._meta.get_field(name).is_relation for name in there_is.OF_A_PROJECT)
