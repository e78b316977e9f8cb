"""Whom everybody can read about: the organisations, what they did, and nothing that is private."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
