"""公示 on the public pages: read it, object to it, and find the answer again by a number."""

import re
from types import SimpleNamespace

import pytest

from projects import board
from projects.actions import board_photos, notices, objections, photos
from projects.lifecycle import ProjectLife
from projects.models import Objection, Photo
from projects.pages.notices import OBJECTIONS
from tests.factories.notices import ANSWER, BASIS, WORDS, decided, object_to, posted
from tests.factories.pictures import upload
from tests.factories.projects import REASON, approve
from villages import notices as privacy
from villages.models import Place, ServicePoint
from weishishi.kernel.actor import Actor
from weishishi.kernel.numbers import objection_number

NOBODY = Actor.from_contact(None)


@pytest.fixture
def hanging(village, programme, clerk):
    return posted(village, clerk, days_ago=1)


@pytest.fixture
def address(hanging):
    return f"/notices/{board.item_of(hanging).notice_id}/"


def typed(page, **told):
    """The form as a browser sends it, with what was typed."""
    hidden = re.findall(r'<input type="hidden" name="(form_token|item)" value="([^"]+)"', page)
    return dict(hidden) | {"words": WORDS} | told


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────
def test_the_notice_reads_as_the_field_prints_it(client, hanging, address, text_of):
    text = text_of(client.get(address))
    heads = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', text)
    assert heads == ["序号", "名称", "内容", "地点", "金额", "资金来源", "实施单位", "工期", "受益范围"]  # fmt: skip
    for words in (
        "关于民生微实事“村口加装路灯”的公示", "石桥村公示〔2026〕1号", "照明灯 30 盏", "34,000 元",
        "区级财政 30,000 元、村民自筹 4,000 元", "按村务公开的要求公示，听取村民意见",
        "公示期：2026年6月9日至6月11日，共 3 天", "正在公示 · 还有 1 天",
    ):  # fmt: skip
        assert words in text


def test_a_community_speaks_of_its_residents(client, neighbour, programme, clerk, text_of):
    item = board.item_of(posted(neighbour, clerk))
    text = text_of(client.get(f"/notices/{item.notice_id}/"))
    assert "按居务公开的要求公示，听取居民意见" in text
    assert "居民自筹 4,000 元" in text
    paper = text_of(client.get(f"/notices/{item.notice_id}/print/"))
    assert "柳湾社区居民委员会" in paper and "居务公开" in paper


@pytest.mark.parametrize(
    ("day", "words"),
    [("11", "正在公示 · 今天最后一天"), ("12", "公示期满")],
)
def test_the_last_day_and_the_day_after(day, words, client, address, text_of, time_machine):
    time_machine.move_to(f"2026-06-{day} 10:00+08:00")
    assert words in text_of(client.get(address))


def test_running_ones_come_first_and_what_is_over_below(
    client, village, programme, clerk, text_of, secretary
):
    over, hangs = posted(village, clerk, days_ago=5), posted(village, clerk)
    down = ProjectLife.take_down(posted(village, clerk), by=secretary, note=REASON)
    text = text_of(client.get("/notices/"))
    first, second = text.split("以前的公示")
    at = {one: f"/notices/{one.notice_items.get().notice_id}/" for one in (over, hangs, down)}
    assert (at[hangs] in first, at[over] in second, at[down] in second) == (True, True, True)
    assert (at[over] in first, at[down] in first, at[hangs] in second) == (False, False, False)


def test_a_village_has_its_own_list_and_old_ones_have_pages(
    client, village, neighbour, programme, clerk, text_of, monkeypatch
):
    monkeypatch.setattr("projects.queries.public_notices.PAGE", 2)
    for _each in range(3):
        posted(village, clerk, days_ago=5)
    posted(neighbour, clerk, days_ago=5)
    text = text_of(client.get(f"/notices/?village={village.pk}"))
    assert text.count("<article") == 2 and "柳湾社区" not in text.split("<main")[1]
    older = re.search(r'href="(\?village=[^"]+)" rel="next"', text)[1].replace("&amp;", "&")
    assert text_of(client.get(f"/notices/{older}")).count("<article") == 1
    for odd in ("x", "９", "9" * 20, "-1"):
        assert client.get(f"/notices/?before={odd}&village={odd}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_two_questions(
    number, client, village, programme, clerk, django_assert_num_queries
):
    for _each in range(number):
        posted(village, clerk)
        posted(village, clerk, days_ago=6)
    with django_assert_num_queries(2):
        client.get("/notices/")


@pytest.mark.parametrize("number", [1, 3])
def test_a_notice_asks_five_questions(
    number, client, village, programme, clerk, secretary, django_assert_num_queries
):
    matters = [decided(village, clerk) for _each in range(number)]
    notice = notices.post(matters, by=secretary, basis=BASIS, note=REASON)
    for project in matters:
        object_to(project, NOBODY)
    with django_assert_num_queries(5):
        client.get(f"/notices/{notice.pk}/")


def test_a_notice_leads_to_the_vote_it_rests_on(client, hanging, address, text_of):
    item = hanging.agenda_items.get()
    page = text_of(client.get(address))
    assert f'href="/meetings/{item.meeting_id}/">{item.meeting.name}' in page
    assert f"赞成 {item.votes_for} / 参加表决 {item.voters}" in page


def test_a_notice_names_the_hamlet_and_never_the_house(village):
    estate = Place.objects.create(village=village, name="华丰园", kind="estate")
    house = Place.objects.create(village=village, parent=estate, name="5幢", kind="building")
    project = SimpleNamespace(village=village, place=house, work_items=SimpleNamespace())
    project.work_items.select_related = lambda _name: []
    assert board.place_words(project) == "石桥村华丰园"
    lines = [
        SimpleNamespace(pk=1, unit="盏", quantity=30, place=house),
        SimpleNamespace(pk=2, unit="盏", quantity=1, place=None),
    ]
    project.place, project.work_items.select_related = None, lambda _name: lines
    assert board.place_words(project) == "石桥村华丰园"


def test_what_is_not_there_is_not_found(client, db):
    for address in ("/notices/99/", "/notices/99/print/", "/notices/99/objection/"):
        assert client.get(address).status_code == 404
    assert client.get("/notices/answers/20260000017/").status_code == 404


# ── On the matter's own page ─────────────────────────────────────────────────────────────────────
def test_the_matters_page_shows_its_notice_and_each_answer(client, hanging, secretary, text_of):
    first, _second = object_to(hanging, NOBODY), object_to(hanging, NOBODY)
    objections.answer(first, by=secretary, answer=ANSWER, is_upheld=False)
    text = text_of(client.get(f"/projects/{hanging.query_no}/"))
    assert "收到 2 条意见，已答复 1 条。" in text
    assert ANSWER in text and WORDS not in text
    assert f'/objection/?project={hanging.query_no}"' in text


def test_a_confirmed_matter_keeps_its_notice_and_takes_no_more(
    client, village, programme, clerk, text_of
):
    project = ProjectLife.report(posted(village, clerk, days_ago=4), by=clerk)
    project = ProjectLife.confirm(approve(project), by=clerk)
    text = text_of(client.get(f"/projects/{project.query_no}/"))
    assert "石桥村公示〔2026〕1号" in text and "我有意见" not in text
    closed = client.get(f"/notices/{board.item_of(project).notice_id}/objection/")
    assert "这份公示不再收意见了" in text_of(closed)


def test_before_the_notice_the_page_says_nothing_of_one(client, lamps, text_of):
    assert "条意见，已答复" not in text_of(client.get(f"/projects/{lamps.query_no}/"))


# ── Objecting ────────────────────────────────────────────────────────────────────────────────────
def test_three_presses_from_the_notice_to_the_number(client, hanging, address, text_of):
    assert f'href="{address}objection/"' in text_of(client.get(address))
    form = text_of(client.get(f"{address}objection/"))
    assert 'href="/privacy/"' in form
    done = client.post(f"{address}objection/", typed(form), follow=True)
    objection = Objection.objects.get()
    assert done.redirect_chain == [(f"/notices/answers/{objection.number}/", 303)]
    text = text_of(done)
    assert "您的意见收到了" in text and "2026 000001 " in text
    assert WORDS not in text
    assert (objection.words, objection.contact) == (WORDS, None)


def test_name_and_phone_are_kept_when_she_agreed_and_shown_nowhere(client, address, text_of):
    form = text_of(client.get(f"{address}objection/"))
    told = typed(form, name="陈女士", phone="139 0013 9000", agree=privacy.CURRENT)
    done = text_of(client.post(f"{address}objection/", told, follow=True))
    contact = Objection.objects.get().contact
    assert (contact.name, contact.phone) == ("陈女士", "13900139000")
    for page in (done, text_of(client.get(address))):
        assert "陈女士" not in page and "13900139000" not in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"words": "不"}, "至少 5 个字"),
        ({"words": ""}, "请写一写您的意见。"),
        ({"phone": "139"}, "手机号要 11 位"),
        ({"phone": "13900139000"}, "请看《个人信息保护告知书》"),
        ({"name": "陈女士"}, "请看《个人信息保护告知书》"),
        ({"item": "999999"}, "请先选对哪一件有意见。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(wrong, sentence, client, address, text_of):
    form = text_of(client.get(f"{address}objection/"))
    answer = client.post(f"{address}objection/", typed(form, **wrong))
    text = text_of(answer)
    assert answer.status_code == 422 and sentence in text
    assert not Objection.objects.exists()
    for name, value in wrong.items():
        if name in ("phone", "name"):
            assert f'value="{value}"' in text
    assert (WORDS in text) == ("words" not in wrong)


def test_of_several_matters_one_is_chosen(client, village, programme, clerk, secretary, text_of):
    matters = [decided(village, clerk) for _each in range(2)]
    notice = notices.post(matters, by=secretary, basis=BASIS, note=REASON)
    at = f"/notices/{notice.pk}/objection/"
    form = text_of(client.get(f"{at}?project={matters[1].query_no}"))
    second = notice.items.get(project=matters[1])
    assert re.search(rf'value="{second.pk}"[^>]*checked', form)
    unchosen = client.post(at, typed(form))
    assert "请先选对哪一件有意见。" in text_of(unchosen)
    client.post(at, typed(form, item=str(second.pk)))
    assert Objection.objects.get().item == second


def test_a_matter_of_another_notice_cannot_be_slipped_in(
    client, village, programme, clerk, address, text_of
):
    other = board.item_of(posted(village, clerk))
    form = text_of(client.get(f"{address}objection/"))
    answer = client.post(f"{address}objection/", typed(form, item=str(other.pk)))
    assert answer.status_code == 422 and not Objection.objects.exists()


def test_a_flood_is_slowed_and_what_was_typed_stays(client, address, text_of, monkeypatch):
    for _each in range(OBJECTIONS.most):
        form = text_of(client.get(f"{address}objection/"))
        assert client.post(f"{address}objection/", typed(form)).status_code == 303
    answer = client.post(f"{address}objection/", typed(text_of(client.get(f"{address}objection/"))))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert WORDS in text_of(answer)
    assert Objection.objects.count() == OBJECTIONS.most


# ── Looking it up ────────────────────────────────────────────────────────────────────────────────
def test_the_number_leads_to_the_answer(client, hanging, secretary, text_of):
    objection = object_to(hanging, NOBODY)
    objections.answer(objection, by=secretary, answer=ANSWER, is_upheld=True)
    number = f"{objection.number[:4]} {objection.number[4:]}"
    answer = client.post("/notices/answers/", {"number": number}, follow=True)
    text = text_of(answer)
    assert ANSWER in text and "意见成立，已采纳" in text and "公示已撤下，重新商量" in text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "请填意见号。"),
        ("2026", "意见号是 11 位数字，您填了 4 位"),
        ("20260000012", "意见号里有一位写错了"),
        ("20260000037", "没有这个意见号"),
    ],
)
def test_a_number_that_leads_nowhere_says_why(number, sentence, client, db, text_of):
    if sentence == "没有这个意见号":
        number = objection_number(2026, 3)
    answer = client.post("/notices/answers/", {"number": number})
    assert answer.status_code == 422 and sentence in text_of(answer)


# ── On paper, and the board itself ───────────────────────────────────────────────────────────────
def test_the_sheet_has_title_table_signature_date_and_a_code(client, village, address, text_of):
    ServicePoint.objects.create(village=village, name="石桥村党群服务中心")
    text = text_of(client.get(f"{address}print/"))
    for words in (
        "石桥村村民委员会", "（盖章）", "2026年6月9日</p>", f"http://testserver{address}",
        "当面到石桥村党群服务中心", "扫码看公示、提意见",
    ):  # fmt: skip
        assert words in text
    assert text.count("<svg") >= 2 and "style=" not in text


def test_photos_of_the_board_are_shown_once_they_are_clean(
    client, hanging, address, liaison, text_of, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    notice = board.item_of(hanging).notice
    [photo] = board_photos.attach(
        notice, by=liaison, files=[upload()], phase=Photo.Phase.BOARD_UP, is_public=True
    )
    assert f"/photos/{photo.key}/" not in text_of(client.get(address))
    assert photos.process(photo.key) == Photo.State.READY
    assert f"/photos/{photo.key}/" in text_of(client.get(address))
    shown = client.get(f"/photos/{photo.key}/320.webp")
    assert shown.status_code == 200 and b"".join(shown.streaming_content)[:4] == b"RIFF"
