"""Say how it went: from the poster, from the link, on a phone, without a script and without a name."""

import re

import pytest

from projects import voting
from projects.actions import evaluations
from projects.lifecycle import ProjectLife
from projects.models import Remark, Voice
from projects.models.evaluations import Way
from projects.pages import evaluate
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.people import make_resident
from tests.factories.projects import bring, hand_in
from tests.projects.test_evaluations import NOBODY, speak
from weishishi.kernel import cipher
from weishishi.kernel.dates import written

SAID = {"overall": "satisfied", "voter": "user", "quality": "basic", "words": "灯很亮，谢谢。"}


@pytest.fixture
def asked(lamps):
    return bring(lamps, "open_evaluation")


@pytest.fixture
def here(asked):
    return f"/projects/{asked.query_no}/evaluate/"


def link(project):
    token = voting.link_token(voting.running(project), "contact", project.contact_id)
    return f"/projects/{project.query_no}/evaluate/?me={token}"


def test_from_the_link_it_is_one_form_and_one_thank_you(client, asked):
    page = client.get(link(asked)).content.decode()
    assert "办得怎么样？请您评一评" in page and "不留姓名" in page
    token = re.search(r'name="me" value="(\w+)"', page)[1]
    done = client.post(f"/projects/{asked.query_no}/evaluate/", SAID | {"me": token}, follow=True)
    assert "谢谢您，已经记下了" in done.content.decode()
    voice = Voice.objects.get()
    assert (voice.way, voice.overall, voice.quality, voice.pace) == (
        Way.LINK, "satisfied", "basic", "",
    )  # fmt: skip
    assert Remark.objects.get().words == "灯很亮，谢谢。"
    again = client.post(link(asked), SAID)
    assert again.status_code == 409 and "每人只能评一次" in again.content.decode()
    assert "灯很亮" in again.content.decode()  # nothing typed is lost


def test_who_has_spoken_is_told_so_instead_of_a_form_and_nobody_else_is(client, asked, here):
    client.post(link(asked), SAID)
    client.get(here)  # the thanks
    page = client.get(link(asked)).content.decode()
    assert "您已经评过了" in page and "<fieldset" not in page
    assert "您已经评过了" not in client.get(here).content.decode()
    client.force_login(make_resident(3))
    site = f"{here}?site={voting.poster_token(voting.running(asked))}"
    assert "办得怎么样？请您评一评" in client.get(site).content.decode()


def test_the_days_of_asking_are_in_the_same_words_everywhere(client, asked, liaison):
    desk, days = sign_in(liaison), voting.running(asked)
    public = text_of(client.get(f"/projects/{asked.query_no}/"))
    asked.refresh_from_db()
    for page in (public, text_of(desk.get(page_of(asked, "evaluation")))):
        for words in (
            f"从 {written(days.first_day)}起，至少到 {written(days.last_day)}",
            f"最迟 {written(asked.due_on)}",
        ):
            assert words in page
    poster = text_of(desk.get(page_of(asked, "evaluation_poster")))
    assert "起，至少到" in poster and "，最迟" in poster


def test_by_phone_and_by_link_she_is_the_same_person(client, asked, liaison):
    phone = evaluations.Speaker(cipher.index(asked.contact.phone))
    evaluations.speak(
        asked, by=liaison, speaker=phone, answer=evaluations.Answer("basic", "user"), way=Way.PHONE
    )
    assert client.post(link(asked), SAID).status_code == 409


def test_before_the_poster_she_signs_in_by_phone_and_comes_back(client, asked, here):
    site = f"{here}?site={voting.poster_token(voting.running(asked))}"
    page = client.get(site).content.decode()
    assert "用手机号评" in page and f"site%3D{site[-24:]}" in page
    client.force_login(make_resident(3))
    assert client.post(site, SAID).status_code == 303
    assert Voice.objects.get().way == Way.SITE


def test_somebody_from_elsewhere_without_the_code_is_told_how(client, asked, here):
    client.force_login(make_resident(3))
    for address in (here, f"{here}?site={'0' * 24}", f"{here}?me={'0' * 24}"):
        assert "请受益的居民来评" in client.get(address).content.decode()
        client.post(address, SAID)
    assert Voice.objects.count() == 0


def test_without_a_proved_phone_nobody_speaks_at_the_poster(client, asked, here):
    client.force_login(make_resident(3, verified=False))
    client.post(f"{here}?site={voting.poster_token(voting.running(asked))}", SAID)
    assert Voice.objects.count() == 0


@pytest.mark.parametrize("missing", ["overall", "voter"])
def test_what_is_missing_is_said_and_the_rest_stays(missing, client, asked):
    page = client.post(link(asked), SAID | {missing: ""})
    assert page.status_code == 422 and Voice.objects.count() == 0
    assert "灯很亮，谢谢。" in page.content.decode()


def test_forged_grades_are_refused(client, asked):
    assert client.post(link(asked), SAID | {"overall": "excellent"}).status_code == 422
    assert client.post(link(asked), SAID | {"quality": "excellent"}).status_code == 422


def test_while_it_runs_nobody_sees_how_it_stands(client, asked, here):
    hand_in(asked, 30, 7, 6)
    assert "<rect" not in client.get(here).content.decode()
    assert "我来评议" in client.get(f"/projects/{asked.query_no}/").content.decode()


def test_the_result_is_bars_on_the_project_and_here(client, asked, here, committee):
    for number in range(5):
        speak(asked, number, quality="basic", pace="dissatisfied" if number else "")
    hand_in(asked, 16, 2, 1)
    ProjectLife.close_evaluation(asked, by=committee, note="谢谢大家。")
    for address in (here, f"/projects/{asked.query_no}/"):
        page = client.get(address).content.decode()
        assert "满意率 96%，24 份有效评议" in page and "总体：满意 21、基本满意 2、不满意 1" in page
        assert "质量：满意 0、基本满意 5、不满意 0" in page
        assert "进度：" not in page  # four said something about the pace


def test_fewer_than_five_are_a_number_only(client, asked, here, committee):
    speak(asked, 1, "dissatisfied")
    hand_in(asked, 2, 1, 0)
    ProjectLife.reopen(asked, by=committee, note="晚上还有暗处，加装两盏。")
    page = client.get(f"/projects/{asked.query_no}/").content.decode()
    assert "收到 4 份有效评议，少于 5 份" in page and '<rect class="dissatisfied"' not in page
    assert "改好后再请大家评一次" in page


def test_nothing_is_asked_of_a_matter_that_is_not_done(client, lamps):
    page = client.get(f"/projects/{lamps.query_no}/evaluate/").content.decode()
    assert "现在不在评议期间" in page
    assert client.get("/projects/2026999999/evaluate/").status_code == 404


def test_the_proposer_finds_her_link_where_she_tracks(client, asked):
    client.post("/track/", {"number": asked.query_no, "proof": asked.contact.phone[-4:]})
    page = client.get(f"/track/{asked.query_no}/").content.decode()
    assert link(asked) in page


def test_by_whom_the_actor_is_nobody():
    assert NOBODY.person is NOBODY.post is NOBODY.contact is None


def test_links_that_are_nobodys_run_out_and_a_right_one_costs_nothing(client, asked, here):
    for _again in range(evaluate.MISSES.most + 5):
        assert "请您评一评" in client.get(link(asked)).content.decode()
    for _again in range(evaluate.MISSES.most):
        client.get(f"{here}?me={'0' * 24}")
    assert "请受益的居民来评" in client.get(link(asked)).content.decode()
    other = client.get(link(asked), REMOTE_ADDR="10.9.9.9").content.decode()
    assert "请您评一评" in other
