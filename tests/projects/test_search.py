"""Words of one to many characters find exactly the released texts that hold them, by an index."""

import random

import pytest
from django.db import connection
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from projects.actions import publications
from projects.models import Project
from projects.queries import public, search
from tests.factories.projects import furnish, propose
from villages.models import Village
from weishishi.kernel.actor import Actor

IMPORT = Actor.importer("历史资料导入")
TITLE, NEED = "巷口LED路灯坏了", "夜里很暗，老人不敢出门。请装一盏新灯"


def release(project, title=TITLE, text=NEED):
    publications.edit(project, by=IMPORT, title=title, text=text)
    return publications.release(project, by=IMPORT)


def found(text):
    return set(Project.objects.filter(search.told(text)[0]))


def grams(project):
    with connection.cursor() as cursor:
        cursor.execute("SELECT told_grams FROM projects_project WHERE id = %s", [project.pk])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    "text",
    [
        "灯", "坏了", "路灯", "LED", "led路灯", "老人不", "夜里很暗", "不敢出门", "门。请装", "一盏新灯",
        "很暗，老人不敢出门。请装一盏新灯",
    ],
)  # fmt: skip
def test_words_of_any_length_are_found(text, lamps):
    release(lamps)
    assert found(text) == {lamps}


@pytest.mark.parametrize(
    "text",
    ["龘", "灯路", "坏了夜", "暗老", "路灯新灯", "%", "_", "，", "'", "\\", "路%坏", "灯' | '夜"],
)
def test_what_is_not_there_as_it_is_written_is_not_found(text, lamps):
    release(lamps)
    assert found(text) == set()


def test_words_not_released_are_neither_found_nor_in_the_index(lamps):
    publications.edit(lamps, by=IMPORT, title=TITLE, text=NEED)
    assert grams(lamps) is None
    assert found("路灯") == set()
    publications.release(lamps, by=IMPORT)
    assert "'路灯'" in grams(lamps)
    assert found("路灯") == {lamps}
    publications.edit(lamps, by=IMPORT, title="一件别的事", text=NEED)
    assert grams(lamps) is None
    assert found("路灯") == found("别的") == set()


def test_the_residents_own_words_never_are(lamps):
    release(lamps, title="村口的事", text="请看一看")
    assert lamps.need
    assert found(lamps.title) == found(lamps.need[:6]) == set()


def test_the_name_of_its_village_finds_a_project_before_its_release(lamps, village):
    assert found(village.name) == found(village.name[:2]) == {lamps}


def test_a_word_that_is_in_more_names_than_a_limit_is_no_name(lamps, village, settings):
    more = [
        Village(town=village.town, name=f"{village.name}{number}", full_name="某村", kind="village")
        for number in range(search.MOST_VILLAGES)
    ]
    Village.objects.bulk_create(more[1:])
    assert found(village.name) == {lamps}
    Village.objects.bulk_create(more[:1])
    assert found(village.name) == set()
    settings.DISTRICT_CODE = "110101"
    assert found(f"{village.name}7") == set()


def test_the_index_loses_nothing_a_plain_comparison_finds(village, programme, clerk):
    """Three hundred random words of a small alphabet over random texts: the same projects."""
    chance = random.Random(2021)
    letters = "路灯坏修aB，。 '\\"
    for _number in range(12):
        words = ["".join(chance.choices(letters, k=length)) for length in (6, 30)]
        release(furnish(propose(village, clerk)), *(f"事{word}件" for word in words))
    asked = 0
    for _number in range(300):
        text = "".join(chance.choices(letters, k=chance.randint(1, 4))).strip()
        if not text.strip("，。 '\\"):
            continue
        plain = Q(public_title__icontains=text) | Q(public_need__icontains=text)
        assert found(text) == set(Project.objects.filter(plain)), text
        asked += bool(found(text))
    assert asked > 100


def test_words_are_looked_up_in_the_index(lamps):
    """The planner would rather read a single row: shown with that way closed to it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    may_hold = search.MayHold(F("pk"), "路灯")
    assert "project_told" in Project.objects.filter(may_hold).order_by().explain()


def test_where_very_many_hold_the_words_the_newest_are_the_same(lamps, village, clerk, monkeypatch):
    rows = [release(lamps), *(release(furnish(propose(village, by=clerk))) for _ in range(2))]
    release(furnish(propose(village, by=clerk)), title="别的事", text="与此无关")
    asked = public.Filters(text="路灯")
    usual = public.page(asked, size=2)
    assert [card.number for card in usual.cards] == [row.query_no for row in rows[:0:-1]]
    assert (usual.total, usual.is_capped) == (3, False)

    monkeypatch.setattr(public, "MOST_COUNTED", 2)
    with CaptureQueriesContext(connection) as queries:
        capped = public.page(asked, size=2)
    told = [[card.look for card in page.cards] for page in (capped, usual)]
    assert told[0] == told[1] and capped.older == usual.older
    assert (capped.total, capped.is_capped) == (2, True)
    asked_of = [query["sql"] for query in queries if 'FROM "projects_project"' in query["sql"]]
    count, newest = asked_of
    assert "told_grams" in count
    assert "told_grams" not in newest
