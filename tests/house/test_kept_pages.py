"""A kept page costs no query, is never older than the last commit, and is nobody's own page."""

import gzip

import pytest
from django.db import connection, transaction
from django.test import Client

from projects.actions import facts, publications
from projects.lifecycle import ProjectLife
from projects.models import Project, WorkItem
from projects.queries.public import visible
from tests.factories.meetings import decide
from tests.factories.people import make_person
from tests.factories.projects import REASON, ROAD, furnish, propose
from weishishi import freshness, kept_pages
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def pages_are_kept(settings):
    settings.PAGE_SECONDS = 60


@pytest.fixture
def addresses(lamps, village):
    return (
        "/", "/projects/", "/projects/?stage=collect", f"/projects/{lamps.query_no}/",
        f"/villages/{village.pk}/", f"/towns/{village.town_id}/", "/progress/",
    )  # fmt: skip


def version():
    return freshness.seen("page:of nobody")[0]


def made_anew(address, settings):
    settings.PAGE_SECONDS = 0
    content = Client().get(address).content
    settings.PAGE_SECONDS = 60
    return content


def test_the_second_visitor_costs_no_query_and_reads_the_same(addresses, django_assert_num_queries):
    for address in addresses:
        first = Client().get(address).content
        with django_assert_num_queries(0):
            assert Client().get(address).content == first


def test_no_page_is_older_than_the_last_step(addresses, lamps, clerk, settings):
    project, moment = lamps, lamps.submitted_at
    project = furnish(project)
    for verb in ROAD[: ROAD.index("post_notice") + 1]:
        before = [Client().get(address).content for address in addresses]
        moment += (clock.now() - moment) / 3
        if verb == "post_notice":
            decide(project, moment)
        project = getattr(ProjectLife, verb)(project, by=clerk, at=moment, note=REASON)
        after = [Client().get(address).content for address in addresses]
        assert after == [made_anew(address, settings) for address in addresses]
        assert after != before


def test_whatever_else_the_public_reads_is_shown_at_once(lamps, clerk, village, settings):
    address, own = f"/projects/{lamps.query_no}/", f"/villages/{village.pk}/"
    changes = (
        lambda: publications.edit(lamps, by=clerk, title="新的名称", text="新的说明"),
        lambda: publications.release(lamps, by=clerk),
        lambda: facts.list_work(lamps, by=clerk, work=[("灯", 3, "盏", None)]),
        lambda: WorkItem.objects.update(name="路灯"),
        lambda: WorkItem.objects.all().delete(),
        lambda: WorkItem.objects.bulk_create([WorkItem(project=lamps, name="灯杆", quantity=2, unit="根")]),
        lambda: type(village).objects.filter(pk=village.pk).update(name="改名村"),
    )  # fmt: skip
    for number, change in enumerate(changes):
        Client().get(address), Client().get(own)
        change()
        for page in (address, own):
            assert Client().get(page).content == made_anew(page, settings), number


def test_nothing_is_kept_or_shown_while_somebody_writes(addresses, lamps):
    address = addresses[3]
    old = Client().get(address).content
    with transaction.atomic():
        Project.objects.filter(pk=lamps.pk).update(released_at=clock.now(), public_title="未提交")
        assert version() is None
        assert "未提交" in Client().get(address).content.decode()  # this connection sees its own
        transaction.set_rollback(True)
    assert Client().get(address).content == old


def test_a_page_begun_before_a_commit_is_not_shown_after_it(lamps, rf):
    """The slow reader: she asks, somebody commits, then her page is ready."""
    request = rf.get("/slow/")
    request.LANGUAGE_CODE = "zh-hans"
    answers = iter(["old", "new"])

    @kept_pages.same_for_everybody
    def page(request):
        answer = next(answers)
        if answer == "old":
            visible().update(channel="hotline")
        return kept_pages.HttpResponse(answer)

    version()  # names the first version
    assert page(request).content == b"old"
    assert page(request).content == b"new"
    assert page(request).content == b"new"  # kept now


def test_a_writer_who_died_after_his_commit_leaves_no_old_page(addresses):
    """He said that he begins and never that he ended."""
    Client().get("/")
    name = version()
    token = freshness.begin()
    assert name and version() is None
    freshness.end(token)
    assert version() not in (None, name)


def test_what_the_public_never_reads_forgets_nothing(addresses):
    version()
    name = version()
    make_person("somebody")
    assert version() == name
    tables = freshness.public_tables()
    assert {"projects_journalentry", "funding_share", "villages_servicepoint"} <= tables
    assert tables.isdisjoint(freshness.NEVER_PUBLIC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert {name for (name,) in cursor.fetchall()} >= tables | freshness.NEVER_PUBLIC


def test_who_is_signed_in_gets_her_own_page_and_leaves_none(
    addresses, lamps, client, django_assert_max_num_queries
):
    kept = Client().get(addresses[3]).content
    client.force_login(make_person("wang"))
    with django_assert_max_num_queries(20) as asked:
        client.get(addresses[3])
    assert len(asked) > 0
    assert Client().get(addresses[3]).content == kept


def test_size_and_language_have_pages_of_their_own(addresses):
    large, english = Client(), Client()
    large.cookies["size"], english.cookies["language"] = "large", "en"
    pages = {Client().get("/").content, large.get("/").content}
    again = {large.get("/").content, Client().get("/").content}
    assert len(pages) == 2
    assert pages == again
    assert 'data-size="large"' in large.get("/").content.decode()


@pytest.mark.parametrize("address", ["/propose/", "/track/", "/projects/?text=灯", "/nowhere/"])
def test_forms_searches_and_errors_are_never_kept(address, addresses):
    assert "ETag" not in Client().get(address)
    assert "ETag" not in Client().get(f"/projects/?channel={'x' * 100}")


def test_a_reader_who_has_the_page_is_told_that_nothing_changed(addresses, lamps, clerk):
    first = Client().get("/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(first.content) == Client().get("/").content
    assert first["Content-Encoding"] == "gzip"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))
    seen = {"if-none-match": first["ETag"]}
    assert Client().get("/", headers=seen).status_code == 304
    propose(lamps.village, clerk)
    assert Client().get("/", headers=seen).status_code == 200


def test_without_redis_pages_are_made_as_ever(addresses, settings, lamps, clerk):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    assert version() is None
    assert Client().get("/").status_code == 200
    assert ProjectLife.accept(lamps, by=clerk, note=REASON).state == "accepted"
