"""The register of organisations: who may keep which entry, what an entry needs, what stays of it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.transaction import atomic

from tests.factories.works import credit_code, organisation
from villages.actions import organisations
from villages.models import Organisation, OrganisationNote
from weishishi.kernel.verdict import Refused


def centre(**facts):
    return Organisation(
        **{
            "kind": "social", "name": "青溪社工中心", "credit_code": credit_code(), "rating": "3A",
            "contact_name": "司徒第9位", "contact_phone": "13900001111", **facts,
        }
    )  # fmt: skip


def test_an_entry_is_made_with_who_made_it_and_when(liaison, district):
    row = organisations.register(centre(), by=liaison)
    assert (row.district, row.entered_by) == (district, liaison.post)
    note = row.notes.get()
    assert (note.kind, note.by_name) == ("registered", "石桥村联络点")


def test_name_and_phone_of_who_is_in_charge_lie_sealed(liaison):
    row = organisations.register(centre(), by=liaison)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_name, contact_phone FROM villages_organisation")
        kept = cursor.fetchone()
    assert not any(secret in "".join(kept) for secret in ("司徒", "13900001111"))
    row.refresh_from_db()
    assert (row.contact_name, row.contact_phone) == ("司徒第9位", "13900001111")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"credit_code": "91350100M000100Y44"}, "有一位写错了"),
        ({"credit_code": ""}, "要填统一社会信用代码"),
        ({"kind": "enterprise"}, "只有社会组织有评估等级"),
        ({"category": "care"}, "公益服务队要选类别"),
        ({"kind": "informal", "rating": "", "credit_code": ""}, "要选所在的村"),
    ],
)
def test_what_an_entry_lacks_is_said(liaison, facts, words):
    with pytest.raises(ValidationError, match=words):
        organisations.register(centre(**facts), by=liaison)


def test_a_team_has_a_category_and_a_village_and_no_code(liaison, village):
    team = {"kind": "team", "name": "巡逻队", "rating": "", "credit_code": "", "village": village}
    with pytest.raises(ValidationError, match="公益服务队要选类别"):
        organisations.register(centre(**team), by=liaison)
    row = organisations.register(centre(**team, category="safety"), by=liaison)
    with pytest.raises(ValidationError, match="登记过同名的组织"):
        organisations.register(centre(**team, category="care"), by=liaison)
    assert list(Organisation.objects.for_village(village)) == [row]


def test_a_code_is_on_the_register_once(liaison, town_officer):
    code = credit_code()
    organisations.register(centre(credit_code=code), by=liaison)
    with pytest.raises(ValidationError, match="已经登记过了"):
        organisations.register(centre(credit_code=code.lower(), name="别名"), by=town_officer)


def test_a_team_of_another_village_is_entered_by_that_village(liaison, neighbour, town_officer):
    team = {
        "kind": "team",
        "category": "care",
        "rating": "",
        "credit_code": "",
        "village": neighbour,
    }
    with pytest.raises(Refused, match="您辖区内"):
        organisations.register(centre(**team), by=liaison)
    assert organisations.register(centre(**team), by=town_officer).village == neighbour


def test_who_only_watches_enters_nothing(supervisor, town_finance):
    for watcher in (supervisor, town_finance):
        with pytest.raises(Refused, match="您可以查看"):
            organisations.register(centre(), by=watcher)


def test_a_correction_keeps_what_it_was_and_not_what_is_private(liaison, secretary):
    row = organisations.register(centre(), by=liaison)
    with pytest.raises(Refused, match="至少 4 个字"):
        organisations.correct(row, by=secretary, reason="改", name="青溪社工服务中心")
    row = organisations.correct(
        row, by=secretary, reason="名称写漏了", name="青溪社工服务中心", contact_phone="13900002222"
    )
    note = row.notes.last()
    assert note.changes == [
        ["名称", "青溪社工中心", "青溪社工服务中心"], ["电话", "（不显示）", "（不显示）"],
    ]  # fmt: skip
    assert "13900002222" not in str(OrganisationNote.objects.values_list("changes", flat=True))


def test_others_may_not_correct_it_and_the_district_may(
    liaison, neighbour_secretary, far_secretary, town_officer, district_officer
):
    row = organisations.register(centre(), by=liaison)
    for stranger in (neighbour_secretary, far_secretary, town_officer):
        with pytest.raises(Refused, match="由登记它的单位或区里更正"):
            organisations.retire(row, by=stranger, reason="已经注销")
    assert organisations.retire(row, by=district_officer, reason="已经注销").retired_at


def test_what_is_retired_is_chosen_no_more_until_it_is_taken_up_again(liaison, village):
    row = organisations.register(centre(), by=liaison)
    organisations.retire(row, by=liaison, reason="已经注销")
    assert not Organisation.objects.for_village(village).exists()
    with pytest.raises(Refused, match="已经停用了"):
        organisations.retire(row, by=liaison, reason="已经注销")
    organisations.resume(row, by=liaison, reason="重新登记")
    assert list(Organisation.objects.for_village(village)) == [row]
    assert [one.kind for one in row.notes.all()] == ["registered", "retired", "resumed"]


def test_what_happened_to_an_entry_is_not_rewritten(district):
    organisation(district)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        OrganisationNote.objects.update(reason="别的")
