"""The wall as visitors read it, a wish with its terms and form, and a claimer's own promise."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from projects.actions import photos, wish_claims, wish_deliveries, wishes
from projects.models import WishClaim
from tests.factories.people import make_resident
from tests.factories.pictures import jpeg, upload
from tests.factories.wishes import PHONE, claimed, delivered, published, written
from villages.models import ServicePoint
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
SECRETS = ("陈婆婆", "李先生", PHONE, "gAAAAA")


def page(client, address="/wishes/", **more):
    response = client.get(address, **more)
    assert response.status_code == 200
    return response.content.decode()


def form(**more):
    day = clock.today() + timedelta(days=10)
    return {
        "form_token": str(uuid4()), "kind": "person", "name": "李先生", "phone": PHONE,
        "promised_on": day.isoformat(), "is_no_relative": "on", "agree": "1", **more,
    }  # fmt: skip


# ── The wall ─────────────────────────────────────────────────────────────────────────────────────
def test_the_wall_tells_what_is_wished_for_and_of_nobody(client, village, clerk):
    published(village, clerk, title="一盏台灯")
    claimed(village, clerk)
    delivered(village, clerk)
    written(village, clerk, title="还是草稿")
    read = page(client)
    assert "一盏台灯" in read and "本网站不收一分钱" in read and "爱心个人" in read
    assert not [secret for secret in (*SECRETS, "还是草稿") if secret in read]


def test_it_can_be_narrowed_down_and_the_address_says_so(client, village, far_village, clerk):
    published(village, clerk, title="一盏台灯", whose="children")
    published(far_village, clerk, title="一把轮椅", whose="disabled")
    wish, _claim = claimed(village, clerk)
    for query, there in {
        f"?village={village.pk}": {"一盏台灯", wish.title},
        f"?town={far_village.town_id}": {"一把轮椅"},
        "?whose=children": {"一盏台灯"},
        "?state=claimed": {wish.title},
        "?state=published": {"一盏台灯", "一把轮椅"},
        f"?state=published&village={village.pk}": {"一盏台灯"},
    }.items():
        read = page(client, f"/wishes/{query}")
        assert {one for one in ("一盏台灯", "一把轮椅", wish.title) if one in read} == there, query
    assert "看不懂，已经略过" in page(client, "/wishes/?state=nonsense&page=x")


@pytest.mark.parametrize("number", [1, 3])
def test_the_wall_asks_no_more_for_many(client, village, clerk, number, django_assert_num_queries):
    for _one in range(number):
        published(village, clerk)
    client.get("/wishes/")
    with django_assert_num_queries(4):  # the towns to choose from, the counters, count and page
        client.get("/wishes/")


def test_the_wall_turns_its_pages(client, village, clerk):
    for number in range(13):
        published(village, clerk, title=f"第{number:02}个")
    assert "第00个" not in page(client) and "第00个" in page(client, "/wishes/?page=2")


def test_a_villages_page_counts_its_wishes_apart(client, village, neighbour, clerk):
    published(village, clerk, title="一盏台灯")
    assert "一盏台灯" in page(client, f"/villages/{village.pk}/")
    assert "这里的微心愿" not in page(client, f"/villages/{neighbour.pk}/")


# ── One wish ─────────────────────────────────────────────────────────────────────────────────────
def test_the_terms_stand_before_the_form(client, village, clerk):
    read = page(client, f"/wishes/{published(village, clerk).pk}/")
    assert 0 < read.index("第四十一条") < read.index('name="phone"')
    assert "不是受助人的亲属" in read


def test_what_is_not_on_the_wall_is_not_there(client, village, clerk, secretary):
    wish = published(village, clerk)
    wishes.withdraw(wish, by=secretary, reason="本人已经买到了")
    for pk in (wish.pk, written(village, clerk).pk, 10**9):
        assert client.get(f"/wishes/{pk}/").status_code == 404


def test_somebody_without_an_account_claims_it_and_follows_it(client, village, clerk):
    wish = published(village, clerk)
    answer = client.post(f"/wishes/{wish.pk}/", form())
    claim = WishClaim.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/wishes/claims/{claim.number}/")
    read = page(client, answer["Location"])
    assert "您认领了这个心愿" in read and "陈婆婆" not in read
    assert "送不成了要取消：到村（社区）党群服务中心" in read
    ServicePoint.objects.create(village=village, name="党群服务中心", hotline="0756-7654321")
    assert '打 <a href="tel:0756-7654321">' in page(client, answer["Location"])
    assert "李先生" in page(client, f"/wishes/claims/{claim.number}/paper/")
    assert client.get(f"/wishes/claims/{claim.number}/thanks/").status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"agree": ""}, "请看一看认领承诺"),
        ({"agree": "0"}, "认领承诺刚刚更新了"),
        ({"is_no_relative": ""}, "是亲属的，请直接帮助"),
        ({"phone": "1380"}, "手机号要 11 位"),
        ({"name": ""}, "请写单位名称"),
        ({"kind": ""}, "请选您是企业"),
        ({"promised_on": "2020-01-01"}, "送达日期要在今天以后"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, village, clerk, more, words):
    wish = published(village, clerk)
    answer = client.post(f"/wishes/{wish.pk}/", form(may_be_named="on") | more)
    read = answer.content.decode()
    assert answer.status_code == 422 and words in read
    assert "name" in more or "李先生" in read
    assert not WishClaim.objects.exists()


def test_who_comes_too_late_reads_so(client, village, clerk):
    wish, _claim = claimed(village, clerk)
    answer = client.post(f"/wishes/{wish.pk}/", form(phone="13900139001"))
    assert answer.status_code == 409 and "刚刚有人认领了" in answer.content.decode()


def test_claiming_too_fast_is_slowed_down(client, village, clerk):
    wish, _claim = claimed(village, clerk)
    codes = [
        client.post(f"/wishes/{wish.pk}/", form(phone="13900139001")).status_code for _ in range(11)
    ]
    assert codes == [409] * 10 + [429]


def test_a_promise_whose_days_are_over_can_be_claimed_on_the_page(client, village, clerk):
    wish, _claim = claimed(village, clerk, days=0)
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        read = page(client, f"/wishes/{wish.pk}/")
        assert 'name="phone"' in read and "没有按时送达，回到心愿墙" in read
        answer = client.post(f"/wishes/{wish.pk}/", form(phone="13900139001"))
        assert answer.status_code == 303


def test_who_is_signed_in_finds_hers_filled_in_and_below_mine(client, village, clerk):
    person = make_resident(7)
    client.force_login(person)
    wish = published(village, clerk)
    assert person.phone in page(client, f"/wishes/{wish.pk}/")
    client.post(f"/wishes/{wish.pk}/", form(phone=person.phone))
    claim = WishClaim.objects.get()
    assert claim.person == person
    assert claim.number in page(client, "/me/")
    client.logout()
    assert client.get(f"/wishes/claims/{claim.number}/").status_code == 302


# ── One's own promise ────────────────────────────────────────────────────────────────────────────
def test_number_and_four_digits_open_it_and_nothing_else_does(client, village, clerk):
    _wish, claim = claimed(village, clerk)
    assert client.get(f"/wishes/claims/{claim.number}/").status_code == 302
    wrong = client.post("/wishes/claims/", {"number": claim.number, "digits": "0000"})
    assert wrong.status_code == 422 and "对不上" in wrong.content.decode()
    right = client.post("/wishes/claims/", {"number": claim.number, "digits": PHONE[-4:]})
    assert right["Location"] == f"/wishes/claims/{claim.number}/"
    assert page(client, right["Location"])


def test_a_number_is_not_tried_out(client, village, clerk):
    _wish, claim = claimed(village, clerk)
    codes = [
        client.post("/wishes/claims/", {"number": claim.number, "digits": "0000"}).status_code
        for _turn in range(6)
    ]
    assert codes == [422] * 5 + [429]


def test_another_account_reads_nothing_of_it(client, village, clerk):
    _wish, claim = claimed(village, clerk)
    client.force_login(make_resident(8))
    assert client.get(f"/wishes/claims/{claim.number}/").status_code == 302


def test_the_claimer_reads_why_it_was_cancelled(client, village, clerk, liaison):
    wish, claim = claimed(village, clerk)
    wish_claims.give_up(wish, by=liaison, reason="认领人来电说买不到了")
    client.post("/wishes/claims/", {"number": claim.number, "digits": PHONE[-4:]})
    assert "买不到了" in page(client, f"/wishes/claims/{claim.number}/")
    assert "买不到了" not in page(client, f"/wishes/{wish.pk}/")


def test_thanks_can_be_printed_once_it_arrived(client, village, clerk, liaison):
    wish, claim = delivered(village, clerk)
    wishes.thank(wish, by=liaison, words="老人家听上了粤剧，谢谢您。")
    digits = claim.contact.phone[-4:]
    client.post("/wishes/claims/", {"number": claim.number, "digits": digits})
    read = page(client, f"/wishes/claims/{claim.number}/thanks/")
    assert "感谢状" in read and "听上了粤剧" in read and "不是捐赠票据" in read
    assert "听上了粤剧" in page(client, f"/wishes/{wish.pk}/")


def test_a_photo_is_seen_once_it_was_released(client, village, clerk, liaison, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    wish, _claim = delivered(village, clerk)
    [photo] = wish_deliveries.photograph(wish, by=liaison, files=[upload(jpeg())])
    photos.process(photo.key)
    address = f"/photos/{photo.key}/320.webp"
    assert str(photo.key) not in page(client, f"/wishes/{wish.pk}/")
    assert client.get(address).status_code == 404
    wish_deliveries.show(photo, by=liaison, is_public=True)
    assert str(photo.key) in page(client, f"/wishes/{wish.pk}/")
    shown = client.get(address)
    assert shown.status_code == 200 and b"".join(shown.streaming_content)[:4] == b"RIFF"
    wish_deliveries.show(photo, by=liaison, is_public=False)
    assert client.get(address).status_code == 404
