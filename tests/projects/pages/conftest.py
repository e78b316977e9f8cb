"""Visitors of a district of two towns, and the sheet they fill in."""

from uuid import uuid4

import pytest

from villages import notices


@pytest.fixture(autouse=True)
def our_district(settings):
    """The places of the factories are the site's own."""
    settings.DISTRICT_CODE = "990001"


@pytest.fixture
def sheet(village, programme):
    """What a resident's browser sends when the form is filled in well."""
    return {
        "form_token": str(uuid4()),
        "kind": "facility",
        "village": str(village.pk),
        "spot": "三巷 12 号门口",
        "words": "晚上这一段没有灯，老人走路怕摔。请装几盏灯。",
        "name": "王先生",
        "phone": "13800138000",
        "identity": "resident",
        "agree": notices.CURRENT,
    }


@pytest.fixture
def text_of():
    def text(response):
        return response.content.decode()

    return text
