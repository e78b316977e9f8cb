"""Who tries too often is told to wait; a whole office behind one address is not locked out."""

from dataclasses import replace

import pytest
from django.core.checks import run_checks

from projects.models import Project, Sheet
from projects.pages import screens, turns
from tests.factories.people import PASSWORD, appoint
from tests.factories.sheets import walk
from villages import notices
from villages.roles import Role
from weishishi.kernel.tries import address_of


@pytest.fixture
def two_at_one_office(village):
    people = [appoint(Role.LIAISON, village, name).person for name in ("zhang", "li")]
    for person in people:
        person.set_password(PASSWORD)
        person.save()
    return people


def sign_in(client, name, password):
    answer = client.post(
        "/admin/login/", {"username": name, "password": password, "next": "/admin/"}
    )
    return answer.status_code, answer.content.decode()


def test_a_name_rests_after_five_wrong_passwords_and_a_colleague_may_still_sign_in(
    client, two_at_one_office
):
    for _try in range(5):
        assert "用户名或密码不对" in sign_in(client, "zhang", "wrong")[1]
    assert "密码错得太多次了" in sign_in(client, "zhang", PASSWORD)[1]
    assert sign_in(client, "li", PASSWORD)[0] == 302


def test_a_right_password_is_no_try(client, two_at_one_office):
    for _try in range(7):
        assert sign_in(client, "zhang", PASSWORD)[0] == 302
        client.logout()


def test_a_flood_of_sheets_is_slowed_and_nothing_typed_is_lost(
    client, village, programme, settings
):
    settings.DISTRICT_CODE = village.town.district.code
    sheet = {"kind": "facility", "village": village.pk, "spot": "村口", "agree": notices.CURRENT}
    words = "天黑以后村道看不清路。"
    for _sheet in range(turns.HANDED_IN.most):
        assert walk(client, {**sheet, "words": words}).status_code == 303
    answer = client.post("/propose/", {"kind": "facility"})
    assert answer.status_code == 429
    assert "您填的都还在" in answer.content.decode()
    assert answer.context["form"]["kind"].value() == "facility"
    assert Project.objects.count() == turns.HANDED_IN.most


def test_handing_in_is_slowed_too_and_the_sheet_waits(
    client, village, programme, settings, monkeypatch
):
    settings.DISTRICT_CODE = village.town.district.code
    monkeypatch.setattr(screens, "HANDED_IN", replace(turns.HANDED_IN, most=1))
    sheet = {"kind": "facility", "village": village.pk, "spot": "村口", "agree": notices.CURRENT}
    sheet["words"] = "天黑以后村道看不清路。"
    assert walk(client, sheet).status_code == 303
    answer = walk(client, {**sheet, "phone": "13800138000"})
    assert answer.status_code == 429
    assert "13800138000" in answer.content.decode()
    assert Sheet.objects.filter(submitted_at=None).count() == 1


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "1.2.3.4", "127.0.0.1"), (1, "1.2.3.4", "1.2.3.4"),
        (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"), (2, "9.9.9.9, 1.2.3.4", "9.9.9.9"),
    ],
)  # fmt: skip
def test_an_address_is_believed_only_from_trusted_proxies(rf, settings, proxies, told, address):
    settings.TRUSTED_PROXIES = proxies
    assert address_of(rf.get("/", headers={"x-forwarded-for": told})) == address


def test_a_site_behind_a_proxy_it_does_not_trust_is_warned(settings):
    settings.BEHIND_TLS, settings.TRUSTED_PROXIES = True, 0
    assert "weishishi.W003" in {found.id for found in run_checks()}
    settings.TRUSTED_PROXIES = 1
    assert "weishishi.W003" not in {found.id for found in run_checks()}
