"""Following one's own matter by number and phone: who may, how often, and what she can do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from projects.lifecycle import ProjectLife
from projects.states import State
from tests.factories.projects import REASON, bring
from weishishi.kernel.numbers import query_number

WRONG = "对不上，请照回执核对后再查"


@pytest.fixture
def own(client, lamps):
    """The browser of the person who proposed the lamps."""
    client.post("/track/", {"number": lamps.query_no, "proof": "8000"})
    return client


def test_number_and_last_four_digits_open_the_matter(client, lamps, text_of):
    typed = f"{lamps.query_no[:4]} {lamps.query_no[4:9]} {lamps.query_no[9:]}"
    response = client.post("/track/", {"number": typed, "proof": "８０００"})
    assert (response.status_code, response.url) == (303, f"/track/{lamps.query_no}/")
    page = client.get(response.url)
    assert lamps.need in text_of(page)
    assert "no-store" in page.headers["Cache-Control"]


def test_a_wrong_pair_reads_the_same_whether_the_number_exists_or_not(client, lamps, text_of):
    nobodys = query_number(2021, 99_999)
    answers = set()
    for number in (lamps.query_no, nobodys):
        response = client.post("/track/", {"number": number, "proof": "0000"})
        assert response.status_code == 422
        assert WRONG in text_of(response)
        answers.add(text_of(response).replace(number, ""))
    assert len({_without_token(answer) for answer in answers}) == 1


def _without_token(text):
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"number": ""}, "请填查询号"), ({"number": "123"}, "查询号是 10 位数字，您填了 3 位"),
        ({"number": "20210003x6"}, "这个号只有数字"),
        ({"number": "\x00"}, "查询号是 10 位数字"), ({"number": "9" * 10_000}, "查询号是 10 位数字"),
        ({"number": "2021000318"}, "有一位写错了"), ({"proof": "12"}, "手机号后四位是 4 位数字"),
        ({"proof": ""}, "请填手机号后四位"), ({"proof": "-800"}, "手机号后四位是 4 位数字"),
        ({"proof": "²²²²"}, WRONG),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_told(given, sentence, client, lamps, text_of):
    response = client.post("/track/", {"number": lamps.query_no, "proof": "8000"} | given)
    if given.get("proof") == "²²²²":
        given["proof"] = "2222"
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_the_sixth_guess_at_a_number_waits_ten_minutes(client, lamps, text_of):
    for guess in range(5):
        address = {"REMOTE_ADDR": f"10.0.0.{guess}"}
        pair = {"number": lamps.query_no, "proof": f"000{guess}"}
        assert client.post("/track/", pair, **address).status_code == 422
    right = {"number": lamps.query_no, "proof": "8000"}
    response = client.post("/track/", right, REMOTE_ADDR="10.0.0.9")
    assert response.status_code == 429
    assert "请过 10 分钟再试" in text_of(response)
    assert response.headers["Retry-After"] == "600"


def test_the_eleventh_guess_from_an_address_waits(client, db, text_of):
    for guess in range(10):
        pair = {"number": query_number(2021, guess + 1), "proof": "0000"}
        assert client.post("/track/", pair).status_code == 422
    pair = {"number": query_number(2021, 77), "proof": "0000"}
    assert client.post("/track/", pair).status_code == 429


def test_looking_again_and_again_at_ones_own_is_no_guessing(client, lamps):
    for _look in range(12):
        pair = {"number": lamps.query_no, "proof": "8000"}
        assert client.post("/track/", pair).status_code == 303


def test_a_stranger_is_asked_for_the_proof(lamps):
    for address in (f"/track/{lamps.query_no}/", f"/track/{lamps.query_no}/withdraw/"):
        for method in (Client().get, Client().post):
            response = method(address)
            assert response.status_code == 302
            assert response.url == f"/track/?number={lamps.query_no}"
    lamps.refresh_from_db()
    assert lamps.state == State.SUBMITTED


def test_the_proof_ends_after_half_an_hour(lamps):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        client.post("/track/", {"number": lamps.query_no, "proof": "8000"})
        traveller.shift(timedelta(minutes=29))
        assert client.get(f"/track/{lamps.query_no}/").status_code == 200
        traveller.shift(timedelta(minutes=2))
        assert client.get(f"/track/{lamps.query_no}/").status_code == 302


def test_one_proof_opens_one_matter(own, lamps, village, clerk):
    from tests.factories.projects import propose

    other = propose(village, clerk, phone="13900139000")
    assert own.get(f"/track/{other.query_no}/").status_code == 302


def test_she_takes_it_back_after_being_asked_once_more(own, lamps, text_of):
    address = f"/track/{lamps.query_no}/withdraw/"
    assert "真的要撤回吗" in text_of(own.get(address))
    lamps.refresh_from_db()
    assert lamps.state == State.SUBMITTED
    assert own.post(address).status_code == 303
    lamps.refresh_from_db()
    assert lamps.state == State.WITHDRAWN
    assert lamps.journal.last().actor_name == "提出人"


def test_what_was_decided_meanwhile_cannot_be_taken_back(own, lamps, text_of):
    bring(lamps, "deliberate")
    assert "我要撤回" not in text_of(own.get(f"/track/{lamps.query_no}/"))
    response = own.post(f"/track/{lamps.query_no}/withdraw/")
    assert response.status_code == 409
    assert "不能办理此事" in text_of(response)


def test_she_answers_a_return_and_her_first_words_stay(own, lamps, committee, text_of):
    ProjectLife.send_back(lamps, by=committee, note=REASON)
    assert "请您补充情况" in text_of(own.get(f"/track/{lamps.query_no}/"))
    response = own.post(f"/track/{lamps.query_no}/", {"text": "是三巷到五巷，一共七盏。"})
    assert response.status_code == 303
    first = lamps.need
    lamps.refresh_from_db()
    assert lamps.state == State.SUBMITTED
    assert lamps.need.startswith(first + "\n\n〔")
    assert lamps.need.endswith("补充〕\n是三巷到五巷，一共七盏。")


@pytest.mark.parametrize("text", ["", "短", "字" * 501, "有个\x00在里面的一句话"])
def test_a_bad_answer_is_told_and_nothing_moves(text, own, lamps, committee, text_of):
    ProjectLife.send_back(lamps, by=committee, note=REASON)
    response = own.post(f"/track/{lamps.query_no}/", {"text": text})
    assert response.status_code == 422
    assert "错误：" in text_of(response)
    need = lamps.need
    lamps.refresh_from_db()
    assert (lamps.state, lamps.need) == (State.RETURNED, need)


def test_an_answer_nobody_asked_for_is_refused_and_nothing_is_written(own, lamps, text_of):
    response = own.post(f"/track/{lamps.query_no}/", {"text": "我还想说一句话。"})
    assert response.status_code == 422
    need = lamps.need
    lamps.refresh_from_db()
    assert (lamps.state, lamps.need) == (State.SUBMITTED, need)


def test_messages_delivered_to_her_are_there_and_nobody_elses(own, lamps, committee, text_of):
    with time_machine.travel(timezone.now() + timedelta(seconds=1)):
        ProjectLife.accept(lamps, by=committee)
    assert "还没有消息" not in text_of(own.get(f"/track/{lamps.query_no}/"))  # the imported one
    before = len(own.get(f"/track/{lamps.query_no}/").context["messages_for_you"])
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        after = own.get(f"/track/{lamps.query_no}/").context["messages_for_you"]
    assert len(after) == before + 1


def test_without_redis_nobody_guesses(client, lamps, settings, text_of):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    response = client.post("/track/", {"number": lamps.query_no, "proof": "8000"})
    assert response.status_code == 429
