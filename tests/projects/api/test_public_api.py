"""Programs get the same answers as people, and nothing that people do not get."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine

from projects.api.newest import NewestFirst, plain
from projects.api.serializers import ListedRecord, ProjectRecord
from projects.dashboards import tiles
from projects.lifecycle import ProjectLife
from projects.queries import public
from projects.queries.coverage import COVERED
from tests.factories.projects import A_WHILE, REASON, bring, furnish, propose
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
    assert set(answer["definitions"]) == {
        *tiles.COUNTERS, *COVERED, "coverage", "cash_fen", "paid_fen", "paid_rate",
    }  # fmt: skip


def test_figures_of_a_town_and_a_village(client, three, village, far_village):
    assert client.get(f"/api/v1/figures/?village={far_village.pk}").json()["collected"] == 1
    assert client.get(f"/api/v1/figures/?town={village.town_id}").json()["collected"] == 2


@pytest.mark.parametrize(
    "query",
    ["village=abc", "village=-1", "village=0", "town=1e9", "town=٣", "town=9007199254740993"],
)
def test_a_wrong_id_is_a_clear_refusal(client, three, query):
    answer = client.get(f"/api/v1/figures/?{query}")
    assert answer.status_code == 400
    assert answer.json() == {query.split("=")[0]: ["请填数字编号。"]}


@pytest.mark.parametrize(
    ("query", "sentence"),
    [("village=999999999", "没有这个村（社区）。"), ("town=9007199254740992", "没有这个镇。")],
)
def test_a_place_that_is_not_there_is_said(client, three, query, sentence):
    answer = client.get(f"/api/v1/figures/?{query}")
    assert (answer.status_code, answer.json()) == (404, {"detail": sentence})


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


def test_a_record_in_one_go_is_the_one_of_its_fields(three):
    """With money and without, released and not, with a limit and without."""
    rows = list(public.listed(public.visible()).order_by("pk"))
    assert len(rows) == 3 and {row.due_on is None for row in rows} == {True, False}
    for row, same in zip(rows, plain(public.visible()).order_by("pk"), strict=True):
        assert ListedRecord(same).data == ProjectRecord(row).data


def test_no_private_word_leaves_by_the_api(client, three):
    text = client.get("/api/v1/projects/").content.decode()
    for private in ("13800138000", "王先生", "王某", "天黑以后村道看不清"):
        assert private not in text


def test_a_filter_that_makes_no_sense_is_refused_by_name(client, three):
    answer = client.get("/api/v1/projects/?stage=nowhere")
    assert (answer.status_code, set(answer.json())) == (400, {"stage"})


@pytest.mark.parametrize("address", ["projects/?town=", "villages/?town=", "figures/?period="])
def test_an_empty_condition_is_a_slip_and_not_a_wish_for_everything(client, three, address):
    answer = client.get(f"/api/v1/{address}")
    name = address.split("?")[1].removesuffix("=")
    assert (answer.status_code, answer.json()) == (
        400, {name: ["写了就要有值；不要这个条件就整个去掉。"]},
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["projects", "villages"])
@pytest.mark.parametrize("cursor", ["cD1nYXJiYWdl", "cD0yMDIxLTk5LTk5", "%00", "💡"])
def test_a_forged_page_leads_nowhere(client, three, kind, cursor):
    answer = client.get(f"/api/v1/{kind}/", {"cursor": cursor})  # p=garbage, p=2021-99-99
    assert (answer.status_code, "从第一页开始" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize("query", ["", f"?text={quote('村口')}", "?counted=collected&period=2026"])
def test_every_record_is_read_once_there_and_back(
    client, village, programme, clerk, monkeypatch, query
):
    """Seven, four of them submitted at the same moment, two to a page: the SQL of a page is kept, what
    it is asked with is not."""
    monkeypatch.setattr(NewestFirst, "page_size", 2)
    at = clock.now() - A_WHILE
    same = [propose(village, by=clerk, at=at) for _ in range(4)]
    others = [propose(village, by=clerk, at=at + day * timedelta(days=1)) for day in (-1, 1, 2)]
    for one in (*same, *others):
        furnish(one)
    there, page = [], {"next": f"/api/v1/projects/{query}"}
    while page["next"]:
        page = client.get(page["next"]).json()
        there.append([one["number"] for one in page["results"]])
    back = [there[-1]]
    while page["previous"]:
        page = client.get(page["previous"]).json()
        back.append([one["number"] for one in page["results"]])
    numbers = [one for some in there for one in some]
    assert sorted(numbers) == sorted(one.query_no for one in (*same, *others))
    assert back == there[::-1] and len(there) == 4


@pytest.mark.parametrize("address", ["/api/v1/projects/", "/api/v1/villages/", "/api/v1/figures/"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, three, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("projects/", 2), ("projects/?counted=confirmed&period=2026", 2), ("villages/", 1),
        ("figures/", 5), ("figures/?town={town}", 5), ("figures/?village={village}", 5),
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_takes_the_same_number_of_queries_for_one_and_for_three(
    client, village, programme, clerk, number, address, queries, django_assert_num_queries
):
    for _more in range(number):
        bring(propose(village, by=clerk, at=clock.now() - 3 * A_WHILE), "confirm")
    path = address.format(town=village.town_id, village=village.pk)
    with django_assert_num_queries(queries):
        assert client.get(f"/api/v1/{path}").status_code == 200


@pytest.mark.parametrize(("until", "number"), [("accept", 4), ("confirm", 6), ("archive", 9)])
def test_one_project_takes_as_many_queries_as_its_page(
    client, village, programme, clerk, until, number, django_assert_num_queries
):
    project = bring(propose(village, by=clerk, at=clock.now() - 3 * A_WHILE), until)
    with django_assert_num_queries(number):
        assert client.get(f"/api/v1/projects/{project.query_no}/").status_code == 200


def test_one_project_is_what_its_page_shows(client, three):
    confirmed, _declined, _open = three
    record = client.get(f"/api/v1/projects/{confirmed.query_no}/").json()
    page = client.get(f"/projects/{confirmed.query_no}/").context["project"]
    listed = client.get("/api/v1/projects/").json()["results"]
    told = record["detail"]

    assert {name: record[name] for name in listed[0]} in listed
    assert told["need"] == page.why == "村道夜里昏暗，加装照明灯。"
    assert [one["sentence"] for one in told["timeline"]] == [one.sentence for one in page.log]
    shares = told["money"]["shares"]
    assert [(one["source_name"], f"{one['fen'] // 100:,}") for one in shares] == [
        (part.label, part.amount) for part in page.money.parts
    ]
    assert sum(one["fen"] for one in shares) == told["money"]["fen"] == 3_400_000
    assert record["cash_fen"] == 3_400_000
    assert told["outlook"] == {
        name: getattr(page.outlook, name) for name in ("now", "who", "until", "next")
    }
    assert told["work"] == ["照明灯 30 盏", "安装和辅料 1 项"]
    [decision] = told["decisions"]
    assert (decision["due"], decision["present"], decision["result"]) == (45, 38, "一致通过")
    assert (decision["votes_for"], decision["votes_against"], decision["passed"]) == (38, 0, True)
    assert decision["meeting"] == page.decisions[0].pk


def test_a_refusal_is_told_with_its_reason_and_nothing_private(client, three):
    _confirmed, declined, _open = three
    answer = client.get(f"/api/v1/projects/{declined.query_no}/")
    told = answer.json()["detail"]
    assert (told["ended_because"], told["need"], told["money"]) == (REASON, "", None)
    for private in ("13800138000", "王先生", "王某", "天黑以后"):
        assert private not in answer.content.decode()


@pytest.mark.parametrize("number", ["1234567890", "12345", "abcdefghij", "١٢٣٤٥٦٧٨٩٠"])
def test_a_number_nobody_has_is_told_in_json(client, db, number):
    answer = client.get(f"/api/v1/projects/{number}/")
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_a_draft_is_in_no_answer(client, village, programme, clerk):
    from projects.actions.proposals import save_draft
    from tests.factories.projects import proposal

    save_draft(proposal(village), by=clerk)
    assert client.get("/api/v1/projects/").json()["results"] == []


def test_towns_add_up_to_the_district(client, three):
    answer = client.get("/api/v1/figures/").json()
    assert [one["town_name"] for one in answer["by_town"]] == ["青溪镇", "白石镇"]
    for name in (*tiles.COUNTERS, "cash_fen"):
        assert sum(one[name] for one in answer["by_town"]) == answer[name]


def test_figures_of_a_period_are_the_tiles_of_it(client, three):
    from projects.queries.periods import Period

    for key in ("2026", "2026-Q2", "2026-05", "2025"):
        answer = client.get(f"/api/v1/figures/?period={key}").json()
        period = Period.read(key)
        assert {name: answer[name] for name in tiles.COUNTERS} == tiles.counts(period=period)
        listed = client.get(f"/api/v1/projects/?period={key}&counted=confirmed").json()["results"]
        assert len(listed) == answer["confirmed"]


def test_villages_of_one_town(client, village, far_village):
    listed = client.get(f"/api/v1/villages/?town={village.town_id}").json()["results"]
    assert [one["name"] for one in listed] == ["石桥村"]


def test_a_minute_has_so_many_requests_and_the_next_one_has_them_again(client, db, settings):
    settings.API_PER_MINUTE = 2
    with time_machine.travel("2026-06-10 09:00:15+08:00", tick=False):
        answers = [client.get("/api/v1/villages/") for _time in range(3)]
        other = client.get("/api/v1/villages/", REMOTE_ADDR="203.0.113.7")
    with time_machine.travel("2026-06-10 09:01:00+08:00", tick=False):
        later = client.get("/api/v1/villages/")

    assert [one.status_code for one in [*answers, other, later]] == [200, 200, 429, 200, 200]
    assert answers[2]["Retry-After"] == "45"
    assert answers[2].json()["detail"].startswith("读得太快了，一分钟最多 2 次。")


def test_an_answer_may_be_kept_a_minute_and_read_by_other_sites(client, three):
    first = client.get("/api/v1/figures/")
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in first
    again = client.get("/api/v1/figures/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_programs_read_chinese_whatever_the_visitor_chose(client, three):
    usual = client.get("/api/v1/projects/").content
    client.cookies["language"] = "en"
    assert client.get("/api/v1/projects/").content == usual
