"""What waits beside the matters: one question which kinds have anything, one more for each that has."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.queries import asides
from tests.factories.desk import sign_in
from tests.factories.notices import object_to, posted
from tests.factories.watching import found

pytestmark = pytest.mark.django_db


def asked(post):
    """({kind: rows} of what waits, how many questions that took)"""
    with CaptureQueriesContext(connection) as queries:
        lists = asides.of_post(post)
    return {kind: rows for kind, rows in lists.items() if rows}, len(queries)


@pytest.mark.parametrize(
    "who", ["secretary", "town_finance", "town_officer", "supervisor", "auditor"]
)
def test_a_quiet_day_costs_one_question(who, village, request):
    assert asked(request.getfixturevalue(who).post) == ({}, 1)


def test_each_kind_that_waits_costs_one_more(village, programme, clerk, secretary, supervisor):
    project = posted(village, clerk)
    object_to(project, clerk)
    there, number = asked(secretary.post)
    assert (set(there), number) == ({"said"}, 2)
    found(project, supervisor)
    there, number = asked(secretary.post)
    assert (set(there), number) == ({"said", "findings"}, 3)


def test_every_kind_reaches_the_page(secretary):
    context = sign_in(secretary).get("/admin/").context
    assert [kind for kind in asides.KINDS if kind not in context] == []
