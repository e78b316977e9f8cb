"""Programs get the same answers as people, and nothing that people do not get."""

import pytest

from projects.dashboards import tiles
from projects.lifecycle import ProjectLife
from tests.factories.projects import A_WHILE, REASON, bring, propose
from weishishi.kernel import clock


@pytest.fixture
def three(village, far_village, programme, clerk):
    at = clock.now() - 3 * A_WHILE
    confirmed = bring(propose(village, by=clerk, at=at), "confirm")
    declined = propose(far_village, by=clerk, at=at, channel="hotline", title="王某家的门灯")
    ProjectLife.decline(declined, by=clerk, note=REASON)
    return confirmed, declined, propose(village, by=clerk, at=at)


def test_figures_are_the_tiles_and_say_what_they_mean(client, three):
    answer = client.get("/api/v1/figures/").json()

    assert {name: answer[name] for name in tiles.COUNTERS} == tiles.counts()
    assert (answer["cash_fen"], answer["social_fen"]) == (3_400_000, 400_000)
    assert (answer["villages"], answer["towns"]) == (2, 2)
    assert set(answer["definitions"]) == {*tiles.COUNTERS, "cash_fen"}


def test_figures_of_a_town_and_a_village(client, three, village, far_village):
    assert client.get(f"/api/v1/figures/?village={far_village.pk}").json()["collected"] == 1
    assert client.get(f"/api/v1/figures/?town={village.town_id}").json()["collected"] == 2


@pytest.mark.parametrize(
    "query", ["village=abc", "village=-1", "village=999999999", "town=1e9", "town=٣"]
)
def test_a_wrong_id_is_a_clear_refusal(client, three, query):
    answer = client.get(f"/api/v1/figures/?{query}")
    assert answer.status_code == 400
    assert answer.json()[query.split("=")[0]][0] in ("请填数字编号。", "没有这个村（社区）。")


@pytest.mark.parametrize("counted", ["collected", "accepted", "confirmed", "started", "completed"])
def test_the_list_behind_a_counter_has_as_many_records(client, three, counted):
    listed = client.get(f"/api/v1/projects/?counted={counted}").json()["results"]
    assert len(listed) == tiles.counts()[counted]


def test_a_record_before_its_release_has_no_words_and_no_money(client, three):
    confirmed, declined, _open = three
    records = {one["number"]: one for one in client.get("/api/v1/projects/").json()["results"]}

    assert records[confirmed.query_no]["title"] == "村口加装路灯"
    assert records[confirmed.query_no]["cash_fen"] == 3_400_000
    assert records[declined.query_no]["title"] == "微设施（内容整理中）"
    assert records[declined.query_no]["cash_fen"] is None


def test_no_private_word_leaves_by_the_api(client, three):
    text = client.get("/api/v1/projects/").content.decode()
    for private in ("13800138000", "王先生", "王某", "天黑以后村道看不清"):
        assert private not in text


def test_a_filter_that_makes_no_sense_is_refused_by_name(client, three):
    answer = client.get("/api/v1/projects/?stage=nowhere")
    assert (answer.status_code, set(answer.json())) == (400, {"stage"})


@pytest.mark.parametrize("kind", ["projects", "villages"])
@pytest.mark.parametrize("cursor", ["cD1nYXJiYWdl", "cD0yMDIxLTk5LTk5", "%00", "💡"])
def test_a_forged_page_leads_nowhere(client, three, kind, cursor):
    answer = client.get(f"/api/v1/{kind}/", {"cursor": cursor})  # p=garbage, p=2021-99-99
    assert (answer.status_code, "从第一页开始" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize("address", ["/api/v1/projects/", "/api/v1/villages/", "/api/v1/figures/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, three, address, method):
    assert getattr(client, method)(address).status_code == 405


def test_the_lists_take_the_same_number_of_queries_for_one_and_for_three(
    client, village, programme, clerk, django_assert_num_queries
):
    propose(village, by=clerk)
    with django_assert_num_queries(2):
        client.get("/api/v1/projects/")
    for _more in range(2):
        propose(village, by=clerk)
    with django_assert_num_queries(2):
        client.get("/api/v1/projects/")
    with django_assert_num_queries(1):
        client.get("/api/v1/villages/")
