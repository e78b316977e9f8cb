"""Every address × every role × own village, other village, other town: as the table says."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from tests.factories.people import appoint, make_person
from tests.house.objects import one_of_each
from villages.roles import Level, Role, may
from weishishi.access import (
    ANONYMOUS,
    DOOR,
    FAR,
    NEIGHBOUR,
    OBJECT,
    OPEN,
    OWN,
    RELATIONS,
    RESIDENT,
    ROWS,
    WHO,
)
from weishishi.kernel import cipher

# Django's own addresses that lead nowhere by themselves: a catch-all and two redirects.
NO_PAGE = {"admin:view_on_site", "admin:None"}


def addresses(resolver=None, space=""):
    """The names of all addresses, with their namespaces."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}"


def test_every_address_has_a_row_and_every_row_an_address():
    assert set(addresses()) - NO_PAGE == set(ROWS)


@pytest.fixture
def objects(village, neighbour, far_village, programme, clerk):
    """One object of each kind in the own village, in the neighbour and in the far one."""
    places = {OWN: village, NEIGHBOUR: neighbour, FAR: far_village}
    return {relation: one_of_each(place, clerk) for relation, place in places.items()}


def sign_in(client, who, village):
    if who == ANONYMOUS:
        return
    if who == RESIDENT:
        client.force_login(make_person("somebody"))
        return
    role = Role(who)
    place = {
        Level.VILLAGE: village,
        Level.TOWN: village.town,
        Level.DISTRICT: village.town.district,
    }
    assigned = [village] if role == Role.LEAD_CONTACT else ()
    client.force_login(appoint(role, place[role.level], f"the-{who}", assigned=assigned).person)


@pytest.fixture
def pen(monkeypatch):
    """Draws pages, or does not: who gets in is decided before."""
    pen, draw = SimpleNamespace(draws=True), Template.render
    monkeypatch.setattr(
        Template, "render",
        lambda *given, **words: draw(*given, **words) if pen.draws else "",
    )  # fmt: skip
    return pen


def test_each_address_answers_each_role_as_the_table_says(
    objects, village, no_weasyprint, pen, redis_is_ours, caplog
):
    """The objects are made once; what a role's visit leaves behind is rolled back before the next, and
    nobody is taken for the visitor before. Without WeasyPrint the same papers come as pages, to the same
    people, in a tenth of the time; the PDFs are opened in test_what_leaks and test_dossier."""
    caplog.set_level(
        "CRITICAL", "django.request"
    )  # ten thousand refusals with where they come from
    wrong = {}
    for who in WHO:
        redis_is_ours.flushdb()
        with transaction.atomic():
            found = _visit(who, objects, village, pen)
            wrong |= {(who, *where): what for where, what in found.items()}
            transaction.set_rollback(True)
    assert wrong == {}


def test_a_page_for_everybody_opens_nothing_that_is_sealed(
    village, programme, clerk, no_weasyprint, monkeypatch
):
    """Names and phones are encrypted. A page that shows none reads none, so it can give none away."""
    objects, unseal, opened, drawn = one_of_each(village, clerk), cipher.unseal, [], set()
    monkeypatch.setattr(cipher, "unseal", lambda token: opened.append(token) or unseal(token))
    client, found = Client(), {}
    for name, row in ROWS.items():
        if row.reach != OPEN:
            continue
        opened.clear()
        answer = client.get(_address(name, row, objects))
        if answer.streaming:
            list(answer.streaming_content)
        if answer.status_code == 200:
            drawn.add(name)
            found |= {name: len(opened)} if opened else {}
    assert found == {}
    assert {"project", "partner", "projects_csv", "package", "wish", "api:project"} <= drawn


def _visit(who, objects, village, pen):
    """{(address, relation): (given, due)} where they differ. Who may not look may not write either:
    what refuses a GET refuses a POST the same way."""
    client = Client()
    sign_in(client, who, village)
    wrong, asked = {}, set()
    for name, row in ROWS.items():
        for relation in _relations(row, who):
            address = _address(name, row, objects[relation])
            is_let_in = _is_let_in(row, who, relation)
            pen.draws = is_let_in and _looks_its_own(row, who, relation)
            answer = getattr(client, row.method)(address)
            if answer.streaming:
                list(answer.streaming_content)  # or its file stays open
            given, due = answer.status_code, row.answer(who, relation)
            asked.add((name, relation))
            if not is_let_in and row.reach != DOOR:
                posted = client.post(address).status_code  # 403: it may look, not write
                given = given if posted in (due, 403) else posted
            if given != due:
                wrong[name, relation] = (given, due)
    assert {name for name, _relation in asked} == set(ROWS)
    return wrong


def _looks_its_own(row, who, relation):
    """A page of the neighbour's is drawn as one's own is, a public one for everybody alike; so is a
    refusal, which has its own tests."""
    return relation == OWN and (row.reach != OPEN or who == ANONYMOUS)


def _relations(row, who):
    """Whose object makes a difference to whoever gets past the door; the others are stopped at it."""
    may_differ = who == ANONYMOUS or (
        row.reach == OBJECT and who != RESIDENT and may(Role(who), "v", row.model)
    )
    return RELATIONS if row.needs and may_differ else (OWN,)


def _is_let_in(row, who, relation):
    return replace(row, ok=200).answer(who, relation) == 200


def _address(name, row, found):
    if name == "admin:app_list":
        return reverse(name, args=["villages"])
    try:
        return reverse(name, args=found[row.needs] if row.needs else [])
    except NoReverseMatch as error:
        raise AssertionError(f"{name} needs another object than {row.needs!r}") from error


def test_the_page_of_the_table_is_current(settings):
    from weishishi.access import access_page

    assert (settings.BASE_DIR / "docs/access.md").read_text() == access_page()
    assert len(re.findall(r"^\| `", access_page(), re.MULTILINE)) == len(ROWS)
