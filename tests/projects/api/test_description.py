"""The API says of itself what it does, to programs and to people, and keeps to it."""

import re

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given, settings
from schemathesis import GenerationMode

from projects.api import examples
from projects.api.records_of_wishes import WishRecord
from projects.api.serializers import (
    FiguresRecord,
    OneProjectRecord,
    ProjectRecord,
    VillageRecord,
)
from tests.factories.projects import A_WHILE, bring, propose
from weishishi.kernel import clock
from weishishi.wsgi import application

PATHS = (
    "/api/v1/projects/", "/api/v1/projects/{number}/", "/api/v1/villages/", "/api/v1/figures/",
    "/api/v1/wishes/",
    "/api/v1/library/", "/api/v1/partners/",
)  # fmt: skip


@pytest.fixture
def district_at_work(village, far_village, programme, clerk, settings):
    """Three matters of two towns; and nobody is told to wait."""
    settings.API_PER_MINUTE = 10**6
    at = clock.now() - 3 * A_WHILE
    finished = bring(propose(village, by=clerk, at=at), "archive")
    bring(propose(village, by=clerk, at=at), "confirm")
    propose(far_village, by=clerk, at=at)
    return finished


@pytest.fixture
def description(district_at_work):
    """Read from the portal as a server would run it, on the test's own connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(path, mode, description):
    """Sense and nonsense: no 500, no undocumented status, no answer that breaks its own schema, no
    nonsense that is taken for sense."""
    asked = []

    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    def ask(case):
        asked.append(case.call_and_validate().status_code)

    ask()
    assert len(asked) >= 20
    assert set(asked) <= ({200, 404} if mode == GenerationMode.POSITIVE else {200, 400, 404})


def test_the_description_is_valid_and_leaves_nothing_to_guess():
    call_command("spectacular", validate=True, fail_on_warn=True, file="/dev/null")


def test_every_address_of_the_api_is_described(client):
    told = client.get("/api/schema/?format=json").json()
    assert set(told["paths"]) == set(PATHS)
    for path in told["paths"].values():
        assert {"200", "404", "429"} <= set(path["get"]["responses"])


def test_programs_may_have_it_as_json_and_as_yaml(client):
    assert client.get("/api/schema/").content.startswith(b"openapi: 3")
    asked = client.get("/api/schema/", headers={"accept": "application/json"})
    assert asked.json() == client.get("/api/schema/?format=json").json()
    assert asked.headers["content-disposition"] == 'inline; filename="weishishi-api.json"'


@pytest.mark.parametrize(
    ("record", "example"),
    [
        (ProjectRecord, examples.PROJECT), (OneProjectRecord, examples.ONE_PROJECT),
        (VillageRecord, examples.VILLAGE), (FiguresRecord, examples.FIGURES),
        (WishRecord, examples.WISH),
    ],
)  # fmt: skip
def test_an_example_has_the_fields_of_its_record(record, example):
    assert set(example) == set(record().fields)
    for name, field in record().fields.items():
        inner = getattr(field, "child", field)
        if hasattr(inner, "fields"):
            value = example[name][0] if isinstance(example[name], list) else example[name]
            assert set(value) == set(inner.fields)


def test_people_read_the_same_on_a_page_in_chinese(client, db):
    text = client.get("/api/docs/").content.decode()
    told = client.get("/api/schema/?format=json").json()

    for path, methods in told["paths"].items():
        assert f"GET {path}" in text
        for one in methods["get"]["parameters"]:
            assert one["description"] in text
    main = text.split("<main")[1].split("</main")[0]
    words = re.sub(r"<(code|pre)\b[^>]*>.*?</\1>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert "，可以没有" in words
    codes = {
        code for found in re.findall(r"'enum': \[([^\]]*)\]", str(told))
        for code in re.findall(r"\w+", found)
    } | {"true", "false"}  # fmt: skip
    sentences = re.findall(r"[A-Za-z_]+(?: [A-Za-z_]+){2,}", words)
    assert [one for one in sentences if not set(one.split()) <= codes] == []


def test_the_page_of_open_data_names_every_address_and_the_licence(client, db, settings):
    settings.DATA_LICENCE = "随便用，写明来源。"
    text = client.get("/open-data/").content.decode()
    assert "随便用，写明来源。" in text
    for address in (
        "/api/v1/projects/",
        "/api/v1/villages/",
        "/api/v1/figures/",
        "/api/v1/wishes/",
        "/api/v1/library/",
        "/api/v1/partners/",
        "/api/docs/",
        "/projects.csv",
    ):
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200
    assert 'href="/open-data/"' in client.get("/").content.decode()
