"""Facts, money and the public version, written at the desk and refused with a sentence."""

import pytest

from funding.actions.budgets import Part
from projects.actions import publications
from projects.models import Project
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import bring, furnish
from villages.models import Place


def filled(**changes):
    """A form as a browser sends it: one row each, and nothing ticked."""
    data = {
        "title": "村口装路灯", "project_class": "works", "micro_type": "facility",
        "hazard": "fall", "urgency": "soon", "identity": "resident", "spot": "市场门口",
        "work-TOTAL_FORMS": "2", "work-INITIAL_FORMS": "0",
        "work-0-name": "照明灯", "work-0-quantity": "30", "work-0-unit": "盏",
        "groups-TOTAL_FORMS": "1", "groups-INITIAL_FORMS": "0",
        "groups-0-group": "elderly", "groups-0-number": "120",
        "money-TOTAL_FORMS": "2", "money-INITIAL_FORMS": "0",
        "money-0-source": "district", "money-0-yuan": "42,000", "money-0-form": "cash",
        "money-0-kind": "fixed", "money-1-form": "cash", "money-1-kind": "fixed",
    }  # fmt: skip
    return data | changes


def test_everything_is_written_on_one_page(lamps, hamlet, secretary):
    client = sign_in(secretary)
    answer = client.post(page_of(lamps, "facts"), filled(place=hamlet.pk, led_by=secretary.post.pk))
    assert answer.url == page_of(lamps)
    lamps.refresh_from_db()
    assert (lamps.project_class, lamps.place, lamps.led_by) == ("works", hamlet, secretary.post)
    assert [str(item) for item in lamps.work_items.all()] == ["照明灯 30 盏"]
    assert [(row.group, row.number) for row in lamps.beneficiaries.all()] == [("elderly", 120)]
    assert [share.amount_fen for share in lamps.budget.shares.all()] == [4_200_000]
    page = text_of(client.get(page_of(lamps, "facts")))
    assert 'value="42,000"' in page
    assert 'value="照明灯"' in page


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("４２０００", 4_200_000), ("2,000 元", 200_000), ("0.5", 50), ("7000.50", 700_050)],
)
def test_an_amount_is_read_as_people_type_it(typed, fen, lamps, secretary):
    sign_in(secretary).post(page_of(lamps, "facts"), filled(**{"money-0-yuan": typed}))
    lamps.refresh_from_db()
    assert lamps.budget.shares.get().amount_fen == fen


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"money-0-yuan": "-5"}, "金额不能是负数"),
        ({"money-0-yuan": "1.005"}, "金额最多写到分"),
        ({"money-0-yuan": "很多"}, "不是金额"),
        ({"money-0-yuan": "NaN"}, "“NaN”不是具体的金额"),
        ({"money-0-yuan": "0"}, "金额要大于 0 元"),
        ({"money-0-yuan": "100000001"}, "金额要在 0 元到 1 亿元之间"),
        ({"money-0-yuan": ""}, "请写金额"),
        ({"money-0-source": "moon"}, "moon"),
        ({"money-0-form": "in_kind"}, "实物要写明折价依据"),
        ({"money-0-form": "in_kind", "money-0-note": "报价单"}, "财政资金只能是现金"),
        ({"work-0-quantity": "-3"}, "数量要大于 0"),
        ({"work-0-quantity": "0"}, "数量要大于 0"),
        ({"work-0-quantity": "三十"}, "数量只写数字"),
        ({"work-0-quantity": "1.234"}, "数量最多两位小数"),
        ({"groups-0-number": "-1"}, "人数不能是负数"),
        ({"title": ""}, "名称"),
        ({"title": "灯" * 10_000}, "60"),
        ({"project_class": "palace"}, "palace"),
        ({"latitude": "22.1"}, "坐标要同时填纬度和经度"),
        ({"latitude": "95", "longitude": "113"}, "坐标要同时填纬度和经度"),
    ],
)
def test_a_bad_fact_is_refused_in_words_and_nothing_is_stored(changes, words, lamps, secretary):
    answer = sign_in(secretary).post(page_of(lamps, "facts"), filled(**changes))
    page = text_of(answer)
    assert answer.status_code == 400
    assert words in page
    assert "市场门口" in page
    lamps.refresh_from_db()
    assert (lamps.project_class, lamps.spot, lamps.budget_id) == ("", "", None)
    assert lamps.work_items.count() == 0


def test_the_same_group_twice_is_refused(lamps, secretary):
    twice = {"groups-TOTAL_FORMS": "2", "groups-1-group": "elderly", "groups-1-number": "1"}
    answer = sign_in(secretary).post(page_of(lamps, "facts"), filled(**twice))
    assert (answer.status_code, "同一受益人群只写一行" in text_of(answer)) == (400, True)


def test_another_villages_place_is_no_choice(lamps, neighbour, secretary):
    foreign = Place.objects.create(village=neighbour, kind="hamlet", name="柳岸")
    client = sign_in(secretary)
    assert "柳岸" not in text_of(client.get(page_of(lamps, "facts")))
    assert client.post(page_of(lamps, "facts"), filled(place=foreign.pk)).status_code == 400
    lamps.refresh_from_db()
    assert lamps.place is None


def test_after_the_notice_nothing_is_rewritten(lamps, secretary):
    project = bring(lamps, "post_notice")
    client = sign_in(secretary)
    assert "填写资料和资金" not in text_of(client.get(page_of(project)))
    answer = client.post(page_of(project, "facts"), filled(title="改名"))
    assert (answer.status_code, "公示以后不能再改" in text_of(answer)) == (409, True)
    project.refresh_from_db()
    assert project.title == "村口装路灯"


def test_an_empty_budget_is_refused_once_money_was_stated(lamps, secretary):
    parts = [Part("town", 3_000_000), Part("district", 300_000)]
    project = furnish(lamps, parts=parts, work=[("照明灯", 30, "盏", None, 110_000)])
    emptied = {"money-TOTAL_FORMS": "0"}
    answer = sign_in(secretary).post(page_of(project, "facts"), filled(**emptied))
    assert (answer.status_code, "请至少写一项资金来源" in text_of(answer)) == (409, True)
    assert project.budget.shares.count() == 2


VERSION = {"title": "村口加装路灯", "text": "村道夜里昏暗，加装照明灯。"}


def test_the_residents_own_words_stand_beside_the_public_version_and_not_in_it(lamps, secretary):
    desk = sign_in(secretary)
    page = text_of(desk.get(page_of(lamps, "public")))
    assert 'value="村口装路灯"' not in page
    assert "天黑以后村道看不清，老人走路怕摔。</textarea>" not in page
    assert "天黑以后村道看不清，老人走路怕摔。</p>" in page
    assert "只说给工作人员听的" in page
    assert desk.post(page_of(lamps, "public"), {"title": "", "text": ""}).status_code == 400
    publications.edit(lamps, by=secretary, **VERSION)
    page = text_of(desk.get(page_of(lamps, "public")))
    assert f'value="{VERSION["title"]}"' in page
    assert f"{VERSION['text']}</textarea>" in page


def test_only_a_second_person_releases(lamps, secretary, committee):
    writer, reader = sign_in(secretary), sign_in(committee)
    assert writer.post(page_of(lamps, "public"), VERSION).status_code == 302
    lamps.refresh_from_db()
    assert (lamps.is_released, lamps.need) == (False, "天黑以后村道看不清，老人走路怕摔。")
    assert "审核通过，发布" not in text_of(writer.get(page_of(lamps)))
    seen = reader.get(page_of(lamps)).context_data["public_seen"]
    refused = writer.post(page_of(lamps, "public"), {"release": seen})
    assert (refused.status_code, "请另一位同事审核发布" in text_of(refused)) == (409, True)
    assert "待发布审核 1 件" in text_of(reader.get("/admin/"))
    assert "待发布审核" not in text_of(writer.get("/admin/"))
    assert reader.post(page_of(lamps, "public"), {"release": seen}).status_code == 302
    lamps.refresh_from_db()
    assert (lamps.is_released, lamps.released_by) == (True, committee.post)


def test_words_nobody_read_are_not_released(lamps, secretary, committee):
    publications.edit(lamps, by=secretary, **VERSION)
    reader = sign_in(committee)
    seen = reader.get(page_of(lamps)).context_data["public_seen"]
    publications.edit(lamps, by=secretary, title="李家门口", text="李大爷腿脚不好。")
    answer = reader.post(page_of(lamps, "public"), {"release": seen})
    assert (answer.status_code, "公开版刚才又改过" in text_of(answer)) == (409, True)
    lamps.refresh_from_db()
    assert lamps.is_released is False


def test_the_same_person_under_another_hat_does_not_release(lamps, village, secretary):
    from tests.factories.people import appoint
    from weishishi.kernel.actor import Actor

    publications.edit(lamps, by=secretary, **VERSION)
    other_hat = Actor.at(appoint("committee_member", village, person=secretary.person))
    client = sign_in(other_hat)
    page = client.get(page_of(lamps))
    assert "审核通过，发布" not in text_of(page)
    seen = {"release": page.context_data["public_seen"]}
    assert client.post(page_of(lamps, "public"), seen).status_code == 409
    assert Project.objects.get().is_released is False


@pytest.mark.parametrize("number", ["13800138000", "１３８ 0013-8000", "44040419510101123X"])
def test_a_private_number_is_not_written_for_everybody(number, lamps, secretary):
    answer = sign_in(secretary).post(
        page_of(lamps, "public"), {"title": "村口装路灯", "text": f"有事找{number}。"}
    )
    assert answer.status_code == 400
    assert "这里有手机号或身份证号" in text_of(answer)
    assert not Project.objects.get(pk=lamps.pk).public_need


def test_years_sums_and_numbers_of_matters_are_no_private_numbers(lamps, secretary):
    words = "查询号 2021 00031 6，2021 年 3 月开工，热线 0756-1234567，共 4200000 元。"
    sheet = {"title": "村口装路灯", "text": words}
    assert sign_in(secretary).post(page_of(lamps, "public"), sheet).status_code == 302


def test_an_empty_version_is_refused(lamps, secretary):
    answer = sign_in(secretary).post(page_of(lamps, "public"), {"title": "", "text": "写了一半"})
    assert (answer.status_code, "写了一半" in text_of(answer)) == (400, True)
