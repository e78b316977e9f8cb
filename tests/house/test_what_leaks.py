"""Two hundred secrets are planted, everything public is read, and none of them is there."""

import io
import re
import zipfile
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from funding.models import Budget
from projects import voting
from projects.actions import objections, photos
from projects.models import Evaluation, Photo, Project, SignUp
from tests.factories import pictures as made
from tests.factories.desk import page_of, sign_in
from tests.factories.money import pay
from tests.factories.notices import ANSWER, object_to, posted
from tests.factories.pictures import upload
from tests.factories.projects import bring, furnish, propose
from tests.house.canaries import (
    NEEDS,
    PHONES,
    POSITIONS,
    SPOTS,
    STAGES,
    canary,
    crawl,
    hits,
    plant,
    public_addresses,
)
from tests.house.inside import opened
from tests.house.objects import one_of_each
from tests.tools import without_weasyprint
from weishishi.access import ROWS
from weishishi.kernel import clock

SECRETS = 200


@pytest.fixture(autouse=True)
def our_district(settings, tmp_path):
    settings.DISTRICT_CODE = "990001"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def objects(village, programme, clerk):
    return one_of_each(village, clerk)


def with_photos(project, clerk):
    """Two photos as a phone writes them, cleaned and published."""
    taken = [upload(made.jpeg()), upload(made.webp(), "b.webp")]
    for photo in photos.attach(project, by=clerk, files=taken):
        assert photos.process(photo.key) == Photo.State.READY
        photos.publish(photo, by=clerk, is_public=True)


def test_nothing_said_in_confidence_is_found_anywhere(
    objects, village, neighbour, far_village, clerk
):
    projects = plant(SECRETS, [village, neighbour, far_village], clerk)
    with_photos(projects[1], clerk)
    files = printed(projects[1 : 10 * len(STAGES) : 10])
    with without_weasyprint():  # of the hundred packages these are enough with a PDF
        pages = crawl(Client(), public_addresses(objects)) | files
    assert hits(pages) == {}

    read = b"\n".join(pages.values()).decode(errors="replace")
    missing = [n for n in range(1, SECRETS, 2) if f"公开的第{n}件" not in read]
    assert missing == []  # the visitor did read what is public of every released one
    assert sum(body[:4] == b"RIFF" and len(body) > 100 for body in pages.values()) >= 2
    assert any("cursor=" in address for address in pages)
    assert_the_money_was_read(pages, [village, neighbour, far_village])
    assert_the_stories_were_read(pages)
    assert_the_services_were_read(pages)
    assert len(pages) > SECRETS + len(ROWS) / 4


def printed(projects):
    """{address: the package with its PDF}"""
    packages = {f"/projects/{one.query_no}/package.zip" for one in projects}
    pages = {address: Client().get(address).content for address in packages}
    assert len(pages) == len(STAGES)
    assert all("project.pdf" in opened(body) for body in pages.values())
    return pages


def assert_the_services_were_read(pages):
    """Activities and how many are served are there, on pages of their own too; 报名号 are nowhere."""
    read = b"".join(pages.values()).decode(errors="replace")
    numbers = SignUp.objects.filter(activity__title__startswith="公开的活动").values_list(
        "number", flat=True
    )
    assert numbers and not any(number in read for number in numbers)
    of = [text.decode() for address, text in pages.items() if address.startswith("/activities/")]
    assert sum("公开的活动" in text for text in of) >= len(numbers)
    assert "6 人（名单不公开）" in read and "公开的条件" in read


def assert_the_stories_were_read(pages):
    """The story and the way to evaluate are there; nobody's own link, and no poster's, is."""
    asked = list(Evaluation.objects.filter(closed_at__isnull=True).select_related("project"))
    told = [text for address, text in pages.items() if address.endswith("/story/")]
    assert asked
    assert sum("公开的故事".encode() in text for text in told) >= 2
    assert sum(address.endswith("/evaluate/") for address in pages) >= SECRETS // 2
    read = b"".join(pages.values())
    assert "5 位居民说：好用 4，有问题 1".encode() in read
    for one in asked:
        tokens = [voting.link_token(one, *whose) for whose in voting.invited(one.project)]
        assert tokens and not any(t.encode() in read for t in [*tokens, voting.poster_token(one)])


def test_the_file_of_a_matter_tells_a_watcher_nothing_said_in_confidence(
    village, programme, clerk, liaison, supervisor
):
    """Whole file as ZIP and PDF's source, form and story at the desk: the proposer's words, phone and
    spot are for confidants; the control reads the words."""
    projects = plant(62, [village], clerk)
    found = [one for one in projects if one.state in ("archived", "evaluating")]
    assert {one.state for one in found} == {"archived", "evaluating"}
    private = re.compile(f"{PHONES}|{SPOTS}|{NEEDS}|{POSITIONS}")
    for project in found:
        for actor, expected in ((supervisor, False), (liaison, True)):
            desk = sign_in(actor)
            zipped = zipfile.ZipFile(io.BytesIO(desk.get(page_of(project, "dossier_zip")).content))
            text = "".join(
                zipped.read(name).decode(errors="replace")
                for name in zipped.namelist()
                if not name.endswith((".pdf", ".webp"))
            )
            for name in ("application", "story", "dossier", "evaluation_result"):
                text += desk.get(page_of(project, name)).content.decode()
            assert bool(private.findall(text)) == expected, (actor, private.findall(text)[:3])
            assert not re.findall(PHONES, text) and "gAAAAA" not in text


def assert_the_money_was_read(pages, villages):
    """What hides nobody is there: the sums, 爱心人士 and 个人, on every kind of page."""
    text = {address: body.decode(errors="replace") for address, body in pages.items()}
    for kind in ("money/", "money/print/", "money.csv"):
        of = [f"/villages/{village.pk}/{kind}" for village in villages]
        told = "".join(words for address, words in text.items() if urlsplit(address).path in of)
        assert all(word in told for word in ("爱心人士", "个人", "更正", "多付的退回来"))
    projects = "".join(text[address] for address in text if address.startswith("/projects/20"))
    assert all(word in projects for word in ("爱心人士", "个人", "已更正", "多付的退回来"))


def test_the_visitor_would_find_a_payee_who_is_said_to_be_a_firm(objects, village, clerk):
    """The control for the money: what the ledger holds for public is found wherever it is told."""
    project = bring(furnish(propose(village, clerk, at=clock.now() - timedelta(days=9))), "start")
    pay(Budget.objects.get(pk=project.budget_id), 100_000, payee=canary(3)["name"])
    found = hits(crawl(Client(), public_addresses(objects)))
    money = f"/villages/{village.pk}/money"
    assert {urlsplit(address).path for address in found} == {
        f"/projects/{project.query_no}/", f"/api/v1/projects/{project.query_no}/",
        f"/projects/{project.query_no}/package.zip", f"{money}/", f"{money}/print/", f"{money}.csv",
    }  # fmt: skip


def test_the_visitor_would_find_each_of_them_if_it_were_public(
    objects, village, neighbour, far_village, clerk
):
    """The search above is not blind: what gets into public words is found, kind by kind."""
    projects = plant(8, [village, neighbour, far_village], clerk)
    secret, expected = canary(0), {}
    words = (secret["phone"], secret["name"], secret["spot"], str(secret["latitude"]))
    for project, word in zip(projects[1::2], words, strict=True):
        Project.objects.filter(pk=project.pk).update(public_need=f"……{word}……")
        page = f"/projects/{project.query_no}/"
        zipped = [f"{page}package.zip#project.{kind}" for kind in ("html", "pdf")]
        for place in (page, f"/api/v1{page}", *zipped):
            expected[place] = {word}
    assert hits(crawl(Client(), public_addresses(objects))) == expected


def test_the_visitor_would_find_what_a_released_summary_gave_away(objects, village, clerk):
    """The same for objections: the summary and the answer are read on the notice and on the matter."""
    project = posted(village, clerk)
    objection, secret = object_to(project, clerk, words=canary(2)["need"]), canary(2)
    objections.answer(
        objection, by=clerk, answer=ANSWER, is_upheld=False, released_words=f"找{secret['name']}"
    )
    found = hits(crawl(Client(), public_addresses(objects)))
    page = f"/projects/{project.query_no}/"
    zipped = [f"{page}package.zip#project.{kind}" for kind in ("html", "pdf")]
    pages = (page, f"/notices/{objection.item.notice_id}/", *zipped)
    assert found == {page: {secret["name"]} for page in pages}


def test_what_a_camera_wrote_would_be_found():
    assert hits({"/photos/x": made.webp()}) != {}
