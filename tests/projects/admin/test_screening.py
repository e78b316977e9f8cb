"""Lists, visits, receipts and the reserve at the desk: forms, prints, lists, and whom they refuse."""

from datetime import date, timedelta

import pytest

from projects.actions import referrals, steps, visits
from projects.lifecycle import ProjectLife
from projects.models import ListRule, Project, SelfCheck
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.factories.projects import REASON, findings, furnish, propose
from weishishi.kernel import clock

RESERVE = "/admin/projects/reserved/"
LISTS = "/admin/projects/listrule/"


def checked(**more):
    """What is posted for a matter that serves the fourth line and falls under none of the two."""
    rules = ListRule.objects.in_force(clock.today())
    positive = rules.get(kind="positive", number=more.pop("serves", 4))
    told = {"serves": positive.pk, "why": "村道夜里昏暗。"}
    for number in (1, 2):
        pk = rules.get(kind="negative", number=number).pk
        told[f"answer_{pk}"] = more.pop(f"n{number}", "no")
        told[f"words_{pk}"] = more.pop(f"words_n{number}", "问过镇里，没有。")
    return told | more


@pytest.fixture
def screening(lamps, liaison):
    return ProjectLife.screen(ProjectLife.accept(lamps, by=liaison), by=liaison)


@pytest.fixture
def desk(liaison):
    return sign_in(liaison)


def test_the_check_is_one_form_and_another_line_takes_the_first_ones_place(screening, desk):
    address = page_of(screening, "check")
    assert "小区物业服务企业等其他社会主体应承担职责范围内的项目" in text_of(desk.get(address))
    assert desk.post(address, {}).status_code == 400
    assert desk.post(address, checked()).status_code == 302
    assert desk.post(address, checked(serves=6)).status_code == 302
    lines = screening.self_checks.lines(clock.today())
    assert [line.rule.number for line in lines if line.is_yes] == [6]
    taken_back = SelfCheck.objects.filter(rule__number=4).last()
    assert (taken_back.answer, taken_back.words) == (False, "改为对应正面清单第 6 项。")
    page = text_of(desk.get(page_of(screening)))
    assert "体现科技服务民生、促进生活便利" in page
    assert page.count("不属于：问过镇里，没有。") == 2


@pytest.mark.parametrize("name", ["check", "visit"])
def test_who_does_not_write_it_does_not_come_in(name, screening, town_officer, supervisor, lamps):
    for stranger in (town_officer, supervisor):
        client = sign_in(stranger)
        assert client.get(page_of(screening, name)).status_code == 403
        assert client.post(page_of(screening, name), {}).status_code == 403


def test_a_visit_prints_with_its_places_for_signatures_and_says_when_it_was_corrected(
    screening, desk, liaison, supervisor
):
    old = visits.visit(screening, by=liaison, findings=findings())
    sheet = f"/admin/projects/project/{screening.pk}/visits/{old.pk}/"
    page = text_of(sign_in(supervisor).get(sheet))
    for words in (
        "护栏高 1.0 m",
        "石桥村联络员 王某、居民代表 2 人",
        "村（社区）签名",
        "小区公共部位",
    ):
        assert words in page
    assert "?corrects=" not in page

    form = f"{page_of(screening, 'visit')}?corrects={old.pk}"
    assert 'value="小区公共部位"' in text_of(desk.get(form))
    told = {
        "ownership": "业主共有", "proposal": "加高。", "feasible": "no", "feasible_words": "墙体松动。",
        "signature": "王某", "reason": "权属写错了", "measure-TOTAL_FORMS": "1",
        "measure-INITIAL_FORMS": "1", "measure-0-name": "护栏高", "measure-0-value": "1.00",
        "measure-0-unit": "m",
    }  # fmt: skip
    assert desk.post(form, told | {"reason": ""}).status_code == 400
    assert desk.post(form, told).status_code == 302
    assert "这是旧的一份，已经更正" in text_of(desk.get(sheet))
    assert desk.get(form).status_code == 404
    new = screening.visits.standing().get()
    assert (new.ownership, new.feasible, str(new.measures.get())) == (
        "业主共有", False, "护栏高 1.0 m",
    )  # fmt: skip
    assert desk.get(f"/admin/projects/project/{screening.pk}/visits/{10**9}/").status_code == 404


def test_a_photo_that_was_chosen_is_asked_for_again_and_the_page_says_so(screening, desk):
    form, kept = page_of(screening, "visit"), "您填的内容都还在"
    told = {"ownership": "业主共有", "measure-TOTAL_FORMS": "0", "measure-INITIAL_FORMS": "0"}
    assert kept in text_of(desk.post(form, told))
    page = text_of(desk.post(form, told | {"photos": upload()}))
    assert kept not in page
    assert "您写的都还在，只有照片要重新选一次" in page
    assert 'id="id_photos_error">错误：照片要重新选一次。' in page
    assert 'value="业主共有"' in page


def test_a_receipt_of_another_office_is_noted_printed_and_read_without_its_number(
    lamps, desk, liaison, client
):
    project = steps.take(lamps, "refer", by=liaison, note=REASON, answer="镇城管办")
    address = page_of(project, "referral")
    assert desk.post(address, {}).status_code == 400
    private = desk.post(address, {"answer": "请找 13800138000 老李"})
    assert (private.status_code, "这里有手机号或身份证号" in text_of(private)) == (400, True)
    assert desk.post(address, {"receipt_no": "C20260610"}).status_code == 302
    assert desk.post(address, {"answer": "已派人修好。"}).status_code == 302
    page = text_of(desk.get(address))
    for words in ("转办回执", "镇城管办", "C20260610", "已派人修好。", "打印回执"):
        assert words in page
    public = text_of(client.get(f"/projects/{project.query_no}/"))
    assert "已转给：镇城管办" in public
    assert "已收件" in public
    assert "对方的答复：已派人修好。" in public
    assert "C20260610" not in public


def test_the_proposer_reads_the_number_where_she_tracks_it(lamps, liaison, client):
    project = steps.take(lamps, "refer", by=liaison, note=REASON, answer="12345")
    referrals.note(project, by=liaison, receipt_no="C20260610")
    client.post("/track/", {"number": project.query_no, "proof": "8000"})
    assert "C20260610" in text_of(client.get(f"/track/{project.query_no}/"))


def test_a_reader_notes_no_receipt(lamps, liaison, supervisor):
    project = steps.take(lamps, "refer", by=liaison, note=REASON, answer="12345")
    client = sign_in(supervisor)
    assert client.get(page_of(project, "referral")).status_code == 200
    assert client.post(page_of(project, "referral"), {"receipt_no": "C1"}).status_code == 403
    assert project.referral_notes.count() == 0


def test_what_is_not_referred_has_no_receipt(lamps, desk):
    assert "这件事没有转办" in text_of(desk.get(page_of(lamps, "referral")))
    assert desk.post(page_of(lamps, "referral"), {"receipt_no": "C1"}).status_code == 403


# ── The reserve and the lists ────────────────────────────────────────────────────────────────────
def reserve(village, clerk, days, **facts):
    at = clock.now() - timedelta(days=days)
    project = propose(village, by=clerk, at=at, **facts)
    for verb in ("accept", "screen", "reserve"):
        project = getattr(ProjectLife, verb)(
            project, by=clerk, at=at, note=f"{days} 天前没有钱，先等一等。"
        )
    return project


def test_the_reserve_says_since_when_and_why_and_a_row_opens_the_matter(
    village, programme, clerk, secretary, far_secretary
):
    project = reserve(village, clerk, 91)
    reserve(village, clerk, 90, title="球场翻新")
    propose(village, by=clerk, title="还在办的")
    client = sign_in(secretary)
    page = text_of(client.get(RESERVE))
    assert "91 天前没有钱，先等一等。" in page
    assert "还在办的" not in page
    long = text_of(client.get(f"{RESERVE}?long=1"))
    assert ("村口装路灯" in long, "球场翻新" in long) == (True, False)
    assert client.get(f"{RESERVE}{project.pk}/change/").url == page_of(project)
    assert "共 0 条" in text_of(sign_in(far_secretary).get(RESERVE))
    assert sign_in(far_secretary).get(f"{RESERVE}{project.pk}/change/").status_code == 404

    taken = client.post(page_of(project, "step"), {"verb": "take_out", "seen_state": "reserved"})
    assert taken.status_code == 302
    assert "91 天前" not in text_of(client.get(RESERVE))


@pytest.mark.parametrize("count", [1, 3])
def test_the_reserve_asks_the_same_questions_of_one_and_of_three(
    count, village, programme, clerk, secretary, django_assert_num_queries
):
    for number in range(count):
        reserve(village, clerk, 5, title=f"第 {number} 件")
    client = sign_in(secretary)
    with django_assert_num_queries(7):
        client.get(RESERVE)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_matter_with_visits_and_neighbours_asks_a_constant_number_of_questions(
    count, village, programme, clerk, secretary, django_assert_num_queries
):
    for _each in range(count):
        project = furnish(propose(village, by=clerk))
    for _each in range(count):
        visits.visit(project, by=clerk, findings=findings())
    client = sign_in(secretary)
    with django_assert_num_queries(15):
        client.get(page_of(project))


def test_the_district_adds_a_line_and_ends_one_and_rewords_none(db, district_officer, secretary):
    officer = sign_in(district_officer)
    told = {
        "kind": "negative", "number": 3, "words": "楼堂馆所", "source": "示例〔2026〕1号",
        "valid_from": "2026-07-01",
    }  # fmt: skip
    assert officer.post(f"{LISTS}add/", told).status_code == 302
    rule = ListRule.objects.get(words="楼堂馆所")
    change = {**told, "words": "改过的话", "valid_to": "2026-06-01"}
    assert officer.post(f"{LISTS}{rule.pk}/change/", change).status_code == 200
    assert (
        officer.post(f"{LISTS}{rule.pk}/change/", change | {"valid_to": "2027-01-01"}).status_code
        == 302
    )
    rule.refresh_from_db()
    assert (rule.words, rule.valid_to) == ("楼堂馆所", date(2027, 1, 1))
    assert sign_in(secretary).get(LISTS).status_code == 200
    assert sign_in(secretary).get(f"{LISTS}add/").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_questions_of_one_and_of_three(
    count, db, secretary, django_assert_num_queries
):
    ListRule.objects.exclude(pk__in=ListRule.objects.values("pk")[:count]).delete()
    client = sign_in(secretary)
    with django_assert_num_queries(5):
        client.get(LISTS)


# ── Beside it ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("north", "shown"), [(0.0026, True), (0.0029, False)])
def test_what_is_near_is_shown_within_the_metres_of_the_setting(
    north, shown, village, programme, clerk, secretary
):
    here = {"latitude": 22.05, "longitude": 113.3}
    one = propose(village, clerk, title="凉亭漏雨", need="顶上漏水。", **here)
    other = propose(
        village, clerk, title="球场翻新", need="地面开裂。", latitude=22.05 + north, longitude=113.3
    )
    page = text_of(sign_in(secretary).get(page_of(one)))
    assert ("也许是同一件" in page) is shown
    assert ("球场翻新" in page and "相距约 290 米" in page) is shown
    Project.objects.filter(pk=other.pk).update(village=village)


def test_words_not_released_are_compared_for_staff_and_another_village_is_not(
    village, neighbour, programme, clerk, secretary
):
    one = propose(village, clerk)
    propose(neighbour, clerk, title="柳湾装路灯")
    page = text_of(sign_in(secretary).get(page_of(one)))
    assert "也许是同一件" not in page
    propose(village, clerk, title="村口要装路灯", need="村道太黑，老人怕摔。")
    page = text_of(sign_in(secretary).get(page_of(one)))
    assert "村口要装路灯" in page
    assert "说法相似" in page
