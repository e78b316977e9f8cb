"""微心愿 at the desk: written, read over, published, delivered and thanked for, by those it concerns."""

from uuid import uuid4

import pytest

from projects.models import PrivateReading, Wish
from projects.wishes.states import Check, WishState
from tests.factories.wishes import PHONE, again, claimed, delivered, published, written
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
DESK = "/admin/projects/wish"


def form(**more):
    return {
        "form_token": str(uuid4()), "title": "一副老花镜", "whose": "elderly", "yuan": "80",
        "words": "三百度", "whom": "五巷阿公", "anonymous": "on", **more,
    }  # fmt: skip


def do(client, wish, deed, **told):
    return client.post(f"{DESK}/{wish.pk}/do/{deed}/", told)


def test_from_the_draft_to_the_thanks(client, liaison, secretary):
    client.force_login(liaison.person)
    answer = client.post(f"{DESK}/add/", form())
    wish = Wish.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{DESK}/{wish.pk}/change/")
    assert (wish.value_fen, wish.state) == (8_000, WishState.DRAFT)
    client.force_login(secretary.person)
    assert do(client, wish, "publish").status_code == 302
    client.force_login(liaison.person)
    day = clock.today().isoformat()
    claim = {
        "form_token": str(uuid4()), "kind": "enterprise", "name": "青溪厂", "phone": PHONE,
        "promised_on": day, "is_no_relative": "on", "agree": "1",
    }  # fmt: skip
    assert do(client, wish, "claim", **claim).status_code == 302
    page = f"{DESK}/{wish.pk}/change/"
    masked = client.get(page).content.decode()
    assert "青**" in masked and "青溪厂" not in masked and PHONE not in masked
    pressed = client.post(page, {"reveal": f"claimer:{wish.claims.get().pk}"})
    assert "青溪厂" in pressed.content.decode() and PHONE in pressed.content.decode()
    reading = PrivateReading.objects.get()
    assert (reading.fact, reading.number, reading.post) == ("claimer", wish.number, liaison.post)
    told = {"delivered_on": day, "checked": [one.value for one in Check], "signed_by": "self"}
    assert do(client, wish, "deliver", **told).status_code == 302
    assert do(client, wish, "thank", words="谢谢青溪的朋友。").status_code == 302
    assert again(wish).state == WishState.THANKED


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, liaison):
    client.force_login(liaison.person)
    for more, words in (
        ({"anonymous": ""}, "不能认出是谁"),
        ({"title": "找13800138000"}, "这里有手机号"),
        ({"yuan": ""}, "请写金额"),
    ):
        answer = client.post(f"{DESK}/add/", form(**more))
        read = answer.content.decode()
        assert answer.status_code == 400 and words in read and "五巷阿公" in read
    answer = client.post(f"{DESK}/add/", form(yuan="1000.01"))
    assert answer.status_code == 409 and "五巷阿公" in answer.content.decode()
    assert not Wish.objects.exists()


def test_a_reason_is_asked_for(client, village, clerk, secretary):
    wish, _claim = claimed(village, clerk)
    client.force_login(secretary.person)
    for deed in ("give_up", "withdraw"):
        assert do(client, wish, deed, reason="").status_code == 400
    assert do(client, wish, "give_up", reason="认领人来电说买不到了").status_code == 302
    assert do(client, wish, "withdraw", reason="本人已经买到了").status_code == 302
    assert again(wish).state == WishState.WITHDRAWN


def test_a_refusal_is_told_where_it_was_pressed(client, village, secretary):
    wish = written(village, secretary)
    client.force_login(secretary.person)
    answer = do(client, wish, "publish")
    assert answer.status_code == 409 and "请换一位同事" in answer.content.decode()
    assert "请换一位同事" in client.get(f"{DESK}/{wish.pk}/change/").content.decode()


def test_who_watches_reads_neither_for_whom_nor_by_whom(client, village, clerk, auditor, liaison):
    wish, claim = claimed(village, clerk)
    pages = (
        f"{DESK}/{wish.pk}/change/", f"{DESK}/{wish.pk}/form/",
        f"{DESK}/{wish.pk}/claims/{claim.pk}/promise/", f"{DESK}/", f"{DESK}/?q=陈婆婆",
    )  # fmt: skip
    buttons = [
        (pages[0], f"claimer:{claim.pk}"), (pages[0], f"wisher:{wish.pk}"),
        (pages[1], f"wisher:{wish.pk}"), (pages[2], f"claimer:{claim.pk}"),
    ]  # fmt: skip
    secrets = ("三巷", "李先生", PHONE)

    def read(by):
        client.force_login(by.person)
        return "".join(client.get(page).content.decode() for page in pages)

    assert not [secret for secret in secrets if secret in read(auditor)]
    assert not [secret for secret in secrets if secret in read(liaison)]
    pressed = [client.post(page, {"reveal": key}).content.decode() for page, key in buttons]
    assert PHONE in pressed[0] and "三巷" in pressed[1] and "三巷" in pressed[2]
    assert "李先生" in pressed[0] and "李先生" in pressed[3] and "三巷" not in pressed[0]
    assert PrivateReading.objects.count() == len(buttons)
    assert client.post(pages[0], {"reveal": "claimer:0"}).status_code == 404
    client.force_login(auditor.person)
    for page, key in buttons:
        assert client.post(page, {"reveal": key}).status_code == 403
    assert PrivateReading.objects.count() == len(buttons)
    assert do(client, wish, "give_up", reason="认领人来电说买不到了").status_code == 403


def test_the_neighbour_sees_nothing_of_it(client, village, clerk, neighbour_secretary):
    wish = published(village, clerk)
    client.force_login(neighbour_secretary.person)
    assert client.get(f"{DESK}/{wish.pk}/change/").status_code == 404
    assert do(client, wish, "withdraw", reason="本人已经买到了").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_no_more_for_many(
    client, village, clerk, liaison, number, django_assert_max_num_queries
):
    for _one in range(number):
        published(village, clerk)
    client.force_login(liaison.person)
    client.get(f"{DESK}/")
    with django_assert_max_num_queries(9):
        assert client.get(f"{DESK}/").status_code == 200


def test_papers(client, village, clerk, liaison):
    wish, claim = delivered(village, clerk)
    client.force_login(liaison.person)
    for paper, words in {
        f"{wish.pk}/form/": "微心愿登记表", f"{wish.pk}/claims/{claim.pk}/promise/": "认领承诺",
        f"{wish.pk}/claims/{claim.pk}/receipt/": "送达清单", f"{wish.pk}/claims/{claim.pk}/thanks/": "感谢状",
    }.items():  # fmt: skip
        assert words in client.get(f"{DESK}/{paper}").content.decode()


def test_words_are_corrected_before_somebody_promised(client, village, clerk, liaison):
    wish = published(village, clerk)
    client.force_login(liaison.person)
    assert client.post(f"{DESK}/{wish.pk}/change/", form()).status_code == 302
    assert again(wish).title == "一副老花镜"


def test_an_invented_deed_is_none(client, village, clerk, liaison):
    client.force_login(liaison.person)
    assert do(client, published(village, clerk), "objects").status_code == 404
