"""Tables of a first migration are made together, may point to each other, and go as they came."""

import pytest
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.state import ProjectState

from weishishi.kernel.tables import ID, Tables, columns

PAIR = Tables(
    [
        CreateModel("Egg", columns(id=ID, hen=models.ForeignKey("yard.hen", models.PROTECT))),
        CreateModel("Hen", columns(id=ID, egg=models.ForeignKey("yard.egg", models.PROTECT))),
    ]
)


@pytest.fixture
def states():
    before = ProjectState()
    after = before.clone()
    PAIR.state_forwards("yard", after)
    return before, after


def said(way, *states):
    """The statements PostgreSQL would be given, none of them run."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        way("yard", editor, *states)
    return [statement.split(" (")[0] for statement in editor.collected_sql]


@pytest.mark.django_db
def test_two_tables_may_point_to_each_other(states):
    made = said(PAIR.database_forwards, *states)
    assert made[:2] == ['CREATE TABLE "yard_egg"', 'CREATE TABLE "yard_hen"']
    assert sum("ADD CONSTRAINT" in statement for statement in made) == 2


@pytest.mark.django_db
def test_they_go_in_the_other_order(states):
    before, after = states
    gone = said(PAIR.database_backwards, after, before)
    assert gone == ['DROP TABLE "yard_hen" CASCADE;', 'DROP TABLE "yard_egg" CASCADE;']


def test_models_rendered_before_do_not_stand_in_the_way():
    state = ProjectState()
    assert not state.apps.get_models()
    PAIR.state_forwards("yard", state)
    assert {model.__name__ for model in state.apps.get_models()} == {"Egg", "Hen"}
