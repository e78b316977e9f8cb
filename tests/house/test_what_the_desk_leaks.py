"""Who watches at the desk opens every page, paper and file of it, and finds nothing that is only for
those who help: no caller's phone, no door, no words of hers, no claimer's name, no need in confidence,
no note on tolerance. The public finds nothing of what staff write down either."""

import re
from contextlib import nullcontext
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from projects.actions import (
    care,
    filed_papers,
    photos,
    tolerance,
    visits,
    wish_claims,
    wish_deliveries,
    wishes,
    works,
)
from projects.models import Acceptance, Signature
from tests.factories.care import need
from tests.factories.desk import sign_in
from tests.factories.people import appoint
from tests.factories.pictures import upload
from tests.factories.projects import bring, findings, furnish, propose
from tests.factories.tolerance import told as tolerated
from tests.factories.wishes import handed, promise, published
from tests.factories.works import organisation
from tests.house.canaries import canary, crawl, hits, public_addresses
from tests.house.inside import opened
from tests.house.objects import one_of_each
from tests.tools import without_weasyprint
from villages.roles import Role
from weishishi.access import DESK, OBJECT, OWN, REGISTER, ROWS
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

pytestmark = pytest.mark.django_db
WATCHERS = (Role.SUPERVISION_COMMITTEE, Role.TOWN_FINANCE, Role.DISTRICT_OFFICER, Role.AUDITOR)
MAY_READ_NOTES = {Role.DISTRICT_OFFICER, Role.AUDITOR}  # after a reason: never on the way
CONFIDED, OF_STAFF = canary(9), canary(8)
WORDS = re.compile("密语9|司徒第9位|暗巷9号|17712340009|gAAAAA")


@pytest.fixture(autouse=True)
def our_district(settings, tmp_path):
    settings.DISTRICT_CODE = "990001"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def planted(village, programme, clerk):
    """(objects of every kind, a matter from proposal to archive, a wish from wall to thanks)"""
    objects = one_of_each(village, clerk)
    project = furnish(propose(village, clerk, at=clock.now().replace(day=1), **CONFIDED))
    visits.visit(
        project, by=clerk, at=project.submitted_at, findings=findings(others=OF_STAFF["name"])
    )
    works.add_task(
        project, by=clerk, what="买灯", who=OF_STAFF["name"], due_on=clock.today(),
        with_whom=OF_STAFF["spot"],
    )  # fmt: skip
    project = bring(project, "archive")
    Signature.objects.create(
        acceptance=Acceptance.objects.last(), role="residents", name=OF_STAFF["name"],
        on_paper=True, signed_at=clock.now(),
    )  # fmt: skip
    organisation(
        village.town.district, "青溪照明公司", contact_name=OF_STAFF["name"],
        contact_phone=OF_STAFF["phone"],
    )  # fmt: skip
    wish = published(village, clerk, whom=f"{CONFIDED['name']}，{CONFIDED['spot']}")
    told = promise(name=CONFIDED["name"], phone=CONFIDED["phone"], days=2)
    wish_claims.claim(wish, by=wish_claims.hands_of(), promise=told)
    wishes.thank(
        wish_deliveries.deliver(wish, by=clerk, handed=handed()), by=clerk,
        words="东西正合用，谢谢您。",
    )  # fmt: skip
    hers = need(name=CONFIDED["name"], address=CONFIDED["spot"], need=CONFIDED["need"])
    care.write(village, by=clerk, form_token=uuid4(), need=hers)
    writer = Actor.at(appoint(Role.SECRETARY, village, "who-writes-notes"))
    note = tolerated(deviation=CONFIDED["need"], reason=CONFIDED["spot"])
    tolerance.write(project, by=writer, **note)
    paper = filed_papers.keep(
        project, by=writer, paper="form", token=uuid4(), file=upload(name=f"{CONFIDED['name']}.jpg")
    )
    photos.process(paper.key)
    objects["photo_of_a_paper"] = [paper.key, 320]
    return objects, project, wish


def addresses(who, objects, project, wish):
    """Everything the table lets that role open, and the pages of the planted matter and wish."""
    for name, row in ROWS.items():
        if row.reach not in (DESK, REGISTER, OBJECT) or row.method != "get":
            continue
        if row.answer(who, OWN) == 200:
            yield reverse(name, args=objects[row.needs] if row.needs else [])
            if row.needs in ("project", "wish"):
                yield reverse(name, args=[(project if row.needs == "project" else wish).pk])


def read(client, address):
    """{address with the name of the file inside: words}"""
    answer = client.get(address)
    if answer.status_code != 200:
        return {}
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    inside = opened(body).items()
    return {f"{address}#{name}": inner.decode(errors="replace") for name, inner in inside}


def _around(text):
    """Each word found with what stands before it: says which part of the page told it."""
    return [text[max(0, one.start() - 90) : one.end() + 20] for one in WORDS.finditer(text)]


def test_a_watcher_finds_nothing_said_in_confidence(planted, village):
    """Planted once for all who watch: they only read. The last of them gets PDFs, whose words stand in
    the pages of the ZIP for all."""
    places = {"village": village, "town": village.town, "district": village.town.district}
    for role in WATCHERS:
        desk = sign_in(Actor.at(appoint(role, places[role.level.value], f"a-{role}")))
        pages = {}
        with nullcontext() if role == WATCHERS[-1] else without_weasyprint():
            for address in addresses(role.value, *planted):
                pages |= read(desk, address)
        paper = reverse("photo", args=planted[0]["photo_of_a_paper"])
        assert desk.get(paper).status_code == 404, role
        assert not any(str(planted[0]["photo_of_a_paper"][0]) in text for text in pages.values())
        told = {at: _around(text) for at, text in pages.items() if WORDS.search(text)}
        assert told == {}, role
        assert len(pages) > 60 and any("verify_dossier.py" in address for address in pages)


def test_the_search_is_not_blind(planted, village):
    """The village's own desk does read the caller's words."""
    _objects, project, _wish = planted
    desk = sign_in(Actor.at(appoint(Role.LIAISON, village, "who-helps")))
    [page] = read(desk, f"/admin/projects/project/{project.pk}/change/").values()
    assert {"密语9", "暗巷9号"} <= set(WORDS.findall(page))
    [paper] = read(desk, f"/admin/projects/project/{project.pk}/filed/").values()
    assert str(_objects["photo_of_a_paper"][0]) in paper


def test_the_public_finds_nothing_in_any_page_paper_or_file(planted):
    objects, project, wish = planted
    mine = [f"/projects/{project.query_no}/package.zip", f"/wishes/{wish.pk}/"]
    pages = crawl(Client(), dict.fromkeys([*public_addresses(objects), *mine]))
    assert hits(pages) == {}
    assert pages[mine[0]][:4] == b"PK\x03\x04" and "东西正合用" in pages[mine[1]].decode()
    assert any(address.startswith("/partners/") for address in pages)
