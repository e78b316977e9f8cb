"""Whom everybody can read about: the organisations, what they did, and nothing that is private."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from projects.models import Evaluation
from projects.queries.partners import record_of
from tests.factories.projects import A_WHILE, bring, furnish, propose
from tests.factories.works import organisation
from weishishi.kernel import clock


@pytest.fixture(autouse=True)
def our_district(settings):
    settings.DISTRICT_CODE = "990001"


def test_an_organisation_with_its_record(lamps, village, clerk):
    firm = organisation(
        village.town.district, contact_name="司徒第9位", contact_phone="13900001111"
    )
    project = bring(furnish(lamps), "complete")
    page = Client().get(f"/partners/{firm.pk}/").content.decode()
    assert all(words in page for words in (firm.credit_code, "村口加装路灯", "1 件"))
    assert not any(secret in page for secret in ("司徒", "13900001111"))
    assert (
        f'href="/partners/{firm.pk}/"'
        in Client().get(f"/projects/{project.query_no}/").content.decode()
    )


def test_the_list_by_kind_and_what_is_not_there(village):
    organisation(village.town.district, "甲公司")
    organisation(village.town.district, "社工中心", "social", rating="3A")
    page = Client().get("/partners/?kind=social").content.decode()
    assert "社工中心" in page
    assert "甲公司" not in page
    assert "甲公司" in Client().get("/partners/?kind=nonsense").content.decode()
    assert Client().get("/partners/999999/").status_code == 404


def test_a_program_reads_the_same_record_and_nothing_private(lamps, village, clerk):
    firm = organisation(
        village.town.district, contact_name="司徒第9位", contact_phone="13900001111"
    )
    bring(furnish(lamps), "complete")
    answer = Client().get("/api/v1/partners/")
    [told] = [one for one in answer.json()["results"] if one["id"] == firm.pk]
    record = record_of(firm)
    assert (told["awarded"], told["delivered"], told["on_time"]) == (
        record.awarded, record.delivered, record.on_time,
    )  # fmt: skip
    assert (told["liked_rate"], told["rating"]) == (None, None)
    assert not any(secret in answer.content.decode() for secret in ("司徒", "13900001111"))
    assert Client().get("/api/v1/partners/?kind=social").json()["results"] == []
    assert Client().get("/api/v1/partners/?kind=nonsense").status_code == 400


def test_one_and_three_cost_the_same(village, programme, clerk):
    asked = []
    firm = organisation(village.town.district)
    for number in (1, 2):
        for n in range(number):
            bring(
                propose(village, clerk, at=clock.now() - A_WHILE, title=f"第{number}{n}件"), "start"
            )
        for address in ("/partners/", f"/partners/{firm.pk}/"):
            organisation(village.town.district, f"公司{number}{address}")
            with CaptureQueriesContext(connection) as queries:
                assert Client().get(address).status_code == 200
            asked.append(len(queries))
    assert asked[:2] == asked[2:]


def test_the_projects_of_one_that_are_more_than_a_page(village, programme, clerk, monkeypatch):
    monkeypatch.setattr("projects.queries.partners.PAGE", 2)
    firm = organisation(village.town.district)
    for n in range(3):
        bring(propose(village, clerk, at=clock.now() - A_WHILE, title=f"第{n}件"), "start")
    first = Client().get(f"/partners/{firm.pk}/").content.decode()
    assert first.count('<article class="card">') == 2 and 'href="?page=2"' in first
    second = Client().get(f"/partners/{firm.pk}/?page=2").content.decode()
    assert second.count('<article class="card">') == 1 and 'href="?page=3"' not in second
    for nonsense in ("0", "99", "x", "9" * 5000):
        assert Client().get(f"/partners/{firm.pk}/?page={nonsense}").status_code == 200


def test_twenty_on_a_page_with_their_record(village):
    for number in range(21):
        organisation(village.town.district, f"公司{number:02}")
    first = Client().get("/partners/").content.decode()
    assert ("公司19" in first, "公司20" in first) == (True, False)
    assert 'href="?page=2"' in first
    second = Client().get("/partners/?kind=enterprise&page=2").content.decode()
    assert ("公司19" in second, "公司20" in second) == (False, True)
    assert 'href="?kind=enterprise"' in second
    for nonsense in ("0", "99", "x"):
        assert Client().get(f"/partners/?page={nonsense}").status_code == 200


def test_the_list_asks_exactly_six_questions(village, programme, clerk, django_assert_num_queries):
    organisation(village.town.district)
    for number in (1, 3):
        for n in range(number):
            at = clock.now() - A_WHILE
            bring(propose(village, clerk, at=at, title=f"甲{number}{n}"), "complete")
        with django_assert_num_queries(6):
            assert Client().get("/partners/").status_code == 200


def test_a_rating_and_the_voices_from_five_on(village, programme, clerk):
    firm = organisation(village.town.district)
    for number in range(3):
        at = clock.now() - A_WHILE
        project = bring(propose(village, clerk, at=at, title=f"甲{number}"), "close_evaluation")
    record = record_of(firm)
    assert (record.delivered, record.on_time, record.evaluated) == (3, 3, 3)
    assert (record.voices, record.liked, record.rating) == (69, 96, "good")
    # A round of four is left out of the sum, or one could subtract.
    few = {"satisfied": 0, "basic": 0, "dissatisfied": 4}
    Evaluation.objects.filter(project=project).update(**few)
    record = record_of(firm)
    assert (record.evaluated, record.voices, record.liked) == (3, 46, 96)
    page = Client().get(f"/partners/{firm.pk}/").content.decode()
    assert "96%（46 份有效评议）" in page and "<b>优</b>" in page
    assert "综合评价 优" in Client().get("/partners/").content.decode()


def test_fewer_than_five_voices_are_not_told(village, programme, clerk):
    firm = organisation(village.town.district)
    at = clock.now() - A_WHILE
    project = bring(propose(village, clerk, at=at), "close_evaluation")
    for satisfied, told in ((4, False), (5, True)):
        said = {"satisfied": satisfied, "basic": 0, "dissatisfied": 0}
        Evaluation.objects.filter(project=project).update(**said)
        page = Client().get(f"/partners/{firm.pk}/").content.decode()
        assert ("份有效评议" in page) == told
        assert ("不到 5 份评议，不显示" in page) != told
